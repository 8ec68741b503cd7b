//! Profiles that were made and not metered: how, and what is said about them.

use app::api::AppError;
use app::api::profile::Approximation;
use chart::format::{format_energy, format_hours, format_power, with_unit};
use engine::building::{Building, BuildingId};
use engine::building_type::BuildingType;
use engine::calendar::Calendar;
use engine::demand::{AnnualEnergy, Demand, DemandKind, Profile};
use engine::district::{ProfileSeries, calculate};
use engine::limits::{self, NAME_MAX_CHARS, Quantity};
use engine::plan::{Plan, Scenario};
use engine::site::Site;
use engine::synthetic::{
    ApproximationError, KeyFigureWishes, Synthetic, SyntheticError, SyntheticMark, approximate,
};
use engine::weather::Weather;
use words::{Language, Text};

use super::invalid;

/// Whether the figures are within the limits and the course can be calculated without a meter.
pub(super) fn check(wanted: &Approximation) -> Result<(), AppError> {
    let figures = &wanted.figures;
    let within = |quantity, value| limits::check(quantity, value).map_err(|_| invalid("figures"));
    within(Quantity::PeakLoad, figures.peak_kw)?;
    if let Some(annual_kwh) = figures.annual_kwh {
        within(Quantity::AnnualEnergy, annual_kwh)?;
    }
    match wanted.course {
        Some((_, Profile::Metered { .. })) => Err(invalid("course")),
        Some((_, profile)) => profile.check().map_err(|_| invalid("course")),
        None => Ok(()),
    }
}

/// A profile with these figures at this site.
pub(super) fn approximated(
    wanted: &Approximation,
    site: Site,
    weather: &Weather,
    seed: u64,
) -> Result<Synthetic, ApproximationError> {
    let calendar = Calendar::new(site.reference_year, site.federal_state);
    let course = wanted.course.and_then(|(kind, profile)| course(kind, profile, site, weather));
    approximate(&wanted.figures, course.as_deref(), &calendar, seed)
}

/// The course of a profile, as that of a building that has nothing else.
fn course(kind: DemandKind, profile: Profile, site: Site, weather: &Weather) -> Option<Vec<f64>> {
    let mut building = Building::new(BuildingId(uuid::Uuid::nil()), "-", BuildingType::Other);
    let annual = Some(AnnualEnergy::Absolute { kwh: 1.0 });
    building.demands.insert(kind, Demand { annual, peak_kw: None, profile: Some(profile) });
    let plan = Plan { site, scenario: Scenario { buildings: vec![building], ..Scenario::default() } };
    let district = calculate(&plan, weather, &ProfileSeries::new());
    district.by_kind.get(&kind).map(|values| values.to_vec())
}

/// The figures given, in one line.
pub(super) fn figures(given: &KeyFigureWishes, locale: Language) -> String {
    let language = locale;
    let peak = with_unit(format_power(given.peak_kw, language));
    let annual_kwh = given.annual_kwh.unwrap_or(0.0);
    let energy = with_unit(format_energy(annual_kwh, language));
    let hours = with_unit(format_hours(annual_kwh / given.peak_kw, language));
    words::services::given_annual_energy_peak_load_full_load(locale, &energy, &peak, &hours)
}

/// Why there is no profile with these figures.
pub(super) fn contradiction(error: &ApproximationError, locale: Language) -> String {
    let said = |text: Text| locale.text(text).to_owned();
    match error {
        ApproximationError::Contradictory(contradictions) => {
            let messages = contradictions.iter().map(|contradiction| match locale {
                Language::De => contradiction.message_de(),
                Language::En => contradiction.message_en(),
            });
            messages.collect::<Vec<_>>().join(" ")
        }
        ApproximationError::InvalidFigure { .. } => said(words::services::A_FIGURE_IS_NEGATIVE),
        ApproximationError::EnergyMissing => said(words::services::THE_ANNUAL_ENERGY_IS_MISSING),
        ApproximationError::InvalidShape => said(words::services::THE_CHOSEN_COURSE),
    }
}

/// The name of a profile that stands for another.
pub(super) fn marked_name(original: &str, locale: Language) -> String {
    let suffix = match locale {
        Language::De => format!(" ({})", SyntheticMark::LABEL_DE),
        Language::En => format!(" ({})", SyntheticMark::LABEL_EN),
    };
    let room = NAME_MAX_CHARS - suffix.chars().count();
    original.chars().take(room).collect::<String>() + &suffix
}

/// What is kept with a profile about how it was made.
pub(super) fn log(mark: &SyntheticMark, locale: Language) -> Vec<String> {
    let mut log = vec![match locale {
        Language::De => format!("{} (Verfahren {}, Startwert {})", mark.method_de(), mark.version, mark.seed),
        Language::En => format!("{} (method {}, seed {})", mark.method_en(), mark.version, mark.seed),
    }];
    if let Some(kept) = mark.kept {
        let (usual, largest) = (kept.usual_deviation * 100.0, kept.largest_deviation * 100.0);
        log.push(match locale {
            Language::De => format!(
                "Jahresenergie, Spitzenlast und Monatssummen wie im Original. Dauerlinie: 99 % der Werte weichen um höchstens {} % der Spitzenlast ab, der größte um {} %.",
                comma(usual), comma(largest)
            ),
            Language::En => format!(
                "Annual energy, peak load and monthly sums as in the original. Duration curve: 99 % of the values differ by at most {usual:.2} % of the peak load, the largest by {largest:.2} %."
            ),
        });
    }
    log
}

fn comma(value: f64) -> String {
    format!("{value:.2}").replace('.', ",")
}

/// Why no profile can stand for another.
pub(super) fn refusal(error: &SyntheticError, locale: Language) -> String {
    match (locale, error) {
        (Language::En, error) => error.to_string(),
        (Language::De, SyntheticError::TooClose { .. }) => {
            "Kein Versuch hielt den zugesagten Abstand vom Original; der Lastgang lässt sich nicht gefahrlos weitergeben.".to_owned()
        }
        (Language::De, SyntheticError::Empty) => "Der Lastgang hat keinen Wert über null.".to_owned(),
        (Language::De, SyntheticError::WrongLength { given }) => {
            format!("Der Lastgang hat {given} Werte statt 8760 oder 35040.")
        }
        (Language::De, SyntheticError::InvalidValue { index }) => {
            format!("Wert {} des Lastgangs ist negativ oder keine Zahl.", index + 1)
        }
    }
}
