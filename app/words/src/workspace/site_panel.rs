//! Texts of `workspace/site_panel`.

use crate::{Text, text};

pub const SITE: Text = text("Standort", "Site");
pub const NAME_OF_THE_PROJECT: Text = text("Name des Projekts", "Name of the project");
pub const PLACE: Text = text("Ort", "Place");
pub const REFERENCE_YEAR: Text = text("Bezugsjahr", "Reference year");
pub const DECIDES_WEEKDAYS_HOLIDAYS_AND_SUMMER: Text =
    text("Bestimmt Wochentage, Feiertage und Sommerzeit.", "Decides weekdays, holidays and summer time.");
pub const FEDERAL_STATE: Text = text("Bundesland", "Federal state");
pub const NATIONWIDE_HOLIDAYS_ONLY: Text = text("nur bundesweite Feiertage", "nationwide holidays only");
pub const DECIDES_THE_HOLIDAYS: Text = text("Bestimmt die Feiertage.", "Decides the holidays.");
pub const SCHEDULES_FOLLOW_SUMMER_TIME: Text =
    text("Nutzungszeiten folgen der Sommerzeit", "Schedules follow summer time");
pub const IN_SUMMER_THE_DAY_STARTS: Text = text(
    "Im Sommer beginnt der Tag in der Zeitachse (MEZ) eine Stunde früher.",
    "In summer the day starts one hour earlier on the time axis (UTC+1).",
);
pub const WEATHER: Text = text("Wetter", "Weather");
pub const TEST_REFERENCE_YEARS_OF_DWD: Text =
    text("Testreferenzjahre des DWD", "Test reference years of DWD");
pub const OWN_FILES: Text = text("Eigene Dateien", "Own files");
pub const UPLOAD_A_WEATHER_FILE: Text = text("Wetterdatei hochladen", "Upload a weather file");
pub const DWD_TRY_2010_2015: Text = text(
    "DWD-TRY 2010, 2015 oder 2045, EPW oder eine Spalte mit 8760 Temperaturen.",
    "DWD TRY 2010, 2015 or 2045, EPW, or one column of 8760 temperatures.",
);
