//! Texts of `workspace/profile_name`.

use crate::{Text, text};

pub const LIMIT: Text = text("Heizgrenze", "limit");
pub const HEATING_DEGREE_HOURS: Text = text("Heizgradstunden", "Heating degree hours");
pub const HOT_WATER: Text = text("Warmwasser", "Hot water");
pub const DRAWS_DWELLINGS: Text = text("Zapfungen, Wohnungen:", "Draws, dwellings:");
pub const COOLING_WITH_SCHEDULE: Text = text("Kühlung mit Zeitplan", "Cooling with schedule");
pub const PROCESS_CONSTANT: Text = text("Prozess, Band", "Process, constant");
pub const PROCESS_SHIFTS: Text = text("Prozess, Schichten", "Process, shifts");
pub const PROCESS_WEEK_SCHEDULE: Text = text("Prozess, Wochenplan", "Process, week schedule");
pub const USE: Text = text("Nutzung", "Use");
pub const INDUSTRY_STEPS: Text = text("Industrie, Stufen", "Industry, steps");
pub const HOME_CHARGING_POINTS: Text = text("Laden zu Hause, Ladepunkte:", "Home charging, points:");
pub const CHARGING_AT_WORK_POINTS: Text =
    text("Laden bei der Arbeit, Ladepunkte:", "Charging at work, points:");
pub const PUBLIC_CHARGING_POINTS: Text = text("Öffentlich laden, Ladepunkte:", "Public charging, points:");
pub const COOLING_DEGREE_HOURS: Text = text("Kühlgradstunden", "Cooling degree hours");
pub const HOME_CHARGING: Text = text("Laden zu Hause", "Home charging");
pub const CONSTANT: Text = text("Band", "Constant");
pub const SHIFTS: Text = text("Schichten", "Shifts");
pub const MISSING: Text = text("fehlt", "missing");
pub const SYNTHETIC_LOAD_PROFILE: Text = text("Synthetischer Lastgang", "Synthetic load profile");
pub const METERED_LOAD_PROFILE: Text = text("Gemessener Lastgang", "Metered load profile");
pub const OLD: Text = text("Altbau", "old");
pub const INSULATED: Text = text("gedämmt", "insulated");
pub const PASSIVE: Text = text("Passivhaus", "passive");
pub const LIGHT: Text = text("leicht", "light");
pub const MEDIUM: Text = text("mittelschwer", "medium");
pub const HEAVY: Text = text("schwer", "heavy");
pub const DWELLINGS: Text = text("Wohnen", "dwellings");
pub const OFFICE: Text = text("Büro", "office");
pub const SCHOOL: Text = text("Schule", "school");
pub const UNIVERSITY: Text = text("Hochschule", "university");
pub const FOOD_SHOP: Text = text("Lebensmittelmarkt", "food shop");
pub const SHOP: Text = text("Einzelhandel", "shop");
pub const RESTAURANT: Text = text("Gaststätte", "restaurant");
pub const HOSPITAL: Text = text("Krankenhaus", "hospital");
pub const CULTURE: Text = text("Kultur", "culture");
pub const SPORTS: Text = text("Sport", "sports");
pub const WORKSHOP: Text = text("Werkstatt", "workshop");
pub const WORKDAYS_6_18_H_NIGHTS: Text =
    text("Werktags 6–18 Uhr, nachts 30 %, Wochenende 20 %", "Workdays 6–18 h, nights 30 %, weekends 20 %");
pub const EQUAL_IN_EVERY_HOUR: Text = text("In jeder Stunde gleich", "Equal in every hour");
pub const CONSTANT_SHIFTS_OR_WEEK: Text =
    text("Band, Schichten oder Woche, mit Wetteranteil", "Constant, shifts or week, with a weather share");
pub const FROM_OUTDOOR_TEMPERATURE_AND_SUN: Text = text(
    "Aus Außentemperatur und Sonne mit thermischer Trägheit",
    "From outdoor temperature and sun with thermal inertia",
);
pub const EXPECTED_COURSE_OF_THE_DAY: Text =
    text("Erwarteter Tagesgang der Nutzung", "Expected course of the day by use");
pub const SINGLE_DRAWS_AT_RANDOM: Text = text("Einzelne Zapfungen, zufällig", "Single draws, at random");
pub const FROM_OUTDOOR_TEMPERATURE_WITH_THERMAL: Text =
    text("Aus der Außentemperatur mit thermischer Trägheit", "From outdoor temperature with thermal inertia");
pub const WITH_EVERY_PARAMETER: Text = text("Mit allen Parametern", "With every parameter");
pub const PLUG_LOADS_AND_LIGHTING: Text =
    text("Geräte und Licht nach Nutzung", "Plug loads and lighting by use");
pub const STEPS_FOR_DAY_NIGHT_WEEKEND: Text =
    text("Stufen für Tag, Nacht, Wochenende, Feiertag", "Steps for day, night, weekend, holiday");
pub const EXPECTED_VALUE_OF_MANY_CARS: Text =
    text("Erwartungswert vieler Fahrzeuge", "Expected value of many cars");
pub const SINGLE_CARS_AT_RANDOM: Text = text("Einzelne Fahrzeuge, zufällig", "Single cars, at random");
pub const SYNTHETIC_LOAD_PROFILE_OF_THIS_PROJECT: Text =
    text("Synthetischer Lastgang dieses Projekts", "Synthetic load profile of this project");
pub const METERED_LOAD_PROFILE_OF_THIS_PROJECT: Text =
    text("Gemessener Lastgang dieses Projekts", "Metered load profile of this project");
