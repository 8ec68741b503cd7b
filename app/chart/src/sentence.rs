//! A chart in one sentence, for captions and for people who do not see it.

use words::Language;

use crate::chart::{ChartKind, ChartOptions, Resolution, Season};
use crate::decimate::{bucket_edges, bucket_means};
use crate::format::{
    UNIT_SPACE, format_date_hour, format_energy, format_hours, format_power, month_name, weekday_name,
    with_unit,
};
use crate::model::{LoadModel, Summary};

/// Range, peak with local time and energy of what a chart shows.
#[must_use]
pub fn sentence(model: &LoadModel, options: &ChartOptions) -> String {
    let language = options.language;
    let total = model.total_kw();
    let year = Summary::of(&total);
    if model.series.is_empty() || year.peak_kw <= 0.0 {
        return language.text(words::charts::THERE_IS_NO_LOAD).to_owned();
    }
    let mut said = match options.kind {
        ChartKind::LoadProfile => load_profile(model, options, &total),
        ChartKind::DurationCurve => duration_curve(language, &total, &year),
        ChartKind::Carpet => carpet(model, language, &year),
        ChartKind::Months => months(model, language, &total, &year),
        ChartKind::TypicalWeek => typical_week(model, options.season, language),
    };
    let hours: usize = model.repaired.iter().map(ExactSizeIterator::len).sum();
    if hours > 0 {
        said.push_str(&words::charts::hours_with_values_filled_in(language, &hours));
    }
    if model.is_synthetic() {
        said.push(' ');
        said.push_str(synthetic_note(language));
    }
    said
}

/// What is said of charts that contain synthetic profiles.
pub(crate) const fn synthetic_note(language: Language) -> &'static str {
    language.text(words::charts::CONTAINS_SYNTHETIC_LOAD_PROFILES)
}

fn power(kw: f64, language: Language) -> String {
    with_unit(format_power(kw, language))
}

fn energy(kwh: f64, language: Language) -> String {
    with_unit(format_energy(kwh, language))
}

fn load_profile(model: &LoadModel, options: &ChartOptions, total: &[f64]) -> String {
    let language = options.language;
    let window = options.window;
    let shown = Summary::of(&total[window.range()]);
    let local = |hour| format_date_hour(model.axis(), hour, model.summer_time, language);
    let when = local(window.start() + shown.peak_hour);
    let (low, high) = match options.resolution {
        Resolution::Hour => (shown.lowest_kw, shown.peak_kw),
        resolution => {
            let edges = bucket_edges(window, resolution, model.axis(), usize::MAX - 1);
            let means = Summary::of(&bucket_means(total, &edges));
            (means.lowest_kw, means.peak_kw)
        }
    };
    let (low, high) = (power(low, language), power(high, language));
    let peak = power(shown.peak_kw, language);
    let energy = energy(shown.energy_kwh, language);
    let step = match (options.resolution, language) {
        (Resolution::Hour, Language::De) => "Stundenwerte",
        (Resolution::Day, Language::De) => "Tagesmittel",
        (Resolution::Month, Language::De) => "Monatsmittel",
        (Resolution::Hour, Language::En) => "hourly values",
        (Resolution::Day, Language::En) => "daily means",
        (Resolution::Month, Language::En) => "monthly means",
    };
    let span = if window.is_year() {
        model.year.to_string()
    } else {
        let end = local(window.end() - 1);
        format!("{} {} {end}", local(window.start()), language.text(words::charts::TO))
    };
    words::charts::from_to_peak_load_on_energy(language, &span, &step, &low, &high, &peak, &when, &energy)
}

fn duration_curve(language: Language, total: &[f64], year: &Summary) -> String {
    let mut sorted = total.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let half_peak = sorted.partition_point(|value| *value >= year.peak_kw / 2.0);
    let (peak, low) = (power(year.peak_kw, language), power(year.lowest_kw, language));
    let full = with_unit(format_hours(year.full_load_hours, language));
    let half = with_unit(format_hours(half_peak as f64, language));
    words::charts::falls_from_to_full_load_hours(language, &peak, &low, &full, &half)
}

fn carpet(model: &LoadModel, language: Language, year: &Summary) -> String {
    let (peak, low) = (power(year.peak_kw, language), power(year.lowest_kw, language));
    let when = format_date_hour(model.axis(), year.peak_hour, model.summer_time, language);
    match language {
        Language::De => format!(
            "Jede Stunde {} als Farbe von {low} (dunkel) bis {peak} (hell), Spitzenlast am {when}.",
            model.year
        ),
        Language::En => format!(
            "Every hour of {} as a colour from {low} (dark) to {peak} (light), peak load on {when}.",
            model.year
        ),
    }
}

fn months(model: &LoadModel, language: Language, total: &[f64], year: &Summary) -> String {
    let hours = model.axis().month_hours();
    let energies: Vec<f64> = hours.iter().map(|month| total[month.clone()].iter().sum()).collect();
    let by_energy = |a: &usize, b: &usize| energies[*a].total_cmp(&energies[*b]);
    let highest = (0..12).max_by(by_energy).unwrap_or(0);
    let lowest = (0..12).min_by(by_energy).unwrap_or(0);
    let name = |month: usize| month_name(month as u8 + 1, language);
    let (all, most, least) = (
        energy(year.energy_kwh, language),
        energy(energies[highest], language),
        energy(energies[lowest], language),
    );
    let (most_name, least_name) = (name(highest), name(lowest));
    words::charts::annual_energy_most_in_least_in(language, &all, &most_name, &most, &least_name, &least)
}

fn typical_week(model: &LoadModel, season: Season, language: Language) -> String {
    let means = crate::chart::weekly_means(model, season);
    let sum = |hour: usize| means.iter().map(|series| series[hour]).sum::<f64>();
    let totals: Vec<f64> = (0..168).map(sum).collect();
    let week = Summary::of(&totals);
    let weekday = weekday_name(engine::time::Weekday::ALL[week.peak_hour / 24], language);
    let hour = week.peak_hour % 24;
    let (low, high) = (power(week.lowest_kw, language), power(week.peak_kw, language));
    let months = season.months_label(language);
    let span = if months.is_empty() { String::new() } else { format!(" ({months})") };
    match language {
        Language::De => format!(
            "Mittlere Woche{span}: von {low} bis {high}, am höchsten {weekday}, {hour:02}:00{UNIT_SPACE}Uhr."
        ),
        Language::En => {
            format!("Mean week{span}: from {low} to {high}, highest on {weekday} at {hour:02}:00.")
        }
    }
}
