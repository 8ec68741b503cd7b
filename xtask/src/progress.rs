//! Progress lines on standard error; standard output stays free for results.

use std::time::{Duration, Instant};

use anyhow::Result;

/// A numbered list of steps, e.g. `[2/5] style sheet … 0.1 s`.
pub struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    /// Starts a list of `total` steps.
    pub fn new(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Runs one step between its two lines. A step that streams a tool's output stays readable this way.
    pub fn step<T>(&mut self, name: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        eprintln!("[{}/{}] {name} …", self.done, self.total);
        let start = Instant::now();
        let value = action()?;
        eprintln!("[{}/{}] {name}: {}", self.done, self.total, seconds(start.elapsed()));
        Ok(value)
    }
}

/// A duration for people: tenths below ten seconds, whole seconds above.
pub fn seconds(duration: Duration) -> String {
    let value = duration.as_secs_f64();
    if value < 10.0 { format!("{value:.1} s") } else { format!("{value:.0} s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_steps_show_tenths_and_long_ones_whole_seconds() {
        assert_eq!(seconds(Duration::from_millis(1_249)), "1.2 s");
        assert_eq!(seconds(Duration::from_millis(61_600)), "62 s");
    }
}
