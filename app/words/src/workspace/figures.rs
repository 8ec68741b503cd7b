//! Texts of `workspace/figures`.

use crate::{Text, text};

pub const ANNUAL_ENERGY: Text = text("Jahresenergie", "Annual energy");
pub const PEAK_LOAD: Text = text("Spitzenlast", "Peak load");
pub const FULL_LOAD_HOURS: Text = text("Volllaststunden", "Full-load hours");
pub const SIMULTANEITY: Text = text("Gleichzeitigkeit", "Simultaneity");
pub const SHARES: Text = text("Anteile", "Shares");
pub const MEAN_LOAD: Text = text("Mittlere Last", "Mean load");
pub const SUM_OF_PEAKS: Text = text("Summe der Spitzen", "Sum of peaks");
