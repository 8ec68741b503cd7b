//! From the clock of the stamps to UTC: interval start or end, summer time, offsets.

use super::StampRule;
use super::intervals::{Interval, Located};
use super::report::{Notes, Question, RejectReason, Stop, WarningCode};
use super::rows::StampedRow;
use super::stamp::{DAY, Stamp, complete_years};
use super::zone::{Switches, TimeZone};

/// Steps that are read, in minutes.
const STEPS: [i64; 12] = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60];

/// What the file says about its clock in words, and what the user says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints {
    /// Answer of the user.
    pub zone: Option<TimeZone>,
    /// Answer of the user.
    pub rule: Option<StampRule>,
    /// Answer of the user.
    pub year: Option<i32>,
    /// Words of the file.
    pub written_zone: Option<TimeZone>,
    /// Words of the file.
    pub written_rule: Option<StampRule>,
    /// Whether the stamps are known to be starts.
    pub range: bool,
}

/// A stamp with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub line: usize,
    pub stamp: Stamp,
    pub value: Option<f64>,
}

impl Reading {
    pub(super) const fn new(row: &StampedRow, value: Option<f64>) -> Self {
        Self { line: row.line, stamp: row.stamp, value }
    }
}

/// Finds step, rule and clock of readings, and their starts at UTC.
pub(super) fn locate(mut readings: Vec<Reading>, hints: &Hints, notes: &mut Notes) -> Result<Located, Stop> {
    complete_years(
        &mut readings,
        |reading| &mut reading.stamp.minute,
        |reading| reading.line,
        hints.year,
        notes,
    );
    let falls = readings.windows(2).filter(|pair| pair[1].stamp.minute < pair[0].stamp.minute).count();
    let backwards = falls * 10 > readings.len() * 9;
    if backwards {
        readings.reverse();
    }
    let step = usual_step(&readings)?;
    to_the_step(&mut readings, step, notes);
    let rule = hints.rule.unwrap_or_else(|| stamp_rule(&readings, step, hints));
    let lead = if rule == StampRule::End { step } else { 0 };
    let all_marked = readings.iter().all(|reading| reading.stamp.offset.is_some());
    let zone =
        if all_marked { zone_of_offsets(&readings) } else { find_zone(&readings, step, rule, hints, notes) };
    if all_marked && hints.zone.is_some_and(|named| named != zone) {
        notes.warn(WarningCode::ZoneOfStamps, readings.len(), []);
    }
    notes.found.first_stamp = readings.first().map(|reading| written(reading.stamp));
    notes.found.last_stamp = readings.last().map(|reading| written(reading.stamp));
    notes.found.stamps = Some(rule);
    notes.found.time_zone = Some(zone);

    let mut converter = Converter::new(zone, rule, &readings);
    let mut skipped = Vec::new();
    let mut intervals = Vec::with_capacity(readings.len());
    for reading in &readings {
        match converter.utc(reading) {
            Some(end) => {
                intervals.push(Interval { line: reading.line, start: end - lead, value: reading.value });
            }
            None if reading.value.is_some_and(|value| value != 0.0) => skipped.push(reading.line),
            None => {}
        }
    }
    notes.warn_rows(WarningCode::SkippedHour, &skipped);
    Ok(Located { intervals, step, zone, backwards, left_out: Vec::new() })
}

fn written(stamp: Stamp) -> String {
    let minute = stamp.minute.rem_euclid(DAY);
    format!("{} {:02}:{:02}", Stamp::date(stamp.minute), minute / 60, minute % 60)
}

/// The most frequent distance of two stamps that follow each other in time.
fn usual_step(readings: &[Reading]) -> Result<i64, Stop> {
    let mut minutes: Vec<i64> = readings.iter().map(|reading| reading.stamp.minute).collect();
    minutes.sort_unstable();
    let mut counts: Vec<(i64, usize)> = Vec::new();
    for pair in minutes.windows(2) {
        let distance = pair[1] - pair[0];
        if distance == 0 {
            continue;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == distance) {
            *count += 1;
        } else if counts.len() < 50 {
            counts.push((distance, 1));
        }
    }
    // Of two equally frequent ones the smaller.
    let usual = counts.into_iter().max_by_key(|(minutes, count)| (*count, -*minutes));
    match usual.map_or(0, |(minutes, _)| minutes) {
        minutes if STEPS.contains(&minutes) => Ok(minutes),
        0 if readings.len() < 2 => {
            Err(Stop::file(RejectReason::NotAFullYear { given: readings.len(), from: None, to: None }))
        }
        minutes if minutes > 60 => Err(Stop::file(RejectReason::TooCoarse { given: readings.len() })),
        minutes => Err(Stop::file(RejectReason::IrregularStep { minutes })),
    }
}

/// Moves stamps that all stand the same minutes beside the steps, such as :05, :20, :35 and :50, to the start of
/// theirs.
fn to_the_step(readings: &mut [Reading], step: i64, notes: &mut Notes) {
    let beside = |reading: &Reading| reading.stamp.minute.rem_euclid(step);
    let Some(minutes) = readings.get(readings.len() / 2).map(beside).filter(|minutes| *minutes != 0) else {
        return;
    };
    let same = readings.iter().filter(|reading| beside(reading) == minutes).count();
    if same * 100 < readings.len() * 99 {
        return;
    }
    for reading in readings.iter_mut().filter(|reading| beside(reading) == minutes) {
        reading.stamp.minute -= minutes;
    }
    notes.warn(WarningCode::MovedToStep, same, []);
}

/// Start stamps begin a year at 00:00, end stamps finish it there; where both do, the file's words count.
fn stamp_rule(readings: &[Reading], step: i64, hints: &Hints) -> StampRule {
    if hints.range || readings.iter().any(|reading| reading.stamp.range) {
        return StampRule::Start;
    }
    let minutes = || readings.iter().map(|reading| reading.stamp.minute);
    let of_day = |minute: i64| minute.rem_euclid(DAY);
    let (first, last) = (minutes().min().unwrap_or(0), minutes().max().unwrap_or(0));
    // A clock at another offset begins its year at another full hour.
    let shifted = |minute: i64, by: i64| of_day(minute - by);
    let told = match hints.zone {
        Some(zone @ TimeZone::Fixed(minutes)) if zone != TimeZone::UTC => i64::from(minutes) - 60,
        _ => 0,
    };
    for by in [told, 0, 23 * 60, 22 * 60, 60, 120] {
        let starts = shifted(first, by) == 0 && shifted(last, by) == DAY - step;
        let ends = shifted(first, by) == step && shifted(last, by) == 0;
        if starts || (ends && (by == told || by == 0 || step < 60)) {
            return if ends { StampRule::End } else { StampRule::Start };
        }
    }
    hints.written_rule.unwrap_or_else(|| {
        if of_day(first) != 0 && (of_day(last) == 0 || of_day(first) == step) {
            StampRule::End
        } else {
            StampRule::Start
        }
    })
}

/// The zone whose offsets all stamps have.
fn zone_of_offsets(readings: &[Reading]) -> TimeZone {
    let offsets = || readings.iter().filter_map(|reading| reading.stamp.offset);
    let first = offsets().next().unwrap_or(0);
    if offsets().all(|offset| offset == first) { TimeZone::Fixed(first as i16) } else { TimeZone::Berlin }
}

fn find_zone(readings: &[Reading], step: i64, rule: StampRule, hints: &Hints, notes: &mut Notes) -> TimeZone {
    if let Some(zone) = hints.zone {
        return zone;
    }
    if readings.iter().any(|reading| reading.stamp.second.is_some()) {
        return TimeZone::Berlin;
    }
    let lead = if rule == StampRule::End { step } else { 0 };
    let starts = || readings.iter().map(|reading| reading.stamp.minute - lead);
    let Some((first, last)) = starts().min().zip(starts().max()) else {
        return TimeZone::STANDARD;
    };
    let middle = readings[readings.len() / 2].stamp.minute - lead;
    let day = DaysOfSwitch::count(readings, Switches::within(first, middle, last), step, lead);
    match day.follows_summer_time() {
        Some(true) => TimeZone::Berlin,
        Some(false) => match hints.written_zone {
            Some(zone @ TimeZone::Fixed(_)) => zone,
            // A year at UTC begins when clocks in Germany show 01:00, or one hour before the year.
            _ if first.rem_euclid(DAY) == 23 * 60 && Stamp::date(first).month == 12 => TimeZone::UTC,
            _ => TimeZone::STANDARD,
        },
        None => hints.written_zone.unwrap_or_else(|| {
            notes.questions.push(Question::TimeZone);
            TimeZone::STANDARD
        }),
    }
}

/// Intervals on the two days on which clocks change.
struct DaysOfSwitch {
    spring: i64,
    autumn: i64,
    /// Intervals in the hour that clocks skip in March: all of them, and those with a value other than zero.
    skipped: i64,
    skipped_filled: i64,
    skipped_marked: i64,
    full: i64,
    hour: i64,
}

impl DaysOfSwitch {
    fn count(readings: &[Reading], switches: Switches, step: i64, lead: i64) -> Self {
        let mut days = Self {
            spring: 0,
            autumn: 0,
            skipped: 0,
            skipped_filled: 0,
            skipped_marked: 0,
            full: DAY / step,
            hour: 60 / step,
        };
        for reading in readings {
            // One minute back puts the end stamp 24:00 on the day that it finishes.
            let day = (reading.stamp.minute - lead.min(1)).div_euclid(DAY);
            days.spring += i64::from(day == switches.spring.div_euclid(DAY));
            days.autumn += i64::from(day == switches.autumn.div_euclid(DAY));
            if (switches.spring..switches.spring + 60).contains(&(reading.stamp.minute - lead)) {
                days.skipped += 1;
                days.skipped_filled += i64::from(reading.value.is_some_and(|value| value != 0.0));
                days.skipped_marked += i64::from(reading.value.is_none());
            }
        }
        days
    }

    /// Whether the numbers of intervals are those of summer time; `None` if they do not tell.
    fn follows_summer_time(&self) -> Option<bool> {
        let of = |count: i64, summer: i64| match count {
            _ if count == summer => Some(true),
            _ if count == self.full => Some(false),
            _ => None,
        };
        let spring = of(self.spring, self.full - self.hour);
        let autumn = of(self.autumn, self.full + self.hour);
        let void = self.skipped_filled == 0;
        let marked = self.skipped_marked == self.hour;
        match (spring, autumn) {
            // Files may merge or lose the double hour; the spring decides.
            (Some(true), _) => Some(true),
            (Some(false), Some(true)) => void.then_some(true),
            (Some(false), _) => (!marked).then_some(false),
            (None, Some(true)) => Some(true),
            (None, _) => (self.skipped_filled > 0).then_some(false),
        }
    }
}

/// Turns stamps into minutes of UTC.
struct Converter {
    zone: TimeZone,
    rule: StampRule,
    year: i32,
    switches: Switches,
    /// Stamps in the double hour that were already seen once.
    seen: Vec<i64>,
    /// 03:00 in October that occur more than once.
    double_ends: Vec<i64>,
}

impl Converter {
    fn new(zone: TimeZone, rule: StampRule, readings: &[Reading]) -> Self {
        let mut ends: Vec<i64> = Vec::new();
        let mut double_ends = Vec::new();
        if zone == TimeZone::Berlin && rule == StampRule::End {
            for reading in readings {
                let minute = reading.stamp.minute;
                if minute.rem_euclid(DAY) == 180 && Switches::of(Stamp::date(minute).year).autumn == minute {
                    if ends.contains(&minute) {
                        double_ends.push(minute);
                    }
                    ends.push(minute);
                }
            }
        }
        Self { zone, rule, year: 0, switches: Switches::of(0), seen: Vec::new(), double_ends }
    }

    /// Minute of UTC; `None` in the hour that clocks skip.
    fn utc(&mut self, reading: &Reading) -> Option<i64> {
        let minute = reading.stamp.minute;
        if let Some(offset) = reading.stamp.offset {
            return Some(minute - offset);
        }
        let TimeZone::Fixed(offset) = self.zone else { return self.berlin(reading) };
        Some(minute - i64::from(offset))
    }

    fn berlin(&mut self, reading: &Reading) -> Option<i64> {
        let minute = reading.stamp.minute;
        let year = Stamp::date(minute).year;
        if year != self.year {
            self.year = year;
            self.switches = Switches::of(year);
        }
        let Switches { spring, autumn } = self.switches;
        let double_until = autumn + i64::from(self.double_ends.contains(&minute));
        let summer = if (autumn - 60..double_until).contains(&minute) {
            let second = reading.stamp.second.unwrap_or_else(|| self.seen.contains(&minute));
            self.seen.push(minute);
            !second
        } else {
            (spring + 60..autumn).contains(&minute)
        };
        // An interval may end when clocks jump, whatever they show then.
        let from = if self.rule == StampRule::End { spring + 1 } else { spring };
        if (from..spring + 60).contains(&minute) {
            return None;
        }
        Some(minute - if summer { 120 } else { 60 })
    }
}
