//! Hot water as a command.

use engine::demand::{DemandKind, Profile};
use engine::generator::{HotWaterDraws, HotWaterUse};
use engine::limits::Quantity;

use super::options::Drawn;
use super::value::{limited, named, whole};
use super::{Common, Made};

/// Hot water: the expected course by use, or single dwellings drawn at random.
#[derive(clap::Args, Debug)]
pub(super) struct HotWaterArgs {
    #[command(flatten)]
    pub common: Common,
    /// Who uses it: residential, office, school, university, food-shop, retail, restaurant, hospital, culture,
    /// sport or workshop [default: residential].
    #[arg(long = "use", value_name = "USE", value_parser = |text: &str| named(&HotWaterUse::ALL, text))]
    hot_water_use: Option<HotWaterUse>,
    /// Draws the hot water of so many dwellings one by one.
    #[arg(
        long,
        value_name = "COUNT",
        conflicts_with = "hot_water_use",
        value_parser = whole::<u16>(Quantity::Dwellings)
    )]
    dwellings: Option<u16>,
    /// Hot water per dwelling and day, which decides how many draws there are.
    #[arg(
        long,
        value_name = "LITRES",
        default_value = "100",
        requires = "dwellings",
        value_parser = limited(Quantity::LitresPerDay)
    )]
    litres_per_day: f64,
    #[command(flatten)]
    drawn: Drawn,
}

impl HotWaterArgs {
    pub(super) fn made(&self) -> Made {
        let profile = match self.dwellings {
            Some(dwellings) => {
                Profile::HotWaterDraws(HotWaterDraws { dwellings, litres_per_day: self.litres_per_day })
            }
            None => {
                Profile::HotWaterDay { hot_water_use: self.hot_water_use.unwrap_or(HotWaterUse::Residential) }
            }
        };
        self.drawn.made(DemandKind::HotWater, profile)
    }
}
