//! Simultaneity: what many customers need at once, relative to the sum of their design loads.
//!
//! A factor is defined on design loads (the greatest load of each customer alone). It must not be applied to
//! profiles that are already the mean of many customers, such as standard load profiles: their diversity would
//! count twice. [`design_loads`] says which demands of a plan are concerned.

use serde::{Deserialize, Serialize};

use crate::building::BuildingId;
use crate::demand::{DemandKind, Diversity};
use crate::district::District;
use crate::fit::{FitError, fit_to_energy_and_peak};
use crate::plan::Plan;

mod smoothing;

pub use smoothing::{Smoothed, smooth_to_peak};

/// Which factor applies to the sum of design loads.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum SimultaneityLaw {
    /// No factor: all design loads occur together.
    None,
    /// Heat networks: curve of Winter, Haslauer and Obernberger (Euroheat & Power 9/10 2001), fitted to up to 200
    /// customers; 1 for a single one.
    Winter2001,
    /// The same curve towards another value for very many customers.
    Limit {
        /// Factor for very many customers, 0.05–1.
        limit: f64,
    },
    /// Hot water of dwellings with instantaneous heaters: N^-0.57 (TU Dresden, Zschernig).
    HotWaterDwellings,
    /// A factor of the user's own.
    Fixed {
        /// Factor, above 0 to 1.
        factor: f64,
    },
}

/// Coefficients of the curve of 2001: a + b / (1 + (n/c)^d).
const WINTER_A: f64 = 0.449_677_646_267_461;
const WINTER_B: f64 = 0.551_234_688;
const WINTER_C: f64 = 53.843_823_92;
const WINTER_D: f64 = 1.762_743_268;

impl SimultaneityLaw {
    /// Customers up to which the curve of 2001 was fitted.
    pub const FITTED_TO: usize = 200;

    /// The factor for a number of customers; 1 for none or one.
    #[must_use]
    pub fn factor(self, customers: usize) -> f64 {
        if customers <= 1 {
            return if let Self::Fixed { factor } = self { factor.clamp(0.0, 1.0) } else { 1.0 };
        }
        let n = customers as f64;
        let curve = |a: f64, b: f64| (a + b / (1.0 + libm::pow(n / WINTER_C, WINTER_D))).min(1.0);
        match self {
            Self::None => 1.0,
            Self::Winter2001 => curve(WINTER_A, WINTER_B),
            Self::Limit { limit } => {
                let limit = limit.clamp(0.0, 1.0);
                curve(limit, 1.0 - limit)
            }
            Self::HotWaterDwellings => libm::pow(n, -0.57),
            Self::Fixed { factor } => factor.clamp(0.0, 1.0),
        }
    }

    /// Whether the number of customers is beyond what the law was made for.
    #[must_use]
    pub const fn is_extrapolated(self, customers: usize) -> bool {
        matches!(self, Self::Winter2001 | Self::Limit { .. }) && customers > Self::FITTED_TO
    }
}

/// The design loads of one kind of demand in a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesignLoads {
    /// Buildings with this demand.
    pub customers: usize,
    /// Sum of their design loads: the peak load entered, else the peak of the profile, kW.
    pub sum_kw: f64,
    /// Buildings whose peak comes from a profile that already holds diversity (a mean of many customers, or drawn
    /// for many users): a factor below 1 would count it twice.
    pub counted_twice: Vec<BuildingId>,
}

/// The design loads of one kind of demand in a calculated plan.
#[must_use]
pub fn design_loads(plan: &Plan, district: &District, kind: DemandKind) -> DesignLoads {
    let mut loads = DesignLoads::default();
    for building in &plan.scenario.buildings {
        let Some(load) = district.building(building.id).and_then(|calculated| calculated.loads.get(&kind))
        else {
            continue;
        };
        loads.customers += 1;
        loads.sum_kw += load.peak_kw;
        let diversity = building.profile(kind).value().map(|profile| profile.diversity());
        if building.demand(kind).peak_kw.is_none() && diversity != Some(Diversity::Single) {
            loads.counted_twice.push(building.id);
        }
    }
    loads
}

/// How the series of a sum is brought to the peak of the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeakMethod {
    /// The exponent of [`crate::fit`]: keeps the times of high and low load.
    #[default]
    Exponent,
    /// A moving mean as of many copies shifted in time: keeps the energy over every few hours.
    Smoothing,
}

/// A sum of demands with a simultaneity factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Superposition {
    /// Mean power per hour, kW, with the energy of the plain sum.
    pub values_kw: Vec<f64>,
    /// Law in force.
    pub law: SimultaneityLaw,
    /// Its factor for this number of customers.
    pub factor: f64,
    /// Peak of the plain sum of the profiles, kW.
    pub plain_peak_kw: f64,
    /// Factor times the sum of the design loads, kW; the peak of the values.
    pub peak_kw: f64,
    /// Whether the factor, being below 1, acts on loads that already hold diversity.
    pub counts_twice: bool,
    /// Whether the law is used beyond the number of customers that it was made for.
    pub extrapolated: bool,
}

/// Why a sum cannot have the peak that the factor asks for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SuperpositionError {
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

/// Brings a sum of hourly loads to the peak `factor · Σ design loads`; its annual energy stays.
///
/// # Errors
/// [`SuperpositionError`], with the range that is possible.
pub fn superpose(
    sum_kw: &[f64],
    design: &DesignLoads,
    law: SimultaneityLaw,
    method: PeakMethod,
) -> Result<Superposition, SuperpositionError> {
    let kwh: f64 = sum_kw.iter().sum::<f64>() * (8760.0 / sum_kw.len().max(1) as f64);
    let plain_peak_kw = sum_kw.iter().copied().fold(0.0, f64::max);
    let factor = law.factor(design.customers);
    let peak_kw = factor * design.sum_kw;
    let out_of_range =
        |given_kw, min_kw, max_kw| SuperpositionError::PeakOutOfRange { given_kw, min_kw, max_kw };
    let values_kw = match method {
        PeakMethod::Exponent => match fit_to_energy_and_peak(sum_kw, kwh, peak_kw) {
            Ok(fit) => fit.values_kw,
            Err(FitError::PeakOutOfRange { given_kw, min_kw, max_kw }) => {
                return Err(out_of_range(given_kw, min_kw, max_kw));
            }
            Err(_) => return Err(SuperpositionError::Empty),
        },
        PeakMethod::Smoothing => match smooth_to_peak(sum_kw, peak_kw) {
            Some(smoothed) => smoothed.values,
            None => return Err(out_of_range(peak_kw, kwh / 8760.0, plain_peak_kw)),
        },
    };
    Ok(Superposition {
        values_kw,
        law,
        factor,
        plain_peak_kw,
        peak_kw,
        counts_twice: factor < 1.0 && !design.counted_twice.is_empty(),
        extrapolated: law.is_extrapolated(design.customers),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_of_2001_has_its_published_values() {
        for (customers, factor) in [
            (2, 0.999_26),
            (5, 0.992_68),
            (10, 0.973_95),
            (20, 0.919_01),
            (50, 0.743_26),
            (100, 0.588_25),
            (200, 0.499_31),
            (300, 0.475_14),
        ] {
            assert!((SimultaneityLaw::Winter2001.factor(customers) - factor).abs() < 5e-6, "{customers}");
        }
        assert_eq!(
            (SimultaneityLaw::Winter2001.factor(0), SimultaneityLaw::Winter2001.factor(1)),
            (1.0, 1.0)
        );
        assert!(SimultaneityLaw::Winter2001.is_extrapolated(201));
    }

    #[test]
    fn other_laws_have_their_ends() {
        let limit = SimultaneityLaw::Limit { limit: 0.6 };
        assert!((limit.factor(1_000_000) - 0.6).abs() < 1e-4 && limit.factor(2) > 0.99);
        assert!((SimultaneityLaw::HotWaterDwellings.factor(20) - 0.18).abs() < 0.005);
        assert_eq!(SimultaneityLaw::Fixed { factor: 0.7 }.factor(3), 0.7);
        assert_eq!(SimultaneityLaw::None.factor(100), 1.0);
    }

    #[test]
    fn a_sum_gets_the_peak_of_the_factor_and_keeps_its_energy() {
        let sum_kw: Vec<f64> = (0..8760)
            .map(|hour| 200.0 + 150.0 * libm::cos(f64::from(hour) / 1394.0) + f64::from(hour % 24) * 3.0)
            .collect();
        let peak_kw = sum_kw.iter().copied().fold(0.0, f64::max);
        for factor in [0.6, 0.8, 0.95] {
            let design = DesignLoads { customers: 12, sum_kw: peak_kw, counted_twice: Vec::new() };
            for method in [PeakMethod::Exponent, PeakMethod::Smoothing] {
                let law = SimultaneityLaw::Fixed { factor };
                let result = superpose(&sum_kw, &design, law, method).unwrap();
                let highest = result.values_kw.iter().copied().fold(0.0, f64::max);
                assert!((highest / (factor * peak_kw) - 1.0).abs() < 1e-9, "{method:?} {factor}: {highest}");
                let kwh: f64 = result.values_kw.iter().sum();
                assert!((kwh / sum_kw.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{method:?} {factor}");
                assert!(!result.counts_twice);
            }
        }
        let design = DesignLoads { customers: 12, sum_kw: peak_kw, counted_twice: Vec::new() };
        let law = SimultaneityLaw::Fixed { factor: 0.1 };
        for method in [PeakMethod::Exponent, PeakMethod::Smoothing] {
            let error = superpose(&sum_kw, &design, law, method).unwrap_err();
            let SuperpositionError::PeakOutOfRange { given_kw, min_kw, .. } = error else {
                panic!("{error}")
            };
            assert!(given_kw < min_kw);
        }
    }
}
