//! The value axis: few round numbers in one unit.

use words::Language;

use crate::format::format_number;
use crate::scene::{LABEL_SIZE, text_width};

/// An axis from `low` to `high` with round ticks.
#[derive(Clone, Debug)]
pub(crate) struct ValueAxis {
    pub low: f64,
    pub high: f64,
    step: f64,
    factor: f64,
    unit: &'static str,
    language: Language,
}

impl ValueAxis {
    /// An axis for values of the base unit, labelled in `scale` (base units per shown unit, name).
    ///
    /// `wanted` is the number of intervals to aim at.
    pub fn new(
        low: f64,
        high: f64,
        wanted: f64,
        scale: impl Fn(f64) -> (f64, &'static str),
        language: Language,
    ) -> Self {
        let low = if low.is_finite() { low } else { 0.0 };
        let high = if high.is_finite() && high > low { high } else { low + 1.0 };
        let (factor, unit) = scale(high.abs().max(low.abs()));
        let step = round_step((high - low) / wanted.max(1.0) / factor) * factor;
        Self { low, high, step, factor, unit, language }
    }

    pub const fn unit(&self) -> &'static str {
        self.unit
    }

    /// Position as a share of the axis and label of every tick.
    pub fn ticks(&self) -> impl Iterator<Item = (f64, String)> + '_ {
        let first = libm::ceil(self.low / self.step - 1e-9) as i64;
        let last = libm::floor(self.high / self.step + 1e-9) as i64;
        let decimals = decimals_of(self.step / self.factor);
        (first..=last).map(move |tick| {
            let value = tick as f64 * self.step;
            let label = format_number(value / self.factor, decimals, self.language);
            ((value - self.low) / (self.high - self.low), label)
        })
    }

    /// Width of the widest label or of the unit, CSS pixels.
    pub fn label_width(&self) -> f64 {
        self.ticks()
            .map(|(_, label)| text_width(&label, LABEL_SIZE))
            .fold(text_width(self.unit, LABEL_SIZE), f64::max)
    }
}

/// The smallest of 1, 2, 2.5, 5 and their powers of ten that is not below `rough`.
fn round_step(rough: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|step| step * power >= rough * (1.0 - 1e-9));
    step.unwrap_or(10.0) * power
}

/// Decimals that a step needs to be written exactly.
fn decimals_of(step: f64) -> usize {
    (0..9)
        .find(|&decimals| {
            let scaled = step * libm::pow(10.0, decimals as f64);
            (scaled - libm::round(scaled)).abs() < 1e-6
        })
        .unwrap_or(9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::power_scale;

    #[test]
    fn ticks_are_round_and_in_one_unit() {
        let labels = |high| {
            let axis = ValueAxis::new(0.0, high, 4.0, power_scale, Language::De);
            (axis.ticks().map(|(_, label)| label).collect::<Vec<_>>(), axis.unit())
        };
        assert_eq!(labels(870.0), (["0", "250", "500", "750"].map(String::from).to_vec(), "kW"));
        assert_eq!(labels(40_000.0), (["0", "10", "20", "30", "40"].map(String::from).to_vec(), "MW"));
        assert_eq!(labels(0.9), (["0,00", "0,25", "0,50", "0,75"].map(String::from).to_vec(), "kW"));
        assert_eq!(labels(0.0).0.len(), 5);
    }
}
