//! Laws of simultaneity: the factor on the sum of design loads by the number of customers.

use serde::{Deserialize, Serialize};

use crate::limits::{LimitError, Quantity, check};

/// Which factor applies to the sum of design loads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum SimultaneityLaw {
    /// No factor: all design loads occur together.
    #[default]
    None,
    /// Heat networks: curve of Winter, Haslauer and Obernberger (Euroheat & Power 9/10 2001), fitted to up to 200
    /// customers; 1 for a single one.
    #[serde(rename = "winter-2001")]
    Winter2001,
    /// The same curve towards another value for very many customers.
    Limit {
        /// Factor for very many customers.
        limit: f64,
    },
    /// Reciprocal of the number: limit + (1 − limit) / n, as THERMOS has it with 0.62. It falls much faster than the
    /// curve of 2001: 0.66 instead of 0.97 for ten customers.
    Reciprocal {
        /// Factor for very many customers.
        limit: f64,
    },
    /// A factor of the user's own.
    Fixed {
        /// The factor.
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
    /// Limit of the reciprocal law in THERMOS.
    pub const THERMOS_LIMIT: f64 = 0.62;

    /// The factor for a number of customers; 1 for none or one, but for a factor of the user's own.
    #[must_use]
    pub fn factor(self, customers: usize) -> f64 {
        let n = customers.max(1) as f64;
        let curve = |a: f64, b: f64| (a + b / (1.0 + libm::pow(n / WINTER_C, WINTER_D))).min(1.0);
        match self {
            Self::Fixed { factor } => factor,
            _ if customers <= 1 => 1.0,
            Self::None => 1.0,
            Self::Winter2001 => curve(WINTER_A, WINTER_B),
            Self::Limit { limit } => curve(limit, 1.0 - limit),
            Self::Reciprocal { limit } => limit + (1.0 - limit) / n,
        }
    }

    /// Whether the number of customers is beyond what the law was made for.
    #[must_use]
    pub const fn is_extrapolated(self, customers: usize) -> bool {
        matches!(self, Self::Winter2001 | Self::Limit { .. }) && customers > Self::FITTED_TO
    }

    /// Checks the parameter against the table of limits.
    ///
    /// # Errors
    /// The parameter is outside its range.
    pub fn check(self) -> Result<(), LimitError> {
        match self {
            Self::None | Self::Winter2001 => Ok(()),
            Self::Limit { limit: factor } | Self::Reciprocal { limit: factor } | Self::Fixed { factor } => {
                check(Quantity::SimultaneityFactor, factor)
            }
        }
    }
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
        for one in [0, 1] {
            assert_eq!(SimultaneityLaw::Winter2001.factor(one), 1.0);
        }
        assert!(SimultaneityLaw::Winter2001.is_extrapolated(201));
    }

    #[test]
    fn the_curve_of_2001_equals_its_formula_to_twelve_digits() {
        for customers in 2..=400_u32 {
            let formula = 0.449677646267461
                + 0.551234688 / (1.0 + (f64::from(customers) / 53.84382392).powf(1.762743268));
            let factor = SimultaneityLaw::Winter2001.factor(customers as usize);
            assert!((factor - formula).abs() < 1e-12, "{customers}: {factor} {formula}");
        }
    }

    #[test]
    fn the_reciprocal_law_has_the_values_of_thermos() {
        let law = SimultaneityLaw::Reciprocal { limit: SimultaneityLaw::THERMOS_LIMIT };
        for (customers, factor) in [(1, 1.0), (2, 0.81), (10, 0.658), (100, 0.6238)] {
            assert!((law.factor(customers) - factor).abs() < 1e-12, "{customers}");
        }
    }

    #[test]
    fn other_laws_have_their_ends() {
        let limit = SimultaneityLaw::Limit { limit: 0.6 };
        assert!((limit.factor(1_000_000) - 0.6).abs() < 1e-4 && limit.factor(2) > 0.99);
        // The curve of 2001 with b = 1 - a: half of the way down at c = 53.8 customers.
        assert!((limit.factor(54) - 0.8).abs() < 1e-3, "{}", limit.factor(54));
        assert_eq!(SimultaneityLaw::Fixed { factor: 0.7 }.factor(3), 0.7);
        assert_eq!(SimultaneityLaw::None.factor(100), 1.0);
    }

    #[test]
    fn a_factor_above_one_or_near_zero_is_refused() {
        for factor in [0.0, 0.04, 1.001, f64::NAN] {
            assert!(SimultaneityLaw::Fixed { factor }.check().is_err());
            assert!(SimultaneityLaw::Limit { limit: factor }.check().is_err());
            assert!(SimultaneityLaw::Reciprocal { limit: factor }.check().is_err());
        }
        assert_eq!(SimultaneityLaw::Fixed { factor: 1.0 }.check(), Ok(()));
    }
}
