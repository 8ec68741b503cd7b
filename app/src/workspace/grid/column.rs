//! The columns of the demand table.

use engine::demand::DemandKind;
use words::Text;

/// A column of the demand table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Name of the building.
    Name,
    /// Use of the building.
    BuildingType,
    /// Energy reference area.
    Area,
    /// Annual energy of a kind, kWh/a.
    Annual(DemandKind),
    /// Annual energy of a kind per reference area, kWh/(m²a).
    Specific(DemandKind),
    /// Peak load of a kind, kW.
    Peak(DemandKind),
    /// Load profile of a kind.
    Profile(DemandKind),
}

impl Column {
    /// The columns of the building itself.
    pub const BUILDING: [Self; 3] = [Self::Name, Self::BuildingType, Self::Area];

    /// The columns of one kind of demand.
    #[must_use]
    pub const fn of(kind: DemandKind) -> [Self; 4] {
        [Self::Annual(kind), Self::Specific(kind), Self::Peak(kind), Self::Profile(kind)]
    }

    /// All columns with the given kinds, in order.
    #[must_use]
    pub fn all(kinds: &[DemandKind]) -> Vec<Self> {
        Self::BUILDING.into_iter().chain(kinds.iter().flat_map(|kind| Self::of(*kind))).collect()
    }

    /// The kind of demand, if the column belongs to one.
    #[must_use]
    pub const fn kind(self) -> Option<DemandKind> {
        match self {
            Self::Annual(kind) | Self::Specific(kind) | Self::Peak(kind) | Self::Profile(kind) => Some(kind),
            _ => None,
        }
    }

    /// Whether its cells are numbers.
    #[must_use]
    pub const fn is_number(self) -> bool {
        !matches!(self, Self::Name | Self::BuildingType | Self::Profile(_))
    }

    /// Whether its cells are chosen from a list.
    #[must_use]
    pub const fn is_choice(self) -> bool {
        matches!(self, Self::BuildingType | Self::Profile(_))
    }

    /// Head of the column.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Name => words::workspace::grid::BUILDING,
            Self::BuildingType => words::workspace::grid::USE,
            Self::Area => words::workspace::grid::REFERENCE_AREA,
            Self::Annual(_) => words::workspace::grid::ANNUAL_ENERGY,
            Self::Specific(_) => words::workspace::grid::SPECIFIC,
            Self::Peak(_) => words::workspace::grid::PEAK,
            Self::Profile(_) => words::workspace::grid::PROFILE,
        }
    }

    /// Unit of its numbers.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Area => "m²",
            Self::Annual(_) => "kWh/a",
            Self::Specific(_) => "kWh/(m²a)",
            Self::Peak(_) => "kW",
            _ => "",
        }
    }

    /// The name used in styles.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BuildingType => "type",
            Self::Area => "area",
            Self::Annual(_) => "annual",
            Self::Specific(_) => "specific",
            Self::Peak(_) => "peak",
            Self::Profile(_) => "profile",
        }
    }
}

/// Name of a kind of demand.
#[must_use]
pub const fn kind_name(kind: DemandKind) -> Text {
    match kind {
        DemandKind::SpaceHeating => words::workspace::grid::SPACE_HEATING,
        DemandKind::HotWater => words::workspace::grid::HOT_WATER,
        DemandKind::ProcessHeat => words::workspace::grid::PROCESS_HEAT,
        DemandKind::SpaceCooling => words::workspace::grid::SPACE_COOLING,
        DemandKind::ProcessCooling => words::workspace::grid::PROCESS_COOLING,
        DemandKind::Electricity => words::workspace::grid::ELECTRICITY,
        DemandKind::EMobility => words::workspace::grid::E_MOBILITY,
    }
}
