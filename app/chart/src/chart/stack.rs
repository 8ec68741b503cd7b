//! Stacked areas.

use crate::model::LoadModel;
use crate::scene::{Paint, Plane};

/// Buckets with the mean of every series, and the positions of their edges.
pub(super) struct Stack {
    /// Edges of the buckets on the x axis.
    pub edges: Vec<f64>,
    /// Means per series and bucket.
    pub means: Vec<Vec<f64>>,
}

impl Stack {
    /// Sums up to and with each series, from the lowest on.
    fn cumulated(&self) -> Vec<Vec<f64>> {
        let mut below = vec![0.0; self.edges.len().saturating_sub(1)];
        self.means
            .iter()
            .map(|means| {
                for (sum, mean) in below.iter_mut().zip(means) {
                    *sum += mean;
                }
                below.clone()
            })
            .collect()
    }

    /// Sum of all series in each bucket.
    pub fn totals(&self) -> Vec<f64> {
        self.cumulated().pop().unwrap_or_else(|| vec![0.0; self.edges.len().saturating_sub(1)])
    }

    /// Draws the areas, the highest sum first, so that each following one covers it from below.
    ///
    /// Neighbouring areas then share no edge at which the ground could shine through.
    pub fn draw(&self, plane: &Plane<'_>, model: &LoadModel, as_steps: bool) {
        for (series, sums) in model.series.iter().zip(self.cumulated()).rev() {
            if sums.iter().all(|sum| *sum == 0.0) {
                continue;
            }
            plane.area(self.outline(&sums, as_steps, true), Paint::Energy(series.kind), 1.0);
        }
    }

    /// The line over values of the buckets; `closed` adds the way back along zero.
    pub fn outline(&self, values: &[f64], as_steps: bool, closed: bool) -> Vec<(f64, f64)> {
        let (Some(&start), Some(&end)) = (self.edges.first(), self.edges.last()) else { return Vec::new() };
        let mut points = Vec::with_capacity(values.len() * 2 + 4);
        if closed {
            points.push((start, 0.0));
        }
        if !as_steps {
            points.push((start, values.first().copied().unwrap_or(0.0)));
        }
        for (edge, &value) in self.edges.windows(2).zip(values) {
            if as_steps {
                points.extend([(edge[0], value), (edge[1], value)]);
            } else {
                points.push(((edge[0] + edge[1]) / 2.0, value));
            }
        }
        if !as_steps {
            points.push((end, values.last().copied().unwrap_or(0.0)));
        }
        if closed {
            points.push((end, 0.0));
        }
        points
    }
}
