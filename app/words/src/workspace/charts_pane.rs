//! Texts of `workspace/charts_pane`.

use crate::{Text, text};

pub const ANNUAL_LOAD_PROFILE_OF_ALL: Text =
    text("Jahreslastgang aller Bedarfe", "Annual load profile of all demands");
pub const CHARTS: Text = text("Diagramme", "Charts");
