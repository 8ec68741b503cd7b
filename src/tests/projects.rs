//! Projects as forms and files.

use serde_json::json;

use super::browser::Browser;
use super::harness::TestApp;

async fn ada() -> (TestApp, Browser) {
    let app = TestApp::new().await;
    app.account("ada").await;
    let browser = app.signed_in("ada").await;
    (app, browser)
}

#[tokio::test]
async fn a_project_is_created_renamed_duplicated_and_deleted_without_javascript() {
    let (_app, mut ada) = ada().await;
    let project =
        ada.post("/projects", &[("name", " Quartier Nord "), ("place", "Jena")]).await.location.unwrap();
    assert_eq!(ada.get(&project).await.status, 200);
    let list = ada.get("/projects").await.text();
    assert!(list.contains("Quartier Nord") && list.contains("Jena"));

    ada.post(&format!("{project}/rename"), &[("name", "Quartier Süd")]).await;
    ada.post(&format!("{project}/duplicate"), &[("name", "Quartier Süd (Kopie)")]).await;
    let list = ada.get("/projects").await.text();
    assert!(!list.contains("Quartier Nord") && list.contains("Quartier Süd (Kopie)"));

    let refused = ada.post(&format!("{project}/delete"), &[("typed_name", "Quartier")]).await;
    assert_eq!(refused.status, 422);
    let gone = ada.post(&format!("{project}/delete"), &[("typed_name", "Quartier Süd")]).await;
    assert_eq!((gone.status, gone.location.as_deref()), (303, Some("/projects")));
    assert_eq!(ada.get(&project).await.status, 404);
    assert!(ada.get("/projects").await.text().contains("Quartier Süd (Kopie)"));
}

#[tokio::test]
async fn names_are_checked_and_come_back_as_they_were_typed() {
    let (_app, mut ada) = ada().await;
    for name in ["", "   ", &"ä".repeat(121), "a\u{7}b"] {
        let answer = ada.post("/projects", &[("name", name), ("place", "Jena <i>")]).await;
        assert_eq!(answer.status, 422, "{name:?}");
        assert!(answer.text().contains("Jena &lt;i&gt;"));
    }
    let hostile = "<script>alert(1)</script>\"'&{{7*7}}${x}";
    let project = ada.post("/projects", &[("name", hostile), ("place", "")]).await.location.unwrap();
    for path in ["/projects", &project, &format!("{project}/delete")] {
        let page = ada.get(path).await.text();
        assert!(!page.contains("<script>alert"), "{path}");
    }
}

#[tokio::test]
async fn the_sample_district_has_figures_and_charts() {
    let (_app, mut ada) = ada().await;
    let project = ada.post("/projects/sample", &[]).await.location.unwrap();
    let list = ada.get("/projects").await.text();
    assert!(list.contains("MWh") || list.contains("GWh"), "{list}");
    for chart in ["load-profile", "duration-curve", "carpet", "months", "typical-week"] {
        let answer = ada.get(&format!("{project}/charts/{chart}.svg?theme=dark&lang=en")).await;
        assert_eq!(
            (answer.status, &answer.headers["content-type"]),
            (200, &"image/svg+xml; charset=utf-8".parse().unwrap())
        );
        assert!(answer.text().starts_with("<svg") && !answer.text().contains("style="), "{chart}");
    }
    assert_eq!(ada.get(&format!("{project}/charts/pie.svg")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_readers_at_once_get_whole_pages() {
    let (_app, mut ada) = ada().await;
    let project = ada.post("/projects/sample", &[]).await.location.unwrap();
    let reads = (0..32).map(|_| {
        let (mut browser, project) = (ada.clone(), project.clone());
        tokio::spawn(async move { browser.get(&project).await })
    });
    for answer in futures::future::join_all(reads).await {
        let answer = answer.unwrap();
        assert!(answer.status == 200 && answer.text().contains("</html>"));
    }
}

#[tokio::test]
async fn an_exported_project_can_be_imported_and_exports_the_same_values() {
    let (_app, mut ada) = ada().await;
    let first = ada.post("/projects/sample", &[]).await.location.unwrap();
    let export = ada.get(&format!("{first}/export")).await;
    let disposition = export.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment; filename=\"Musterquartier.json\""), "{disposition}");
    let second = ada.upload("/projects/import", &export.body).await.location.unwrap();
    assert_ne!(first, second);
    let again = ada.get(&format!("{second}/export")).await;
    // Ids of profiles are new; everything else is the same.
    let strip = |body: &[u8]| {
        let mut document: serde_json::Value = serde_json::from_slice(body).unwrap();
        for profile in document["profiles"].as_array_mut().unwrap() {
            profile["id"] = json!(null);
        }
        let text = document.to_string();
        let at = text.find("\"metered\"").unwrap();
        (text.len(), text[..at].to_owned())
    };
    assert_eq!(strip(&export.body), strip(&again.body));
}

#[tokio::test]
async fn a_file_that_is_no_project_is_refused_with_the_place() {
    let (_app, mut ada) = ada().await;
    for (file, reason) in [
        ("", "line 1"),
        ("{", "line 1"),
        ("{\"format\":\"lastgang-project\"}", "version"),
        ("{\"format\":\"other\",\"version\":1,\"site\":{},\"scenarios\":[]}", "name"),
        (&"[".repeat(5_000), "line 1"),
    ] {
        let answer = ada.upload("/projects/import", file.as_bytes()).await;
        assert_eq!(answer.status, 422, "{file:.40}");
        assert!(answer.text().contains(reason), "{file:.40}: {}", answer.text());
    }
    let sample = String::from_utf8(crate::services::inputs::SAMPLE_DISTRICT.to_vec()).unwrap();
    let surprising = sample.replacen("\"site\"", "\"sites\"", 1);
    assert_eq!(ada.upload("/projects/import", surprising.as_bytes()).await.status, 422);
}

/// The sample district as a document whose parts can be exchanged.
fn sample() -> serde_json::Value {
    let mut document: serde_json::Value =
        serde_json::from_slice(crate::services::inputs::SAMPLE_DISTRICT).unwrap();
    document["scenarios"] = json!([{ "name": "Bestand" }]);
    document["profiles"] = json!([]);
    document
}

fn profile(number: usize) -> serde_json::Value {
    let id = format!("00000000-0000-4000-8000-{number:012}");
    json!({ "id": id, "name": "Zähler", "step_minutes": 60, "values_kw": vec![1.0; 8760] })
}

fn weather(source: &str) -> serde_json::Value {
    let id = "00000000-0000-4000-8000-000000000001";
    json!({ "id": id, "name": "Station", "source": source, "temperature_c": vec![1.0; 8760] })
}

#[tokio::test]
async fn a_file_brings_no_more_than_a_project_holds() {
    use engine::project_file::{LOG_LINE_MAX_CHARS, LOG_LINES_MAX, PROFILES_MAX, SCENARIOS_MAX, WEATHER_MAX};

    let (_app, mut ada) = ada().await;
    let scenarios = |count| vec![json!({ "name": "Variante" }); count];
    let logged = |lines: Vec<String>| {
        let mut profile = profile(1);
        profile["import_log"] = json!(lines);
        json!([profile])
    };
    // What is empty is counted before anybody looks inside.
    let mut empty = profile(1);
    empty["values_kw"] = json!([]);
    let mut no_weather = weather("");
    no_weather["temperature_c"] = json!([]);
    for (list, content, reason) in [
        ("scenarios", json!(scenarios(SCENARIOS_MAX)), None),
        (
            "scenarios",
            json!(scenarios(SCENARIOS_MAX + 1)),
            Some(format!("more than {SCENARIOS_MAX} entries")),
        ),
        ("profiles", json!(vec![empty; PROFILES_MAX + 1]), Some(format!("more than {PROFILES_MAX} entries"))),
        (
            "weather",
            json!(vec![no_weather; WEATHER_MAX + 1]),
            Some(format!("more than {WEATHER_MAX} entries")),
        ),
        ("profiles", logged(vec!["Zeile".to_owned(); LOG_LINES_MAX]), None),
        (
            "profiles",
            logged(vec!["Zeile".to_owned(); LOG_LINES_MAX + 1]),
            Some(format!("more than {LOG_LINES_MAX} entries")),
        ),
        ("profiles", logged(vec!["ä".repeat(LOG_LINE_MAX_CHARS)]), None),
        (
            "profiles",
            logged(vec!["ä".repeat(LOG_LINE_MAX_CHARS + 1)]),
            Some(format!("at most {LOG_LINE_MAX_CHARS} are possible")),
        ),
        ("weather", json!([weather(&"ä".repeat(120))]), None),
        ("weather", json!([weather(&"ä".repeat(121))]), Some("at most 120 are possible".to_owned())),
        ("weather", json!([weather("a\u{1b}[31m")]), Some("control characters".to_owned())),
    ] {
        let mut document = sample();
        document[list] = content;
        let answer = ada.upload("/projects/import", document.to_string().as_bytes()).await;
        match reason {
            None => assert_eq!(answer.status, 303, "{list}: {}", answer.text()),
            Some(reason) => {
                assert_eq!(answer.status, 422, "{list}: {reason}");
                assert!(answer.text().contains(&reason), "{list}: {reason}: {}", answer.text());
            }
        }
    }
}

#[tokio::test]
async fn two_series_with_the_same_id_are_refused() {
    let (_app, mut ada) = ada().await;
    for (list, series) in [("profiles", profile(1)), ("weather", weather("DWD"))] {
        let mut document = sample();
        document[list] = json!([series.clone(), series]);
        let answer = ada.upload("/projects/import", document.to_string().as_bytes()).await;
        assert_eq!(answer.status, 422, "{list}");
        assert!(answer.text().contains("00000000-0000-4000-8000-000000000001 twice"), "{}", answer.text());
    }
}
