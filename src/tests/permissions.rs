//! The list of permissions and the server agree: every way in is listed, and every role gets exactly what the
//! list says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use app::api::Actor;
use app::api::member::OrganisationRole;
use app::api::project::ProjectRole;
use serde_json::json;

use super::authenticator::Authenticator;
use super::browser::{Answer, Browser};
use super::harness::{PASSWORD, TestApp};
use super::passkeys;
use crate::http::permissions::{ENDPOINTS, Endpoint, Need, Standing};

mod reading;

/// Path and methods of every route, as `router.rs` says.
fn routes() -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let router = fs::read_to_string(root.join("src/http/router.rs")).unwrap();
    let constants = fs::read_to_string(root.join("app/src/routes.rs")).unwrap();
    let mut found = BTreeSet::new();
    for route in router.split(".route(").skip(1) {
        let (path, handlers) = route.split_once(',').unwrap();
        let path = match path.trim().strip_prefix("routes::") {
            Some(name) => {
                let line = format!("pub const {name}: &str = \"");
                let value = constants.split(&line).nth(1).unwrap_or_else(|| panic!("routes::{name}"));
                value.split('"').next().unwrap().to_owned()
            }
            None => path.trim().trim_matches('"').to_owned(),
        };
        for method in ["get", "post", "put", "patch", "delete", "any"] {
            if handlers.contains(&format!("{method}(")) {
                found.insert((method.to_uppercase(), path.clone()));
            }
        }
    }
    assert!(found.len() > 20, "the router was not understood: {found:?}");
    found
}

#[test]
fn every_route_and_every_function_is_in_the_list_and_nothing_else() {
    let listed: BTreeSet<_> =
        ENDPOINTS.iter().map(|endpoint| (endpoint.method.clone(), endpoint.path.clone())).collect();
    assert_eq!(listed.len(), ENDPOINTS.len(), "something is listed twice");
    let mut present = routes();
    assert!(present.remove(&("POST".to_owned(), "/api/{*function}".to_owned())));
    present.extend(crate::http::api_functions().map(|path| ("POST".to_owned(), path.to_owned())));
    assert_eq!(listed.difference(&present).collect::<Vec<_>>(), Vec::<&_>::new(), "listed, but not there");
    assert_eq!(present.difference(&listed).collect::<Vec<_>>(), Vec::<&_>::new(), "there, but not listed");
    for endpoint in ENDPOINTS.iter() {
        let public = endpoint.needs.contains(&Need::Public);
        assert!(!endpoint.needs.is_empty() && (!public || endpoint.needs.len() == 1), "{endpoint:?}");
        assert!(!endpoint.de.is_empty() && !endpoint.en.is_empty(), "{endpoint:?}");
    }
}

/// Somebody who tries everything.
struct Who {
    name: &'static str,
    /// Role in the organisation that owns the project; `None` for others.
    organisation: Option<OrganisationRole>,
    project: Option<ProjectRole>,
    signed_in: bool,
    operator: bool,
}

impl Who {
    const fn of(name: &'static str, role: OrganisationRole, project: Option<ProjectRole>) -> Self {
        Self { name, organisation: Some(role), project, signed_in: true, operator: false }
    }

    const fn outside(name: &'static str, signed_in: bool, operator: bool) -> Self {
        Self { name, organisation: None, project: None, signed_in, operator }
    }

    /// What the list is asked with.
    fn standing(&self) -> Standing {
        let managing =
            matches!(self.organisation, Some(OrganisationRole::Owner | OrganisationRole::Administrator));
        Standing {
            // Whoever is elsewhere owns an organisation there.
            organisation: self.organisation.or(self.signed_in.then_some(OrganisationRole::Owner)),
            operator: self.operator,
            project: if managing { Some(ProjectRole::Manage) } else { self.project },
        }
    }
}

fn everybody() -> Vec<Who> {
    use OrganisationRole::{Administrator, Guest, Member, Owner};
    use ProjectRole::{Comment, Edit, Manage, View};
    vec![
        Who::outside("stranger", false, false),
        Who::outside("former", false, false),
        Who::outside("eve", true, false),
        Who::outside("operator", true, true),
        Who::of("guest", Guest, None),
        Who::of("guest-view", Guest, Some(View)),
        // A guest edits at most, whatever was given.
        Who { project: Some(Edit), ..Who::of("guest-manage", Guest, Some(Manage)) },
        Who::of("member", Member, None),
        Who::of("member-view", Member, Some(View)),
        Who::of("member-comment", Member, Some(Comment)),
        Who::of("member-edit", Member, Some(Edit)),
        Who::of("member-manage", Member, Some(Manage)),
        Who::of("administrator", Administrator, None),
        Who::of("owner", Owner, None),
    ]
}

/// A project of Ada's organisation with everything in it that an endpoint can name.
struct Scene {
    app: TestApp,
    project: String,
    scenario: String,
    profile: String,
    upload: String,
    weather: String,
    member: Actor,
    /// Somebody who may be removed.
    leaver: Actor,
    /// The passkey without which nobody operates the server.
    passkey: tokio::sync::Mutex<Option<Authenticator>>,
}

impl Scene {
    async fn new() -> Self {
        let app = TestApp::with_demo(true).await;
        app.mail.switch_on();
        app.backend.services.account_service().demo("test").await.unwrap();
        let ada = app.account("ada").await;
        let member = app.member(&ada, "mia", OrganisationRole::Member).await;
        let leaver = app.member(&ada, "max", OrganisationRole::Member).await;
        let mut browser = app.signed_in("ada").await;
        let path = browser.post("/projects/sample", &[]).await.location.unwrap();
        let project = path.trim_start_matches("/projects/").to_owned();
        let opened = browser.call("scenario/open", &json!({ "project": project })).await.json();
        let values: Vec<f64> = (0..8_760).map(|hour| f64::from(1 + hour % 24)).collect();
        let profile =
            browser.keep_profile(&project, "meter", &values).await["id"].as_str().unwrap().to_owned();
        let file: String = values.iter().map(|value| format!("{value}\n")).collect();
        let file = format!("Leistung [kW]\n{file}");
        let upload = browser.send_file(&project, "meter.csv", file.as_bytes()).await.json();
        let weather = format!("Temperatur\n{}", "1.0\n".repeat(8_760));
        let weather = browser.send_file(&project, "weather.csv", weather.as_bytes()).await.json();
        let accept = json!({ "project": project, "upload": weather, "locale": "de" });
        let weather = browser.call("upload/accept-weather", &accept).await;
        let weather = weather.json()["kept"]["id"].as_str().map(str::to_owned).unwrap_or_else(|| {
            panic!("{}", weather.text());
        });
        Self {
            project,
            scenario: opened["scenario"].as_str().unwrap().to_owned(),
            profile,
            upload: upload.as_str().unwrap().to_owned(),
            weather,
            member,
            leaver,
            passkey: tokio::sync::Mutex::new(None),
            app,
        }
    }

    /// A browser in which somebody of this kind is signed in.
    async fn browser(&self, who: &Who) -> Browser {
        let ada = self.app.find("ada").await;
        let project = self.project.parse().unwrap();
        let services = &self.app.backend.services;
        match (who.name, who.organisation) {
            ("stranger", _) => self.app.browser(),
            ("former", _) => {
                let former = self.app.member(&ada, "former", OrganisationRole::Administrator).await;
                let browser = self.app.signed_in("former").await;
                services.member_service().remove(&ada, former.account).await.unwrap();
                browser
            }
            (name, None) if who.operator => {
                self.app.administrator(name).await;
                let mut browser = self.app.signed_in(name).await;
                *self.passkey.lock().await = Some(passkeys::add_passkey(&mut browser).await);
                browser
            }
            (name, None) => {
                self.app.account(name).await;
                self.app.signed_in(name).await
            }
            (name, Some(role)) => {
                let actor = self.app.member(&ada, name, role).await;
                let given = if name == "guest-manage" { Some(ProjectRole::Manage) } else { who.project };
                if given.is_some() {
                    services
                        .member_service()
                        .set_project_role(&ada, project, actor.account, given)
                        .await
                        .unwrap();
                }
                self.app.signed_in(name).await
            }
        }
    }

    /// Another browser in which the same person is signed in.
    async fn other_browser(&self, who: &Who) -> Browser {
        match &mut *self.passkey.lock().await {
            Some(device) => self.app.signed_in_with_passkey(device).await,
            None => self.app.signed_in(who.name).await,
        }
    }

    /// The address of an endpoint, with the ids of this scene.
    fn path(&self, endpoint: &Endpoint) -> String {
        let removed = endpoint.path.ends_with("/remove");
        let member = if removed { &self.leaver } else { &self.member }.account.to_string();
        endpoint
            .path
            .replace("{project}", &self.project)
            .replace("{chart}", "load-profile.svg")
            .replace("{upload}", &self.upload)
            .replace("{account}", &member)
            .replace("{address}", "nothing")
            .replace("/sso/{id}/", "/sso/00000000-0000-0000-0000-000000000009/")
            .replace("{*path}", "nothing")
            .replace("{*logical}", "nothing")
    }

    async fn try_out(&self, browser: &mut Browser, endpoint: &Endpoint) -> Answer {
        let path = self.path(endpoint);
        if endpoint.method == "GET" {
            return browser.get(&path).await;
        }
        let (id, scenario, profile) = (&self.project, &self.scenario, &self.profile);
        if path == "/api/upload/add" {
            return browser.send_file(id, "a.csv", b"1\n").await;
        }
        if let Some(function) = path.strip_prefix("/api/") {
            let batch = json!({ "id": uuid::Uuid::from_u128(9), "base": 0, "edits": [] });
            let upload = &self.upload;
            let arguments = match function {
                "account/password-strength" => json!({ "password": "x", "about": [], "locale": "de" }),
                "scenario/open" => json!({ "project": id }),
                "scenario/edit" => json!({ "project": id, "scenario": scenario, "batch": batch }),
                "scenario/changes" => json!({ "project": id, "scenario": scenario, "since": 0 }),
                "profile/hourly" | "profile/remove" => json!({ "project": id, "profile": profile }),
                "profile/rename" => json!({ "project": id, "profile": profile, "name": "x" }),
                // Refused for its numbers by whoever may ask at all.
                "profile/approximate" => {
                    let figures = json!({ "annual_kwh": 1.0, "peak_kw": -1.0 });
                    let wanted = json!({ "name": "x", "figures": figures, "course": null });
                    json!({ "project": id, "wanted": wanted, "locale": "de" })
                }
                "profile/synthesise" => json!({ "project": id, "profile": profile, "locale": "de" }),
                "upload/accept" => {
                    json!({ "project": id, "upload": upload, "answers": "", "name": "x", "locale": "de" })
                }
                "upload/accept-weather" => json!({ "project": id, "upload": upload, "locale": "de" }),
                "upload/examine" => json!({ "project": id, "upload": upload, "answers": "", "locale": "de" }),
                "weather/series" => json!({ "project": id, "weather": self.weather }),
                passkey if passkey.starts_with("passkey/") => json!({}),
                _ => panic!("no example for {path}"),
            };
            return browser.call(function, &arguments).await;
        }
        if path == "/csp-report" {
            let body = axum::body::Body::from(
                "[{\"type\":\"csp-violation\",\"body\":{\"effectiveDirective\":\"img-src\"}}]",
            );
            let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/reports+json")];
            return browser.send(axum::http::Method::POST, &path, &headers, body).await;
        }
        let fields: &[(&str, &str)] = match endpoint.path.as_str() {
            "/setup" => &[("token", "x"), ("email", "a@b"), ("name", "A"), ("password", PASSWORD)],
            "/sign-in" => &[("email", "a@b"), ("password", "wrong")],
            "/account" => &[("name", "A")],
            "/account/password" => &[("present", "wrong"), ("password", PASSWORD)],
            "/account/email" => &[("email", "no address")],
            "/account/email/confirm" => &[("token", "x")],
            "/account/delete" | "/instance/accounts/{account}/delete" => &[("typed_address", "wrong")],
            "/instance/accounts" => &[("search", "mia")],
            "/instance/accounts/{account}/disable" => &[("note", "")],
            // It does not operate the server anyway.
            "/instance/accounts/{account}/operator" => &[("operates", "off")],
            "/account/notices" => &[("until", "0")],
            "/members/{account}/role" => &[("role", "guest")],
            // On, every later page would lead to the account first.
            "/organisation/second-factor" => &[("required", "off")],
            // Refused for the missing note by whoever may review at all.
            "/audit/review" | "/instance/audit/review" => &[("event", "1"), ("note", "")],
            "/projects" => &[("name", "New")],
            "/projects/{project}/rename" | "/projects/{project}/duplicate" => &[("name", "Name")],
            "/projects/{project}/delete" => &[("typed_name", "wrong")],
            "/projects/{project}/members/{account}" => &[("role", "view")],
            _ => &[],
        };
        if endpoint.path == "/projects/import" {
            return browser.upload(&path, b"{}").await;
        }
        browser.post(&path, fields).await
    }
}

#[tokio::test]
async fn every_role_gets_exactly_what_the_list_says() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for who in everybody() {
        let scene = Scene::new().await;
        let mut browser = scene.browser(&who).await;
        for endpoint in ENDPOINTS.iter() {
            let fresh = matches!(endpoint.path.as_str(), "/demo" | "/sign-out" | "/sign-in" | "/setup");
            // These change who is signed in; another browser tries them.
            let answer = if fresh && who.signed_in {
                scene.try_out(&mut scene.other_browser(&who).await, endpoint).await
            } else if fresh {
                scene.try_out(&mut scene.app.browser(), endpoint).await
            } else {
                scene.try_out(&mut browser, endpoint).await
            };
            tried += 1;
            if let Err(expected) = judge(&who, endpoint, &answer) {
                let Endpoint { method, path, .. } = endpoint;
                wrong.push(format!("{}: {method} {path}: {} instead of {expected}", who.name, answer.status));
            }
        }
    }
    assert!(tried > 500, "{tried}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is wrong with an answer, if anything.
fn judge(who: &Who, endpoint: &Endpoint, answer: &Answer) -> Result<(), &'static str> {
    let standing = who.standing();
    let to_sign_in = answer.location.as_deref().is_some_and(|target| target.starts_with("/sign-in"));
    if endpoint.needs == [Need::Public] {
        let file = ["/pkg/", "/assets/", "/static/"].iter().any(|folder| endpoint.path.starts_with(folder));
        // A proof needs a sign-in that was begun, or a session, and a passkey.
        let begun = endpoint.path.starts_with("/api/passkey/") && answer.status == 401;
        let file = file || endpoint.path.starts_with("/api/passkey/prove");
        let turned_away = answer.location.as_deref().is_some_and(|target| target.contains("?next="));
        let refused = matches!(answer.status, 401 | 403 | 405) && !begun;
        let open = !refused && !turned_away && (file || answer.status != 404);
        return if open { Ok(()) } else { Err("anything but a refusal") };
    }
    if !who.signed_in {
        return match endpoint.path.starts_with("/api/") {
            true if answer.status != 401 => Err("401"),
            false if answer.status != 303 || !to_sign_in => Err("303 to sign in"),
            _ => Ok(()),
        };
    }
    let of_project = endpoint.needs.iter().any(|need| need.of_project());
    // Whoever operates the server manages the accounts of every organisation.
    let operating = endpoint.needs.contains(&Need::Operator);
    let foreign = who.organisation.is_none() && endpoint.path.contains("{account}") && !operating;
    let allowed = endpoint.needs.iter().all(|need| need.met_by(standing));
    match answer.status {
        // Nobody learns that something of others exists.
        status if foreign || (of_project && standing.project.is_none()) => {
            if status == 404 {
                Ok(())
            } else {
                Err("404")
            }
        }
        status if allowed => {
            if matches!(status, 401 | 403 | 404 | 405 | 500) || to_sign_in {
                Err("success")
            } else {
                Ok(())
            }
        }
        403 | 404 => Ok(()),
        _ => Err("403 or 404"),
    }
}

#[tokio::test]
async fn what_is_not_listed_does_not_exist() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    for path in ["/admin", "/projects/x/y/z", "/metrics", "/api", "/.git/HEAD"] {
        assert_eq!(ada.get(path).await.status, 404, "{path}");
    }
    assert_eq!(ada.call("nothing/here", &json!({})).await.status, 404);
}

#[tokio::test]
async fn a_change_of_role_acts_on_the_next_request() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Guest).await;
    let (mut owner, mut browser) = (app.signed_in("ada").await, app.signed_in("mia").await);
    let project = owner.post("/projects/sample", &[]).await.location.unwrap();
    let set = |role: &'static str| [("role", role)];
    let member = format!("/members/{}", mia.account);
    let access = format!("{project}/members/{}", mia.account);

    assert_eq!(browser.get(&project).await.status, 404);
    assert_eq!(owner.post(&access, &set("view")).await.status, 303);
    assert_eq!(browser.get(&project).await.status, 200);
    let rename = [("name", "Mia's")];
    assert_eq!(browser.post(&format!("{project}/rename"), &rename).await.status, 404);
    assert_eq!(owner.post(&format!("{member}/role"), &set("member")).await.status, 303);
    assert_eq!(owner.post(&access, &set("manage")).await.status, 303);
    assert_eq!(browser.post(&format!("{project}/rename"), &rename).await.status, 303);
    assert_eq!(owner.post(&access, &set("none")).await.status, 303);
    assert_eq!(browser.get(&project).await.status, 404);
    assert_eq!(browser.get("/members").await.status, 404);
    assert_eq!(owner.post(&format!("{member}/role"), &set("administrator")).await.status, 303);
    assert_eq!(browser.get("/members").await.status, 200);
    assert_eq!(browser.get(&project).await.status, 200);
    assert_eq!(owner.post(&format!("{member}/remove"), &[]).await.status, 303);
    assert_eq!(browser.get("/projects").await.status, 303);
    let changes = app.backend.store.audit().newest(100).await.unwrap();
    let changes: Vec<_> =
        changes.iter().filter(|row| row.row.action == "privilege_permissions_changed").collect();
    assert_eq!(changes.len(), 6);
    assert!(changes.iter().all(|row| row.row.object == Some(mia.account.0) && row.row.needs_review));
}

#[tokio::test]
async fn whoever_removes_a_member_is_asked_first() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    app.member(&ada, "admin", OrganisationRole::Administrator).await;
    app.account("eve").await;
    let mut owner = app.signed_in("ada").await;
    let question = format!("/members/{}/remove", mia.account);

    let list = owner.get("/members").await.text();
    assert!(list.contains(&format!("href=\"{question}\"")), "{list}");
    assert!(!list.contains(&format!("action=\"{question}\"")) && !list.contains("button--danger"), "{list}");
    let page = owner.get(&question).await.text();
    let form = format!("action=\"{question}\"");
    for said in ["mia@stadtwerke.example", "loses access", "cannot be undone", form.as_str()] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(app.find("mia").await.role, OrganisationRole::Member);
    // Who may not remove is not asked either.
    let of_owner = format!("/members/{}/remove", ada.account);
    assert_eq!(app.signed_in("admin").await.get(&of_owner).await.status, 404);
    assert_eq!(app.signed_in("eve").await.get(&question).await.status, 404);
    assert_eq!(app.signed_in("mia").await.get(&question).await.status, 404);

    assert_eq!(owner.post(&question, &[]).await.location.as_deref(), Some("/members"));
    assert_eq!(owner.get(&question).await.status, 404);
    assert!(!owner.get("/members").await.text().contains("mia@stadtwerke.example"));
}

#[tokio::test]
async fn owners_are_made_only_by_owners_and_one_always_stays() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let admin = app.member(&ada, "admin", OrganisationRole::Administrator).await;
    app.account("eve").await;
    let (mut owner, mut browser) = (app.signed_in("ada").await, app.signed_in("admin").await);
    let role = |account: &Actor| format!("/members/{}/role", account.account);
    let remove = |account: &Actor| format!("/members/{}/remove", account.account);

    assert_eq!(browser.post(&role(&admin), &[("role", "owner")]).await.status, 404);
    assert_eq!(browser.post(&role(&ada), &[("role", "guest")]).await.status, 404);
    assert_eq!(browser.post(&remove(&ada), &[]).await.status, 404);
    assert_eq!(owner.post(&role(&ada), &[("role", "guest")]).await.status, 422);
    assert_eq!(owner.post(&remove(&ada), &[]).await.status, 422);
    assert_eq!(owner.post(&role(&ada), &[("role", "emperor")]).await.status, 422);
    // A member of another organisation is nobody here.
    assert_eq!(app.signed_in("eve").await.post(&role(&admin), &[("role", "owner")]).await.status, 404);
    assert_eq!(owner.post(&role(&admin), &[("role", "owner")]).await.status, 303);
    assert_eq!(browser.post(&remove(&ada), &[]).await.status, 303);
    assert_eq!(owner.get("/projects").await.status, 303);
    assert_eq!(browser.get("/members").await.status, 200);
}

#[tokio::test]
async fn the_page_shows_the_list() {
    let app = TestApp::new().await;
    let page = app.browser().get("/permissions").await.text();
    for endpoint in ENDPOINTS.iter() {
        assert!(page.contains(&endpoint.path), "{}", endpoint.path);
    }
    let cells = page.matches("data-allowed=").count();
    assert_eq!(cells, ENDPOINTS.len() * crate::http::permissions::columns().len());
}
