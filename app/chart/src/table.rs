//! The data of charts as tables: CSV for other programs, months for reading.

use engine::time::{HOURS, Resolution as Step, Weekday};
use words::Language;

use crate::chart::{ChartKind, ChartOptions, Resolution, month_rows, monthly_kwh, ranked, weekly_means};
use crate::decimate::{bucket_edges, bucket_means};
use crate::format::{month_name, weekday_name};
use crate::model::LoadModel;

/// Energy per month, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthTable {
    /// Month, every series, sum.
    pub head: Vec<String>,
    /// Unit of all numbers.
    pub unit: &'static str,
    /// Twelve months and the year: name, a number for every series, sum.
    pub rows: Vec<(String, Vec<String>)>,
}

/// The table of months.
#[must_use]
pub fn month_table(model: &LoadModel, language: Language) -> MonthTable {
    let (rows, unit) = month_rows(model, language);
    let month = language.text(words::charts::MONTH).to_owned();
    let labels = model.series.iter().map(|series| series.label.clone());
    let sum = language.text(words::charts::TOTAL_2).to_owned();
    MonthTable { head: [month].into_iter().chain(labels).chain([sum]).collect(), unit, rows }
}

/// The data of a chart as CSV with a byte order mark, so that spreadsheets read it as UTF-8.
///
/// German: semicolon and decimal comma; English: comma and decimal point. Times carry their offset.
#[must_use]
pub fn csv(model: &LoadModel, options: &ChartOptions) -> String {
    let mut table = Csv::new(options.language);
    match options.kind {
        ChartKind::LoadProfile if options.resolution == Resolution::Hour => {
            table.head("time", model, "kW");
            for hour in options.window.range() {
                table.row(&start_of(model, hour), model.series.iter().map(|series| series.at(hour)));
            }
        }
        ChartKind::LoadProfile => {
            table.head("time", model, "kW");
            let edges = bucket_edges(options.window, options.resolution, model.axis(), usize::MAX - 1);
            let means: Vec<_> =
                model.series.iter().map(|series| bucket_means(&series.values_kw, &edges)).collect();
            for (bucket, hour) in edges[..edges.len() - 1].iter().enumerate() {
                table.row(&start_of(model, *hour), means.iter().map(|series| series[bucket]));
            }
        }
        ChartKind::Carpet => {
            table.head("time", model, "kW");
            for hour in 0..HOURS {
                table.row(&start_of(model, hour), model.series.iter().map(|series| series.at(hour)));
            }
        }
        ChartKind::DurationCurve => {
            table.head("rank;time", model, "kW");
            for (rank, hour) in ranked(&model.total_kw()).into_iter().enumerate() {
                let hour = hour as usize;
                let first = format!("{};{}", rank + 1, start_of(model, hour));
                table.row(&first, model.series.iter().map(|series| series.at(hour)));
            }
        }
        ChartKind::Months => {
            table.head("month", model, "kWh");
            let energies = monthly_kwh(model);
            for month in 0..12 {
                let name = month_name(month as u8 + 1, options.language);
                table.row(name, energies.iter().map(|series| series[month]));
            }
        }
        ChartKind::TypicalWeek => {
            table.head("weekday;hour", model, "kW");
            let means = weekly_means(model, options.season);
            for hour in 0..168 {
                let weekday = weekday_name(Weekday::ALL[hour / 24], options.language);
                let first = format!("{weekday};{}", hour % 24);
                table.row(&first, means.iter().map(|series| series[hour]));
            }
        }
    }
    table.text
}

fn start_of(model: &LoadModel, hour: usize) -> String {
    model.axis().iso_start(hour, Step::Hour, model.summer_time)
}

/// Writes rows whose first cells are joined by semicolons.
struct Csv {
    text: String,
    language: Language,
    separator: char,
}

impl Csv {
    fn new(language: Language) -> Self {
        let separator = if language == Language::De { ';' } else { ',' };
        Self { text: String::from('\u{feff}'), language, separator }
    }

    fn head(&mut self, first: &str, model: &LoadModel, unit: &str) {
        self.first_cells(&first.split(';').map(|key| self.column_name(key)).collect::<Vec<_>>().join(";"));
        for series in &model.series {
            self.text.push(self.separator);
            let cell = cell(&format!("{} [{unit}]", series.label), self.separator);
            self.text.push_str(&cell);
        }
        self.text.push(self.separator);
        self.text.push_str(&format!("{} [{unit}]\r\n", self.language.text(words::charts::TOTAL_2)));
    }

    fn row(&mut self, first: &str, values: impl Iterator<Item = f64>) {
        self.first_cells(first);
        let mut sum = 0.0;
        for value in values {
            sum += value;
            self.number(value);
        }
        self.number(sum);
        self.text.push_str("\r\n");
    }

    fn first_cells(&mut self, cells: &str) {
        let separator = self.separator.to_string();
        self.text.push_str(&cells.replace(';', &separator));
    }

    fn number(&mut self, value: f64) {
        self.text.push(self.separator);
        let text = format!("{value:.4}");
        match self.language {
            Language::De => self.text.push_str(&text.replace('.', ",")),
            Language::En => self.text.push_str(&text),
        }
    }

    fn column_name(&self, key: &str) -> &'static str {
        match key {
            "rank" => self.language.text(words::charts::RANK),
            "month" => self.language.text(words::charts::MONTH),
            "weekday" => self.language.text(words::charts::WEEKDAY),
            "hour" => self.language.text(words::charts::HOUR),
            _ => self.language.text(words::charts::START),
        }
    }
}

/// A text cell: quoted where needed, and never read as a formula.
#[must_use]
fn cell(text: &str, separator: char) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if text.contains(['"', '\n', '\r', separator]) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cells_are_never_formulas() {
        assert_eq!(cell("=1+1", ';'), "'=1+1");
        assert_eq!(cell("@x;\"y\"", ';'), "\"'@x;\"\"y\"\"\"");
        assert_eq!(cell("Strom", ';'), "Strom");
        assert_eq!(cell("a, b", ';'), "a, b");
        assert_eq!(cell("a, b", ','), "\"a, b\"");
    }
}
