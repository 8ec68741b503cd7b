//! What stands in a cell, and what typing into it means.

use chart::format::format_number;
use engine::building::{Building, BuildingId, Effective};
use engine::building_type::BuildingType;
use engine::demand::{AnnualEnergy, DemandKind, Profile, ProfileId, Scaling};
use engine::edit::Edit;
use engine::limits::{self, Limit, LimitError, Quantity};
use words::Language;

use super::column::Column;
use super::quantity::parse_quantity;
use crate::api::profile::ProfileCard;
use crate::workspace::profile_name::{choose_profile, profile_label, stored_meaning};

/// A cell as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellView {
    /// What is written.
    pub text: String,
    /// Whether the value follows from the building type, another cell or a meter.
    pub is_default: bool,
    /// Where a default comes from.
    pub source: Option<String>,
}

/// What the cell of a building shows.
#[must_use]
pub fn cell_view(
    building: &Building,
    column: Column,
    profiles: &[ProfileCard],
    locale: Language,
) -> CellView {
    let entered = |text: String| CellView { text, is_default: false, source: None };
    match column {
        Column::Name => entered(building.name.clone()),
        Column::BuildingType => entered(type_name(building.building_type, locale).to_owned()),
        Column::Area => {
            entered(building.reference_area_m2.map_or_else(String::new, |area| number(area, locale)))
        }
        Column::Annual(kind) | Column::Specific(kind) => {
            energy_view(building, kind, column, profiles, locale)
        }
        Column::Peak(kind) => {
            match (metered_as_is(building, kind, profiles), building.demand(kind).peak_kw) {
                (Some(card), _) => derived(number(round(card.peak_kw, 1), locale), card, locale),
                (None, Some(peak_kw)) => entered(number(peak_kw, locale)),
                (None, None) => CellView::default(),
            }
        }
        Column::Profile(kind) => {
            if building.annual_energy(kind) == Effective::Absent && building.demand(kind).is_empty() {
                return CellView::default();
            }
            let profile = building.profile(kind);
            let is_default = profile.is_default();
            let text =
                profile.value().map_or_else(String::new, |profile| profile_label(profile, profiles, locale));
            // The name may be a code, or cut off.
            let meaning = profile.value().and_then(|profile| profile_meaning(profile, profiles, locale));
            let meaning = meaning.unwrap_or_else(|| text.clone());
            let source = Some(if is_default {
                format!("{}: {meaning}", default_of(building.building_type, locale))
            } else {
                meaning
            });
            CellView { text, is_default, source }
        }
    }
}

/// What the code of a standard profile stands for, or whether a profile of the project is metered.
fn profile_meaning(profile: Profile, profiles: &[ProfileCard], locale: Language) -> Option<String> {
    let name = match profile {
        Profile::ElectricitySlp { slp } if locale == Language::De => slp.name_de(),
        Profile::ElectricitySlp { slp } => slp.name_en(),
        Profile::HeatSlp { slp, .. } if locale == Language::De => slp.name_de(),
        Profile::HeatSlp { slp, .. } => slp.name_en(),
        Profile::Metered { profile, .. } => {
            return find_profile(profiles, profile).map(|card| stored_meaning(card, locale));
        }
        _ => return None,
    };
    Some(name.to_owned())
}

fn energy_view(
    building: &Building,
    kind: DemandKind,
    column: Column,
    profiles: &[ProfileCard],
    locale: Language,
) -> CellView {
    if let Some(card) = metered_as_is(building, kind, profiles) {
        let area = building.reference_area_m2.filter(|area| *area > 0.0);
        let value = match column {
            Column::Annual(_) => Some(card.annual_kwh),
            _ => area.map(|area| card.annual_kwh / area),
        };
        let text = value.map_or_else(String::new, |value| derived_number(value, locale));
        return derived(text, card, locale);
    }
    let energy = building.annual_energy(kind);
    let (value, same_form) = match (column, energy) {
        (_, Effective::Absent) => return CellView::default(),
        (Column::Annual(_), Effective::Entered(AnnualEnergy::Absolute { kwh })) => (Some(kwh), true),
        (Column::Annual(_), _) => (building.annual_kwh(kind), false),
        (_, Effective::Entered(AnnualEnergy::Specific { kwh_per_m2 })) => (Some(kwh_per_m2), true),
        (_, _) => (building.annual_kwh_per_m2(kind), false),
    };
    let Some(value) = value else { return CellView::default() };
    if same_form {
        return CellView { text: number(value, locale), is_default: false, source: None };
    }
    let source = match energy {
        Effective::Default(_) => building.building_type.specific_demand(kind).map(|default| {
            let source = if locale == Language::De { default.source } else { default.source_en };
            format!("{}: {source}", default_of(building.building_type, locale))
        }),
        _ => Some(locale.text(words::workspace::grid::FOLLOWS_FROM_THE_OTHER_VALUE).to_owned()),
    };
    CellView { text: derived_number(value, locale), is_default: true, source }
}

/// The profile of a demand whose values are those of a meter.
pub(super) fn metered_as_is<'a>(
    building: &Building,
    kind: DemandKind,
    profiles: &'a [ProfileCard],
) -> Option<&'a ProfileCard> {
    match building.demand(kind).profile {
        Some(Profile::Metered { profile, scaling: Scaling::AsIs }) => find_profile(profiles, profile),
        _ => None,
    }
}

fn find_profile(profiles: &[ProfileCard], id: ProfileId) -> Option<&ProfileCard> {
    profiles.iter().find(|card| card.id == id)
}

fn derived(text_: String, card: &ProfileCard, locale: Language) -> CellView {
    let from = locale.text(if card.synthetic {
        words::workspace::grid::FROM_THE_SYNTHETIC_LOAD_PROFILE
    } else {
        words::workspace::grid::FROM_THE_METERED_LOAD_PROFILE
    });
    CellView { text: text_, is_default: true, source: Some(format!("{from} “{}”", card.name)) }
}

fn default_of(building_type: BuildingType, locale: Language) -> String {
    let name = type_name(building_type, locale);
    words::workspace::grid::default_for(locale, &name)
}

/// Name of a building type.
#[must_use]
pub fn type_name(building_type: BuildingType, locale: Language) -> &'static str {
    match locale {
        Language::De => building_type.name_de(),
        Language::En => building_type.name_en(),
    }
}

/// What an editor starts with: the value without grouping, or nothing for a default.
#[must_use]
pub fn editable_text(
    building: &Building,
    column: Column,
    profiles: &[ProfileCard],
    locale: Language,
) -> String {
    let plain = |value: f64| plain_number(value, locale);
    match column {
        Column::Area => building.reference_area_m2.map_or_else(String::new, plain),
        Column::Peak(kind) => building.demand(kind).peak_kw.map_or_else(String::new, plain),
        Column::Annual(kind) | Column::Specific(kind) => match (column, building.demand(kind).annual) {
            (Column::Annual(_), Some(AnnualEnergy::Absolute { kwh })) => plain(kwh),
            (Column::Specific(_), Some(AnnualEnergy::Specific { kwh_per_m2 })) => plain(kwh_per_m2),
            (Column::Annual(_), _) => {
                building.annual_kwh(kind).map_or_else(String::new, |value| plain(round(value, 0)))
            }
            (_, _) => {
                building.annual_kwh_per_m2(kind).map_or_else(String::new, |value| plain(round(value, 2)))
            }
        },
        _ => cell_view(building, column, profiles, locale).text,
    }
}

/// Why a text cannot stand in a cell, in the reader's language.
pub type CellError = String;

/// The edit that sets a cell to a text; an empty text clears the cell.
///
/// # Errors
/// The text is not a number, not a known name or outside the limits.
pub fn parse_cell(
    building: BuildingId,
    column: Column,
    typed: &str,
    profiles: &[ProfileCard],
    locale: Language,
) -> Result<Edit, CellError> {
    let typed = typed.trim();
    let empty = typed.is_empty() || typed == "-" || typed == "–";
    let value = |quantity| if empty { Ok(None) } else { parse_value(typed, quantity, locale).map(Some) };
    Ok(match column {
        Column::Name => {
            limits::check_name(typed).map_err(|error| limit_text(&error, locale))?;
            Edit::RenameBuilding { building, name: typed.to_owned() }
        }
        Column::BuildingType => {
            let building_type =
                if empty { Some(BuildingType::Other) } else { BuildingType::recognise(typed) };
            let building_type = building_type.ok_or_else(|| unknown(typed, locale))?;
            Edit::SetBuildingType { building, building_type }
        }
        Column::Area => Edit::SetReferenceArea { building, area_m2: value(Quantity::ReferenceArea)? },
        Column::Annual(kind) => {
            let annual = value(Quantity::AnnualEnergy)?.map(|kwh| AnnualEnergy::Absolute { kwh });
            Edit::SetAnnualEnergy { building, kind, annual }
        }
        Column::Specific(kind) => {
            let annual =
                value(Quantity::SpecificEnergy)?.map(|kwh_per_m2| AnnualEnergy::Specific { kwh_per_m2 });
            Edit::SetAnnualEnergy { building, kind, annual }
        }
        Column::Peak(kind) => Edit::SetPeakLoad { building, kind, peak_kw: value(Quantity::PeakLoad)? },
        Column::Profile(kind) => {
            let profile = if empty {
                None
            } else {
                Some(choose_profile(typed, kind, profiles, locale).ok_or_else(|| unknown(typed, locale))?)
            };
            Edit::SetProfile { building, kind, profile }
        }
    })
}

/// The edit that clears a cell; a name and a use cannot be cleared.
#[must_use]
pub fn clear_cell(building: BuildingId, column: Column) -> Option<Edit> {
    Some(match column {
        Column::Name | Column::BuildingType => return None,
        Column::Area => Edit::SetReferenceArea { building, area_m2: None },
        Column::Annual(kind) | Column::Specific(kind) => {
            Edit::SetAnnualEnergy { building, kind, annual: None }
        }
        Column::Peak(kind) => Edit::SetPeakLoad { building, kind, peak_kw: None },
        Column::Profile(kind) => Edit::SetProfile { building, kind, profile: None },
    })
}

fn parse_value(typed: &str, quantity: Quantity, locale: Language) -> Result<f64, CellError> {
    let value = parse_quantity(typed, quantity, locale).ok_or_else(|| number_text(typed, locale))?;
    limits::check(quantity, value).map_err(|error| limit_text(&error, locale))?;
    Ok(value)
}

fn number_text(typed: &str, locale: Language) -> CellError {
    words::workspace::grid::is_not_a_number(locale, &typed)
}

fn unknown(typed: &str, locale: Language) -> CellError {
    words::workspace::grid::is_not_known_choose(locale, &typed)
}

/// A limit that was not kept, in the reader's language.
#[must_use]
pub fn limit_text(error: &LimitError, locale: Language) -> String {
    match error {
        LimitError::OutOfRange { quantity, value, .. } => {
            let Limit { min, max, unit, .. } = limits::limit(*quantity);
            let value = value.parse().map_or_else(|_| value.clone(), |value| number(value, locale));
            let (min, max) = (number(min, locale), number(max, locale));
            words::workspace::grid::is_not_between(locale, &value, &min, &max, &unit)
        }
        LimitError::NameEmpty => locale.text(words::workspace::grid::THE_NAME_MUST_NOT).to_owned(),
        LimitError::NameTooLong { max, .. } => {
            words::workspace::grid::at_most_characters_are_possible(locale, &max)
        }
        LimitError::NameControlCharacter => {
            locale.text(words::workspace::grid::THE_TEXT_CONTAINS_CONTROL_CHARACTERS).to_owned()
        }
        LimitError::TooManyBuildings { max, .. } => {
            words::workspace::grid::at_most_buildings_are_possible(locale, &max)
        }
        LimitError::TooManyChanges { max, .. } => {
            words::workspace::grid::at_most_changes_at_once(locale, &max)
        }
    }
}

/// A number with grouping and up to three decimals.
#[must_use]
pub fn number(value: f64, locale: Language) -> String {
    let decimals = (0..3).find(|decimals| round(value, *decimals) == round(value, 3)).unwrap_or(3);
    format_number(value, decimals as usize, locale)
}

fn derived_number(value: f64, locale: Language) -> String {
    let decimals = if value >= 100.0 { 0 } else { 1 };
    format_number(value, decimals, locale)
}

fn plain_number(value: f64, locale: Language) -> String {
    let text = format!("{}", round(value, 6));
    if locale == Language::De { text.replace('.', ",") } else { text }
}

pub(super) fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::demand::DemandKind::{Electricity, SpaceHeating};
    use uuid::Uuid;

    fn office() -> Building {
        let mut building = Building::new(BuildingId(Uuid::from_u128(1)), "Rathaus", BuildingType::Office);
        building.reference_area_m2 = Some(1_250.5);
        building
    }

    fn type_into(
        building: &mut Building,
        column: Column,
        typed: &str,
        locale: Language,
    ) -> Result<(), CellError> {
        let edit = parse_cell(building.id, column, typed, &[], locale)?;
        let mut plan = engine::plan::Plan {
            site: engine::site::Site::new("P", 2025),
            scenario: engine::plan::Scenario { buildings: vec![building.clone()], ..Default::default() },
        };
        engine::edit::apply(&mut plan, &edit).expect("the cell checks what the engine checks");
        *building = plan.scenario.buildings.remove(0);
        Ok(())
    }

    #[test]
    fn a_default_is_shown_as_a_default_with_its_source() {
        let view = cell_view(&office(), Column::Specific(SpaceHeating), &[], Language::De);
        assert!(view.is_default && view.source.is_some_and(|source| source.starts_with("Vorgabe für")));
        assert_eq!(cell_view(&office(), Column::Peak(SpaceHeating), &[], Language::De), CellView::default());
    }

    #[test]
    fn either_form_of_energy_can_be_typed_and_the_other_follows() {
        let mut building = office();
        type_into(&mut building, Column::Annual(Electricity), "25.010", Language::De).expect("a number");
        assert_eq!(cell_view(&building, Column::Annual(Electricity), &[], Language::De).text, "25.010");
        let specific = cell_view(&building, Column::Specific(Electricity), &[], Language::De);
        assert_eq!((specific.text.as_str(), specific.is_default), ("20,0", true));
        type_into(&mut building, Column::Specific(Electricity), "30.5", Language::En).expect("a number");
        assert!(!cell_view(&building, Column::Specific(Electricity), &[], Language::En).is_default);
        assert_eq!(cell_view(&building, Column::Annual(Electricity), &[], Language::En).text, "38,140");
    }

    #[test]
    fn clearing_a_cell_returns_to_the_default() {
        let mut building = office();
        type_into(&mut building, Column::Annual(Electricity), "5", Language::De).expect("a number");
        type_into(&mut building, Column::Annual(Electricity), "", Language::De).expect("cleared");
        assert_eq!(building, office());
    }

    #[test]
    fn a_wrong_value_is_refused_with_its_reason() {
        let refused =
            |column, typed| parse_cell(office().id, column, typed, &[], Language::De).expect_err("refused");
        assert_eq!(refused(Column::Area, "viel"), "„viel“ ist keine Zahl.");
        assert_eq!(refused(Column::Area, "-1"), "−1 liegt nicht zwischen 0 und 2.000.000\u{a0}m².");
        assert_eq!(
            refused(Column::Profile(Electricity), "H99"),
            "„H99“ ist nicht bekannt. Wählen Sie aus der Liste."
        );
    }

    #[test]
    fn what_an_editor_starts_with_means_the_same_when_it_is_typed() {
        for locale in [Language::De, Language::En] {
            let mut building = office();
            type_into(
                &mut building,
                Column::Peak(SpaceHeating),
                if locale == Language::De { "1.234,5" } else { "1,234.5" },
                locale,
            )
            .expect("a number");
            let text = editable_text(&building, Column::Peak(SpaceHeating), &[], locale);
            let before = building.clone();
            type_into(&mut building, Column::Peak(SpaceHeating), &text, locale).expect("a number");
            assert_eq!(building, before, "{text}");
        }
    }
}
