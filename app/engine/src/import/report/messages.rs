//! What a user reads about an import, in German and English.

use super::{ImportStatus, ImportWarning, Question, RejectReason, WarningCode};
use crate::import::decode::ForeignFormat;

impl ImportWarning {
    /// The warning in German.
    #[must_use]
    pub fn message_de(&self) -> String {
        let count = self.count;
        if let Some([german, _]) = self.code.of_one().filter(|_| count == 1) {
            return german.to_owned();
        }
        match self.code {
            WarningCode::MissingValues => format!("{count} fehlende Werte wurden geradlinig ergänzt."),
            WarningCode::GapRepaired => {
                format!(
                    "{count} Werte in längeren Lücken wurden aus demselben Wochentag der Vor- und Folgewoche ergänzt."
                )
            }
            WarningCode::DuplicateRows => format!("{count} doppelte Zeilen wurden ausgelassen."),
            WarningCode::ContradictoryRows => {
                format!("{count} Zeilen geben einer Zeit einen zweiten, anderen Wert; der erste gilt.")
            }
            WarningCode::Unsorted => {
                format!("Die Zeilen waren nicht zeitlich geordnet ({count} Stellen) und wurden sortiert.")
            }
            WarningCode::TextNumbers => {
                format!("{count} Zahlen sind als Text gespeichert; sie wurden gelesen.")
            }
            WarningCode::LeapYear => format!("Der 29. Februar wurde ausgelassen ({count} Werte)."),
            WarningCode::OneValueBeyondTheYear => {
                "Ein Wert über das Jahr hinaus wurde ausgelassen.".to_owned()
            }
            WarningCode::OneValueShort => "Ein Wert fehlt am Ende; der letzte wurde wiederholt.".to_owned(),
            WarningCode::OutsideTheYear => format!("{count} Zeilen außerhalb des Jahres wurden ausgelassen."),
            WarningCode::TimeZoneShift => format!(
                "{count} Werte am Jahreswechsel wurden wegen der Zeitzone ans andere Jahresende gesetzt."
            ),
            WarningCode::YearShift => format!(
                "Die Werte wurden um {count} Tage verschoben, damit die Wochentage des Bezugsjahres stimmen."
            ),
            WarningCode::ConstantRun => {
                format!("{count} Werte bleiben lange unverändert, wie bei einem hängenden Zähler.")
            }
            WarningCode::Outlier => {
                format!("{count} Werte liegen weit über allen anderen; sie wurden übernommen.")
            }
            WarningCode::OutlierRepaired => format!("{count} Ausreißer wurden wie fehlende Werte ersetzt."),
            WarningCode::NegativeValues => format!("{count} Werte sind negativ; sie wurden übernommen."),
            WarningCode::NegativeSetToZero => format!("{count} negative Werte wurden auf null gesetzt."),
            WarningCode::UnreadableValues => format!("{count} Zellen ohne lesbare Zahl gelten als Lücken."),
            WarningCode::UnreadableRows => {
                format!("{count} Zeilen ohne lesbaren Zeitstempel wurden ausgelassen.")
            }
            WarningCode::SkippedHour => {
                format!("{count} Zeilen in der im März übersprungenen Stunde wurden ausgelassen.")
            }
            WarningCode::SeveralRegisters => {
                format!("Die Datei hat {count} weitere Register; gelesen wurde der Wirkbezug.")
            }
            WarningCode::CommasJoined => {
                format!(
                    "Kommas trennten Zellen und Dezimalen; in {count} Zeilen wurden die Teile der Werte zusammengesetzt."
                )
            }
            WarningCode::QuotedLines => {
                format!(
                    "Jede der {count} Zeilen stand als Ganzes in Anführungszeichen; sie wurden weggenommen."
                )
            }
            WarningCode::ZoneOfStamps => {
                "Die Zeitstempel nennen ihren Abstand zu UTC selbst; die angegebene Zeitzone ändert daran nichts.".to_owned()
            }
            WarningCode::MovedToStep => {
                format!(
                    "{count} Zeitstempel lagen neben dem Raster und wurden auf den Beginn ihres Schritts gesetzt."
                )
            }
        }
    }

    /// The warning in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        let count = self.count;
        if let Some([_, english]) = self.code.of_one().filter(|_| count == 1) {
            return english.to_owned();
        }
        match self.code {
            WarningCode::MissingValues => format!("{count} missing values were filled in a straight line."),
            WarningCode::GapRepaired => {
                format!(
                    "{count} values in longer gaps were filled from the same weekday one week before and after."
                )
            }
            WarningCode::DuplicateRows => format!("{count} duplicate rows were left out."),
            WarningCode::ContradictoryRows => {
                format!("{count} rows give a time a second, different value; the first one counts.")
            }
            WarningCode::Unsorted => {
                format!("The rows were not in order of time ({count} places) and were sorted.")
            }
            WarningCode::TextNumbers => format!("{count} numbers are stored as text; they were read."),
            WarningCode::LeapYear => format!("29 February was left out ({count} values)."),
            WarningCode::OneValueBeyondTheYear => "One value beyond the year was left out.".to_owned(),
            WarningCode::OneValueShort => {
                "One value is missing at the end; the last one was repeated.".to_owned()
            }
            WarningCode::OutsideTheYear => format!("{count} rows outside the year were left out."),
            WarningCode::TimeZoneShift => format!(
                "{count} values at the turn of the year moved to its other end because of the time zone."
            ),
            WarningCode::YearShift => format!(
                "The values were moved by {count} days, so that the weekdays are those of the wanted year."
            ),
            WarningCode::ConstantRun => {
                format!("{count} values stay the same for many hours, as with a stuck meter.")
            }
            WarningCode::Outlier => format!("{count} values are far above all others; they were kept."),
            WarningCode::OutlierRepaired => format!("{count} outliers were replaced like missing values."),
            WarningCode::NegativeValues => format!("{count} values are negative; they were kept."),
            WarningCode::NegativeSetToZero => format!("{count} negative values were set to zero."),
            WarningCode::UnreadableValues => {
                format!("{count} cells without a readable number count as gaps.")
            }
            WarningCode::UnreadableRows => {
                format!("{count} rows without a readable time stamp were left out.")
            }
            WarningCode::SkippedHour => {
                format!("{count} rows in the hour that is skipped in March were left out.")
            }
            WarningCode::SeveralRegisters => {
                format!("The file has {count} more registers; active import was read.")
            }
            WarningCode::CommasJoined => {
                format!(
                    "Commas separated cells and decimals; the parts of the values were joined in {count} rows."
                )
            }
            WarningCode::QuotedLines => {
                format!("Each of the {count} lines stood in quotes as a whole; these were taken off.")
            }
            WarningCode::ZoneOfStamps => {
                "The time stamps name their offset from UTC themselves; the time zone that was given changes nothing.".to_owned()
            }
            WarningCode::MovedToStep => {
                format!("{count} time stamps stood beside the steps and were moved to the start of theirs.")
            }
        }
    }
}

impl WarningCode {
    /// What is said of a single value or row, in German and English; `None` where the number is in no sentence.
    const fn of_one(self) -> Option<[&'static str; 2]> {
        Some(match self {
            Self::MissingValues => [
                "Ein fehlender Wert wurde geradlinig ergänzt.",
                "One missing value was filled in a straight line.",
            ],
            Self::GapRepaired => [
                "Ein Wert in einer längeren Lücke wurde aus demselben Wochentag der Vor- und Folgewoche ergänzt.",
                "One value in a longer gap was filled from the same weekday one week before and after.",
            ],
            Self::DuplicateRows => {
                ["Eine doppelte Zeile wurde ausgelassen.", "One duplicate row was left out."]
            }
            Self::ContradictoryRows => [
                "Eine Zeile gibt einer Zeit einen zweiten, anderen Wert; der erste gilt.",
                "One row gives a time a second, different value; the first one counts.",
            ],
            Self::Unsorted => [
                "Die Zeilen waren an einer Stelle nicht zeitlich geordnet und wurden sortiert.",
                "The rows were not in order of time in one place and were sorted.",
            ],
            Self::TextNumbers => [
                "Eine Zahl ist als Text gespeichert; sie wurde gelesen.",
                "One number is stored as text; it was read.",
            ],
            Self::OutsideTheYear => [
                "Eine Zeile außerhalb des Jahres wurde ausgelassen.",
                "One row outside the year was left out.",
            ],
            Self::TimeZoneShift => [
                "Ein Wert am Jahreswechsel wurde wegen der Zeitzone ans andere Jahresende gesetzt.",
                "One value at the turn of the year moved to its other end because of the time zone.",
            ],
            Self::YearShift => [
                "Die Werte wurden um einen Tag verschoben, damit die Wochentage des Bezugsjahres stimmen.",
                "The values were moved by one day, so that the weekdays are those of the wanted year.",
            ],
            Self::Outlier => [
                "Ein Wert liegt weit über allen anderen; er wurde übernommen.",
                "One value is far above all others; it was kept.",
            ],
            Self::OutlierRepaired => [
                "Ein Ausreißer wurde wie ein fehlender Wert ersetzt.",
                "One outlier was replaced like a missing value.",
            ],
            Self::NegativeValues => {
                ["Ein Wert ist negativ; er wurde übernommen.", "One value is negative; it was kept."]
            }
            Self::NegativeSetToZero => {
                ["Ein negativer Wert wurde auf null gesetzt.", "One negative value was set to zero."]
            }
            Self::UnreadableValues => [
                "Eine Zelle ohne lesbare Zahl gilt als Lücke.",
                "One cell without a readable number counts as a gap.",
            ],
            Self::UnreadableRows => [
                "Eine Zeile ohne lesbaren Zeitstempel wurde ausgelassen.",
                "One row without a readable time stamp was left out.",
            ],
            Self::SkippedHour => [
                "Eine Zeile in der im März übersprungenen Stunde wurde ausgelassen.",
                "One row in the hour that is skipped in March was left out.",
            ],
            Self::SeveralRegisters => [
                "Die Datei hat ein weiteres Register; gelesen wurde der Wirkbezug.",
                "The file has one more register; active import was read.",
            ],
            Self::CommasJoined | Self::QuotedLines | Self::ZoneOfStamps | Self::MovedToStep => return None,
            Self::LeapYear | Self::OneValueBeyondTheYear | Self::OneValueShort | Self::ConstantRun => {
                return None;
            }
        })
    }
}

impl Question {
    /// The question in German.
    #[must_use]
    pub const fn message_de(&self) -> &'static str {
        match self {
            Self::Unit { .. } => "In welcher Einheit stehen die Werte: Leistung oder Energie je Intervall?",
            Self::Year { .. } => "Für welches Kalenderjahr gelten die Werte?",
            Self::TimeZone => {
                "Folgen die Zeitstempel der Sommerzeit, gilt das ganze Jahr Winterzeit (UTC+1), oder UTC?"
            }
            Self::Column { .. } => "Welche Spalte enthält den Lastgang?",
            Self::Sheet { .. } => "Welches Blatt enthält den Lastgang?",
        }
    }

    /// The question in English.
    #[must_use]
    pub const fn message_en(&self) -> &'static str {
        match self {
            Self::Unit { .. } => "Which unit do the values have: power or energy per interval?",
            Self::Year { .. } => "Which calendar year do the values stand for?",
            Self::TimeZone => {
                "Do the time stamps follow summer time, standard time (UTC+1) all year, or UTC?"
            }
            Self::Column { .. } => "Which column holds the load profile?",
            Self::Sheet { .. } => "Which sheet holds the load profile?",
        }
    }
}

const fn format_de(format: ForeignFormat) -> &'static str {
    match format {
        ForeignFormat::Spreadsheet => {
            "ein Archiv oder eine Tabellenkalkulation, aber keine lesbare XLSX-Datei"
        }
        ForeignFormat::OldSpreadsheet => {
            "eine alte oder mit Kennwort geschützte Excel-Datei (XLS); bitte als XLSX oder CSV speichern"
        }
        ForeignFormat::OpenDocument => {
            "eine Tabelle von LibreOffice oder OpenOffice (ODS); bitte als XLSX oder CSV speichern"
        }
        ForeignFormat::BinaryWorkbook => "eine binäre Excel-Mappe (XLSB); bitte als XLSX oder CSV speichern",
        ForeignFormat::MacroWorkbook => {
            "eine Excel-Mappe mit Makros (XLSM); bitte als XLSX oder CSV speichern"
        }
        ForeignFormat::Archive => "ein komprimiertes Archiv; bitte zuerst entpacken",
        ForeignFormat::Pdf => "ein PDF-Dokument",
        ForeignFormat::WebPage => "eine Webseite, oft eine Anmeldeseite anstelle der Daten",
        ForeignFormat::Markup => "eine XML- oder JSON-Datei",
        ForeignFormat::Edifact => "eine EDIFACT-Nachricht, aber keine MSCONS mit Lastgang",
        ForeignFormat::Binary => "eine Binärdatei",
    }
}

const fn format_en(format: ForeignFormat) -> &'static str {
    match format {
        ForeignFormat::Spreadsheet => "an archive or spreadsheet, but no readable XLSX file",
        ForeignFormat::OldSpreadsheet => {
            "an old or password-protected Excel file (XLS); please save it as XLSX or CSV"
        }
        ForeignFormat::OpenDocument => {
            "a spreadsheet of LibreOffice or OpenOffice (ODS); please save it as XLSX or CSV"
        }
        ForeignFormat::BinaryWorkbook => "a binary Excel workbook (XLSB); please save it as XLSX or CSV",
        ForeignFormat::MacroWorkbook => "an Excel workbook with macros (XLSM); please save it as XLSX or CSV",
        ForeignFormat::Archive => "a compressed archive; please unpack it first",
        ForeignFormat::Pdf => "a PDF document",
        ForeignFormat::WebPage => "a web page, often a sign-in page in place of the data",
        ForeignFormat::Markup => "an XML or JSON file",
        ForeignFormat::Edifact => "an EDIFACT message, but no MSCONS with a load profile",
        ForeignFormat::Binary => "a binary file",
    }
}

/// An ISO date as Germans write it; a time after it stays.
fn german(iso: &str) -> String {
    match (iso.get(..4), iso.get(5..7), iso.get(8..10), iso.get(10..)) {
        (Some(year), Some(month), Some(day), Some(time)) => format!("{day}.{month}.{year}{time}"),
        _ => iso.to_owned(),
    }
}

/// How long a gap of more than two hours is, in German and English.
fn length(minutes: usize) -> [String; 2] {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => [format!("{hours} Stunden"), format!("{hours} hours")],
        (hours, rest) => {
            [format!("{hours} Stunden und {rest} Minuten"), format!("{hours} hours and {rest} minutes")]
        }
    }
}

impl RejectReason {
    /// The reason in German, without the line.
    #[must_use]
    pub fn message_de(&self) -> String {
        let [german, _] = self.messages();
        german
    }

    /// The reason in English, without the line.
    #[must_use]
    pub fn message_en(&self) -> String {
        let [_, english] = self.messages();
        english
    }

    /// German and English, side by side.
    fn messages(&self) -> [String; 2] {
        match self {
            Self::TooLarge { bytes } => [
                format!(
                    "Die Datei ist zu groß ({bytes} Byte, auch entpackt); gelesen werden höchstens 20 MB."
                ),
                format!("The file is too large ({bytes} bytes, also unpacked); at most 20 MB are read."),
            ],
            Self::UnsupportedFormat { format } | Self::NotATable { format: Some(format) } => [
                format!("Die Datei ist keine lesbare Tabelle: {}.", format_de(*format)),
                format!("The file is no readable table: {}.", format_en(*format)),
            ],
            Self::NotATable { format: None } => [
                "Die Datei enthält keine Tabelle mit Zahlen.".into(),
                "The file has no table of numbers.".into(),
            ],
            Self::FormulasWithoutValues { count } => [
                format!(
                    "{count} Formeln haben kein gespeichertes Ergebnis; bitte die Mappe in der Tabellenkalkulation öffnen und speichern."
                ),
                format!(
                    "{count} formulas have no stored result; please open and save the workbook in a spreadsheet program."
                ),
            ],
            Self::NoSuchColumn { column } => [
                format!("Spalte „{column}“ enthält keine Werte oder ist nicht eindeutig."),
                format!("Column “{column}” holds no values or is not unique."),
            ],
            Self::NoSuchSheet { sheet } => {
                [format!("Ein Blatt „{sheet}“ gibt es nicht."), format!("There is no sheet “{sheet}”.")]
            }
            Self::UnreadableValues { text, count } => [
                format!("{count} Zellen enthalten keine Zahl, zuerst „{text}“."),
                format!("{count} cells hold no number, the first “{text}”."),
            ],
            Self::UnreadableStamps { text, count } => [
                format!("{count} Zeitstempel sind nicht lesbar, zuerst „{text}“."),
                format!("{count} time stamps cannot be read, the first “{text}”."),
            ],
            Self::IrregularStep { minutes } => [
                format!(
                    "Die Zeitstempel folgen nicht in gleichen Schritten aufeinander (meist {minutes} Minuten); gelesen werden Schritte, die eine Stunde teilen."
                ),
                format!(
                    "The time stamps do not follow each other in equal steps (usually {minutes} minutes); steps that divide an hour are read."
                ),
            ],
            Self::TooCoarse { given } => [
                format!(
                    "Die Datei hat nur {given} Werte für Tage oder Monate; gebraucht werden Stunden- oder Viertelstundenwerte."
                ),
                format!(
                    "The file has only {given} values of days or months; hours or quarter hours are needed."
                ),
            ],
            Self::NotAFullYear { from: Some(from), to: Some(to), .. } => [
                format!(
                    "Die Werte reichen nur von {} bis {} und decken kein Jahr ab.",
                    german(from),
                    german(to)
                ),
                format!("The values reach from {from} to {to} only and do not cover a year."),
            ],
            Self::NotAFullYear { given, .. } => [
                format!("{given} Werte ergeben in keinem Raster ein Jahr (etwa 8760 oder 35040)."),
                format!("{given} values make a year in no step (such as 8760 or 35040)."),
            ],
            Self::ContradictoryRows { count } => [
                format!("{count} Zeiten haben zwei verschiedene Werte."),
                format!("{count} times have two different values."),
            ],
            Self::GapTooLong { time, minutes, gaps, repairable } => {
                let or_none = |shown: bool, text: String| if shown { text } else { String::new() };
                let (several, way) = (*gaps > 1, *repairable);
                let [german_length, english_length] = length(*minutes);
                // The zone is said in words.
                let time = time.trim_end_matches("+01:00").replace('T', " ");
                [
                    format!(
                        "Ab {} (MEZ) fehlen {german_length}{}; geradlinig ergänzt werden höchstens 2 Stunden.{}",
                        german(&time),
                        or_none(several, format!(" ({gaps} solche Lücken)")),
                        or_none(way, " Die Nachbarwochen können sie füllen.".into())
                    ),
                    format!(
                        "From {time} (UTC+1) on, {english_length} are missing{}; at most 2 hours are filled in a straight line.{}",
                        or_none(several, format!(" ({gaps} such gaps)")),
                        or_none(way, " The neighbouring weeks can fill it.".into())
                    ),
                ]
            }
            Self::CommasInNumbers { head, cells } => [
                format!(
                    "Das Komma trennt Zellen und steht auch in den Zahlen: Die Überschrift hat {head} Spalten, diese Zeile {cells}. Speichern Sie die Datei mit Semikolon zwischen den Zellen oder mit Dezimalpunkt."
                ),
                format!(
                    "The comma separates cells and stands in the numbers as well: the heading has {head} columns, this row {cells}. Save the file with semicolons between the cells or with decimal points."
                ),
            ],
            Self::OneColumnPerTime { columns } => [
                format!(
                    "Die Überschriften sind Zeiten: Die Tabelle hat eine Spalte je Zeitpunkt (mindestens {columns}). Tauschen Sie Zeilen und Spalten, sodass jeder Zeitpunkt eine Zeile hat."
                ),
                format!(
                    "The headings are times: the table has a column for each time ({columns} at least). Turn rows and columns, so that each time has a row."
                ),
            ],
            Self::MeterReadings => [
                "Die Werte sind fortlaufende Zählerstände und keine Lasten.".into(),
                "The values are readings of a counter and not loads.".into(),
            ],
            Self::NoDemand => ["Alle Werte sind null.".into(), "All values are zero.".into()],
        }
    }
}

impl ImportStatus {
    /// Questions or reason in German with its line; `None` if the file was accepted.
    #[must_use]
    pub fn message_de(&self) -> Option<String> {
        self.message("Zeile", Question::message_de, RejectReason::message_de)
    }

    /// Questions or reason in English with its line; `None` if the file was accepted.
    #[must_use]
    pub fn message_en(&self) -> Option<String> {
        self.message("Line", Question::message_en, RejectReason::message_en)
    }

    fn message(
        &self,
        line_word: &str,
        of_question: fn(&Question) -> &'static str,
        of_reason: fn(&RejectReason) -> String,
    ) -> Option<String> {
        match self {
            Self::Accepted | Self::AcceptedWithWarnings => None,
            Self::NeedsInput { questions } => {
                Some(questions.iter().map(of_question).collect::<Vec<_>>().join(" "))
            }
            Self::Rejected { line: Some(line), reason } => {
                Some(format!("{line_word} {line}: {}", of_reason(reason)))
            }
            Self::Rejected { line: None, reason } => Some(of_reason(reason)),
        }
    }
}
