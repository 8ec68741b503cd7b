//! Values that deserve a second look: outside the usual band of the building type, or outside what is possible.

use engine::building::{Building, Effective};
use engine::building_type::BuildingType;
use engine::demand::DemandKind;
use engine::plausibility::{Finding, Verdict, check_full_load_hours, check_specific_energy};
use words::Language;

use super::cell::{metered_as_is, number, round, type_name};
use super::column::Column;
use crate::api::profile::ProfileCard;

/// What makes a value doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Whether the value is outside what is possible, not only unusual.
    pub is_implausible: bool,
    /// The value compared with the band, and where the band comes from.
    pub reason: String,
}

/// The doubt about a value that the user entered or a meter gave; defaults are beyond doubt.
///
/// An energy is judged by the area, a peak by the full-load hours it makes.
#[must_use]
pub fn doubt(
    building: &Building,
    column: Column,
    profiles: &[ProfileCard],
    locale: Language,
) -> Option<Doubt> {
    let kind = match column {
        Column::Annual(kind) | Column::Specific(kind) | Column::Peak(kind) => kind,
        _ => return None,
    };
    let (annual_kwh, peak_kw) = given(building, kind, profiles);
    let building_type = building.building_type;
    let finding = if matches!(column, Column::Peak(_)) {
        let annual_kwh = annual_kwh.or_else(|| building.annual_kwh(kind))?;
        check_full_load_hours(building_type, kind, annual_kwh, peak_kw?)?
    } else {
        let area_m2 = building.reference_area_m2.filter(|area| *area > 0.0);
        let by_area = annual_kwh.zip(area_m2).map(|(kwh, area)| kwh / area);
        let specific = by_area.or_else(|| match building.annual_energy(kind) {
            Effective::Entered(annual) => annual.to_kwh_per_m2(area_m2),
            _ => None,
        });
        check_specific_energy(building_type, kind, specific?)?
    };
    (finding.verdict > Verdict::Fine).then(|| Doubt {
        is_implausible: finding.verdict == Verdict::Implausible,
        reason: reason(&finding, building_type, locale),
    })
}

/// Annual energy and peak that are not defaults, kWh and kW.
fn given(building: &Building, kind: DemandKind, profiles: &[ProfileCard]) -> (Option<f64>, Option<f64>) {
    if let Some(card) = metered_as_is(building, kind, profiles) {
        return (Some(card.annual_kwh), Some(card.peak_kw));
    }
    let annual_kwh = match building.annual_energy(kind) {
        Effective::Entered(annual) => annual.to_kwh(building.reference_area_m2),
        _ => None,
    };
    (annual_kwh, building.demand(kind).peak_kw)
}

fn reason(finding: &Finding, building_type: BuildingType, locale: Language) -> String {
    let figure = |value: f64| number(round(value, if value < 100.0 { 1 } else { 0 }), locale);
    let (value, unit) = (figure(finding.value), finding.figure.unit());
    let (low, high) = (figure(finding.band.usual.0), figure(finding.band.usual.1));
    let (name, source) = (type_name(building_type, locale), finding.band.source);
    match locale {
        Language::De => format!(
            "{value}\u{a0}{unit} {}. Üblich für „{name}“: {low} bis {high} ({}; {}).",
            finding.reason_de(),
            finding.band.note_de,
            source.name_de
        ),
        Language::En => format!(
            "{value}\u{a0}{unit} {}. Usual for “{name}”: {low} to {high} ({}; {}).",
            finding.reason_en(),
            finding.band.note_en,
            source.name_en
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::building::BuildingId;
    use engine::demand::DemandKind::{Electricity, SpaceHeating};
    use engine::demand::{AnnualEnergy, Demand};
    use uuid::Uuid;

    fn house() -> Building {
        let id = BuildingId(Uuid::from_u128(1));
        let mut building = Building::new(id, "Haus", BuildingType::MultiFamilyHouse);
        building.reference_area_m2 = Some(1_000.0);
        building
    }

    fn verdict(building: &Building, column: Column) -> Option<bool> {
        doubt(building, column, &[], Language::De).map(|doubt| doubt.is_implausible)
    }

    #[test]
    fn an_energy_outside_the_bands_is_doubted_and_a_default_is_not() {
        let mut building = house();
        let heating = Column::Specific(SpaceHeating);
        assert_eq!(verdict(&building, heating), None, "a default");
        let mut with = |annual| {
            building.demands.insert(SpaceHeating, Demand { annual: Some(annual), ..Demand::default() });
            (verdict(&building, Column::Annual(SpaceHeating)), verdict(&building, heating))
        };
        assert_eq!(with(AnnualEnergy::Specific { kwh_per_m2: 120.0 }), (None, None));
        assert_eq!(with(AnnualEnergy::Specific { kwh_per_m2: 300.0 }), (Some(false), Some(false)));
        assert_eq!(with(AnnualEnergy::Absolute { kwh: 5_000_000.0 }), (Some(true), Some(true)));
    }

    #[test]
    fn a_peak_is_doubted_by_its_full_load_hours_and_says_why() {
        let mut building = house();
        let annual = Some(AnnualEnergy::Absolute { kwh: 30_000.0 });
        let with_peak = |kw| Demand { annual, peak_kw: Some(kw), profile: None };
        building.demands.insert(Electricity, with_peak(10.0));
        assert_eq!(verdict(&building, Column::Peak(Electricity)), None, "3000 h");
        building.demands.insert(Electricity, with_peak(1_000.0));
        let doubt = doubt(&building, Column::Peak(Electricity), &[], Language::De).expect("30 h");
        assert!(doubt.is_implausible);
        assert!(doubt.reason.starts_with("30\u{a0}h/a ergibt nicht plausible Volllaststunden"), "{doubt:?}");
        assert!(doubt.reason.contains("Üblich für „Mehrfamilienhaus"), "{doubt:?}");
    }
}
