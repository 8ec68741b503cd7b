//! Numbers, units and dates as people in Germany and in English-speaking countries write them.

mod date;
mod number;
mod parse;

pub use date::{
    format_date, format_date_hour, format_date_short, format_day, month_abbreviation, month_name,
    weekday_abbreviation, weekday_name,
};
pub use number::{
    Figure, NO_VALUE, UNIT_SPACE, energy_scale, format_energy, format_hours, format_number, format_percent,
    format_power, format_significant, power_scale, with_unit,
};
pub use parse::{NumberError, parse_number};
