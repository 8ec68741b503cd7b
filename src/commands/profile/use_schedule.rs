//! Plug loads and lighting as a command.

use engine::building_type::BuildingType;
use engine::demand::{DemandKind, Profile};
use engine::generator::UseSchedule;
use engine::limits::Quantity;

use super::value::{limited, named};
use super::{Common, Made};

/// Plug loads and lighting by the use of the building.
#[derive(clap::Args, Debug)]
pub(super) struct UseArgs {
    #[command(flatten)]
    pub common: Common,
    /// Building type, for example office; a wrong one lists all.
    #[arg(long, value_name = "TYPE", value_parser = |text: &str| named(&BuildingType::ALL, text))]
    building_type: BuildingType,
    /// Share of the energy for lighting, 0 to 1 [default: from the powers usual in this use].
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, value_parser = limited(Quantity::Share))]
    lighting_share: Option<f64>,
}

impl UseArgs {
    pub(super) fn made(&self) -> Made {
        let (building_type, lighting_share) = (self.building_type, self.lighting_share);
        let profile = Profile::UseSchedule(UseSchedule { building_type, lighting_share });
        Made::hourly(DemandKind::Electricity, profile)
    }
}
