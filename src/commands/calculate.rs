//! `lastgang calculate`: load profiles, key figures and charts of a project file.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use chart::scene::Theme;
use chart::{ChartKind, ChartOptions, render};
use engine::district::{self, District};
use engine::plan::{Plan, Scenario};
use engine::project_file::ProjectFile;
use engine::simultaneity::{NetworkLoad, NetworkLoadError, SimultaneityLaw};
use words::Language;

use self::summary::Summary;
use super::CommandError;
use crate::services::document;
use crate::services::inputs::Inputs;

mod summary;
mod table;
#[cfg(test)]
mod tests;

/// Width and height of a chart's plot, CSS pixels: those of exports in the browser.
const CHART_SIZE: (f64, f64) = (1120.0, 400.0);

/// What to calculate, and where the results go.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Project file, as the app exports it; docs/project-file.md describes it.
    #[arg(value_name = "PROJECT.json")]
    project: PathBuf,
    /// Folder for the results; it is made if it is missing, and files of the same names are replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Scenario [default: the first].
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Language of the charts: de or en.
    #[arg(long, value_name = "LANGUAGE", default_value = "de", value_parser = locale)]
    language: Language,
}

/// Writes `profiles.csv`, `summary.json` and the charts; names them on `out`, and on `notes` what the user
/// should know besides.
///
/// # Errors
/// See [`CommandError`]; nothing is written if the project file is refused.
pub fn run(args: &Args, mut out: impl Write, mut notes: impl Write) -> Result<(), CommandError> {
    let bytes = fs::read(&args.project).map_err(CommandError::file(&args.project))?;
    let refused = |error| CommandError::Document { file: args.project.clone(), error };
    let document = document::read(&bytes).map_err(refused)?;
    let scenario = choose(&document, args.scenario.as_deref())?.clone();
    let inputs = Inputs::of_document(&document).expect("a checked document has its weather");
    let plan = Plan { site: document.site, scenario };
    let district = district::calculate(&plan, &inputs.weather, &inputs.profiles);
    let network = Network::of(&plan, &district);

    fs::create_dir_all(&args.out).map_err(CommandError::file(&args.out))?;
    let mut write = |name: &str, content: &dyn Fn(&mut dyn Write) -> std::io::Result<()>| {
        let file = args.out.join(name);
        write_file(&file, content).map_err(CommandError::file(&file))?;
        writeln!(out, "{}", file.display()).map_err(CommandError::Output)
    };
    write("profiles.csv", &|file| table::write(&plan, &district, network.as_ref(), file))?;
    let summary = Summary::new(&plan, &inputs, &district, network.as_ref());
    write("summary.json", &|file| {
        serde_json::to_writer_pretty(&mut *file, &summary)?;
        writeln!(file)
    })?;
    let model = inputs.load_model(&plan, &district, args.language);
    for kind in ChartKind::ALL {
        let options = ChartOptions::new(kind, CHART_SIZE.0, CHART_SIZE.1, args.language);
        // Without a date, so that a repeated run gives the same files.
        let svg = render::export_svg(&model, &options, None, &Theme::LIGHT);
        write(&format!("{}.svg", kind.key()), &|file| file.write_all(svg.as_bytes()))?;
    }
    if !district.problems.is_empty() {
        let count = district.problems.len();
        writeln!(notes, "note: demands not calculated as entered: {count}; see problems in summary.json")?;
    }
    if let Some(network) = &network {
        network.write_notes(&mut notes)?;
    }
    Ok(())
}

/// The heat customers together: figures, and the course that follows from the simultaneity of the scenario.
struct Network {
    load: NetworkLoad,
    values_kw: Result<Vec<f64>, NetworkLoadError>,
}

impl Network {
    /// `None` if no law is set or nobody needs heat.
    fn of(plan: &Plan, district: &District) -> Option<Self> {
        let load =
            NetworkLoad::of(plan, district).filter(|load| load.simultaneity.law != SimultaneityLaw::None)?;
        let values_kw = load.values_kw(district);
        Some(Self { load, values_kw })
    }

    fn write_notes(&self, mut notes: impl Write) -> std::io::Result<()> {
        if let Err(error) = &self.values_kw {
            writeln!(notes, "note: heat network: {error}; the factor is not applied to the profile")?;
        }
        let count = self.load.counted_twice.len();
        if count > 0 {
            writeln!(
                notes,
                "note: heat network: the factor counts diversity twice for {count} of {} buildings; enter their peak loads",
                self.load.customers
            )?;
        }
        Ok(())
    }
}

fn choose<'a>(document: &'a ProjectFile, name: Option<&str>) -> Result<&'a Scenario, CommandError> {
    let scenarios = &document.scenarios;
    match name {
        None => Ok(scenarios.first().expect("a checked document has a scenario")),
        Some(name) => scenarios.iter().find(|scenario| scenario.name == name).ok_or_else(|| {
            let known = scenarios.iter().map(|scenario| format!("“{}”", scenario.name)).collect();
            CommandError::UnknownScenario { given: name.to_owned(), known }
        }),
    }
}

fn write_file(file: &Path, content: &dyn Fn(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(file)?);
    content(&mut file)?;
    file.flush()
}

fn locale(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "unknown language; known: de, en".to_owned())
}
