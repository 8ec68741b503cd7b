//! MSCONS: the EDIFACT message in which metering operators send load profiles.
//!
//! A message has locations (`LOC+172`), registers (`PIA+5+1-1?:1.29.0`) and quantities (`QTY+220:2.721`), each
//! followed by start and end of its interval (`DTM+163:202301010000?+00:303`, `DTM+164:…`).

use super::intervals::{Interval, Located};
use super::obis::Register;
use super::report::{FileFormat, Notes, Question, RejectReason, Stop, ValueColumn, WarningCode};
use super::stamp::DAY;
use super::unit::Unit;
use super::values::VALUE_MAX;
use super::zone::TimeZone;
use super::{ForeignFormat, ImportOptions};
use crate::time::CivilDate;

/// Most different profiles of a message.
const SERIES_MAX: usize = 200;

/// The characters of a message that separate.
struct Signs {
    component: char,
    element: char,
    release: char,
    segment: char,
}

/// One profile of a message.
#[derive(Debug, Default)]
struct Series {
    name: String,
    register: Option<Register>,
    unit: Option<Unit>,
    intervals: Vec<(Interval, i64)>,
}

/// Reads the profile of a message; several lead to a question.
pub(super) fn read(
    text: &str,
    options: &ImportOptions,
    notes: &mut Notes,
) -> Result<(Located, Option<Unit>), Stop> {
    notes.found.format = Some(FileFormat::Mscons);
    notes.found.decimal = None;
    let (series, is_mscons) = parse(text);
    let unsupported = || Stop::file(RejectReason::UnsupportedFormat { format: ForeignFormat::Edifact });
    if !is_mscons {
        return Err(unsupported());
    }
    let mut series: Vec<Series> = series.into_iter().filter(|series| !series.intervals.is_empty()).collect();
    notes.found.columns = series
        .iter()
        .enumerate()
        .map(|(index, series)| ValueColumn {
            index,
            name: series.name.clone(),
            unit: series.unit,
            unit_is_own: series.unit.is_some(),
        })
        .collect();
    let wanted = match &options.column {
        Some(choice) => {
            let found = choice.find(&notes.found.columns);
            found.ok_or_else(|| Stop::file(RejectReason::NoSuchColumn { column: choice.to_string() }))?
        }
        None => {
            let imports: Vec<usize> = (0..series.len())
                .filter(|index| series[*index].register.is_some_and(Register::is_import))
                .collect();
            match (series.len(), imports.as_slice()) {
                (0, _) => return Err(unsupported()),
                (1, _) => 0,
                (_, [only]) => {
                    notes.warn(WarningCode::SeveralRegisters, series.len() - 1, []);
                    *only
                }
                _ => {
                    notes.questions.push(Question::Column { columns: notes.found.columns.clone() });
                    return Err(Stop::Ask);
                }
            }
        }
    };
    let chosen = series.swap_remove(wanted);
    notes.found.column = Some(notes.found.columns[wanted].clone());
    notes.found.register = chosen.register.map(|register| format!("{}.{}", register.quantity, register.form));
    notes.found.time_zone = Some(TimeZone::UTC);
    let mut steps: Vec<i64> = chosen.intervals.iter().map(|(interval, end)| end - interval.start).collect();
    steps.sort_unstable();
    let step = steps[steps.len() / 2];
    if !(1..=60).contains(&step) || 60 % step != 0 {
        let given = chosen.intervals.len();
        let reason = if step > 60 {
            RejectReason::TooCoarse { given }
        } else {
            RejectReason::IrregularStep { minutes: step }
        };
        return Err(Stop::file(reason));
    }
    notes.found.stamps = Some(super::StampRule::Start);
    let intervals = chosen.intervals.into_iter().map(|(interval, _)| interval).collect();
    // Quantities of a load profile are kWh per interval unless the message says otherwise.
    let unit = chosen.unit.or(chosen.register.and_then(Register::unit)).or(Some(Unit::Kwh));
    Ok((Located { intervals, step, zone: TimeZone::UTC, backwards: false, left_out: Vec::new() }, unit))
}

fn parse(text: &str) -> (Vec<Series>, bool) {
    let text = text.trim_start();
    let (signs, body) = match text.strip_prefix("UNA") {
        Some(rest) => {
            let mut signs = rest.chars();
            let mut next = |usual: char| signs.next().unwrap_or(usual);
            let (component, element, _, release, _, segment) =
                (next(':'), next('+'), next('.'), next('?'), next(' '), next('\''));
            (Signs { component, element, release, segment }, signs.as_str())
        }
        None => (Signs { component: ':', element: '+', release: '?', segment: '\'' }, text),
    };
    let mut all: Vec<Series> = Vec::new();
    let mut is_mscons = false;
    let (mut location, mut current) = (String::new(), None::<usize>);
    let (mut value, mut start, mut unit) = (None::<f64>, None::<i64>, None::<Unit>);
    // The period of the whole message has no quantity.
    let mut has_quantity = false;
    let mut line = 1;
    for raw in segments(body, &signs) {
        let here = line;
        line += raw.matches('\n').count();
        let segment = raw.trim();
        let elements = split(segment, signs.element, signs.release);
        let part = |element: usize, component: usize| -> String {
            let text = elements.get(element).copied().unwrap_or_default();
            let part =
                split(text, signs.component, signs.release).get(component).copied().unwrap_or_default();
            unescaped(part, signs.release)
        };
        match elements.first().copied().unwrap_or_default() {
            "UNH" => is_mscons |= part(2, 0) == "MSCONS",
            "LOC" => {
                location = part(2, 0);
                current = None;
            }
            "LIN" => current = None,
            "PIA" => {
                let code = segment[3..].replace(signs.release, "");
                let register = Register::find(&code);
                let code: String =
                    elements.get(2).map_or(String::new(), |text| unescaped(text, signs.release));
                let code = code.trim_end_matches(":SRW").to_owned();
                let name = format!("{location} {code}").trim().to_owned();
                current = series_named(&mut all, name, register);
            }
            "QTY" => {
                value =
                    part(1, 1).replace(',', ".").parse().ok().filter(|value: &f64| value.abs() <= VALUE_MAX);
                unit = unit_of(&part(1, 2));
                start = None;
                has_quantity = true;
            }
            "DTM" => {
                let minute = || minute_of(&part(1, 1), &part(1, 2));
                match part(1, 0).as_str() {
                    "163" => start = minute(),
                    "164" => {
                        let Some((from, to)) = start.take().zip(minute()) else { continue };
                        if !std::mem::take(&mut has_quantity) {
                            continue;
                        }
                        let index = match current {
                            Some(index) => Some(index),
                            None => series_named(&mut all, location.clone(), None),
                        };
                        current = index;
                        let Some(index) = index else { continue };
                        all[index].unit = all[index].unit.or(unit);
                        all[index]
                            .intervals
                            .push((Interval { line: here, start: from, value: value.take() }, to));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    (all, is_mscons)
}

fn series_named(all: &mut Vec<Series>, name: String, register: Option<Register>) -> Option<usize> {
    if let Some(index) = all.iter().position(|series| series.name == name) {
        return Some(index);
    }
    (all.len() < SERIES_MAX).then(|| {
        all.push(Series { name, register, ..Series::default() });
        all.len() - 1
    })
}

/// Units of UN/ECE recommendation 20.
fn unit_of(code: &str) -> Option<Unit> {
    match code {
        "KWH" => Some(Unit::Kwh),
        "MWH" => Some(Unit::Mwh),
        "WHR" => Some(Unit::Wh),
        "KWT" => Some(Unit::Kw),
        "MAW" => Some(Unit::Mw),
        "WTT" => Some(Unit::W),
        _ => None,
    }
}

/// `202301010000+00` of format 303 or `202301010000` of 203, which is UTC too since 2006.
fn minute_of(text: &str, format: &str) -> Option<i64> {
    let digits = text.as_bytes().get(..12).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
    let number = |range: core::ops::Range<usize>| {
        digits[range].iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
    };
    let date = CivilDate::new(number(0..4) as i32, number(4..6) as u8, number(6..8) as u8)?;
    let (hour, minute) = (number(8..10), number(10..12));
    if hour > 24 || minute > 59 {
        return None;
    }
    let offset = match (format, text.get(12..)) {
        ("303", Some(rest)) if !rest.is_empty() => super::stamp::parse_offset(rest)?,
        _ => 0,
    };
    Some(date.days_since_1970() * DAY + hour * 60 + minute - offset)
}

/// Segments of a message; a released sign does not end one.
fn segments<'t>(text: &'t str, signs: &Signs) -> impl Iterator<Item = &'t str> {
    let (end, release) = (signs.segment, signs.release);
    let mut released = false;
    text.split(move |c: char| {
        let ends = c == end && !released;
        released = c == release && !released;
        ends
    })
}

fn split(text: &str, sign: char, release: char) -> Vec<&str> {
    let mut released = false;
    text.split(|c: char| {
        let ends = c == sign && !released;
        released = c == release && !released;
        ends
    })
    .collect()
}

fn unescaped(text: &str, release: char) -> String {
    let mut released = false;
    text.chars()
        .filter(|c| {
            released = *c == release && !released;
            !released
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_registers_and_escapes_are_read() {
        let text = "UNA:+.? 'UNB+UNOC:3+X:500+Y:500+230101:0000+1'UNH+1+MSCONS:D:04B:UN:2.4b'LOC+172+DE0001'LIN+1'\
            PIA+5+1-1?:1.29.0:SRW'QTY+220:2.721'DTM+163:202301010000?+00:303'DTM+164:202301010015?+00:303'\
            QTY+67:3'DTM+163:202301010115?+01:303'DTM+164:202301010130?+01:303'UNT+9+1'";
        let (series, is_mscons) = parse(text);
        assert!(is_mscons);
        assert_eq!(series.len(), 1);
        assert_eq!(series[0].name, "DE0001 1-1:1.29.0");
        let minute = CivilDate::new(2023, 1, 1).unwrap().days_since_1970() * DAY;
        let found: Vec<_> = series[0].intervals.iter().map(|(i, end)| (i.start, *end, i.value)).collect();
        assert_eq!(found, [(minute, minute + 15, Some(2.721)), (minute + 15, minute + 30, Some(3.0))]);
    }
}
