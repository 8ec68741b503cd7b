//! Simultaneity: what the customers of a heat network need at once, relative to the sum of their design loads.
//!
//! A factor is defined on design loads (the greatest load of each customer alone). It must not be applied to
//! profiles that are already the mean of many customers, such as standard load profiles: their diversity would
//! count twice. A [`NetworkLoad`] says which law and factor are in force and for which buildings this is so.

use serde::{Deserialize, Serialize};

use crate::building::BuildingId;
use crate::demand::{DemandKind, Diversity};
use crate::district::District;
use crate::fit::{FitError, fit_to_energy_and_peak};
use crate::plan::Plan;

mod law;
mod smoothing;

pub use law::SimultaneityLaw;
pub use smoothing::{Smoothed, smooth_to_peak};

/// The kinds of demand that a heat network supplies: the laws speak of the whole heat of a customer.
pub const NETWORK_KINDS: [DemandKind; 2] = [DemandKind::SpaceHeating, DemandKind::HotWater];

/// What a scenario says about the simultaneity of its heat customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simultaneity {
    /// Which factor applies to the sum of the design loads.
    pub law: SimultaneityLaw,
    /// How the summed course is brought to the peak that follows.
    #[serde(default)]
    pub method: PeakMethod,
}

impl Simultaneity {
    /// Whether nothing is set: no factor.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How the series of a sum is brought to the peak of the network. Both keep the annual energy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeakMethod {
    /// The exponent of [`crate::fit`]: keeps the times of high and low load.
    #[default]
    Exponent,
    /// A moving mean as of many copies shifted in time: keeps the energy over every few hours.
    Smoothing,
}

/// The heat load of all customers together under the simultaneity of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkLoad {
    /// Law and method in force.
    pub simultaneity: Simultaneity,
    /// Buildings with space heating or hot water.
    pub customers: usize,
    /// Factor of the law for this number of customers.
    pub factor: f64,
    /// Sum of the design loads, kW: of each demand the peak load entered, else the peak of its profile.
    pub design_kw: f64,
    /// Factor times the sum of the design loads, kW.
    pub peak_kw: f64,
    /// Peak of the plain sum of the profiles, kW, without any factor.
    pub plain_peak_kw: f64,
    /// Buildings whose design load comes from a profile that already holds diversity (a mean of many customers, or
    /// drawn for many users) although a factor below 1 applies: it counts twice. Entering their peak loads mends it.
    pub counted_twice: Vec<BuildingId>,
    /// Whether the law is used beyond the number of customers that it was made for.
    pub extrapolated: bool,
}

/// Why the course of the network cannot have the peak that the factor asks for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NetworkLoadError {
    /// Below the mean of the year (or of the hours with demand), or beyond what the shape allows.
    #[error("a peak of {given_kw:.1} kW is impossible with this sum: between {min_kw:.1} and {max_kw:.1} kW")]
    PeakOutOfRange {
        /// Factor times design loads, kW.
        given_kw: f64,
        /// Least possible peak, kW.
        min_kw: f64,
        /// Greatest possible peak, kW.
        max_kw: f64,
    },
    /// The sum has no energy.
    #[error("the sum has no energy")]
    Empty,
}

impl NetworkLoad {
    /// The load of a calculated plan; `None` if no building needs heat.
    #[must_use]
    pub fn of(plan: &Plan, district: &District) -> Option<Self> {
        let simultaneity = plan.scenario.simultaneity;
        let (mut customers, mut design_kw, mut diverse) = (0, 0.0, Vec::new());
        for building in &plan.scenario.buildings {
            let Some(calculated) = district.building(building.id) else { continue };
            let (mut is_customer, mut is_diverse) = (false, false);
            for kind in NETWORK_KINDS {
                let Some(load) = calculated.loads.get(&kind) else { continue };
                is_customer = true;
                design_kw += load.peak_kw;
                let diversity = building.profile(kind).value().map(|profile| profile.diversity());
                is_diverse |= building.demand(kind).peak_kw.is_none() && diversity != Some(Diversity::Single);
            }
            customers += usize::from(is_customer);
            if is_diverse {
                diverse.push(building.id);
            }
        }
        if customers == 0 {
            return None;
        }
        let factor = simultaneity.law.factor(customers);
        if factor >= 1.0 {
            diverse.clear();
        }
        Some(Self {
            simultaneity,
            customers,
            factor,
            design_kw,
            peak_kw: factor * design_kw,
            plain_peak_kw: highest(&plain_sum_kw(district)),
            counted_twice: diverse,
            extrapolated: simultaneity.law.is_extrapolated(customers),
        })
    }

    /// Mean power per hour, kW: the plain sum without a law, else brought to the peak with its energy kept.
    ///
    /// # Errors
    /// [`NetworkLoadError`], with the range that is possible.
    pub fn values_kw(&self, district: &District) -> Result<Vec<f64>, NetworkLoadError> {
        let sum_kw = plain_sum_kw(district);
        match self.simultaneity.law {
            SimultaneityLaw::None => Ok(sum_kw),
            _ => with_peak(&sum_kw, self.peak_kw, self.simultaneity.method),
        }
    }
}

/// Brings an hourly sum to a peak; its annual energy stays.
fn with_peak(sum_kw: &[f64], peak_kw: f64, method: PeakMethod) -> Result<Vec<f64>, NetworkLoadError> {
    let kwh: f64 = sum_kw.iter().sum();
    let out_of_range =
        |given_kw, min_kw, max_kw| NetworkLoadError::PeakOutOfRange { given_kw, min_kw, max_kw };
    match method {
        PeakMethod::Exponent => match fit_to_energy_and_peak(sum_kw, kwh, peak_kw) {
            Ok(fit) => Ok(fit.values_kw),
            Err(FitError::PeakOutOfRange { given_kw, min_kw, max_kw }) => {
                Err(out_of_range(given_kw, min_kw, max_kw))
            }
            Err(_) => Err(NetworkLoadError::Empty),
        },
        PeakMethod::Smoothing => match smooth_to_peak(sum_kw, peak_kw) {
            Some(smoothed) => Ok(smoothed.values),
            None => Err(out_of_range(peak_kw, kwh / sum_kw.len().max(1) as f64, highest(sum_kw))),
        },
    }
}

fn plain_sum_kw(district: &District) -> Vec<f64> {
    district.total_kw(&NETWORK_KINDS)
}

fn highest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_gets_its_peak_by_either_method_and_keeps_its_energy() {
        let sum_kw: Vec<f64> = (0..8760)
            .map(|hour| 200.0 + 150.0 * libm::cos(f64::from(hour) / 1394.0) + f64::from(hour % 24) * 3.0)
            .collect();
        let now_kw = highest(&sum_kw);
        for method in [PeakMethod::Exponent, PeakMethod::Smoothing] {
            // The mean is 56 % of the highest value.
            for factor in [0.57, 0.6, 0.8, 0.95] {
                let values = with_peak(&sum_kw, factor * now_kw, method).unwrap();
                assert!((highest(&values) / (factor * now_kw) - 1.0).abs() < 1e-9, "{method:?} {factor}");
                let kwh: f64 = values.iter().sum();
                assert!((kwh / sum_kw.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{method:?} {factor}");
            }
            let error = with_peak(&sum_kw, 0.1 * now_kw, method).unwrap_err();
            let NetworkLoadError::PeakOutOfRange { given_kw, min_kw, .. } = error else { panic!("{error}") };
            assert!(given_kw < min_kw);
        }
    }
}
