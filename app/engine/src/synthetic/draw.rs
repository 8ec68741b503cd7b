//! Draws a profile from a summary. Nothing else of the metered profile is known here.

use super::statistics::Statistics;
use crate::calendar::DayType;
use crate::random::Random;

/// Rounds that bring a month to its sum; the first one is exact but for rounding.
const ROUNDS: usize = 12;

/// A year of values in kW: typical days with drawn heights and deviations decide which step is how high in
/// its month, the smoothed duration curve of the month says what that is in kW.
pub(super) fn draw(summary: &Statistics, random: &mut Random) -> Vec<f64> {
    let order = order_of_height(summary, random);
    let mut values = vec![0.0; order.len()];
    let mut months: Vec<Vec<usize>> = vec![Vec::new(); 12];
    for (index, _) in order.iter().enumerate() {
        months[summary.classes[index / summary.steps] / DayType::ALL.len()].push(index);
    }
    for (month, mut steps) in months.into_iter().enumerate() {
        steps.sort_by(|a, b| order[*b].total_cmp(&order[*a]));
        for (index, value) in steps.into_iter().zip(month_curve(summary, month)) {
            values[index] = value;
        }
    }
    values
}

/// A height for each step that only serves to bring the steps of a month into an order.
fn order_of_height(summary: &Statistics, random: &mut Random) -> Vec<f64> {
    let (day_memory, step_memory) = (summary.day_memory, summary.step_memory);
    let fresh = |memory: f64| libm::sqrt(1.0 - memory * memory);
    let (mut day_state, mut step_state) = (random.normal(), random.normal());
    let mut heights = Vec::with_capacity(summary.classes.len() * summary.steps);
    for class in &summary.classes {
        day_state = day_memory * day_state + fresh(day_memory) * random.normal();
        for step in 0..summary.steps {
            step_state = step_memory * step_state + fresh(step_memory) * random.normal();
            heights.push(summary.typical[*class].as_ref().map_or(0.0, |typical| {
                let mean = typical.shape[step] * (1.0 + typical.day_spread * day_state);
                mean + typical.step_spread[step] * step_state
            }));
        }
    }
    heights
}

/// The falling values of a month with exactly its sum and, in the month of the peak, exactly the peak.
fn month_curve(summary: &Statistics, month: usize) -> Vec<f64> {
    let (peak, sum) = (summary.peak, summary.sums[month]);
    let mut curve: Vec<f64> = summary.curves[month].iter().map(|value| value.min(peak)).collect();
    if let Some(first) = curve.first_mut().filter(|_| month == summary.peak_month) {
        *first = peak;
    }
    for _ in 0..ROUNDS {
        let missing = sum - curve.iter().sum::<f64>();
        let room: f64 = curve.iter().map(|value| value * (peak - value)).sum();
        if missing == 0.0 || room <= 0.0 {
            break;
        }
        // Neither zero nor the peak moves, and no value passes another.
        let pull = (missing / room).clamp(-1.0 / peak, 1.0 / peak);
        for value in &mut curve {
            *value = (*value * (1.0 + pull * (peak - *value))).clamp(0.0, peak);
        }
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;

    fn year() -> Vec<f64> {
        let mut random = Random::new(3);
        (0..8760).map(|hour| 2.0 + libm::sin(f64::from(hour % 24)) + random.unit()).collect()
    }

    #[test]
    fn the_order_of_the_days_of_a_class_does_not_reach_the_draw() {
        let calendar = Calendar::new(2023, None);
        let values = year();
        let summary = Statistics::of(&values, &calendar);
        let mut turned = values.clone();
        for class in 0..super::super::statistics::CLASSES {
            let days: Vec<usize> = (0..365).filter(|day| summary.classes[*day] == class).collect();
            for (to, from) in days.iter().zip(days.iter().rev()) {
                turned[to * 24..to * 24 + 24].copy_from_slice(&values[from * 24..from * 24 + 24]);
            }
        }
        assert_ne!(turned, values);
        let mut other = Statistics::of(&turned, &calendar);
        (other.day_memory, other.step_memory) = (summary.day_memory, summary.step_memory);
        let (a, b) = (draw(&summary, &mut Random::new(1)), draw(&other, &mut Random::new(1)));
        let apart = a.iter().zip(&b).filter(|(a, b)| (*a - *b).abs() > 1e-9).count();
        assert!(apart < 10, "{apart} of 8760 values differ");
    }

    #[test]
    fn a_month_has_its_sum_and_the_peak() {
        let calendar = Calendar::new(2023, None);
        let mut values = year();
        values[4000] = 40.0;
        let summary = Statistics::of(&values, &calendar);
        for month in 0..12 {
            let curve = month_curve(&summary, month);
            assert!((curve.iter().sum::<f64>() / summary.sums[month] - 1.0).abs() < 1e-13);
            assert!(curve.windows(2).all(|pair| pair[0] >= pair[1] - 1e-12));
        }
        assert_eq!(month_curve(&summary, summary.peak_month)[0], 40.0);
    }
}
