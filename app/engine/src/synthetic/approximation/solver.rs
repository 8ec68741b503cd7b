//! Loads between 0 and a span that add up to given sums over overlapping groups of hours.

/// Most rounds over all groups.
const MAX_ROUNDS: usize = 500;
/// Most steps for one factor.
const MAX_STEPS: usize = 80;

/// Hours whose loads have to add up to a target.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Positions of the hours.
    pub(super) hours: Vec<usize>,
    /// Sum to reach, kWh.
    pub(super) target: f64,
}

/// A load for each hour, `span · o / (1 + o)`, held as its odds.
pub(super) struct Odds {
    odds: Vec<f64>,
    span_kw: f64,
}

impl Odds {
    /// Odds above zero for each hour.
    pub(super) const fn new(odds: Vec<f64>, span_kw: f64) -> Self {
        Self { odds, span_kw }
    }

    /// Odds of an hour.
    pub(super) fn of(&self, hour: usize) -> f64 {
        self.odds[hour]
    }

    /// Fixes an hour at zero (odds 0) or at the span (infinite odds); no factor moves it any more.
    pub(super) fn fix(&mut self, hour: usize, odds: f64) {
        self.odds[hour] = odds;
    }

    /// Load of an hour above the base load, kW.
    pub(super) fn above_base(&self, hour: usize) -> f64 {
        self.span_kw * share(self.odds[hour])
    }

    /// Multiplies the odds group by group until all sums are met; returns the largest error, as a share of
    /// what the group could hold.
    pub(super) fn solve(&mut self, groups: &[Group], met: f64) -> f64 {
        let mut missed_by = f64::INFINITY;
        for _ in 0..MAX_ROUNDS {
            for group in groups {
                self.meet(group);
            }
            missed_by = groups.iter().map(|group| self.missed_by(group)).fold(0.0, f64::max);
            if missed_by <= met * 1e-3 {
                break;
            }
        }
        missed_by
    }

    fn missed_by(&self, group: &Group) -> f64 {
        let sum: f64 = group.hours.iter().map(|hour| self.above_base(*hour)).sum();
        (sum - group.target).abs() / (group.hours.len() as f64 * self.span_kw)
    }

    /// Multiplies the odds of a group so that its sum is the target, or as near as possible.
    fn meet(&mut self, group: &Group) {
        let wanted = group.target / self.span_kw;
        let (mut low, mut high) = (-200.0_f64, 200.0_f64);
        let mut exponent = 0.0;
        for _ in 0..MAX_STEPS {
            let factor = libm::exp(exponent);
            let (mut sum, mut slope) = (0.0, 0.0);
            for hour in &group.hours {
                let share = share(self.odds[*hour] * factor);
                sum += share;
                slope += share * (1.0 - share);
            }
            let error = sum - wanted;
            if error.abs() <= 4.0 * f64::EPSILON * wanted.abs() {
                break;
            }
            if error > 0.0 {
                high = exponent
            } else {
                low = exponent
            }
            let newton = if slope > 0.0 { exponent - error / slope } else { f64::NAN };
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            if next == exponent {
                break;
            }
            exponent = next;
        }
        let factor = libm::exp(exponent);
        for hour in &group.hours {
            // Held away from zero and infinity, which only the fixed hours have.
            let odds = &mut self.odds[*hour];
            if *odds > 0.0 && odds.is_finite() {
                *odds = (*odds * factor).clamp(1e-150, 1e150);
            }
        }
    }
}

fn share(odds: f64) -> f64 {
    if odds.is_infinite() { 1.0 } else { odds / (1.0 + odds) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_groups_are_met_together() {
        let mut odds = Odds::new((1..=40).map(|hour| f64::from(hour) * 0.1).collect(), 10.0);
        odds.fix(3, f64::INFINITY);
        odds.fix(7, 0.0);
        let groups = [
            Group { hours: (0..40).step_by(3).collect(), target: 90.0 },
            Group { hours: (0..20).collect(), target: 120.0 },
            Group { hours: (20..40).collect(), target: 60.0 },
        ];
        assert!(odds.solve(&groups, 1e-9) <= 1e-12);
        for group in &groups {
            let sum: f64 = group.hours.iter().map(|hour| odds.above_base(*hour)).sum();
            assert!((sum / group.target - 1.0).abs() < 1e-10);
        }
        assert_eq!((odds.above_base(3), odds.above_base(7)), (10.0, 0.0));
    }

    #[test]
    fn what_cannot_be_met_is_reported() {
        let mut odds = Odds::new(vec![1.0; 4], 1.0);
        let groups = [Group { hours: vec![0, 1], target: 2.0 }, Group { hours: vec![1, 2], target: 0.1 }];
        assert!(odds.solve(&groups, 1e-9) > 0.01);
    }
}
