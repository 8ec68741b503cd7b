//! What the log stream of a server carries, and what it never does.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Method;
use tracing::subscriber::DefaultGuard;

use super::factors::add_app;
use super::harness::{PASSWORD, TestApp};
use super::links::{invite, token};
use crate::audit::Checkpoint;
use crate::identity::sessions::COOKIE;
use crate::identity::setup;
use crate::telemetry;

/// Log lines in memory.
#[derive(Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    /// Takes down what this thread logs while the guard lives, in the form and with the filter of a server.
    pub fn listen() -> (Self, DefaultGuard) {
        let lines = Self::default();
        let writer = lines.clone();
        let subscriber = telemetry::json(telemetry::usual(), move || writer.clone());
        (lines, tracing::subscriber::set_default(subscriber))
    }

    /// Everything so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }

    /// Whether something was logged that contains this text.
    pub fn contain(&self, text: &str) -> bool {
        self.text().contains(text)
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Everything that is secret or personal is used once, rightly and wrongly; then every line is read.
#[tokio::test]
async fn no_line_contains_a_secret_or_a_person() {
    let (lines, _guard) = Lines::listen();
    let app = TestApp::new().await;
    let link = setup::new_token(&app.backend.store, &*app.clock, &*app.ids).await.unwrap().unwrap();
    let mut ada = app.browser();
    let form = [
        ("token", link.as_str()),
        ("email", "kanarie-adresse@stadtwerke.example"),
        ("name", "kanarie-person"),
        ("password", PASSWORD),
    ];
    assert_eq!(ada.post("/setup", &form).await.status, 303);
    let person = [("name", "kanarie-person"), ("locale", "en"), ("theme", "auto")];
    assert_eq!(ada.post("/account", &person).await.status, 200);
    let mut secrets = vec![link, ada.cookies[COOKIE].clone(), ada.form_token().await];

    // What is wrong is logged as little as what is right.
    let wrong = [("email", "kanarie-adresse@stadtwerke.example"), ("password", "kanarie-passwort")];
    assert_eq!(app.browser().post("/sign-in", &wrong).await.status, 422);
    let unknown = [("email", "kanarie-niemand@stadtwerke.example"), ("password", "kanarie-passwort")];
    assert_eq!(app.browser().post("/sign-in", &unknown).await.status, 422);
    app.browser().post("/reset/password", &[("token", "kanarie-token"), ("password", PASSWORD)]).await;
    app.browser().get("/kanarie-pfad?kanarie-frage=1").await;
    let forged = [("sec-fetch-site", "cross-site"), ("origin", "https://kanarie-seite.example")];
    app.browser().send(Method::POST, "/preferences", &forged, Body::from("kanarie-formular")).await;
    let strange = [("sec-fetch-site", "same-origin"), ("user-agent", "kanarie-browser")];
    app.browser().send(Method::GET, "/sign-in", &strange, Body::empty()).await;
    let report = r#"[{"type":"csp-violation","body":{"effectiveDirective":"kanarie\u001b[31m"}}]"#;
    let reported = [("sec-fetch-site", "same-origin"), ("content-type", "application/reports+json")];
    app.browser().send(Method::POST, "/csp-report", &reported, Body::from(report)).await;

    // Second factors, projects, files, mails.
    let (secret, codes) = add_app(&app, &mut ada).await;
    secrets.push(secret);
    secrets.extend(codes);
    secrets.push(ada.cookies[COOKIE].clone());
    let path = ada.post("/projects", &[("name", "kanarie-projekt"), ("place", "kanarie-ort")]).await;
    let path = path.location.unwrap();
    let project = path.trim_start_matches("/projects/").to_owned();
    ada.send_file(&project, "kanarie-datei.csv", b"kanarie-wert\n").await;
    ada.call("scenario/edit", &serde_json::json!({ "kanarie-feld": "kanarie-wert" })).await;
    ada.upload("/projects/import", b"{\"kanarie-datei\": 1}").await;
    ada.post(&format!("{path}/rename"), &[("name", "kanarie\u{1b}[31m\nprojekt")]).await;
    let invited = invite(&mut ada, "kanarie-gast@stadtwerke.example").await;
    let accept = [("token", invited.as_str()), ("name", "kanarie-gast"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/invitation", &accept).await.status, 303);
    secrets.push(invited);
    app.mail.switch_on();
    app.mail.take();
    app.browser().post("/reset", &[("email", "kanarie-gast@stadtwerke.example")]).await;
    secrets.push(token(&app.mail.wait_for(1).await[0].text));
    assert_eq!(ada.post("/sign-out", &[]).await.status, 303);

    let text = lines.text();
    assert!(text.contains("answered") && text.contains("authn_login_fail"), "{text}");
    secrets.extend(["kanarie", "stadtwerke", PASSWORD, "argon2id"].map(str::to_owned));
    for secret in secrets {
        assert!(secret.len() >= 6, "{secret}");
        assert!(!text.contains(&secret), "{secret}: {text}");
    }
    for line in text.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
        assert!(!line.contains(char::is_control), "{line:?}");
    }
}

/// Whoever collects the lines elsewhere sees that one is missing.
#[tokio::test]
async fn every_event_is_a_line_and_none_is_missing() {
    let (lines, _guard) = Lines::listen();
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    ada.post("/projects", &[("name", "A")]).await;
    app.browser().post("/sign-in", &[("email", "ada@stadtwerke.example"), ("password", "wrong")]).await;
    ada.post("/sign-out", &[]).await;
    app.backend.store.audit().sign_if_due(app.clock_s()).await.unwrap();

    let mut rows = app.backend.store.audit().newest(1_000).await.unwrap();
    rows.reverse();
    let text = lines.text();
    let told = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let fields: Vec<_> =
        told.filter(|line| line["target"] == "audit").map(|line| line["fields"].clone()).collect();
    let events: Vec<_> = fields.iter().filter(|fields| fields["seq"].is_number()).collect();
    assert!(rows.len() > 4 && events.len() == rows.len(), "{text}");
    for (row, event) in rows.iter().map(|row| &row.row).zip(events) {
        assert_eq!(event["seq"], row.seq);
        assert_eq!(event["action"], row.action);
        assert_eq!(event["outcome"], row.outcome);
        assert_eq!(event["request_id"], row.request_id);
    }
    let checkpoint = fields.iter().find_map(|fields| fields["checkpoint"].as_str()).unwrap();
    let verifier = app.backend.store.audit().verifier().await.unwrap();
    assert_eq!(Checkpoint::open(checkpoint, &verifier).unwrap().size, rows.len() as u64);
}

#[test]
fn control_characters_reach_neither_form_of_the_log() {
    const HOSTILE: &str = "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\r\nINFO another line";
    let log = || tracing::info!(text = HOSTILE, shown = %HOSTILE, debugged = ?HOSTILE, "said: {HOSTILE}");
    let (json, guard) = Lines::listen();
    log();
    drop(guard);
    let terminal = Lines::default();
    let writer = terminal.clone();
    let subscriber = telemetry::readable(telemetry::usual(), move || writer.clone());
    tracing::subscriber::with_default(subscriber, log);
    for (form, lines) in [("json", json), ("terminal", terminal)] {
        let text = lines.text();
        assert!(text.contains("said: "), "{form}: {text}");
        let line = text.strip_suffix('\n').unwrap();
        assert!(!line.contains(char::is_control), "{form}: {text:?}");
    }
}
