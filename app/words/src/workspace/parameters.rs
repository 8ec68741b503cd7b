//! Texts of `workspace/parameters`.

use crate::{Text, text};

pub const WEEK_IN_FROM_MONDAY_0: Text =
    text("Woche in % ab Montag 0 Uhr, Stufen x Stunden", "Week in % from Monday 0 h on, levels x hours");
pub const A_WEEK_HAS_168_HOURS: Text = text(
    "Eine Woche hat 168 Stunden, zum Beispiel 10x6,100x12,10x150.",
    "A week has 168 hours, for example 10x6,100x12,10x150.",
);
pub const OTHER: Text = text("andere", "other");
pub const PROFILE: Text = text("Profil", "Profile");
pub const PARAMETERS_OF_THE_PROFILE: Text = text("Parameter des Profils", "Parameters of the profile");
pub const BASE_TEMPERATURE: Text = text("Basistemperatur", "Base temperature");
pub const HEATING_LIMIT: Text = text("Heizgrenze", "Heating limit");
pub const TIME_CONSTANT: Text = text("Zeitkonstante", "Time constant");
pub const INFLUENCE_OF_THE_SUN: Text = text("Einfluss der Sonne", "Influence of the sun");
pub const TIME_CONSTANT_OF_THE_SUN: Text = text("Zeitkonstante der Sonne", "Time constant of the sun");
pub const COURSE_OF_THE_DAY: Text = text("Tagesgang", "Course of the day");
pub const DAY_FROM: Text = text("Tag von", "Day from");
pub const DAY_UNTIL: Text = text("Tag bis", "Day until");
pub const SHARE_AT_NIGHT: Text = text("Anteil nachts", "Share at night");
pub const SHARE_AT_WEEKENDS: Text = text("Anteil am Wochenende", "Share at weekends");
pub const SHARE_THAT_FOLLOWS_THE_WEATHER: Text = text("Anteil nach Wetter", "Share that follows the weather");
pub const SHARE_OF_LIGHTING: Text = text("Anteil Beleuchtung", "Share of lighting");
pub const DAY_FROM_QUARTER_HOUR: Text = text("Tag ab Viertelstunde", "Day from quarter hour");
pub const DAY_UNTIL_QUARTER_HOUR: Text = text("Tag bis Viertelstunde", "Day until quarter hour");
pub const WORKDAY_DAY: Text = text("Werktag, Tag", "Workday, day");
pub const WORKDAY_NIGHT: Text = text("Werktag, Nacht", "Workday, night");
pub const WEEKEND_DAY: Text = text("Wochenende, Tag", "Weekend, day");
pub const WEEKEND_NIGHT: Text = text("Wochenende, Nacht", "Weekend, night");
pub const HOLIDAY_DAY: Text = text("Feiertag, Tag", "Holiday, day");
pub const HOLIDAY_NIGHT: Text = text("Feiertag, Nacht", "Holiday, night");
pub const DWELLINGS: Text = text("Wohnungen", "Dwellings");
pub const HOT_WATER_PER_DWELLING: Text = text("Warmwasser je Wohnung", "Hot water per dwelling");
pub const CHARGE_POINTS: Text = text("Ladepunkte", "Charge points");
pub const CHARGING_POWER: Text = text("Ladeleistung", "Charging power");
pub const DISTANCE: Text = text("Fahrstrecke", "Distance");
pub const CONSUMPTION: Text = text("Verbrauch", "Consumption");
pub const EFFICIENCY: Text = text("Wirkungsgrad", "Efficiency");
pub const SHARE_OF_DAYS_WITH_CHARGING: Text =
    text("Anteil der Tage mit Laden", "Share of days with charging");
