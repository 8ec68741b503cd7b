//! Charging of electric cars as a command.

use engine::demand::{DemandKind, Profile};
use engine::generator::{Charging, ChargingPlace, Course};
use engine::limits::Quantity;

use super::options::Drawn;
use super::value::{limited, named, whole};
use super::{Common, Made};

/// Charging of electric cars; without --annual-kwh the energy follows from distance and consumption.
#[derive(clap::Args, Debug)]
#[command(mut_arg("annual_kwh", |arg| arg.required(false)))]
pub(super) struct ChargingArgs {
    #[command(flatten)]
    pub common: Common,
    /// Charge points, each with a car of its own.
    #[arg(
        long,
        value_name = "COUNT",
        default_value = "10",
        value_parser = whole::<u16>(Quantity::ChargePoints)
    )]
    points: u16,
    /// Power of a charge point.
    #[arg(long, value_name = "KW", default_value = "11", value_parser = limited(Quantity::ChargePower))]
    charge_kw: f64,
    /// Distance per car and day.
    #[arg(long, value_name = "KM", default_value = "37", value_parser = limited(Quantity::DailyDistance))]
    km_per_day: f64,
    /// Consumption of the cars.
    #[arg(long, value_name = "KWH", default_value = "18", value_parser = limited(Quantity::Consumption))]
    kwh_per_100_km: f64,
    /// Share of the energy from the grid that reaches the battery.
    #[arg(long, value_name = "SHARE", default_value = "0.9", value_parser = limited(Quantity::Efficiency))]
    efficiency: f64,
    /// Probability that a car is plugged in on a usual day.
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "0.5",
        value_parser = limited(Quantity::PlugInProbability)
    )]
    plug_in_probability: f64,
    /// Where the cars charge: home, work or public.
    #[arg(
        long,
        value_name = "PLACE",
        default_value = "home",
        value_parser = |text: &str| named(&ChargingPlace::ALL, text)
    )]
    place: ChargingPlace,
    /// Single cars or the expected course: auto (single cars below 50 points), expected or drawn.
    #[arg(
        long,
        value_name = "COURSE",
        default_value = "auto",
        value_parser = |text: &str| named(&Course::ALL, text)
    )]
    course: Course,
    #[command(flatten)]
    drawn: Drawn,
}

impl ChargingArgs {
    /// What the options say of the cars.
    pub(super) const fn charging(&self) -> Charging {
        Charging {
            points: self.points,
            charge_kw: self.charge_kw,
            km_per_day: self.km_per_day,
            kwh_per_100_km: self.kwh_per_100_km,
            efficiency: self.efficiency,
            plug_in_probability: self.plug_in_probability,
            place: self.place,
            course: self.course,
        }
    }

    pub(super) fn made(&self) -> Made {
        self.drawn.made(DemandKind::EMobility, Profile::Charging(self.charging()))
    }
}
