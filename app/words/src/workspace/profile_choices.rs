//! Texts of `workspace/profile_choices`.

use crate::{Text, text};

pub const USE: Text = text("Nutzung", "Use");
pub const SHARE_OF_LIGHTING: Text = text("Anteil Beleuchtung", "Share of lighting");
pub const USE_2: Text = text("Verwendung", "Use");
pub const ALL_THE_TIME: Text = text("durchgehend", "all the time");
pub const SET_BACK_AT_NIGHT_FULL: Text =
    text("nachts abgesenkt (6–22 Uhr voll)", "set back at night (full 6–22 h)");
pub const WORKDAYS_6_18_H_ELSE: Text =
    text("werktags 6–18 Uhr, sonst abgesenkt", "workdays 6–18 h, else set back");
pub const ONE_SHIFT_WORKDAYS_6_14: Text =
    text("eine Schicht, werktags 6–14 Uhr", "one shift, workdays 6–14 h");
pub const TWO_SHIFTS_WORKDAYS_6_22: Text =
    text("zwei Schichten, werktags 6–22 Uhr", "two shifts, workdays 6–22 h");
pub const THREE_SHIFTS_WORKDAYS_ROUND: Text =
    text("drei Schichten, werktags rund um die Uhr", "three shifts, workdays round the clock");
pub const SIGLINDE_DAILY_DEMAND: Text = text(
    "SigLinDe: Tagesbedarf aus der Temperatur der letzten vier Tage, wie Gasversorger ihn für viele Kunden messen; Stunden nach festen Faktoren. Heizgradstunden: jede Stunde aus Außentemperatur und Sonne mit der Trägheit des Gebäudes, Heizgrenze und Absenkung; für einzelne, gut bekannte Gebäude.",
    "SigLinDe: daily demand from the temperature of the last four days, as gas suppliers measure it for many customers; hours by fixed factors. Heating degree hours: every hour from outdoor temperature and sun with the inertia of the building, heating limit and set-back; for single, well-known buildings.",
);
pub const STANDARD_PROFILE_SIGLINDE: Text = text("Standardprofil (SigLinDe)", "Standard profile (SigLinDe)");
pub const HEATING_DEGREE_HOURS: Text = text("Heizgradstunden", "Heating degree hours");
pub const STANDARD_PROFILE_SHARE_OF_HOT: Text = text(
    "Standardprofil: Anteil des Warmwassers am Gasverbrauch vieler Kunden. Tagesgang: Erwartungswert nach Nutzung. Zapfungen: einzelne Wohnungen, ausgelost mit dem Startwert des Projekts; die Spitze je Wohnung sinkt mit ihrer Zahl.",
    "Standard profile: share of hot water in the gas demand of many customers. Course of the day: expected value by use. Draws: single dwellings, drawn from the seed of the project; the peak per dwelling falls with their number.",
);
pub const COURSE_OF_THE_DAY: Text = text("Tagesgang nach Nutzung", "Course of the day by use");
pub const SINGLE_DRAWS: Text = text("Einzelne Zapfungen", "Single draws");
pub const COOLING_DEGREE_HOURS: Text = text("Kühlgradstunden", "Cooling degree hours");
pub const WITH_EVERY_PARAMETER: Text = text("mit allen Parametern", "with every parameter");
pub const EXPECTED_VALUE_OF_MANY_CARS: Text =
    text("Erwartungswert vieler Fahrzeuge", "Expected value of many cars");
pub const BY_CHARGE_POINTS: Text = text("nach Ladepunkten", "by charge points");
pub const METHOD: Text = text("Verfahren", "Method");
pub const INSULATION_SETS_THE_VALUES: Text =
    text("Dämmung (setzt die Werte)", "Insulation (sets the values)");
pub const CONSTRUCTION_SETS_THE_VALUES: Text =
    text("Bauart (setzt die Werte)", "Construction (sets the values)");
pub const HEATING_LIMIT: Text = text("Heizgrenze", "Heating limit");
pub const SCHEDULE: Text = text("Zeitplan", "Schedule");
pub const CONSTANT: Text = text("Band", "Constant");
pub const SHIFTS: Text = text("Schichten", "Shifts");
pub const WEEK_SCHEDULE: Text = text("Wochenplan", "Week schedule");
pub const PATTERN_OF_WORK: Text = text("Arbeitsweise", "Pattern of work");
pub const MONDAY_TO_FRIDAY_6_18: Text = text("Montag bis Freitag 6–18 Uhr", "Monday to Friday 6–18 h");
pub const MONDAY_TO_FRIDAY_6_22: Text = text("Montag bis Freitag 6–22 Uhr", "Monday to Friday 6–22 h");
pub const MONDAY_TO_SATURDAY_6_22: Text = text("Montag bis Samstag 6–22 Uhr", "Monday to Saturday 6–22 h");
pub const MONDAY_TO_FRIDAY_ROUND: Text =
    text("Montag bis Freitag rund um die Uhr", "Monday to Friday round the clock");
pub const DAILY_8_20_H: Text = text("täglich 8–20 Uhr", "daily 8–20 h");
pub const PLACE_OF_CHARGING: Text = text("Ladeort", "Place of charging");
pub const COURSE: Text = text("Verlauf", "Course");
pub const FROM_THE_INSTALLED_POWERS: Text =
    text("aus den installierten Leistungen", "from the installed powers");
pub const OWN_VALUE: Text = text("eigener Wert", "own value");
pub const VALUES_AS: Text = text("Werte unverändert", "values as they are");
pub const TO_THE_ANNUAL_ENERGY: Text = text("auf die Jahresenergie", "to the annual energy");
pub const TO_ANNUAL_ENERGY_AND_PEAK: Text =
    text("auf Jahresenergie und Spitzenlast", "to annual energy and peak load");
pub const NONE: Text = text("ohne", "none");
pub const OFF_ABOVE_DOTS: Text = text("abschalten über …", "off above …");
pub const AT_HOME: Text = text("zu Hause", "at home");
pub const AT_WORK: Text = text("bei der Arbeit", "at work");
pub const IN_PUBLIC: Text = text("öffentlich", "in public");
pub const BY_NUMBER_EXPECTED_FROM_50: Text =
    text("nach Anzahl (ab 50 Erwartungswert)", "by number (expected from 50 on)");
pub const EXPECTED_VALUE_OF_VERY_MANY: Text =
    text("Erwartungswert sehr vieler", "expected value of very many");
pub const SINGLE_CARS_DRAWN: Text = text("einzelne Fahrzeuge, ausgelost", "single cars, drawn");
