//! Whatever the interface would have kept back: what is outside the table of limits is refused by the server, by
//! name and with its range, and nothing changes. The values come from the table and from the parameters of the
//! profiles, so that a new one of either is tried, too.

use app::api::AppError;
use axum::body::Body;
use axum::http::Method;
use engine::building_type::BuildingType;
use engine::demand::Profile;
use engine::edit::EditError;
use engine::generator::{
    Charging, HeatingDegreeHours, HotWaterDraws, IndustrialSteps, Pattern, Process, Shifts, SpaceCooling,
    UseSchedule,
};
use engine::heat::HeatSlp;
use engine::limits::{BUILDINGS_MAX, CHANGES_MAX, LIMITS, LimitError, NAME_MAX_CHARS, Quantity, limit};
use serde_json::{Value, json};
use uuid::Uuid;

use super::browser::{Answer, Browser};
use super::harness::TestApp;

/// Stands where a value is to be tried.
pub(super) const MARK: &str = "the value";

/// A field of an edit.
pub(super) struct Field {
    what: String,
    pub(super) quantity: Quantity,
    whole: bool,
    /// The edit as JSON, with the mark in the place of the value.
    pub(super) edit: Value,
}

/// Every field that takes a number, each with all others sound.
pub(super) fn fields(building: &Value) -> Vec<Field> {
    let demand = json!({ "building": building, "kind": "electricity" });
    let with = |name: &str, value: Value| {
        let mut demand = demand.clone();
        demand[name] = value;
        demand
    };
    let simultaneity = |law: Value| json!({ "set-simultaneity": { "simultaneity": { "law": law } } });
    let area = json!({ "building": building, "area_m2": MARK });
    let region = json!({ "weather": { "test-reference-year": { "region": MARK } } });
    let direct = [
        (Quantity::ReferenceArea, false, json!({ "set-reference-area": area })),
        (
            Quantity::AnnualEnergy,
            false,
            json!({ "set-annual-energy": with("annual", json!({ "absolute": { "kwh": MARK } })) }),
        ),
        (
            Quantity::SpecificEnergy,
            false,
            json!({ "set-annual-energy": with("annual", json!({ "specific": { "kwh_per_m2": MARK } })) }),
        ),
        (Quantity::PeakLoad, false, json!({ "set-peak-load": with("peak_kw", json!(MARK)) })),
        (Quantity::ReferenceYear, true, json!({ "set-reference-year": { "year": MARK } })),
        (Quantity::TryRegion, true, json!({ "set-weather": region })),
        (Quantity::SimultaneityFactor, false, simultaneity(json!({ "fixed": { "factor": MARK } }))),
        (Quantity::SimultaneityFactor, false, simultaneity(json!({ "limit": { "limit": MARK } }))),
        (Quantity::SimultaneityFactor, false, simultaneity(json!({ "reciprocal": { "limit": MARK } }))),
    ];
    let direct = direct.into_iter().map(|(quantity, whole, edit)| {
        let what = edit.to_string();
        Field { what, quantity, whole, edit }
    });
    let of_profiles = profiles().into_iter().flat_map(|profile| {
        let fields = profile.parameters().into_iter().map(move |parameter| {
            let range = limit(parameter.quantity);
            let other = if parameter.value == range.max { range.min } else { range.max };
            let before = serde_json::to_value(profile).unwrap();
            let mut after = serde_json::to_value(profile.with_parameter(parameter.name, other)).unwrap();
            let place = difference(&before, &after);
            let place = place.unwrap_or_else(|| panic!("{:?} of {profile:?}", parameter.name));
            *after.pointer_mut(&place).unwrap() = json!(MARK);
            (format!("{:?} of {profile:?}", parameter.name), parameter, after)
        });
        fields.collect::<Vec<_>>()
    });
    let of_profiles = of_profiles.map(|(what, parameter, profile)| Field {
        what,
        quantity: parameter.quantity,
        whole: parameter.whole,
        edit: json!({ "set-profile": with("profile", profile) }),
    });
    direct.chain(of_profiles).collect()
}

/// A profile of each kind that has parameters, with all of them.
fn profiles() -> Vec<Profile> {
    let shifts = Shifts { day_from_hour: 6, day_to_hour: 22, night_share: 0.1, weekend_share: 0.2 };
    vec![
        Profile::HeatSlp { slp: HeatSlp::ALL[0], heating_limit_c: Some(15.0) },
        Profile::HeatingDegreeHours(HeatingDegreeHours {
            heating_limit_c: Some(15.0),
            ..HeatingDegreeHours::default()
        }),
        Profile::HotWaterDraws(HotWaterDraws::default()),
        Profile::CoolingDegreeHours { base_temperature_c: 18.0 },
        Profile::SpaceCooling(SpaceCooling::default()),
        Profile::Process(Process {
            work: Pattern::Shifts(shifts),
            weather_share: 0.3,
            base_temperature_c: 14.0,
        }),
        Profile::UseSchedule(UseSchedule { building_type: BuildingType::Hotel, lighting_share: Some(0.3) }),
        Profile::IndustrialSteps(IndustrialSteps::default()),
        Profile::Charging(Charging::default()),
        Profile::Shifts { day_from_hour: 6, day_to_hour: 22, night_share: 0.1, weekend_share: 0.2 },
    ]
}

/// Where two documents differ.
fn difference(one: &Value, other: &Value) -> Option<String> {
    let (Value::Object(one), Value::Object(other)) = (one, other) else {
        return (one != other).then(String::new);
    };
    other.iter().find_map(|(name, value)| {
        let below = difference(one.get(name).unwrap_or(&Value::Null), value)?;
        Some(format!("/{name}{below}"))
    })
}

/// A project with one building, in Ada's browser.
pub(super) struct Scene {
    _app: TestApp,
    pub(super) ada: Browser,
    pub(super) project: String,
    scenario: Value,
    pub(super) building: Value,
    batches: u128,
}

impl Scene {
    pub(super) async fn new() -> Self {
        let app = TestApp::new().await;
        app.account("ada").await;
        let mut ada = app.signed_in("ada").await;
        let path = ada.post("/projects", &[("name", "Quartier")]).await.location.unwrap();
        let project = path.trim_start_matches("/projects/").to_owned();
        let opened = ada.call("scenario/open", &json!({ "project": project })).await.json();
        let building = json!(Uuid::from_u128(7));
        let mut scene =
            Self { _app: app, ada, project, scenario: opened["scenario"].clone(), building, batches: 100 };
        let add = json!({ "add-buildings": { "before": null, "buildings": [scene.row(7, "Rathaus")] } });
        assert_eq!(scene.edit(&add.to_string()).await.status, 200);
        scene
    }

    fn row(&self, id: u128, name: &str) -> Value {
        json!({ "id": Uuid::from_u128(id), "name": name, "building_type": "office" })
    }

    /// Sends an edit as text, so that it may be anything.
    pub(super) async fn edit(&mut self, edit: &str) -> Answer {
        self.batches += 1;
        let (id, project, scenario) = (Uuid::from_u128(self.batches), &self.project, &self.scenario);
        let body = format!(
            "{{\"project\":\"{project}\",\"scenario\":{scenario},\
             \"batch\":{{\"id\":\"{id}\",\"base\":0,\"edits\":[{edit}]}}}}"
        );
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/json")];
        self.ada.send(Method::POST, "/api/scenario/edit", &headers, Body::from(body)).await
    }

    /// Everything that edits can change.
    pub(super) async fn state(&mut self) -> Value {
        let project = json!({ "project": self.project });
        self.ada.call("scenario/open", &project).await.json()
    }
}

/// The limit that an answer names.
fn refusal(what: &str, answer: &Answer) -> LimitError {
    assert_eq!(answer.status, 422, "{what}: {}", answer.text());
    match serde_json::from_slice(&answer.body) {
        Ok(AppError::Edit { error: EditError::Limit { error, .. } }) => error,
        other => panic!("{what}: {other:?}"),
    }
}

#[tokio::test]
async fn values_beyond_the_table_are_refused_with_their_range_and_change_nothing() {
    let mut scene = Scene::new().await;
    let before = scene.state().await;
    let fields = fields(&scene.building);
    for Field { what, quantity, whole, edit } in &fields {
        let edit = edit.to_string();
        let mark = json!(MARK).to_string();
        assert_eq!(edit.matches(&mark).count(), 1, "{what}");
        let range = limit(*quantity);
        let steps: &[f64] = if *whole { &[1.0] } else { &[0.001, 1.0] };
        for beyond in steps.iter().flat_map(|step| [range.min - step, range.max + step]) {
            let number = if *whole { format!("{beyond:.0}") } else { json!(beyond).to_string() };
            let what = format!("{what} = {number}");
            let answer = scene.edit(&edit.replace(&mark, &number)).await;
            if *whole && answer.status == 400 {
                // The field cannot even hold the number.
                continue;
            }
            let LimitError::OutOfRange { quantity: named, min, max, unit, .. } = refusal(&what, &answer)
            else {
                panic!("{what}: {}", answer.text());
            };
            assert_eq!(
                (named, min, max, unit.as_str()),
                (*quantity, range.min, range.max, range.unit),
                "{what}"
            );
        }
        for nonsense in ["1e308", "-1e308", "1e999", "-1e999", "NaN", "Infinity", "-Infinity"] {
            let status = scene.edit(&edit.replace(&mark, nonsense)).await.status;
            assert!([400, 422].contains(&status), "{what} = {nonsense}: {status}");
        }
        for other in ["\"1\"", "\"\"", "true", "[1]", "{}", "0x1", "01", "1,5", "1_000"] {
            assert_eq!(scene.edit(&edit.replace(&mark, other)).await.status, 400, "{what} = {other}");
        }
    }
    assert_eq!(scene.state().await, before);
    for quantity in LIMITS.map(|limit| limit.quantity) {
        assert!(fields.iter().any(|field| field.quantity == quantity), "{quantity:?} was not tried");
    }
}

#[tokio::test]
async fn the_bounds_of_the_table_belong_to_it() {
    let mut scene = Scene::new().await;
    let mark = json!(MARK).to_string();
    for Field { what, quantity, whole, edit } in fields(&scene.building) {
        let range = limit(quantity);
        for bound in [range.min, range.max] {
            let number = if whole { format!("{bound:.0}") } else { json!(bound).to_string() };
            let answer = scene.edit(&edit.to_string().replace(&mark, &number)).await;
            assert_eq!(answer.status, 200, "{what} = {number}: {}", answer.text());
        }
    }
    // Minus zero is zero.
    let area = format!("{{\"set-reference-area\":{{\"building\":{},\"area_m2\":-0.0}}}}", scene.building);
    assert_eq!(scene.edit(&area).await.status, 200);
}

#[tokio::test]
async fn names_beyond_their_length_or_with_control_characters_are_refused_and_change_nothing() {
    let mut scene = Scene::new().await;
    let (longest, longer) = ("ä".repeat(NAME_MAX_CHARS), "ä".repeat(NAME_MAX_CHARS + 1));
    let before = scene.state().await;
    let building = scene.building.clone();
    let edits = |name: &str, row: Value| {
        [
            json!({ "set-site-name": { "name": name } }),
            json!({ "rename-building": { "building": building, "name": name } }),
            json!({ "add-buildings": { "before": null, "buildings": [row] } }),
        ]
    };
    for name in [longer.as_str(), "", "  ", "a\u{0}b", "a\nb", "\u{7f}"] {
        for edit in edits(name, scene.row(8, name)) {
            let error = refusal(name, &scene.edit(&edit.to_string()).await);
            match error {
                LimitError::NameTooLong { chars, max } => {
                    assert_eq!((chars, max), (NAME_MAX_CHARS + 1, NAME_MAX_CHARS));
                }
                LimitError::NameEmpty => assert_eq!(name.trim(), ""),
                LimitError::NameControlCharacter => assert!(name.contains(char::is_control), "{name:?}"),
                other => panic!("{name:?}: {other}"),
            }
        }
    }
    for place in [longer.as_str(), "a\u{0}b"] {
        let edit = json!({ "set-place": { "place": place } });
        refusal(place, &scene.edit(&edit.to_string()).await);
    }
    // The forms and the other functions know no other way.
    let rename = format!("/projects/{}/rename", scene.project);
    for name in [longer.as_str(), "", "a\u{0}b"] {
        assert_eq!(scene.ada.post("/projects", &[("name", name)]).await.status, 422, "{name:?}");
        assert_eq!(scene.ada.post(&rename, &[("name", name)]).await.status, 422, "{name:?}");
        assert_eq!(scene.ada.post("/account", &[("name", name)]).await.status, 422, "{name:?}");
    }
    assert_eq!(scene.ada.post("/projects", &[("name", "A"), ("place", &longer)]).await.status, 422);
    assert_eq!(scene.state().await, before);
    for edit in edits(&longest, scene.row(8, &longest)) {
        assert_eq!(scene.edit(&edit.to_string()).await.status, 200);
    }
}

#[tokio::test]
async fn more_rows_or_changes_than_the_table_has_are_refused_and_change_nothing() {
    let mut scene = Scene::new().await;
    let before = scene.state().await;
    let rows = |count: usize| {
        let rows: Vec<Value> = (0..count).map(|row| scene.row(1_000 + row as u128, "Haus")).collect();
        json!({ "add-buildings": { "before": null, "buildings": rows } }).to_string()
    };
    // One is there already.
    let (most, one_more) = (rows(BUILDINGS_MAX - 1), rows(BUILDINGS_MAX));
    let count = BUILDINGS_MAX + 1;
    assert_eq!(
        refusal("rows", &scene.edit(&one_more).await),
        LimitError::TooManyBuildings { count, max: BUILDINGS_MAX }
    );
    let change = r#"{"set-seed":{"seed":1}}"#;
    let changes = vec![change; CHANGES_MAX + 1].join(",");
    let count = CHANGES_MAX + 1;
    let too_many = LimitError::TooManyChanges { count, max: CHANGES_MAX };
    assert_eq!(refusal("changes", &scene.edit(&changes).await), too_many);
    let batch = format!("{{\"batch\":{{\"edits\":[{changes}]}}}}");
    assert_eq!(refusal("changes in a batch", &scene.edit(&batch).await), too_many);
    assert_eq!(scene.state().await, before);
    assert_eq!(scene.edit(&most).await.status, 200);
}

#[tokio::test]
async fn a_project_file_brings_nothing_in_that_the_table_keeps_out() {
    type Change = fn(&mut Value);
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let sample: Value = serde_json::from_slice(crate::services::inputs::SAMPLE_DISTRICT).unwrap();
    let row = "/scenarios/0/buildings/0";
    let changes: [(String, Change); 12] = [
        ("/site/reference_year".to_owned(), |year| *year = json!(2041)),
        ("/site/weather/test-reference-year/region".to_owned(), |region| *region = json!(16)),
        ("/site/name".to_owned(), |name| *name = json!("x".repeat(NAME_MAX_CHARS + 1))),
        (format!("{row}/name"), |name| *name = json!("a\u{0}b")),
        (format!("{row}/reference_area_m2"), |area| *area = json!(-0.001)),
        (format!("{row}/demands/space-heating/annual/absolute/kwh"), |energy| *energy = json!(5e9 + 1.0)),
        (format!("{row}/demands/space-heating/peak_kw"), |peak| *peak = json!(0.0)),
        ("/profiles/0/values_kw".to_owned(), |values| drop(values.as_array_mut().unwrap().pop())),
        ("/profiles/0/values_kw".to_owned(), |values| values.as_array_mut().unwrap().push(json!(1.0))),
        ("/profiles/0/values_kw/0".to_owned(), |value| *value = json!(-1.0)),
        ("/profiles/0/values_kw/0".to_owned(), |value| *value = json!(1e300)),
        ("/profiles/0/values_kw/0".to_owned(), |value| *value = Value::Null),
    ];
    for (place, change) in changes {
        let mut file = sample.clone();
        change(file.pointer_mut(&place).unwrap_or_else(|| panic!("{place}")));
        let answer = ada.upload("/projects/import", file.to_string().as_bytes()).await;
        assert_eq!(answer.status, 422, "{place}");
    }
    assert!(!ada.get("/projects").await.text().contains("card__title"));
    assert_eq!(ada.upload("/projects/import", sample.to_string().as_bytes()).await.status, 303);
}
