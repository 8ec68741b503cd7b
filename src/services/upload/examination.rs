//! What the import found, in the reader's language.

use std::ops::Range;

use app::api::upload::{Answers, Choice, Examination, Question, Verdict};
use chart::format::{Figure, format_date_short, format_energy, format_power};
use engine::import::{
    ColumnChoice, GapRepair, ImportOptions, ImportReport, ImportStatus, ImportedProfile, NegativeRule,
    OutlierRule, Question as Open, RejectReason, Repair, RepairMethod, StampRule, TimeZone, Unit,
    WarningCode,
};
use engine::limits::NAME_MAX_CHARS;
use engine::time::{HOURS, TimeAxis};
use words::{Language, Text};

/// Most lines of an import log, and most characters of a line.
const LOG_LINES: usize = 200;
const LOG_CHARS: usize = 500;
/// Most repaired intervals that are named one by one.
const REPAIR_LINES: usize = 12;

/// What there is to say about a file that was read under these options.
pub(super) fn of(
    file: &str,
    report: &ImportReport,
    options: &ImportOptions,
    locale: Language,
) -> Examination {
    let verdict = match report.status {
        // A demand is never negative, so somebody has to say what such values mean.
        _ if has_negatives(report) && report.profile.is_some() => Verdict::NeedsInput,
        ImportStatus::Accepted => Verdict::Accepted,
        ImportStatus::AcceptedWithWarnings => Verdict::AcceptedWithWarnings,
        ImportStatus::NeedsInput { .. } => Verdict::NeedsInput,
        ImportStatus::Rejected { .. } => Verdict::Rejected,
    };
    let message = match locale {
        Language::De => report.status.message_de(),
        Language::En => report.status.message_en(),
    };
    Examination {
        verdict,
        message,
        found: found(report, locale),
        notes: notes(report, locale),
        questions: questions(report, options, locale),
        figures: report.profile.as_ref().map_or_else(Vec::new, |profile| figures(profile, locale)),
        name: profile_name(file, locale),
    }
}

/// Whether the profile still has values below zero.
fn has_negatives(report: &ImportReport) -> bool {
    report.warnings.iter().any(|warning| warning.code == WarningCode::NegativeValues)
}

/// The lines that are kept with the profile.
pub(super) fn log(file: &str, report: &ImportReport, locale: Language) -> Vec<String> {
    let head = (say(locale, words::services::FILE).to_owned(), file.to_owned());
    let found = std::iter::once(head).chain(found(report, locale));
    found
        .map(|(name, value)| format!("{name}: {value}"))
        .chain(notes(report, locale))
        .map(|line| line.chars().filter(|c| !c.is_control()).take(LOG_CHARS).collect())
        .take(LOG_LINES)
        .collect()
}

const fn say(locale: Language, text: Text) -> &'static str {
    locale.text(text)
}

fn notes(report: &ImportReport, locale: Language) -> Vec<String> {
    let warnings = report.warnings.iter().map(|warning| match locale {
        Language::De => warning.message_de(),
        Language::En => warning.message_en(),
    });
    warnings.chain(report.profile.iter().flat_map(|profile| repairs(profile, locale))).collect()
}

/// The intervals that were not in the file, one line each, as long as a reader would read them.
fn repairs(profile: &ImportedProfile, locale: Language) -> Vec<String> {
    let axis = TimeAxis::new(profile.year);
    let time = |step: usize| {
        let minute = step * profile.step_minutes;
        let date = format_date_short(axis.date(minute / 1440), locale);
        format!("{date} {:02}:{:02}", minute / 60 % 24, minute % 60)
    };
    let line = |repair: &Repair| {
        let way = match repair.method {
            RepairMethod::Linear => say(locale, words::services::IN_A_STRAIGHT_LINE),
            RepairMethod::SameWeekday => say(locale, words::services::FROM_THE_NEIGHBOURING_WEEKS),
        };
        let steps_per_year = profile.values_kw.len();
        let (from, to) = (time(repair.start), time((repair.start + repair.steps) % steps_per_year));
        words::services::filled_in_to_utc_1(locale, &way, &from, &to)
    };
    let mut lines: Vec<String> = profile.repairs.iter().take(REPAIR_LINES).map(line).collect();
    let more = profile.repairs.len() - lines.len();
    if more > 0 {
        lines.push(words::services::and_more_places_filled_in(locale, &more));
    }
    lines
}

/// The hours of the year with values that were not in the file.
pub(super) fn repaired_hours(profile: &ImportedProfile) -> Vec<Range<usize>> {
    let hour = |step: usize| step * profile.step_minutes / 60;
    let hours = |repair: &Repair| {
        let end = (hour(repair.start + repair.steps - 1) + 1).min(HOURS);
        // Over the turn of the year a gap goes on in the first hours.
        let over = (hour(repair.start + repair.steps - 1) + 1).saturating_sub(HOURS);
        [hour(repair.start)..end, 0..over]
    };
    let ranges = profile.repairs.iter().filter(|repair| repair.steps > 0).flat_map(hours);
    ranges.filter(|hours| !hours.is_empty()).collect()
}

fn found(report: &ImportReport, locale: Language) -> Vec<(String, String)> {
    let found = &report.found;
    let delimiter = |delimiter| match delimiter {
        '\t' => say(locale, words::services::TAB).to_owned(),
        ';' => say(locale, words::services::SEMICOLON).to_owned(),
        ',' => say(locale, words::services::COMMA).to_owned(),
        other => other.to_string(),
    };
    let decimal = |decimal| match decimal {
        ',' => say(locale, words::services::COMMA).to_owned(),
        '.' => say(locale, words::services::POINT).to_owned(),
        other => other.to_string(),
    };
    let stamps = |rule| match rule {
        StampRule::Start => say(locale, words::services::START_OF_THE_INTERVAL).to_owned(),
        StampRule::End => say(locale, words::services::END_OF_THE_INTERVAL).to_owned(),
    };
    // Stamps of the file are kept as ISO 8601.
    let stamp = |iso: &str| match (locale, iso.get(..4), iso.get(5..7), iso.get(8..10), iso.get(10..)) {
        (Language::De, Some(year), Some(month), Some(day), Some(time)) => {
            format!("{day}.{month}.{year}{time}")
        }
        _ => iso.to_owned(),
    };
    let column = found.column.as_ref().map(|column| match column.name.as_str() {
        "" => (column.index + 1).to_string(),
        name => name.to_owned(),
    });
    let lines = [
        (words::services::ENCODING, found.encoding.map(|encoding| encoding.name().to_owned())),
        (words::services::SHEET, found.sheet.clone()),
        (words::services::DELIMITER, found.delimiter.map(delimiter)),
        (words::services::DECIMAL_MARK, found.decimal.map(decimal)),
        (words::services::COLUMN, column),
        (words::services::REGISTER_OBIS, found.register.clone()),
        (words::services::UNIT, found.unit.map(|unit| unit_name(unit, locale))),
        (words::services::STEP, found.step_minutes.map(|minutes| format!("{minutes}\u{a0}min"))),
        (words::services::TIME_STAMPS, found.stamps.map(stamps)),
        (words::services::TIME_ZONE, found.time_zone.map(|zone| zone_name(zone, locale))),
        (words::services::FIRST_TIME_STAMP, found.first_stamp.as_deref().map(stamp)),
        (words::services::LAST_TIME_STAMP, found.last_stamp.as_deref().map(stamp)),
        (words::services::YEAR_OF_THE_VALUES, found.year.map(|year| year.to_string())),
    ];
    let named = lines.into_iter().filter_map(|(text, value)| Some((say(locale, text), value?)));
    named.map(|(name, value)| (name.to_owned(), value)).collect()
}

fn figures(profile: &ImportedProfile, locale: Language) -> Vec<(String, String)> {
    let language = locale;
    let figure = |(value, unit): Figure| format!("{value}\u{a0}{unit}");
    let full_load_hours = profile.energy_kwh / profile.peak.kw;
    let hours = chart::format::format_number(full_load_hours.round(), 0, language);
    [
        (words::services::ANNUAL_ENERGY, figure(format_energy(profile.energy_kwh, language))),
        (words::services::PEAK_LOAD, figure(format_power(profile.peak.kw, language))),
        (words::services::FULL_LOAD_HOURS, format!("{hours}\u{a0}h/a")),
        (words::services::FOR_THE_YEAR, profile.year.to_string()),
    ]
    .into_iter()
    .map(|(text, value)| (say(locale, text).to_owned(), value))
    .collect()
}

/// What is open, then what could be chosen differently.
fn questions(report: &ImportReport, options: &ImportOptions, locale: Language) -> Vec<Question> {
    let maker = Maker { options, locale };
    let asked: &[Open] = match &report.status {
        ImportStatus::NeedsInput { questions } => questions,
        _ => &[],
    };
    let mut questions: Vec<Question> = asked.iter().map(|question| maker.open(question)).collect();
    let found = &report.found;
    let is_asked = |wanted: fn(&Open) -> bool| asked.iter().any(wanted);
    if found.sheets.len() > 1 && !is_asked(|open| matches!(open, Open::Sheet { .. })) {
        questions.push(maker.sheet(&found.sheets, found.sheet.as_deref(), false));
    }
    if found.columns.len() > 1 && !is_asked(|open| matches!(open, Open::Column { .. })) {
        questions.push(maker.column(&found.columns, found.column.as_ref().map(|column| column.index), false));
    }
    if found.unit.is_some() && !is_asked(|open| matches!(open, Open::Unit { .. })) {
        let choices = Unit::ALL.map(|unit| (unit, unit_name(unit, locale)));
        questions.push(maker.unit(choices.into(), found.unit, false));
    }
    if found.time_zone.is_some() && !is_asked(|open| matches!(open, Open::TimeZone)) {
        questions.push(maker.time_zone(found.time_zone, false));
    }
    if found.stamps.is_some() {
        questions.push(maker.stamps(found.stamps));
    }
    if options.gaps != GapRepair::Refuse
        || matches!(
            report.status,
            ImportStatus::Rejected { reason: RejectReason::GapTooLong { repairable: true, .. }, .. }
        )
    {
        questions.push(maker.gaps());
    }
    let warned =
        |codes: [WarningCode; 2]| report.warnings.iter().any(|warning| codes.contains(&warning.code));
    if warned([WarningCode::NegativeValues, WarningCode::NegativeSetToZero]) {
        questions.push(maker.negatives(has_negatives(report)));
    }
    if warned([WarningCode::Outlier, WarningCode::OutlierRepaired]) {
        questions.push(maker.outliers());
    }
    questions
}

/// Makes questions whose answers add to those given so far.
struct Maker<'a> {
    options: &'a ImportOptions,
    locale: Language,
}

impl Maker<'_> {
    fn open(&self, question: &Open) -> Question {
        match question {
            Open::Unit { choices } => {
                let language = self.locale;
                let label = |choice: &engine::import::UnitChoice| {
                    let (value, unit) = format_energy(choice.energy_kwh, language);
                    format!("{}: {value}\u{a0}{unit}/a", unit_name(choice.unit, self.locale))
                };
                let choices = choices.iter().map(|choice| (choice.unit, label(choice))).collect();
                self.unit(choices, None, true)
            }
            Open::Year { years } => self.question(
                words::services::CALENDAR_YEAR_OF_THE_VALUES,
                true,
                years.iter().map(|year| {
                    let options = ImportOptions { year: Some(*year), ..self.options.clone() };
                    (year.to_string(), self.options.year == Some(*year), options)
                }),
            ),
            Open::TimeZone => self.time_zone(None, true),
            Open::Column { columns } => self.column(columns, None, true),
            Open::Sheet { sheets } => self.sheet(sheets, None, true),
        }
    }

    fn question(
        &self,
        text: Text,
        open: bool,
        choices: impl IntoIterator<Item = (String, bool, ImportOptions)>,
    ) -> Question {
        let choices = choices.into_iter().map(|(label, chosen, options)| Choice {
            label,
            chosen,
            answers: Answers(serde_json::to_string(&options).expect("options are JSON by their types")),
        });
        Question { label: say(self.locale, text).to_owned(), open, choices: choices.collect() }
    }

    fn unit(&self, choices: Vec<(Unit, String)>, found: Option<Unit>, open: bool) -> Question {
        self.question(
            words::services::UNIT,
            open,
            choices.into_iter().map(|(unit, label)| {
                (label, found == Some(unit), ImportOptions { unit: Some(unit), ..self.options.clone() })
            }),
        )
    }

    fn sheet(&self, sheets: &[String], found: Option<&str>, open: bool) -> Question {
        self.question(
            words::services::SHEET,
            open,
            sheets.iter().map(|sheet| {
                // Another sheet has other columns and units.
                let options = ImportOptions { sheet: Some(sheet.clone()), ..ImportOptions::default() };
                (sheet.clone(), found == Some(sheet), options)
            }),
        )
    }

    fn column(&self, columns: &[engine::import::ValueColumn], found: Option<usize>, open: bool) -> Question {
        self.question(
            words::services::COLUMN,
            open,
            columns.iter().map(|column| {
                let number = column.index + 1;
                let label = match column.name.as_str() {
                    "" => format!("{} {number}", say(self.locale, words::services::COLUMN)),
                    name => name.to_owned(),
                };
                let options = ImportOptions {
                    column: Some(ColumnChoice::Index(column.index)),
                    unit: None,
                    ..self.options.clone()
                };
                (label, found == Some(column.index), options)
            }),
        )
    }

    fn time_zone(&self, found: Option<TimeZone>, open: bool) -> Question {
        let zones = [TimeZone::Berlin, TimeZone::STANDARD, TimeZone::UTC];
        self.question(
            words::services::TIME_ZONE_OF_THE_TIME,
            open,
            zones.into_iter().map(|zone| {
                let options = ImportOptions { time_zone: Some(zone), ..self.options.clone() };
                (zone_name(zone, self.locale), found == Some(zone), options)
            }),
        )
    }

    fn stamps(&self, found: Option<StampRule>) -> Question {
        let rules = [
            (StampRule::Start, words::services::START_OF_THE_INTERVAL),
            (StampRule::End, words::services::END_OF_THE_INTERVAL),
        ];
        self.question(
            words::services::TIME_STAMPS_NAME,
            false,
            rules.into_iter().map(|(rule, text)| {
                let options = ImportOptions { stamp: Some(rule), ..self.options.clone() };
                (say(self.locale, text).to_owned(), found == Some(rule), options)
            }),
        )
    }

    fn gaps(&self) -> Question {
        let rules = [
            (GapRepair::Refuse, words::services::DO_NOT_FILL),
            (GapRepair::SameWeekday, words::services::FILL_WITH_THE_SAME_WEEKDAY),
        ];
        self.question(
            words::services::GAPS_OF_MORE_THAN_TWO,
            false,
            rules.into_iter().map(|(rule, text)| {
                let options = ImportOptions { gaps: rule, ..self.options.clone() };
                (say(self.locale, text).to_owned(), self.options.gaps == rule, options)
            }),
        )
    }

    fn negatives(&self, open: bool) -> Question {
        let rules = [(NegativeRule::Zero, words::services::SET_TO_ZERO_FEED_IN)];
        self.question(
            words::services::VALUES_BELOW_ZERO,
            open,
            rules.into_iter().map(|(rule, text)| {
                let options = ImportOptions { negatives: rule, ..self.options.clone() };
                (say(self.locale, text).to_owned(), self.options.negatives == rule, options)
            }),
        )
    }

    fn outliers(&self) -> Question {
        let rules = [
            (OutlierRule::Keep, words::services::KEEP),
            (OutlierRule::Repair, words::services::REPLACE_LIKE_MISSING_VALUES),
        ];
        self.question(
            words::services::OUTLIERS,
            false,
            rules.into_iter().map(|(rule, text)| {
                let options = ImportOptions { outliers: rule, ..self.options.clone() };
                (say(self.locale, text).to_owned(), self.options.outliers == rule, options)
            }),
        )
    }
}

fn unit_name(unit: Unit, locale: Language) -> String {
    if unit.is_energy() {
        format!("{} {}", unit.symbol(), say(locale, words::services::PER_INTERVAL))
    } else {
        unit.symbol().to_owned()
    }
}

fn zone_name(zone: TimeZone, locale: Language) -> String {
    match zone {
        TimeZone::Berlin => say(locale, words::services::GERMANY_WITH_SUMMER_TIME).to_owned(),
        TimeZone::STANDARD => say(locale, words::services::ALWAYS_UTC_1).to_owned(),
        zone => zone.to_string(),
    }
}

fn profile_name(file: &str, locale: Language) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name: String = stem.chars().take(NAME_MAX_CHARS).collect();
    if name.trim().is_empty() { say(locale, words::services::LOAD_PROFILE).to_owned() } else { name }
}
