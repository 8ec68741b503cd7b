//! Laws of edits: nothing half-done, and undo brings back exactly what was there.

use engine::building::{Building, BuildingId};
use engine::building_type::BuildingType;
use engine::demand::{AnnualEnergy, DemandKind, Profile};
use engine::edit::{Edit, EditError, Field, apply, inverse, touched};
use engine::plan::{Plan, Scenario};
use engine::simultaneity::{Simultaneity, SimultaneityLaw};
use engine::site::{Site, WeatherChoice};
use proptest::prelude::*;
use uuid::Uuid;

fn id(number: u128) -> BuildingId {
    BuildingId(Uuid::from_u128(number))
}

fn plan(rows: u128) -> Plan {
    let buildings = (0..rows)
        .map(|row| Building::new(id(row), format!("Building {row}"), BuildingType::Office))
        .collect();
    Plan {
        site: Site::new("Quartier", 2025),
        scenario: Scenario { name: "Bestand".to_owned(), buildings, ..Scenario::default() },
    }
}

fn kinds() -> impl Strategy<Value = DemandKind> {
    prop::sample::select(DemandKind::ALL.to_vec())
}

fn annual() -> impl Strategy<Value = Option<AnnualEnergy>> {
    prop_oneof![
        Just(None),
        (0.0..1e6).prop_map(|kwh| Some(AnnualEnergy::Absolute { kwh })),
        (0.0..500.0).prop_map(|kwh_per_m2| Some(AnnualEnergy::Specific { kwh_per_m2 })),
    ]
}

/// Edits to a plan of six buildings; some name buildings that are not there.
fn single_edit() -> impl Strategy<Value = Edit> {
    let building = || (0_u128..8).prop_map(id);
    let some =
        || prop::collection::btree_set(0_u128..7, 1..4).prop_map(|ids| ids.into_iter().map(id).collect());
    prop_oneof![
        "[a-z]{0,5}".prop_map(|name| Edit::SetSiteName { name }),
        (1_u8..18)
            .prop_map(|region| Edit::SetWeather { weather: WeatherChoice::TestReferenceYear { region } }),
        (2018_i32..2043).prop_map(|year| Edit::SetReferenceYear { year }),
        any::<bool>().prop_map(|summer_time| Edit::SetSummerTime { summer_time }),
        any::<u32>().prop_map(|seed| Edit::SetSeed { seed }),
        (-0.5..1.5).prop_map(|limit| Edit::SetSimultaneity {
            simultaneity: Simultaneity { law: SimultaneityLaw::Limit { limit }, ..Simultaneity::default() }
        }),
        (100_u128..103, prop::option::of(building())).prop_map(|(new, before)| Edit::AddBuildings {
            before,
            buildings: vec![Building::new(id(new), "New", BuildingType::School)],
        }),
        some().prop_map(|buildings| Edit::RemoveBuildings { buildings }),
        (some(), prop::option::of(building()))
            .prop_map(|(buildings, before)| Edit::MoveBuildings { buildings, before }),
        (building(), "[A-Z]{0,3}").prop_map(|(building, name)| Edit::RenameBuilding { building, name }),
        (building(), prop::option::of(-10.0..1e5))
            .prop_map(|(building, area_m2)| Edit::SetReferenceArea { building, area_m2 }),
        (building(), kinds(), annual()).prop_map(|(building, kind, annual)| Edit::SetAnnualEnergy {
            building,
            kind,
            annual
        }),
        (building(), kinds(), prop::option::of(0.0..1e4))
            .prop_map(|(building, kind, peak_kw)| Edit::SetPeakLoad { building, kind, peak_kw }),
        (building(), kinds(), prop::option::of(Just(Profile::Band)))
            .prop_map(|(building, kind, profile)| Edit::SetProfile { building, kind, profile }),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => single_edit(),
        1 => prop::collection::vec(single_edit(), 1..6).prop_map(|edits| Edit::Batch { edits }),
    ]
}

proptest! {
    #[test]
    fn undo_brings_back_exactly_what_was_there(edits in prop::collection::vec(edit(), 1..12)) {
        let mut plan = plan(6);
        for edit in edits {
            let before = plan.clone();
            let undo = inverse(&before, &edit);
            match apply(&mut plan, &edit) {
                Ok(()) => {
                    let mut undone = plan.clone();
                    apply(&mut undone, &undo.expect("what can be applied can be undone")).expect("undo applies");
                    prop_assert_eq!(undone, before);
                }
                Err(_) => prop_assert_eq!(&plan, &before, "a refused edit changes nothing"),
            }
        }
    }

    #[test]
    fn edits_survive_the_wire(edit in edit()) {
        let text = serde_json::to_string(&edit).expect("serialises");
        prop_assert_eq!(serde_json::from_str::<Edit>(&text).expect("parses"), edit);
    }
}

#[test]
fn a_batch_with_one_bad_member_changes_nothing() {
    let mut plan = plan(2);
    let before = plan.clone();
    let edits = vec![
        Edit::RenameBuilding { building: id(0), name: "Rathaus".to_owned() },
        Edit::SetReferenceArea { building: id(1), area_m2: Some(f64::NAN) },
    ];
    assert!(matches!(
        apply(&mut plan, &Edit::Batch { edits }),
        Err(EditError::Limit { building: Some(_), .. })
    ));
    assert_eq!(plan, before);
}

#[test]
fn a_batch_in_a_batch_is_refused() {
    let nested = Edit::Batch { edits: vec![Edit::Batch { edits: Vec::new() }] };
    assert_eq!(apply(&mut plan(1), &nested), Err(EditError::NestedBatch));
}

#[test]
fn unknown_fields_are_refused_when_an_edit_is_read() {
    let text = r#"{"set-place":{"place":"Bonn","admin":true}}"#;
    assert!(serde_json::from_str::<Edit>(text).is_err());
}

#[test]
fn annual_and_specific_energy_are_the_same_field() {
    let edit = |annual| Edit::SetAnnualEnergy { building: id(1), kind: DemandKind::HotWater, annual };
    let field = Field::AnnualEnergy { building: id(1), kind: DemandKind::HotWater };
    for annual in [AnnualEnergy::Absolute { kwh: 1.0 }, AnnualEnergy::Specific { kwh_per_m2: 1.0 }] {
        assert_eq!(touched(&edit(Some(annual))).into_iter().collect::<Vec<_>>(), [field]);
    }
}
