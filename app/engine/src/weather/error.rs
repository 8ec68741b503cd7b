//! Why a weather file is refused, and what was changed in one that is accepted.

use serde::{Deserialize, Serialize};

use crate::import::ForeignFormat;
use crate::time::CivilDate;

/// Why a weather file is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum WeatherError {
    /// The file is too large.
    #[error("the file has {bytes} bytes; at most 20 MB are read")]
    TooLarge {
        /// Size of the file.
        bytes: usize,
    },
    /// The file is a spreadsheet, a document or a web page.
    #[error("this is no text file with weather data but another format ({format:?})")]
    ForeignFile {
        /// What it is.
        format: ForeignFormat,
    },
    /// None of the known forms fits.
    #[error("this is neither a test reference year of DWD nor an EPW file nor a column of temperatures")]
    UnknownFormat,
    /// No column of a table has the name of a temperature.
    #[error("no column is named as outdoor temperature; found: {}", names.join(", "))]
    NoTemperatureColumn {
        /// Names of the columns with numbers.
        names: Vec<String>,
    },
    /// Several columns could be the temperature.
    #[error("several columns could be the outdoor temperature: {}", names.join(", "))]
    AmbiguousColumns {
        /// Their names.
        names: Vec<String>,
    },
    /// The number of hours is wrong.
    #[error("the file has {given} values instead of 8760 (or 8784 in a leap year)")]
    WrongLength {
        /// Number of values found.
        given: usize,
    },
    /// Steps shorter than an hour.
    #[error("the file has {per_hour} values per hour; hourly values are needed")]
    NotHourly {
        /// Values per hour.
        per_hour: usize,
    },
    /// A line has too few fields or text in place of a number.
    #[error("line {line}: “{text}” is no number for {column}")]
    NotANumber {
        /// Line in the file, from 1.
        line: usize,
        /// Name of the column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A line does not follow the hour before it.
    #[error("line {line}: month {month}, day {day}, hour {hour} does not follow the line before")]
    OutOfOrder {
        /// Line in the file, from 1.
        line: usize,
        /// Month in the file.
        month: u8,
        /// Day in the file.
        day: u8,
        /// Hour in the file, 1 to 24.
        hour: u8,
    },
    /// A value that no weather has.
    #[error("line {line}: {value} is no plausible value for {column}")]
    Implausible {
        /// Line in the file, from 1.
        line: usize,
        /// Name of the column.
        column: String,
        /// The value.
        value: f64,
    },
    /// Values are missing for longer than is filled.
    #[error("from line {line} on, {hours} hours of {column} are missing; at most 6 are filled")]
    LongGap {
        /// Line of the first missing value, from 1.
        line: usize,
        /// Name of the column.
        column: String,
        /// Length of the gap.
        hours: usize,
    },
    /// A shipped series is damaged.
    #[error("the built-in series is damaged: {reason}")]
    Damaged {
        /// What is wrong.
        reason: String,
    },
}

/// What was changed while reading a weather file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeatherNote {
    /// Missing values were filled in a straight line.
    GapsFilled {
        /// Name of the column.
        column: String,
        /// Number of values filled.
        values: usize,
    },
    /// Irradiance is left out, because too much of it is missing.
    IrradianceIncomplete,
    /// Values for parts of an hour were averaged.
    AveragedToHours {
        /// Values per hour in the file.
        per_hour: usize,
    },
    /// The file names no columns; they were found by their usual order and checked by the count of hours.
    ColumnsByOrder,
    /// A copy of the last hour before the first was left out.
    LeadingCopyDropped,
    /// 29 February was left out.
    LeapDayDropped,
    /// The file is in another time zone; the year was turned to UTC+1.
    TurnedToUtc1 {
        /// Offset of the file in hours.
        utc_offset_hours: i32,
    },
}

impl WeatherNote {
    /// The note in German.
    #[must_use]
    pub fn message_de(&self) -> String {
        match self {
            Self::GapsFilled { column, values } => {
                format!("{values} fehlende Werte von {column} wurden geradlinig ergänzt.")
            }
            Self::IrradianceIncomplete => {
                "Die Globalstrahlung ist lückenhaft und wird nicht verwendet.".to_owned()
            }
            Self::AveragedToHours { per_hour } => {
                format!("{per_hour} Werte je Stunde wurden zu Stundenwerten gemittelt.")
            }
            Self::ColumnsByOrder => {
                "Die Kopfzeile fehlt; die Spalten folgen der Ordnung des DWD, die Stundenzählung passt dazu."
                    .to_owned()
            }
            Self::LeadingCopyDropped => {
                "Die erste Zeile wiederholt die letzte Stunde des Jahres und wurde ausgelassen.".to_owned()
            }
            Self::LeapDayDropped => "Der 29. Februar wurde ausgelassen.".to_owned(),
            Self::TurnedToUtc1 { utc_offset_hours } => {
                format!("Die Datei gilt für UTC{utc_offset_hours:+}; das Jahr wurde auf UTC+1 gedreht.")
            }
        }
    }

    /// The note in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self {
            Self::GapsFilled { column, values } => {
                format!("{values} missing values of {column} were filled in a straight line.")
            }
            Self::IrradianceIncomplete => "Global irradiance is incomplete and is not used.".to_owned(),
            Self::AveragedToHours { per_hour } => {
                format!("{per_hour} values per hour were averaged to hourly values.")
            }
            Self::ColumnsByOrder => {
                "The head is missing; the columns follow the order of DWD, and the count of hours agrees."
                    .to_owned()
            }
            Self::LeadingCopyDropped => {
                "The first line repeats the last hour of the year and was left out.".to_owned()
            }
            Self::LeapDayDropped => "29 February was left out.".to_owned(),
            Self::TurnedToUtc1 { utc_offset_hours } => {
                format!("The file is for UTC{utc_offset_hours:+}; the year was turned to UTC+1.")
            }
        }
    }
}

impl WeatherError {
    /// The reason in German.
    #[must_use]
    pub fn message_de(&self) -> String {
        match self {
            Self::TooLarge { bytes } => format!("Die Datei hat {bytes} Byte; gelesen werden höchstens 20 MB."),
            Self::ForeignFile { format } => {
                let name = match format {
                    ForeignFormat::Spreadsheet
                    | ForeignFormat::OldSpreadsheet
                    | ForeignFormat::OpenDocument
                    | ForeignFormat::BinaryWorkbook
                    | ForeignFormat::MacroWorkbook => "eine Tabellenkalkulation",
                    ForeignFormat::Archive => "ein Archiv",
                    ForeignFormat::Markup => "eine XML- oder JSON-Datei",
                    ForeignFormat::Pdf => "ein PDF-Dokument",
                    ForeignFormat::WebPage => "eine Webseite",
                    ForeignFormat::Edifact => "eine EDIFACT-Nachricht",
                    ForeignFormat::Binary => "eine Binärdatei",
                };
                format!("Dies ist {name} und keine Textdatei mit Wetterdaten.")
            }
            Self::UnknownFormat => {
                "Dies ist weder ein Testreferenzjahr des DWD noch eine EPW-Datei noch eine Spalte mit Temperaturen."
                    .to_owned()
            }
            Self::NoTemperatureColumn { names } => format!(
                "Keine Spalte ist als Außentemperatur zu erkennen. Gefunden: {}.",
                names.join(", ")
            ),
            Self::AmbiguousColumns { names } => {
                format!("Mehrere Spalten könnten die Außentemperatur sein: {}.", names.join(", "))
            }
            Self::WrongLength { given } => {
                format!("Die Datei hat {given} Werte statt 8760 (oder 8784 im Schaltjahr).")
            }
            Self::NotHourly { per_hour } => {
                format!("Die Datei hat {per_hour} Werte je Stunde; gebraucht werden Stundenwerte.")
            }
            Self::NotANumber { line, column, text } => format!("Zeile {line}: „{text}“ ist keine Zahl für {column}."),
            Self::OutOfOrder { line, month, day, hour } => {
                format!("Zeile {line}: Monat {month}, Tag {day}, Stunde {hour} folgt nicht auf die Zeile davor.")
            }
            Self::Implausible { line, column, value } => {
                format!("Zeile {line}: {value} ist kein plausibler Wert für {column}.")
            }
            Self::LongGap { line, column, hours } => format!(
                "Ab Zeile {line} fehlen {hours} Stunden von {column}; ergänzt werden höchstens 6."
            ),
            Self::Damaged { reason } => format!("Die mitgelieferte Reihe ist beschädigt: {reason}"),
        }
    }
}

/// The hours of a file that counts months, days and hours 1 to 24, without a year.
pub(super) struct HourCount {
    next: CivilDate,
    hour: u8,
}

impl HourCount {
    /// Starts at 1 January, hour 1, of a year with or without a leap day.
    pub(super) fn new(leap_year: bool) -> Self {
        Self { next: CivilDate::first_of_year(if leap_year { 2024 } else { 2023 }), hour: 1 }
    }

    /// Whether this is the hour that comes next; moves on by one hour.
    pub(super) fn expects(&mut self, (month, day, hour): (u8, u8, u8)) -> bool {
        let matches = (self.next.month, self.next.day, self.hour) == (month, day, hour);
        self.hour += 1;
        if self.hour > 24 {
            self.hour = 1;
            self.next = self.next.plus_days(1);
        }
        matches
    }
}
