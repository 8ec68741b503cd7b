//! Plausibility of annual energies and peaks, with buildings that are known.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::building_type::BuildingType;
use engine::demand::DemandKind;
use engine::plausibility::{Verdict, check_full_load_hours, check_specific_energy};

fn verdict(building_type: BuildingType, kind: DemandKind, kwh_per_m2: f64) -> Verdict {
    check_specific_energy(building_type, kind, kwh_per_m2).unwrap().verdict
}

fn hours(building_type: BuildingType, kind: DemandKind, annual_kwh: f64, peak_kw: f64) -> Verdict {
    check_full_load_hours(building_type, kind, annual_kwh, peak_kw).unwrap().verdict
}

/// Orientation values of a planning tool for Berlin, existing and new (kWh/(m²a), W/m²), as published on its page
/// on heat load and demand. They are compared with, not shipped.
const ORIENTATION: [(BuildingType, [f64; 2], [f64; 2]); 15] = [
    (BuildingType::School, [120.0, 60.0], [109.0, 60.0]),
    (BuildingType::Kindergarten, [140.0, 70.0], [127.0, 70.0]),
    (BuildingType::Office, [125.0, 65.0], [89.0, 59.0]),
    (BuildingType::Hospital, [165.0, 85.0], [92.0, 57.0]),
    (BuildingType::Canteen, [170.0, 75.0], [126.0, 65.0]),
    (BuildingType::Restaurant, [170.0, 75.0], [97.0, 65.0]),
    (BuildingType::Hotel, [150.0, 85.0], [100.0, 77.0]),
    (BuildingType::Museum, [115.0, 65.0], [61.0, 46.0]),
    (BuildingType::Theatre, [160.0, 75.0], [84.0, 54.0]),
    (BuildingType::ShoppingCentre, [85.0, 65.0], [57.0, 59.0]),
    (BuildingType::Shop, [95.0, 65.0], [56.0, 54.0]),
    (BuildingType::Supermarket, [115.0, 75.0], [77.0, 75.0]),
    (BuildingType::SportsHall, [140.0, 85.0], [64.0, 61.0]),
    (BuildingType::Gym, [125.0, 75.0], [69.0, 63.0]),
    (BuildingType::IndoorSwimmingPool, [175.0, 125.0], [80.0, 78.0]),
];

#[test]
fn orientation_values_of_others_are_fine() {
    let heating = DemandKind::SpaceHeating;
    for (building_type, kwh_per_m2, w_per_m2) in ORIENTATION {
        for (kwh, watt) in kwh_per_m2.into_iter().zip(w_per_m2) {
            assert_eq!(verdict(building_type, heating, kwh), Verdict::Fine, "{building_type:?} {kwh}");
            assert_eq!(
                hours(building_type, heating, kwh, watt / 1000.0),
                Verdict::Fine,
                "{building_type:?} {watt}"
            );
        }
    }
}

#[test]
fn slips_of_units_are_red_and_rare_buildings_amber() {
    let (office, heating) = (BuildingType::Office, DemandKind::SpaceHeating);
    // MWh entered as kWh, and Wh as kWh.
    assert_eq!(verdict(office, heating, 0.08), Verdict::Implausible);
    assert_eq!(verdict(office, heating, 80_000.0), Verdict::Implausible);
    assert_eq!(verdict(office, heating, 80.0), Verdict::Fine);
    assert_eq!(verdict(office, heating, 12.0), Verdict::Unusual);
    // 100 MWh with 60 kW are 1667 h; with 60 W or 600 kW something is wrong.
    assert_eq!(hours(office, heating, 100_000.0, 60.0), Verdict::Fine);
    assert_eq!(hours(office, heating, 100_000.0, 0.06), Verdict::Implausible);
    assert_eq!(hours(office, heating, 100_000.0, 600.0), Verdict::Implausible);
    assert_eq!(hours(office, heating, 100_000.0, 150.0), Verdict::Unusual);
}

#[test]
fn houses_are_judged_by_their_standard() {
    let heating = DemandKind::SpaceHeating;
    // The same 180 kWh/(m²a): common in the stock, rare after a refurbishment, wrong for a new house.
    assert_eq!(verdict(BuildingType::SingleFamilyHouse, heating, 180.0), Verdict::Fine);
    assert_eq!(verdict(BuildingType::SingleFamilyHouseRenovated, heating, 180.0), Verdict::Unusual);
    assert_eq!(verdict(BuildingType::SingleFamilyHouseNew, heating, 180.0), Verdict::Implausible);
    // A dwelling of 100 m² with 3000 kWh of electricity and a peak of 0.7 kW among many.
    assert_eq!(verdict(BuildingType::MultiFamilyHouse, DemandKind::Electricity, 30.0), Verdict::Fine);
    assert_eq!(hours(BuildingType::MultiFamilyHouse, DemandKind::Electricity, 3_000.0, 0.7), Verdict::Fine);
}

#[test]
fn metered_works_are_fine() {
    // Metal works and warehouse, metered 2010: hourly peaks of 172.6 and 312.2 W per 1000 kWh.
    for (building_type, peak_kw) in [(BuildingType::Workshop, 0.1726), (BuildingType::Warehouse, 0.3122)] {
        assert_eq!(hours(building_type, DemandKind::Electricity, 1_000.0, peak_kw), Verdict::Fine);
    }
}

#[test]
fn nothing_is_said_where_nothing_is_known() {
    assert_eq!(check_specific_energy(BuildingType::Other, DemandKind::SpaceHeating, 80.0), None);
    assert_eq!(check_specific_energy(BuildingType::Office, DemandKind::ProcessHeat, 80.0), None);
    assert_eq!(check_specific_energy(BuildingType::Office, DemandKind::SpaceHeating, 0.0), None);
    assert_eq!(check_full_load_hours(BuildingType::Office, DemandKind::SpaceHeating, 0.0, 10.0), None);
    assert_eq!(check_full_load_hours(BuildingType::Office, DemandKind::SpaceHeating, 10.0, 0.0), None);
}

#[test]
fn a_year_has_no_more_than_8760_hours_for_any_kind() {
    for building_type in BuildingType::ALL {
        for kind in DemandKind::ALL {
            assert_eq!(
                hours(building_type, kind, 8_761.0, 1.0),
                Verdict::Implausible,
                "{building_type:?} {kind:?}"
            );
        }
    }
}

#[test]
fn a_finding_names_band_and_source() {
    let finding = check_specific_energy(BuildingType::School, DemandKind::SpaceHeating, 10.0).unwrap();
    assert_eq!(finding.verdict, Verdict::Unusual);
    assert!(finding.is_low());
    assert!((finding.band.usual.0 - 0.3 * 50.8).abs() < 1e-9);
    assert_eq!(finding.band.source.year, 2021);
    assert!(finding.band.note_de.contains("Passivhaus") && finding.reason_en().contains("unusual"));
}
