//! What a user reads about an import, in German and English.

use super::{ImportStatus, ImportWarning, Question, RejectReason, WarningCode};
use crate::import::decode::ForeignFormat;

impl ImportWarning {
    /// The warning in German.
    #[must_use]
    pub fn message_de(&self) -> String {
        let count = self.count;
        match self.code {
            WarningCode::GapsFilled => format!("{count} fehlende Werte wurden geradlinig ergänzt."),
            WarningCode::LeapDayDropped => format!("Der 29. Februar wurde ausgelassen ({count} Werte)."),
            WarningCode::DuplicatesDropped => format!("{count} doppelte Zeilen wurden ausgelassen."),
            WarningCode::OutsideDropped => format!("{count} Zeilen außerhalb des Jahres wurden ausgelassen."),
            WarningCode::TurnedToUtc1 => {
                format!(
                    "{count} Werte am Jahreswechsel wurden wegen der Zeitzone ans andere Jahresende gesetzt."
                )
            }
            WarningCode::Reversed => "Die Datei läuft rückwärts und wurde umgedreht.".to_owned(),
        }
    }

    /// The warning in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        let count = self.count;
        match self.code {
            WarningCode::GapsFilled => format!("{count} missing values were filled in a straight line."),
            WarningCode::LeapDayDropped => format!("29 February was left out ({count} values)."),
            WarningCode::DuplicatesDropped => format!("{count} duplicate rows were left out."),
            WarningCode::OutsideDropped => format!("{count} rows outside the year were left out."),
            WarningCode::TurnedToUtc1 => {
                format!(
                    "{count} values at the turn of the year moved to its other end because of the time zone."
                )
            }
            WarningCode::Reversed => "The file runs backwards and was turned round.".to_owned(),
        }
    }
}

impl Question {
    /// The question in German.
    #[must_use]
    pub const fn message_de(&self) -> &'static str {
        match self {
            Self::Unit { .. } => "In welcher Einheit stehen die Werte: Leistung oder Energie je Intervall?",
            Self::Column => "Welche Spalte enthält den Lastgang?",
            Self::Clock => {
                "Folgen die Zeitstempel der Sommerzeit, oder gilt das ganze Jahr Winterzeit (UTC+1)?"
            }
        }
    }

    /// The question in English.
    #[must_use]
    pub const fn message_en(&self) -> &'static str {
        match self {
            Self::Unit { .. } => "Which unit do the values have: power or energy per interval?",
            Self::Column => "Which column holds the load profile?",
            Self::Clock => "Do the time stamps follow summer time, or standard time (UTC+1) all year?",
        }
    }
}

impl RejectReason {
    /// The reason in German, without the line.
    #[must_use]
    pub fn message_de(&self) -> String {
        match self {
            Self::TooLarge { bytes } => {
                format!("Die Datei hat {bytes} Byte; gelesen werden höchstens 20 MB.")
            }
            Self::ForeignFile { format } => match format {
                ForeignFormat::Spreadsheet => {
                    "Dies ist eine Tabellenkalkulation; bitte als CSV speichern und erneut wählen.".to_owned()
                }
                ForeignFormat::Pdf => "Dies ist ein PDF-Dokument, keine Tabelle.".to_owned(),
                ForeignFormat::WebPage => {
                    "Dies ist eine Webseite, oft eine Anmeldeseite anstelle der Daten.".to_owned()
                }
                ForeignFormat::Edifact => {
                    "Dies ist eine EDIFACT-Nachricht (etwa MSCONS); gebraucht wird eine Tabelle.".to_owned()
                }
                ForeignFormat::Binary => "Die Datei enthält keinen Text.".to_owned(),
            },
            Self::NoValues => "Die Datei enthält keine Spalte mit Zahlen.".to_owned(),
            Self::NoSuchColumn { column } => format!("Spalte {} enthält keine Werte.", column + 1),
            Self::NotANumber { text } => format!("„{text}“ ist keine Zahl."),
            Self::Negative { value } => format!("{value} ist negativ; ein Verbrauch ist null oder größer."),
            Self::BadStamp { text } => format!("„{text}“ ist kein lesbarer Zeitstempel."),
            Self::OffGrid { step_minutes } => {
                format!("Der Zeitstempel passt nicht in das Raster von {step_minutes} Minuten.")
            }
            Self::UnknownStep { minutes } => {
                format!(
                    "Die Schrittweite ist {minutes} Minuten; gelesen werden 5, 10, 15, 30 und 60 Minuten."
                )
            }
            Self::WrongLength { given } => format!(
                "Die Spalte hat {given} Werte; ohne Zeitstempel werden 8760 oder 35040 gebraucht (im Schaltjahr 8784 oder 35136)."
            ),
            Self::NotOneYear { year, outside } => {
                format!(
                    "{outside} Zeitstempel liegen außerhalb des Jahres {year}; gebraucht wird ein Kalenderjahr."
                )
            }
            Self::Contradiction { time } => format!("Für {time} gibt es zwei verschiedene Werte."),
            Self::LongGap { time, minutes } => {
                format!("Ab {time} (UTC+1) fehlen {minutes} Minuten; ergänzt werden höchstens 2 Stunden.")
            }
            Self::NoDemand => "Alle Werte sind null.".to_owned(),
        }
    }

    /// The reason in English, without the line.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self {
            Self::TooLarge { bytes } => format!("The file has {bytes} bytes; at most 20 MB are read."),
            Self::ForeignFile { format } => match format {
                ForeignFormat::Spreadsheet => {
                    "This is a spreadsheet; please save it as CSV and choose it again.".to_owned()
                }
                ForeignFormat::Pdf => "This is a PDF document, not a table.".to_owned(),
                ForeignFormat::WebPage => {
                    "This is a web page, often a sign-in page in place of the data.".to_owned()
                }
                ForeignFormat::Edifact => {
                    "This is an EDIFACT message (such as MSCONS); a table is needed.".to_owned()
                }
                ForeignFormat::Binary => "The file contains no text.".to_owned(),
            },
            Self::NoValues => "The file has no column of numbers.".to_owned(),
            Self::NoSuchColumn { column } => format!("Column {} holds no values.", column + 1),
            Self::NotANumber { text } => format!("“{text}” is no number."),
            Self::Negative { value } => format!("{value} is negative; a demand is zero or more."),
            Self::BadStamp { text } => format!("“{text}” is no readable time stamp."),
            Self::OffGrid { step_minutes } => {
                format!("The time stamp does not fit into steps of {step_minutes} minutes.")
            }
            Self::UnknownStep { minutes } => {
                format!("The step is {minutes} minutes; 5, 10, 15, 30 and 60 minutes are read.")
            }
            Self::WrongLength { given } => format!(
                "The column has {given} values; without time stamps 8760 or 35040 are needed (8784 or 35136 in a leap year)."
            ),
            Self::NotOneYear { year, outside } => {
                format!("{outside} time stamps lie outside the year {year}; one calendar year is needed.")
            }
            Self::Contradiction { time } => format!("There are two different values for {time}."),
            Self::LongGap { time, minutes } => {
                format!("From {time} (UTC+1) on, {minutes} minutes are missing; at most 2 hours are filled.")
            }
            Self::NoDemand => "All values are zero.".to_owned(),
        }
    }
}

impl ImportStatus {
    /// Question or reason in German with its line; `None` if the file was accepted.
    #[must_use]
    pub fn message_de(&self) -> Option<String> {
        match self {
            Self::Accepted | Self::AcceptedWithWarnings => None,
            Self::NeedsInput { question } => Some(question.message_de().to_owned()),
            Self::Rejected { line: Some(line), reason } => {
                Some(format!("Zeile {line}: {}", reason.message_de()))
            }
            Self::Rejected { line: None, reason } => Some(reason.message_de()),
        }
    }

    /// Question or reason in English with its line; `None` if the file was accepted.
    #[must_use]
    pub fn message_en(&self) -> Option<String> {
        match self {
            Self::Accepted | Self::AcceptedWithWarnings => None,
            Self::NeedsInput { question } => Some(question.message_en().to_owned()),
            Self::Rejected { line: Some(line), reason } => {
                Some(format!("Line {line}: {}", reason.message_en()))
            }
            Self::Rejected { line: None, reason } => Some(reason.message_en()),
        }
    }
}
