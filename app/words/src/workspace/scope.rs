//! Texts of `workspace/scope`.

use crate::{Text, text};

pub const ALL_DEMANDS: Text = text("Alle Bedarfe", "All demands");
pub const ALL_HEAT: Text = text("Wärme gesamt", "All heat");
pub const ALL_COLD: Text = text("Kälte gesamt", "All cold");
pub const ALL_ELECTRICITY: Text = text("Strom gesamt", "All electricity");
pub const DISTRICT_OR_BUILDING: Text = text("Quartier oder Gebäude", "District or building");
pub const WHOLE_DISTRICT: Text = text("Ganzes Quartier", "Whole district");
pub const KINDS_OF_DEMAND: Text = text("Bedarfsarten", "Demand types");
