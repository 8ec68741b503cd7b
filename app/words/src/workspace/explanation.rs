//! Texts of `workspace/explanation`.

use crate::{Text, text};

pub const CLOSE: Text = text("Schließen", "Close");
pub const SUM_OF_THE_HOURLY_MEANS: Text = text(
    "Summe der stündlichen Mittelwerte aller gewählten Bedarfe.",
    "Sum of the hourly means of all selected demands.",
);
pub const LARGEST_HOURLY_MEAN: Text = text(
    "Größter Stundenmittelwert der gleichzeitigen Summe; bei Gleichstand die erste Stunde.",
    "Largest hourly mean of the simultaneous sum; the first hour if there are several.",
);
pub const HOUR: Text = text("Stunde", "Hour");
pub const HOW_LONG_THE_PEAK_LOAD: Text = text(
    "So lange müsste die Spitzenlast anliegen, um die Jahresenergie zu ergeben.",
    "How long the peak load would have to last to give the annual energy.",
);
pub const ANNUAL_ENERGY: Text = text("Jahresenergie", "Annual energy");
pub const PEAK_LOAD: Text = text("Spitzenlast", "Peak load");
pub const PEAK_OF_THE_SUM_OVER: Text = text(
    "Spitze der Summe im Verhältnis zur Summe der Einzelspitzen. Standardlastprofile sind schon Mittelwerte vieler Kunden; ein Gleichzeitigkeitsfaktor darf darauf nicht noch einmal angewendet werden.",
    "Peak of the sum over the sum of the single peaks. Standard load profiles are already averages of many customers; a diversity factor must not be applied to them again.",
);
pub const PEAK_OF_THE_SUM: Text = text("Spitze der Summe", "Peak of the sum");
pub const SUM_OF_THE_PEAKS: Text = text("Summe der Spitzen", "Sum of the peaks");
pub const SHARE_OF_EACH_KIND: Text = text(
    "Anteil jeder Bedarfsart an der Jahresenergie.",
    "Share of each kind of demand in the annual energy.",
);
pub const SOURCES: Text = text("Quellen", "Sources");
pub const WEATHER: Text = text("Wetter", "Weather");
pub const REFERENCE_YEAR: Text = text("Bezugsjahr", "Reference year");
pub const ENGINE: Text = text("Rechenkern", "Engine");
pub const HEAT_NETWORK_FACTOR_ON_DESIGN: Text =
    text("Wärmenetz: Faktor auf Auslegungslasten", "Heat network: factor on design loads");
pub const SOURCE: Text = text("Quelle", "Source");
pub const BDEW_STANDARD_ELECTRICITY_LOAD_PROFILES: Text =
    text("BDEW-Standardlastprofile Strom 2025", "BDEW standard electricity load profiles 2025");
pub const BDEW_VDEW_STANDARD_ELECTRICITY_LOAD: Text =
    text("BDEW/VDEW-Standardlastprofile Strom 1999", "BDEW/VDEW standard electricity load profiles 1999");
pub const SIGLINDE_PROFILES_GAS_GUIDELINE: Text = text(
    "SigLinDe-Profile, Leitfaden Gas von BDEW, VKU und GEODE",
    "SigLinDe profiles, gas guideline of BDEW, VKU and GEODE",
);
pub const HEATING_DEGREE_HOURS_WITH_INERTIA: Text = text(
    "Heizgradstunden mit Trägheit, Sonne und Absenkung; Vorgabewerte: eigene Annahmen",
    "Heating degree hours with inertia, sun and set-back; presets: own assumptions",
);
pub const COURSES_OF_THE_DAY: Text = text(
    "Tagesgänge von OpenDHW 0.2.9 (RWTH Aachen, MIT) nach DHWcalc",
    "Courses of the day of OpenDHW 0.2.9 (RWTH Aachen, MIT) after DHWcalc",
);
pub const DRAWS_AFTER_DHWCALC_JORDAN: Text = text(
    "Zapfungen nach DHWcalc (Jordan und Vajen), wie in OpenDHW 0.2.9 (MIT), mit dem Startwert des Projekts",
    "Draws after DHWcalc (Jordan and Vajen) as in OpenDHW 0.2.9 (MIT), with the seed of the project",
);
pub const COOLING_DEGREE_HOURS_WITH_INERTIA: Text = text(
    "Kühlgradstunden mit Trägheit und Sonne; Vorgabewerte: eigene Annahmen",
    "Cooling degree hours with inertia and sun; presets: own assumptions",
);
pub const PATTERN_OF_WORK_AS_ENTERED: Text = text(
    "Arbeitsweise wie angegeben: Band, Schichten oder Woche, mit Wetteranteil",
    "Pattern of work as entered: constant, shifts or week, with a weather share",
);
pub const USE_SCHEDULES_OF_TEASER_MIT: Text = text(
    "Nutzungsprofile aus TEASER (MIT); Wochenenden: eigene Annahme",
    "Use schedules of TEASER (MIT); weekends: own assumption",
);
pub const STEP_PROFILE_IN_QUARTER_HOURS: Text = text(
    "Stufenprofil in Viertelstunden nach demandlib (MIT); Stufen wie angegeben",
    "Step profile in quarter hours after demandlib (MIT); levels as entered",
);
pub const ARRIVALS_OF_THE_GERMAN_MOBILITY: Text = text(
    "Ankünfte nach Mobilität in Deutschland, aufbereitet in emobpy 0.6.2 (MIT)",
    "Arrivals of the German mobility survey as tabulated in emobpy 0.6.2 (MIT)",
);
pub const CONSTANT_LOAD: Text = text("Gleichmäßiges Band", "Constant load");
pub const TEST_REFERENCE_YEARS_OF_DEUTSCHER: Text =
    text("Testreferenzjahre des Deutschen Wetterdienstes", "Test reference years of Deutscher Wetterdienst");
