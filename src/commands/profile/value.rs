//! How values of the command line are read: numbers within the one table of limits, names from their lists.

use engine::limits::{Limit, Quantity, limit};
use engine::time::Resolution;
use serde::Serialize;

use crate::commands::number;

/// Reads a number of a quantity.
pub(super) fn limited(quantity: Quantity) -> impl Fn(&str) -> Result<f64, String> + Clone {
    move |text: &str| number(quantity, text)
}

/// Reads a whole number of a quantity.
pub(super) fn whole<T: TryFrom<u16>>(quantity: Quantity) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |text: &str| {
        let value = number(quantity, text)?;
        if value.fract() != 0.0 {
            return Err("not a whole number".to_owned());
        }
        T::try_from(value as u16).map_err(|_| "too large".to_owned())
    }
}

/// Reads an outdoor temperature from which rooms are heated or cooled.
pub(super) fn base_temperature(text: &str) -> Result<f64, String> {
    let Limit { min, max, .. } = limit(Quantity::BaseTemperature);
    number(Quantity::BaseTemperature, text).map_err(|_| format!("possible: {min} to {max} °C"))
}

/// Reads one of several values by the name it has in project files.
pub(super) fn named<T: Serialize + Copy>(all: &[T], text: &str) -> Result<T, String> {
    let names: Vec<String> = all.iter().map(name).collect();
    match names.iter().position(|name| *name == text) {
        Some(index) => Ok(all[index]),
        None => Err(format!("unknown name; known: {}", names.join(", "))),
    }
}

fn name(value: &impl Serialize) -> String {
    let name = serde_json::to_value(value).expect("a name can be written");
    name.as_str().expect("a name is a text").to_owned()
}

pub(super) fn year(text: &str) -> Result<i32, String> {
    let year: i32 = text.parse().map_err(|_| "not a year".to_owned())?;
    number(Quantity::ReferenceYear, text).map(|_| year)
}

pub(super) fn step(text: &str) -> Result<Resolution, String> {
    let step = text.parse().ok().and_then(Resolution::from_minutes);
    step.ok_or_else(|| "unknown step; known: 15, 60".to_owned())
}
