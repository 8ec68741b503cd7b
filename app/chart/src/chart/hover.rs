//! What a chart says about one of its cells.

use std::ops::Range;

use engine::demand::DemandKind;
use engine::time::{HOURS, Weekday};
use words::Language;

use super::{Cells, Chart, months};
use crate::format::{
    UNIT_SPACE, energy_scale, format_date_hour, format_day, format_number, format_power, month_name,
    power_scale, weekday_name, with_unit,
};
use crate::model::LoadModel;

/// The values of a cell, ready to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Hover {
    /// The cell.
    pub cell: usize,
    /// Local time, month, hour of the week or rank.
    pub title: String,
    /// Every series, from the highest in the stack to the lowest.
    pub rows: Vec<HoverRow>,
    /// Sum of the rows, kW or (months) kWh.
    pub sum: f64,
    /// The sum without its unit.
    pub sum_text: String,
    /// Unit of all texts.
    pub unit: &'static str,
    /// What else there is to say of a cell of many hours: its highest one.
    pub note: Option<String>,
}

/// The value of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct HoverRow {
    /// Kind, for the colour mark.
    pub kind: DemandKind,
    /// Name of the series.
    pub label: String,
    /// Value in kW or (months) kWh.
    pub value: f64,
    /// The value in the unit of the sum, without unit.
    pub text: String,
}

impl Hover {
    /// Title, sum and all values as one sentence for the live region.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let mut text = format!("{}: ", self.title);
        if self.rows.len() != 1 {
            let sum = language.text(words::charts::TOTAL);
            text.push_str(&format!("{sum} {}{UNIT_SPACE}{}; ", self.sum_text, self.unit));
        }
        let rows = self.rows.iter().map(|row| format!("{} {}", row.label, row.text));
        text.push_str(&rows.collect::<Vec<_>>().join(", "));
        if let Some(note) = &self.note {
            text.push_str("; ");
            text.push_str(note);
        }
        text
    }
}

impl Chart {
    /// The value of each series in a cell, in the order of the model.
    pub(super) fn cell_values(&self, model: &LoadModel, cell: usize) -> Vec<f64> {
        let at_hour = |hour: usize| model.series.iter().map(|series| series.at(hour)).collect();
        match &self.cells {
            Cells::Hours(_) | Cells::Carpet => at_hour(cell),
            Cells::Ranks(order) => at_hour(order.get(cell).copied().unwrap_or_default() as usize),
            Cells::Spans(edges) => means(model, edges[cell]..edges[cell + 1]),
            Cells::Days(_) => means(model, day_of(cell)),
            Cells::Months => {
                let hours = &model.axis().month_hours()[cell.min(11)];
                model.series.iter().map(|series| series.energy_kwh(hours.clone())).collect()
            }
            Cells::Week(means) => means.iter().map(|series| series[cell]).collect(),
        }
    }
}

/// The mean of each series over some hours.
fn means(model: &LoadModel, span: Range<usize>) -> Vec<f64> {
    let hours = span.len().max(1) as f64;
    model.series.iter().map(|series| series.energy_kwh(span.clone()) / hours).collect()
}

/// The hours of the day in which an hour lies.
fn day_of(hour: usize) -> Range<usize> {
    let start = hour / 24 * 24;
    start..(start + 24).min(HOURS)
}

/// The highest hour of the total in a cell of many hours: `Höchste Stunde 16:00: 3.635 kW`.
fn highest_hour(chart: &Chart, model: &LoadModel, cell: usize, language: Language) -> Option<String> {
    let (span, is_day) = match &chart.cells {
        Cells::Days(_) => (day_of(cell), true),
        Cells::Spans(edges) => {
            (edges[cell]..edges[cell + 1], chart.options.resolution == super::Resolution::Day)
        }
        _ => return None,
    };
    let total = |hour: usize| model.series.iter().map(|series| series.at(hour)).sum::<f64>();
    let (hour, kw) = span
        .map(|hour| (hour, total(hour)))
        .max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)))
        .filter(|(_, kw)| *kw > 0.0)?;
    let (_, clock) = model.axis().civil_date_hour(hour, model.summer_time);
    let when = if is_day {
        format!("{clock:02}:00")
    } else {
        format_date_hour(model.axis(), hour, model.summer_time, language)
    };
    let peak = with_unit(format_power(kw, language));
    Some(format!("{} {when}: {peak}", language.text(words::charts::HIGHEST_HOUR)))
}

pub(super) fn describe(chart: &Chart, model: &LoadModel, cell: usize) -> Hover {
    let language = chart.options.language;
    let values = chart.cell_values(model, cell);
    let sum: f64 = values.iter().sum();
    let is_energy = matches!(chart.cells, Cells::Months);
    let (factor, unit) = if is_energy { energy_scale(sum) } else { power_scale(sum) };
    let decimals = match (sum / factor).abs() {
        large if large >= 1000.0 => 0,
        middle if middle >= 100.0 => 1,
        _ => 2,
    };
    let text = |value: f64| format_number(value / factor, decimals, language);
    let rows = model
        .series
        .iter()
        .zip(&values)
        .rev()
        .map(|(series, &value)| HoverRow {
            kind: series.kind,
            label: series.label.clone(),
            value,
            text: text(value),
        })
        .collect();
    let note = highest_hour(chart, model, cell, language);
    Hover { cell, title: title(chart, model, cell, language), rows, sum, sum_text: text(sum), unit, note }
}

fn title(chart: &Chart, model: &LoadModel, cell: usize, language: Language) -> String {
    let axis = model.axis();
    let local = |hour: usize| format_date_hour(axis, hour, model.summer_time, language);
    match &chart.cells {
        Cells::Hours(_) | Cells::Carpet => local(cell),
        Cells::Days(_) => {
            let day = format_day(axis.date(cell / 24), language);
            format!("{day} · {}", language.text(words::charts::DAILY_MEAN))
        }
        Cells::Spans(edges) => {
            let date = axis.date(edges[cell] / 24);
            match chart.options.resolution {
                super::Resolution::Month => format!("{} {}", month_name(date.month, language), date.year),
                _ => format_day(date, language),
            }
        }
        Cells::Ranks(order) => {
            let hour = order.get(cell).copied().unwrap_or_default() as usize;
            let rank = format_number((cell + 1) as f64, 0, language);
            format!("{} {rank} · {}", language.text(words::charts::RANK), local(hour))
        }
        Cells::Months => format!("{} {}", month_name(cell as u8 + 1, language), model.year),
        Cells::Week(_) => {
            let weekday = weekday_name(Weekday::ALL[cell / 24 % 7], language);
            let (from, to) = (cell % 24, cell % 24 + 1);
            words::charts::n00_00(language, &weekday, &from, &to)
        }
    }
}

/// The texts that the table of months needs: month, one number per series, sum; and their unit.
pub(crate) fn month_rows(
    model: &LoadModel,
    language: Language,
) -> (Vec<(String, Vec<String>)>, &'static str) {
    let energies = months::monthly_kwh(model);
    let year: f64 = energies.iter().flatten().sum();
    // Small enough a unit that a month still has digits.
    let (factor, unit) = energy_scale(year / 12.0);
    let text = |value: f64| format_number(value / factor, 1, language);
    let row = |pick: &dyn Fn(&[f64; 12]) -> f64| -> Vec<String> {
        let values: Vec<f64> = energies.iter().map(pick).collect();
        values.iter().copied().chain([values.iter().sum()]).map(text).collect()
    };
    let mut rows: Vec<(String, Vec<String>)> = (0..12)
        .map(|month| (month_name(month as u8 + 1, language).to_owned(), row(&|energy| energy[month])))
        .collect();
    rows.push((language.text(words::charts::YEAR).to_owned(), row(&|energy| energy.iter().sum())));
    (rows, unit)
}
