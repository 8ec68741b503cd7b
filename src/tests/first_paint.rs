//! What a page shows before, and without, a script.

use std::collections::BTreeSet;

use app::ui::FORM_TOKEN;
use axum::body::Body;
use axum::http::Method;
use chart::format::{NO_VALUE, format_date_hour, format_energy, format_hours, format_percent, format_power};
use chart::{ChartKind, ChartOptions};
use engine::building::BuildingId;
use engine::demand::DemandKind;
use engine::district::District;
use engine::figures::KeyFigures;
use engine::plan::Plan;
use engine::project_file::ProjectFile;
use engine::time::TimeAxis;
use uuid::Uuid;
use words::Language;

use super::browser::Browser;
use super::harness::TestApp;
use crate::services::document;
use crate::services::inputs::{Inputs, SAMPLE_DISTRICT};

async fn ada() -> (TestApp, Browser) {
    let app = TestApp::new().await;
    app.account("ada").await;
    let browser = app.signed_in("ada").await;
    (app, browser)
}

fn sample() -> ProjectFile {
    document::read(SAMPLE_DISTRICT).unwrap()
}

fn calculated(document: &ProjectFile) -> (Plan, Inputs, District) {
    let plan = Plan { site: document.site.clone(), scenario: document.scenarios[0].clone() };
    let inputs = Inputs::of_document(document).unwrap();
    let district = engine::district::calculate(&plan, &inputs.weather, &inputs.profiles);
    (plan, inputs, district)
}

#[tokio::test]
async fn a_project_shows_its_key_figures_and_what_its_chart_says_before_any_script() {
    let (_app, mut ada) = ada().await;
    let project = ada.post("/projects/sample", &[]).await.location.unwrap();
    let (plan, inputs, district) = calculated(&sample());
    let total = KeyFigures::of(&district.total_kw(&DemandKind::ALL));
    let loads = district.buildings.iter().flat_map(|building| building.loads.values());
    let simultaneity = total.peak.kw / loads.map(|load| load.peak_kw).sum::<f64>();
    for locale in [words::Language::En, words::Language::De] {
        ada.post("/preferences", &[("locale", locale.tag())]).await;
        let page = ada.get(&project).await.text();
        let language = locale;
        for (value, _) in [
            format_energy(total.energy_kwh, language),
            format_power(total.peak.kw, language),
            format_hours(total.full_load_hours.unwrap(), language),
            (format_percent(simultaneity, 1, language), ""),
        ] {
            assert!(page.contains(&format!("class=\"kpi__value\">{value}")), "{value}: {page}");
        }
        let axis = TimeAxis::new(district.year);
        let peak_at = format_date_hour(axis, total.peak.index, district.summer_time, language);
        assert!(page.contains(&format!("class=\"kpi__note\">{peak_at}")), "{peak_at}: {page}");
        assert_eq!(page.matches("shares__part").count(), district.by_kind.keys().count(), "{page}");
        let model = inputs.load_model(&plan, &district, locale);
        for kind in ChartKind::ALL {
            let said = chart::sentence(&model, &ChartOptions::new(kind, 1.0, 1.0, language));
            assert!(page.contains(&format!(">{said}<")), "{said}: {page}");
            assert!(page.contains(&format!("{project}/charts/{}.svg", kind.key())), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn a_project_without_demand_has_a_first_paint_too() {
    let (_app, mut ada) = ada().await;
    let project = ada.post("/projects", &[("name", "Neu"), ("place", "")]).await.location.unwrap();
    let page = ada.get(&project).await.text();
    let (energy, _) = format_energy(0.0, Language::En);
    // No energy is a number, no peak is none.
    for value in [energy.as_str(), NO_VALUE] {
        assert!(page.contains(&format!("class=\"kpi__value\">{value}")), "{value}: {page}");
    }
}

#[tokio::test]
async fn every_building_can_be_read_without_scrolling_by_script() {
    let (_app, mut ada) = ada().await;
    let mut document = sample();
    let buildings = &mut document.scenarios[0].buildings;
    let pattern = buildings[0].clone();
    for number in buildings.len() + 1..=30 {
        let mut building = pattern.clone();
        building.id = BuildingId(Uuid::from_u128(number as u128));
        building.name = format!("Haus <b>{number}</b>");
        buildings.push(building);
    }
    let file = serde_json::to_vec(&document).unwrap();
    let project = ada.upload("/projects/import", &file).await.location.unwrap();
    let page = ada.get(&project).await.text();
    assert!(page.contains("Buildings 25 to 30"), "{page}");
    for number in 25..=30 {
        let head = format!("<th scope=\"row\">Haus &lt;b&gt;{number}&lt;/b&gt;</th>");
        assert_eq!(page.matches(&head).count(), 1, "{page}");
    }
    assert!(!page.contains("<b>30"));
}

#[tokio::test]
async fn a_page_that_is_rendered_once_for_many_has_the_form_token_of_each() {
    let app = TestApp::new().await;
    let mut tokens = BTreeSet::new();
    for language in ["en", "de", "en"] {
        let mut browser = app.browser();
        let headers = [("sec-fetch-site", "none"), ("accept-language", language)];
        let page = browser.send(Method::GET, "/sign-in", &headers, Body::empty()).await.text();
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{page}");
        assert!(!page.contains("@nonce@") && !page.contains("@form-token@"), "{page}");
        let rest = page.split(&format!("name=\"{FORM_TOKEN}\" value=\"")).nth(1).unwrap();
        let token = rest.split('"').next().unwrap().to_owned();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let body = format!("{FORM_TOKEN}={token}&email=nobody%40stadtwerke.example&password=x");
        let headers = [("sec-fetch-site", "same-origin"), kind];
        let answer = browser.send(Method::POST, "/sign-in", &headers, Body::from(body)).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        // What was typed comes back to whoever typed it, and to nobody else.
        assert!(answer.text().contains("nobody@stadtwerke.example"));
        assert!(!app.browser().get("/sign-in").await.text().contains("nobody@stadtwerke.example"));
        assert!(tokens.insert(token));
    }
}
