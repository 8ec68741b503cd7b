//! The model file of a hub.
//!
//! Powers in kW, energies in kWh, money in €. Capacities of converters are kW of their reference carrier, of
//! storages kWh, of sources the unit of their profile.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A hub. Unknown fields are refused: a misspelt limit must not be lost.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    #[serde(default)]
    pub name: String,
    pub n_steps: usize,
    #[serde(default = "one", deserialize_with = "none_is_one")]
    pub dt_h: f64,
    #[serde(default, deserialize_with = "none_is_zero")]
    pub interest: f64,
    #[serde(default, deserialize_with = "none_is_zero")]
    pub co2_price_eur_per_t: f64,
    #[serde(default)]
    pub co2_cap_kg_a: Option<f64>,
    pub carriers: Vec<String>,
    #[serde(default)]
    pub demands: BTreeMap<String, Value>,
    #[serde(default)]
    pub imports: Vec<Import>,
    #[serde(default)]
    pub exports: Vec<Export>,
    #[serde(default)]
    pub converters: Vec<Converter>,
    #[serde(default)]
    pub sources: Vec<Source>,
    #[serde(default)]
    pub storages: Vec<Storage>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    pub id: String,
    pub carrier: String,
    pub price: Value,
    #[serde(default, deserialize_with = "none_is_zero")]
    pub co2_kg_per_kwh: f64,
    #[serde(default = "yes")]
    pub co2_priced: bool,
    #[serde(default, deserialize_with = "none_is_zero")]
    pub peak_price_eur_per_kw_a: f64,
    /// Largest power, kW.
    #[serde(default)]
    pub cap_max: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    pub id: String,
    pub carrier: String,
    pub price: Value,
    /// Largest power, kW.
    #[serde(default)]
    pub cap_max: Option<f64>,
}

/// What is bought by its size: cost, limits and what is there already.
#[derive(Debug, Clone, Copy)]
pub struct Investment {
    pub capex: f64,
    pub lifetime_a: Option<f64>,
    pub om_frac: f64,
    pub cap_max: Option<f64>,
    pub cap_min: f64,
    pub existing: f64,
}

/// A part of the hub that is an investment: its own fields and those of [`Investment`]. (`flatten` of serde would let
/// unknown fields pass.)
macro_rules! invested {
    (pub struct $name:ident { $($(#[$about:meta])* pub $field:ident: $type:ty,)* }) => {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$about])* pub $field: $type,)*
            #[serde(default, deserialize_with = "none_is_zero")]
            capex: f64,
            #[serde(default)]
            lifetime_a: Option<f64>,
            #[serde(default, deserialize_with = "none_is_zero")]
            om_frac: f64,
            #[serde(default)]
            cap_max: Option<f64>,
            #[serde(default, deserialize_with = "none_is_zero")]
            cap_min: f64,
            #[serde(default, deserialize_with = "none_is_zero")]
            existing: f64,
        }

        impl $name {
            pub fn investment(&self) -> Investment {
                let Self { capex, lifetime_a, om_frac, cap_max, cap_min, existing, .. } = *self;
                Investment { capex, lifetime_a, om_frac, cap_max, cap_min, existing }
            }
        }
    };
}

invested! {
    pub struct Converter {
        pub id: String,
        #[serde(rename = "ref")]
        pub reference: String,
        #[serde(rename = "in", default)]
        pub inputs: BTreeMap<String, Value>,
        #[serde(rename = "out", default)]
        pub outputs: BTreeMap<String, Value>,
        #[serde(default, deserialize_with = "none_is_zero")]
        pub var_om: f64,
    }
}

invested! {
    pub struct Source {
        pub id: String,
        pub carrier: String,
        pub profile: Value,
    }
}

invested! {
    pub struct Storage {
        pub id: String,
        pub carrier: String,
        #[serde(default = "one", deserialize_with = "none_is_one")]
        pub eta_charge: f64,
        #[serde(default = "one", deserialize_with = "none_is_one")]
        pub eta_discharge: f64,
        #[serde(default, deserialize_with = "none_is_zero")]
        pub loss_per_h: f64,
        /// kW per kWh; without it charging is not limited.
        #[serde(default)]
        pub c_rate_charge: Option<f64>,
        #[serde(default)]
        pub c_rate_discharge: Option<f64>,
    }
}

/// A number, or one a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Number(f64),
    /// A column of the table.
    Series(String),
    /// One divided by a column, such as a COP.
    InverseOf(String),
}

fn one() -> f64 {
    1.0
}

fn yes() -> bool {
    true
}

/// `null` is what is left out.
fn none_is_zero<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(0.0))
}

fn none_is_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(1.0))
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number, the name of a series, {\"series\": name} or {\"inverse_of\": name}")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_str<E>(self, name: &str) -> Result<Value, E> {
        Ok(Value::Series(name.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        const FIELDS: &[&str] = &["series", "inverse_of"];
        let value = match map.next_key::<String>()?.as_deref() {
            Some("series") => Value::Series(map.next_value()?),
            Some("inverse_of") => Value::InverseOf(map.next_value()?),
            Some(other) => return Err(de::Error::unknown_field(other, FIELDS)),
            None => return Err(de::Error::missing_field("series")),
        };
        match map.next_key::<String>()? {
            None => Ok(value),
            Some(_) => Err(de::Error::custom("either \"series\" or \"inverse_of\", not more")),
        }
    }
}
