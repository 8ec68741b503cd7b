//! The time axis: hours, days, weeks, months or quarters, as many as there is room for.

use engine::time::{CivilDate, DAYS, TimeAxis};
use words::Language;

use crate::format::{format_date_short, month_abbreviation, weekday_abbreviation};
use crate::scene::{LABEL_SIZE, text_width};
use crate::window::Window;

/// A tick; positions are shares of the axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimeTick {
    /// Where the mark is; none if it lies outside.
    pub mark: Option<f64>,
    /// Where the middle of the label is.
    pub label_at: f64,
    pub label: String,
}

/// Ticks of a window that is `width` CSS pixels wide.
pub(crate) fn time_ticks(
    axis: TimeAxis,
    summer_time: bool,
    window: Window,
    width: f64,
    language: Language,
) -> Vec<TimeTick> {
    let mut ticks = grain_ticks(axis, summer_time, window, width, language);
    if !window.is_year()
        && let Some(first) = ticks.first_mut()
    {
        place_in_time(first, axis, window, width, language);
    }
    ticks
}

/// The first label of a part of the year says which one: month and year.
fn place_in_time(first: &mut TimeTick, axis: TimeAxis, window: Window, width: f64, language: Language) {
    // A little behind the tick, as summer time moves midnight to the day before.
    let hour = window.start() as f64 + first.label_at * window.hours() as f64 + 1.0;
    let CivilDate { year, month, day } = axis.date((hour as usize / 24).min(DAYS - 1));
    let month = month_abbreviation(month, language);
    let is_month = first.label == month;
    first.label = match (is_month, language) {
        (true, _) => format!("{month} {year}"),
        (false, Language::De) => format!("{day}. {month} {year}"),
        (false, Language::En) => format!("{day} {month} {year}"),
    };
    if let Some(mark) = first.mark.filter(|_| !is_month) {
        first.label_at = mark;
    }
    // Inside the plot, however near the edge the tick is.
    first.label_at = first.label_at.max(text_width(&first.label, LABEL_SIZE) / 2.0 / width);
}

fn grain_ticks(
    axis: TimeAxis,
    summer_time: bool,
    window: Window,
    width: f64,
    language: Language,
) -> Vec<TimeTick> {
    let per_hour = width / window.hours() as f64;
    if let Some(step) = [1, 2, 3, 6].into_iter().find(|step| f64::from(*step) * per_hour >= 54.0) {
        return hour_ticks(axis, summer_time, window, step as usize, language);
    }
    if per_hour * 24.0 >= 22.0 {
        return day_ticks(axis, summer_time, window, per_hour * 24.0 >= 66.0, language);
    }
    if per_hour * 168.0 >= 48.0 && window.hours() < 2400 {
        return week_ticks(axis, summer_time, window, language);
    }
    month_ticks(axis, window, width, language)
}

/// Months, or quarters where it is narrow; labels in the middle of their months.
pub(crate) fn month_ticks(axis: TimeAxis, window: Window, width: f64, language: Language) -> Vec<TimeTick> {
    let share = |hour: usize| (hour as f64 - window.start() as f64) / window.hours() as f64;
    let narrow = width * 730.0 / (window.hours() as f64) < 30.0;
    let mut ticks = Vec::new();
    for (index, hours) in axis.month_hours().into_iter().enumerate() {
        let start = hours.start.max(window.start());
        let end = hours.end.min(window.end());
        if start >= end || (narrow && index % 3 != 0) {
            continue;
        }
        let mark = (hours.start > window.start() || hours.start == 0).then(|| share(hours.start));
        let label = month_abbreviation(index as u8 + 1, language).to_owned();
        // A sliver of a month at the edge gets no label.
        let is_cut = start > hours.start || end < hours.end;
        if is_cut && (share(end) - share(start)) * width < 24.0 {
            continue;
        }
        ticks.push(TimeTick { mark, label_at: (share(start) + share(end)) / 2.0, label });
    }
    ticks
}

/// Start of a local day on the UTC+1 axis; negative or past the end at the edges.
fn local_midnight(axis: TimeAxis, summer_time: bool, day: usize) -> usize {
    let start = day * 24;
    start - usize::from(summer_time && start > 0 && axis.is_summer_time(start - 1))
}

fn share(window: Window, hour: usize) -> Option<f64> {
    window.range().contains(&hour).then(|| (hour - window.start()) as f64 / window.hours() as f64)
}

fn hour_ticks(
    axis: TimeAxis,
    summer_time: bool,
    window: Window,
    step: usize,
    language: Language,
) -> Vec<TimeTick> {
    let mut ticks = Vec::new();
    for index in window.range() {
        let (date, hour) = axis.civil_date_hour(index, summer_time);
        if !usize::from(hour).is_multiple_of(step) {
            continue;
        }
        let label = if hour == 0 { format_date_short(date, language) } else { format!("{hour:02}:00") };
        let at = share(window, index).unwrap_or_default();
        ticks.push(TimeTick { mark: Some(at), label_at: at, label });
    }
    ticks
}

fn day_ticks(
    axis: TimeAxis,
    summer_time: bool,
    window: Window,
    with_weekday: bool,
    language: Language,
) -> Vec<TimeTick> {
    let mut ticks = Vec::new();
    for day in window.start() / 24..=(window.end() / 24).min(DAYS - 1) {
        let start = local_midnight(axis, summer_time, day);
        let date = axis.date(day);
        let label = if with_weekday {
            let weekday = weekday_abbreviation(date.weekday(), language);
            format!("{weekday} {}", format_date_short(date, language))
        } else if date.day == 1 {
            month_abbreviation(date.month, language).to_owned()
        } else {
            match language {
                Language::De => format!("{}.", date.day),
                Language::En => date.day.to_string(),
            }
        };
        let middle = (start as f64 + 12.0 - window.start() as f64) / window.hours() as f64;
        let mark = share(window, start);
        if (0.0..=1.0).contains(&middle) || mark.is_some() {
            ticks.push(TimeTick { mark, label_at: middle, label });
        }
    }
    ticks.retain(|tick| (0.0..=1.0).contains(&tick.label_at));
    ticks
}

fn week_ticks(axis: TimeAxis, summer_time: bool, window: Window, language: Language) -> Vec<TimeTick> {
    let mondays = (0..DAYS).filter(|day| axis.date(*day).weekday().index() == 0);
    mondays
        .filter_map(|day| {
            let at = share(window, local_midnight(axis, summer_time, day))?;
            let label = format_date_short(axis.date(day), language);
            Some(TimeTick { mark: Some(at), label_at: at, label })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(window: Window, width: f64) -> Vec<String> {
        let axis = TimeAxis::new(2025);
        time_ticks(axis, true, window, width, Language::De).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn the_grain_follows_the_room() {
        assert_eq!(labels(Window::YEAR, 1000.0).len(), 12);
        assert_eq!(labels(Window::YEAR, 250.0), ["Jan", "Apr", "Jul", "Okt"]);
        assert_eq!(labels(Window::between(0, 24), 600.0)[..3], ["1. Jan 2025", "03:00", "06:00"]);
        assert_eq!(labels(Window::between(0, 7 * 24), 800.0)[..2], ["1. Jan 2025", "Do 02.01."]);
        assert_eq!(labels(Window::between(0, 30 * 24), 1000.0)[..3], ["Jan 2025", "2.", "3."]);
        assert_eq!(labels(Window::between(0, 60 * 24), 500.0)[..2], ["6. Jan 2025", "13.01."]);
    }

    #[test]
    fn the_first_label_of_a_part_of_the_year_names_month_and_year() {
        let ticks = |window| time_ticks(TimeAxis::new(2026), true, window, 600.0, Language::En);
        assert_eq!(ticks(Window::between(3 * 24, 4 * 24))[0].label, "4 Jan 2026");
        let months = ticks(Window::between(31 * 24, 304 * 24));
        assert_eq!((months[0].label.as_str(), months[1].label.as_str()), ("Feb 2026", "Mar"));
        assert_eq!(ticks(Window::YEAR)[0].label, "Jan");
        let width = text_width("4 Jan 2026", LABEL_SIZE);
        assert!(ticks(Window::between(3 * 24, 4 * 24))[0].label_at * 600.0 >= width / 2.0 - 1e-9);
    }

    #[test]
    fn days_start_at_local_midnight() {
        let july = 181 * 24;
        let ticks =
            time_ticks(TimeAxis::new(2025), true, Window::between(july - 6, july + 6), 600.0, Language::En);
        let midnight = ticks.iter().find(|tick| tick.label == "1 Jul").unwrap();
        assert_eq!(midnight.mark, Some(5.0 / 12.0));
    }
}
