//! Shapes scaled to an annual energy, and to an annual energy and a peak load at once.
//!
//! To hit both, the shape s (largest value 1) is raised to an exponent β: the values P·s^β have the peak P, and
//! their energy falls steadily with β, so that exactly one β gives the annual energy. β above 1 sharpens the
//! shape, β below 1 flattens it; values below 0.5 or above 3 hint at an energy and a peak that do not match.

mod exponent;

pub(crate) use exponent::Logs;

use exponent::EDGE;

/// A series that holds its annual energy and its peak.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Mean power per step in kW.
    pub values_kw: Vec<f64>,
    /// Exponent β on the shape; 1 leaves it as it is.
    pub exponent: f64,
}

impl Fit {
    /// Whether energy and peak match the shape badly (β below 0.5 or above 3).
    #[must_use]
    pub fn is_strained(&self) -> bool {
        !(0.5..=3.0).contains(&self.exponent)
    }
}

/// Why a shape cannot be scaled.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FitError {
    /// The shape has no values or none above zero.
    #[error("the profile has no value above zero")]
    EmptyShape,
    /// A value is negative or not a number.
    #[error("value {index} of the profile is negative or not a number")]
    InvalidShape {
        /// Position of the first such value, from 0.
        index: usize,
    },
    /// The energy is negative or not a number.
    #[error("the annual energy of {given_kwh} kWh is negative or not a number")]
    InvalidEnergy {
        /// What was given.
        given_kwh: f64,
    },
    /// The shape cannot have this peak with this energy.
    #[error("a peak of {given_kw} kW is impossible with this energy: between {min_kw:.3} and {max_kw:.3} kW")]
    PeakOutOfRange {
        /// What was given.
        given_kw: f64,
        /// Smallest possible peak: the energy spread evenly over the hours with demand.
        min_kw: f64,
        /// Largest possible peak of the shape.
        max_kw: f64,
    },
}

/// Mean power per step in kW: the shape times a factor that gives the annual energy.
///
/// The shape covers one year of 8760 h in steps of equal length.
///
/// # Errors
/// See [`FitError`]; an energy of zero fits every shape.
pub fn scale_to_energy(shape: &[f64], annual_kwh: f64) -> Result<Vec<f64>, FitError> {
    check(shape, annual_kwh)?;
    if annual_kwh == 0.0 {
        return Ok(vec![0.0; shape.len()]);
    }
    let sum: f64 = shape.iter().sum();
    if sum <= 0.0 {
        return Err(FitError::EmptyShape);
    }
    let factor = annual_kwh / step_hours(shape) / sum;
    Ok(shape.iter().map(|value| value * factor).collect())
}

/// Mean power per step in kW with exactly this annual energy and exactly this largest value.
///
/// # Errors
/// See [`FitError`]; a peak outside the possible range names that range.
pub fn fit_to_energy_and_peak(shape: &[f64], annual_kwh: f64, peak_kw: f64) -> Result<Fit, FitError> {
    check(shape, annual_kwh)?;
    if annual_kwh == 0.0 {
        return if peak_kw == 0.0 {
            Ok(Fit { values_kw: vec![0.0; shape.len()], exponent: 1.0 })
        } else {
            Err(FitError::PeakOutOfRange { given_kw: peak_kw, min_kw: 0.0, max_kw: 0.0 })
        };
    }
    let logs = Logs::of(shape)?;
    let energy_steps_kw = annual_kwh / step_hours(shape);
    let exponent = fitting_exponent(&logs, energy_steps_kw, peak_kw)?;
    let min_kw = energy_steps_kw / logs.positive as f64;
    let peak_kw = if exponent == 0.0 { min_kw } else { peak_kw };
    let values_kw = logs.powers(exponent).map(|power| peak_kw * power).collect();
    Ok(Fit { values_kw: with_exact_energy(values_kw, energy_steps_kw, peak_kw), exponent })
}

/// The exponent with which a shape of the peak `peak_kw` adds up to `energy_steps_kw`; 0 if its values above
/// zero have to be equal.
pub(crate) fn fitting_exponent(logs: &Logs, energy_steps_kw: f64, peak_kw: f64) -> Result<f64, FitError> {
    let min_kw = energy_steps_kw / logs.positive as f64;
    let out_of_range = || {
        let max_kw = energy_steps_kw / logs.least_sum();
        FitError::PeakOutOfRange { given_kw: peak_kw, min_kw, max_kw }
    };
    if !peak_kw.is_finite() || peak_kw < min_kw * (1.0 - EDGE) {
        return Err(out_of_range());
    }
    if peak_kw <= min_kw * (1.0 + EDGE) {
        return Ok(0.0);
    }
    logs.exponent_for(energy_steps_kw / peak_kw).ok_or_else(out_of_range)
}

fn check(shape: &[f64], annual_kwh: f64) -> Result<(), FitError> {
    if !annual_kwh.is_finite() || annual_kwh < 0.0 {
        return Err(FitError::InvalidEnergy { given_kwh: annual_kwh });
    }
    match shape.iter().position(|value| !value.is_finite() || *value < 0.0) {
        Some(index) => Err(FitError::InvalidShape { index }),
        None => Ok(()),
    }
}

fn step_hours(shape: &[f64]) -> f64 {
    8760.0 / shape.len() as f64
}

/// Removes the last rounding error of the energy from the values below the peak.
fn with_exact_energy(mut values_kw: Vec<f64>, energy_steps_kw: f64, peak_kw: f64) -> Vec<f64> {
    let (mut below, mut at_peak) = (0.0, 0.0);
    for value in &values_kw {
        *(if *value < peak_kw { &mut below } else { &mut at_peak }) += value;
    }
    if below > 0.0 {
        let factor = (energy_steps_kw - at_peak) / below;
        for value in values_kw.iter_mut().filter(|value| **value < peak_kw) {
            *value = (*value * factor).min(peak_kw);
        }
    }
    values_kw
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> Vec<f64> {
        (0..8760).map(|hour| 2.0 + libm::sin(f64::from(hour) * 0.01) + f64::from(hour % 24) * 0.05).collect()
    }

    fn assert_hits(fit: &Fit, kwh: f64, peak_kw: f64) {
        let energy: f64 = fit.values_kw.iter().sum();
        let peak = fit.values_kw.iter().copied().fold(0.0, f64::max);
        assert!((energy / kwh - 1.0).abs() < 1e-12, "energy {energy}");
        assert!((peak / peak_kw - 1.0).abs() < 1e-12, "peak {peak}");
    }

    #[test]
    fn energy_and_peak_hold_for_flat_and_sharp_wishes() {
        for peak_kw in [1.0 + 1e-6, 1.2, 1.8, 3.0, 8.0] {
            let fit = fit_to_energy_and_peak(&shape(), 8760.0, peak_kw).unwrap();
            assert_hits(&fit, 8760.0, peak_kw);
        }
    }

    #[test]
    fn the_peak_of_the_shape_needs_no_exponent() {
        let scaled = scale_to_energy(&shape(), 1000.0).unwrap();
        let peak_kw = scaled.iter().copied().fold(0.0, f64::max);
        let fit = fit_to_energy_and_peak(&shape(), 1000.0, peak_kw).unwrap();
        assert!((fit.exponent - 1.0).abs() < 1e-9);
        assert!(!fit.is_strained());
    }

    #[test]
    fn an_impossible_peak_names_the_range() {
        let error = fit_to_energy_and_peak(&shape(), 8760.0, 0.9).unwrap_err();
        let FitError::PeakOutOfRange { given_kw, min_kw, max_kw } = error else { panic!("{error}") };
        assert_eq!((given_kw, min_kw), (0.9, 1.0));
        assert!(fit_to_energy_and_peak(&shape(), 8760.0, min_kw).is_ok());
        assert!(fit_to_energy_and_peak(&shape(), 8760.0, max_kw).is_ok());
        assert!(fit_to_energy_and_peak(&shape(), 8760.0, max_kw * 1.001).is_err());
        assert!(fit_to_energy_and_peak(&shape(), 8760.0, f64::NAN).is_err());
    }

    #[test]
    fn a_band_has_one_possible_peak() {
        let band = vec![3.0; 8760];
        assert_hits(&fit_to_energy_and_peak(&band, 8760.0, 1.0).unwrap(), 8760.0, 1.0);
        let error = fit_to_energy_and_peak(&band, 8760.0, 1.5).unwrap_err();
        assert_eq!(error, FitError::PeakOutOfRange { given_kw: 1.5, min_kw: 1.0, max_kw: 1.0 });
    }

    #[test]
    fn hours_without_demand_stay_without() {
        let mut shape = shape();
        shape[100..4000].fill(0.0);
        let fit = fit_to_energy_and_peak(&shape, 5000.0, 1.4).unwrap();
        assert_hits(&fit, 5000.0, 1.4);
        assert!(fit.values_kw[100..4000].iter().all(|value| *value == 0.0));
    }

    #[test]
    fn quarter_hours_count_a_quarter() {
        let shape: Vec<f64> = (0..35_040).map(|step| 1.0 + f64::from(step % 96)).collect();
        let scaled = scale_to_energy(&shape, 1000.0).unwrap();
        assert!((scaled.iter().sum::<f64>() * 0.25 / 1000.0 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn wrong_input_is_refused() {
        assert_eq!(scale_to_energy(&[1.0, -1.0], 1.0), Err(FitError::InvalidShape { index: 1 }));
        assert_eq!(scale_to_energy(&[0.0, 0.0], 1.0), Err(FitError::EmptyShape));
        assert_eq!(scale_to_energy(&[], 1.0), Err(FitError::EmptyShape));
        assert_eq!(scale_to_energy(&[1.0], -1.0), Err(FitError::InvalidEnergy { given_kwh: -1.0 }));
        assert_eq!(scale_to_energy(&[0.0, 0.0], 0.0), Ok(vec![0.0, 0.0]));
    }
}
