//! Who reads the audit log, who signs its events off, and what reminds of those that nobody has looked at.

use app::api::Actor;
use app::api::member::OrganisationRole;

use super::browser::Browser;
use super::harness::{PASSWORD, TestApp};
use super::passkeys;
use crate::audit::{self, Action, Entry, Origin};
use crate::services::audit::OVERDUE_S;
use crate::services::step_up::FRESH_S;
use crate::vault::KeyPurpose;

const DAY_S: i64 = 24 * 3_600;

/// Ada owns an organisation that Mia administers with her; Max is a member of it.
async fn staff(app: &TestApp) -> (Actor, Actor, Actor) {
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Administrator).await;
    let max = app.member(&ada, "max", OrganisationRole::Member).await;
    (ada, mia, max)
}

/// Makes Max a guest, which somebody has to review.
async fn demote(owner: &mut Browser, max: &Actor) {
    let role = format!("/members/{}/role", max.account);
    assert_eq!(owner.post(&role, &[("role", "guest")]).await.status, 303);
}

/// What the log says of [`demote`].
const DEMOTED: &str = "before: member · now: guest";

/// Numbers of the events that the reader of a page can sign off.
fn waiting(page: &str) -> Vec<String> {
    let numbers = page.split("name=\"event\" value=\"").skip(1);
    numbers.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The lines of the file, without its head.
async fn export(browser: &mut Browser, query: &str) -> Vec<String> {
    let answer = browser.get(&format!("/audit/export.csv{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    answer.text().lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn administrators_read_the_log_of_their_organisation_and_of_no_other() {
    let app = TestApp::new().await;
    let (_, _, max) = staff(&app).await;
    app.account("eve").await;
    let mut owner = app.signed_in("ada").await;
    demote(&mut owner, &max).await;
    let (mut mia, mut eve) = (app.signed_in("mia").await, app.signed_in("eve").await);

    let page = mia.get("/audit").await.text();
    assert!(page.contains(DEMOTED) && page.contains("Account max"), "{page}");
    let event = waiting(&page).remove(0);
    let about_max = format!("?person={}", max.account);
    for path in ["/audit".to_owned(), format!("/audit{about_max}"), format!("/audit/export.csv{about_max}")] {
        let page = eve.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        let page = page.text();
        assert!(!page.contains(DEMOTED) && !page.contains("Account max"), "{page}");
        assert!(!page.contains("from=member"), "{page}");
    }
    let review = [("event", event.as_str()), ("note", "fine")];
    assert_eq!(eve.post("/audit/review", &review).await.status, 404);

    let mut guest = app.signed_in("max").await;
    for path in ["/audit", "/audit/export.csv", "/instance/audit", "/instance/audit/export.csv"] {
        assert_eq!(guest.get(path).await.status, 404, "{path}");
        let stranger = app.browser().get(path).await.location.unwrap();
        assert!(stranger.starts_with("/sign-in"), "{path}");
    }
    assert_eq!(guest.post("/audit/review", &review).await.status, 404);
    assert_eq!(waiting(&mia.get("/audit").await.text()), [event]);
}

#[tokio::test]
async fn somebody_else_signs_off_with_a_note_once_and_the_chain_holds() {
    let app = TestApp::new().await;
    let (ada, mia, max) = staff(&app).await;
    let (mut owner, mut administrator) = (app.signed_in("ada").await, app.signed_in("mia").await);
    demote(&mut owner, &max).await;
    let event = waiting(&administrator.get("/audit").await.text()).remove(0);
    let note = "Ticket 4711 agrees";
    let review = [("event", event.as_str()), ("note", note)];

    assert_eq!(waiting(&owner.get("/audit").await.text()), Vec::<String>::new());
    let own = owner.post("/audit/review", &review).await;
    assert_eq!(own.status, 422);
    assert!(own.text().contains("You caused this event yourself"), "{}", own.text());
    let long = "x".repeat(501);
    for wrong in ["", "  ", "a\nb", &long] {
        let refused = administrator.post("/audit/review", &[("event", &event), ("note", wrong)]).await;
        assert_eq!(refused.status, 422, "{wrong:?}");
        assert_eq!(waiting(&refused.text()), std::slice::from_ref(&event));
    }
    for unknown in ["0", "-1", "999999", "x", "1"] {
        let refused = administrator.post("/audit/review", &[("event", unknown), ("note", note)]).await;
        assert_eq!(refused.status, 404, "{unknown}");
    }

    let done = administrator.post("/audit/review", &review).await;
    assert_eq!(done.location.as_deref(), Some("/audit"), "{}", done.text());
    let page = owner.get("/audit").await.text();
    assert!(page.contains(note) && page.contains("Nothing waits for a review."), "{page}");
    let again = administrator.post("/audit/review", &review).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("was reviewed already"), "{}", again.text());

    let mut rows = app.backend.store.audit().newest(1_000).await.unwrap();
    let reviews: Vec<_> = rows.iter().filter(|row| row.row.action == "audit_reviewed").collect();
    assert_eq!(reviews.len(), 1);
    let recorded = &reviews[0].row;
    assert_eq!((recorded.actor, recorded.organisation), (Some(mia.account.0), Some(ada.organisation.0)));
    assert_eq!(recorded.object.unwrap().as_u128().to_string(), event);
    rows.reverse();
    audit::verify(rows.iter().map(|row| (&row.row, row.hash.as_slice())), &[]).unwrap();
    for file in ["data.sqlite", "data.sqlite-wal"] {
        let bytes = std::fs::read(app.folder.path().join(file)).unwrap();
        assert!(!bytes.windows(note.len()).any(|part| part == note.as_bytes()), "{file}");
    }
}

#[tokio::test]
async fn filters_show_what_was_asked_for() {
    let app = TestApp::new().await;
    let (_, mia, max) = staff(&app).await;
    let mut owner = app.signed_in("ada").await;
    owner.post("/projects", &[("name", "A")]).await;
    demote(&mut owner, &max).await;
    let wrong = [("email", "mia@stadtwerke.example"), ("password", "wrong")];
    assert_eq!(app.browser().post("/sign-in", &wrong).await.status, 422);
    app.signed_in("mia").await;

    let created = export(&mut owner, "?kind=sensitive_create").await;
    assert_eq!(created.len(), 1);
    assert!(created[0].contains("\"Project or part of it made\""), "{}", created[0]);
    let refused = export(&mut owner, "?outcome=failure").await;
    assert_eq!(refused.len(), 1);
    assert!(refused[0].contains("\"authn_login_fail\""), "{}", refused[0]);
    let of_mia = export(&mut owner, &format!("?person={}", mia.account)).await;
    assert!(of_mia.len() >= 3, "{of_mia:?}");
    assert!(of_mia.iter().all(|line| line.contains(&mia.account.to_string())), "{of_mia:?}");
    assert_eq!(export(&mut owner, "?unreviewed=1&kind=privilege_permissions_changed").await.len(), 1);
    assert_eq!(export(&mut owner, "?unreviewed=1&kind=sensitive_create").await.len(), 0);
    // The clock of the tests begins on this day.
    assert!(!export(&mut owner, "?from=2027-01-15&to=2027-01-15").await.is_empty());
    assert!(export(&mut owner, "?to=2027-01-14").await.is_empty());
    assert!(export(&mut owner, "?from=2027-01-16").await.is_empty());
    for nonsense in ["kind=nothing", "from=yesterday", "to=2027-02-30", "person=mia", "outcome=x", "before=x"]
    {
        assert_eq!(owner.get(&format!("/audit?{nonsense}")).await.status, 422, "{nonsense}");
    }
}

#[tokio::test]
async fn long_logs_have_pages_that_leave_nothing_out() {
    let app = TestApp::new().await;
    let (ada, ..) = staff(&app).await;
    let mut owner = app.signed_in("ada").await;
    let context = app.backend.services.context();
    for _ in 0..130 {
        context.record(&context.event(Action::SensitiveExport, &ada)).await.unwrap();
    }
    let (mut path, mut sizes) = ("/audit?kind=sensitive_export".to_owned(), Vec::new());
    loop {
        let page = owner.get(&path).await.text();
        sizes.push(page.matches("<td class=\"number\">").count());
        let links: Vec<_> = page.split("href=\"").map(|rest| rest.split('"').next().unwrap()).collect();
        match links.iter().find(|link| link.contains("before=") && !link.contains("export.csv")) {
            Some(link) if sizes.len() < 9 => {
                path = link.replace("&amp;", "&").split('#').next().unwrap().to_owned();
            }
            _ => break,
        }
    }
    assert_eq!(sizes, [50, 50, 30]);
}

#[tokio::test]
async fn the_file_is_recorded_needs_a_fresh_proof_and_has_no_formulas() {
    let app = TestApp::new().await;
    let (ada, ..) = staff(&app).await;
    let (mut owner, mut mia) = (app.signed_in("ada").await, app.signed_in("mia").await);
    let formula = "=HYPERLINK(\"//evil.example\",\"x\")";
    let person = [("name", formula), ("locale", "en"), ("theme", "auto")];
    assert_eq!(mia.post("/account", &person).await.status, 200);

    let answer = owner.get("/audit/export.csv").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert!(answer.headers["content-disposition"].to_str().unwrap().contains("audit-log.csv"));
    let file = answer.text();
    assert!(file.starts_with("\u{feff}\"event\",\"time\",\"action\""), "{file}");
    assert!(file.lines().all(|line| line.ends_with('"')) && file.ends_with("\r\n"), "{file}");
    let cell = "\"'=HYPERLINK(\"\"//evil.example\"\",\"\"x\"\")\"";
    assert!(file.contains(cell) && !file.contains("\"=HYPERLINK"), "{file}");

    let row = app.backend.store.audit().newest(1).await.unwrap().remove(0).row;
    assert_eq!(
        (row.action.as_str(), row.actor, row.needs_review),
        ("audit_exported", Some(ada.account.0), true)
    );
    app.clock.advance(FRESH_S + 1);
    let stale = owner.get("/audit/export.csv?outcome=failure").await;
    assert_eq!(stale.location.as_deref(), Some("/confirm?next=/audit%3Foutcome%3Dfailure"));
    assert_eq!(owner.get("/audit").await.status, 200);
}

#[tokio::test]
async fn everybody_sees_what_concerned_the_own_account_and_nothing_else() {
    let app = TestApp::new().await;
    let (mut ada, _, max) = staff(&app).await;
    let mut owner = app.signed_in("ada").await;
    demote(&mut owner, &max).await;
    ada.address = Some("192.0.2.77".parse().unwrap());
    let context = app.backend.services.context();
    let elsewhere = context.event(Action::PermissionsChanged, &ada).on(max.account).fact("to", "guest");
    context.record(&elsewhere).await.unwrap();
    let wrong = [("email", "max@stadtwerke.example"), ("password", "wrong")];
    assert_eq!(app.browser().post("/sign-in", &wrong).await.status, 422);

    let mut browser = app.signed_in("max").await;
    for path in ["/account", "/account/events"] {
        let page = browser.get(path).await.text();
        assert!(page.contains("Sign-in refused") && page.contains("without being signed in"), "{page}");
        assert!(page.contains("Role changed") && page.contains("by somebody else"), "{page}");
        // Where Ada was is hers to know.
        assert!(!page.contains("192.0.2"), "{page}");
    }
    let page = owner.get("/account/events").await.text();
    assert!(page.contains("Signed in"), "{page}");
    assert!(!page.contains("Sign-in refused") && !page.contains("Role changed"), "{page}");

    for _ in 0..60 {
        context.record(&context.event(Action::SessionEnded, &max)).await.unwrap();
    }
    let page = browser.get("/account/events").await.text();
    assert_eq!(page.matches("Session ended").count(), 50);
    let older = page.split("/account/events?before=").nth(1).unwrap().split('"').next().unwrap();
    let page = browser.get(&format!("/account/events?before={older}")).await.text();
    assert_eq!(page.matches("Session ended").count(), 10);
}

#[tokio::test]
async fn owners_are_reminded_after_a_week_once_a_day() {
    let app = TestApp::new().await;
    let (_, _, max) = staff(&app).await;
    let mut owner = app.signed_in("ada").await;
    demote(&mut owner, &max).await;
    // Eve is alone: nobody could review what she does, so nobody is reminded.
    app.account("eve").await;
    let mut eve = app.signed_in("eve").await;
    let project = eve.post("/projects", &[("name", "A")]).await.location.unwrap();
    assert_eq!(eve.post(&format!("{project}/delete"), &[("typed_name", "A")]).await.status, 303);
    for name in ["mia", "max"] {
        app.signed_in(name).await;
    }
    app.mail.switch_on();
    let log = app.backend.services.audit();
    let banner = "waited for a review for more than seven days";

    app.clock.advance(OVERDUE_S - 1);
    log.remind().await.unwrap();
    assert!(app.mail.take().is_empty());
    assert!(!app.signed_in("mia").await.get("/projects").await.text().contains(banner));
    app.mail.take();

    app.clock.advance(1);
    log.remind().await.unwrap();
    let mails = app.mail.take();
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["ada@stadtwerke.example"]);
    assert!(mails[0].text.contains("Stadtwerke ada: 1."), "{}", mails[0].text);
    let mut mia = app.signed_in("mia").await;
    assert!(mia.get("/projects").await.text().contains(banner));
    assert!(mia.get("/audit").await.text().contains("Not reviewed for more than seven days: 1."));
    for name in ["max", "eve"] {
        assert!(!app.signed_in(name).await.get("/projects").await.text().contains(banner), "{name}");
    }
    app.mail.take();

    app.clock.advance(DAY_S - 1);
    log.remind().await.unwrap();
    assert!(app.mail.take().is_empty());
    app.clock.advance(1);
    log.remind().await.unwrap();
    assert_eq!(app.mail.take().len(), 1);

    let mut mia = app.signed_in("mia").await;
    let event = waiting(&mia.get("/audit").await.text()).remove(0);
    let review = [("event", event.as_str()), ("note", "as agreed")];
    assert_eq!(mia.post("/audit/review", &review).await.status, 303);
    assert!(!mia.get("/projects").await.text().contains(banner));
    app.mail.take();
    app.clock.advance(2 * DAY_S);
    log.remind().await.unwrap();
    assert!(app.mail.take().is_empty());
}

#[tokio::test]
async fn who_operates_the_server_sees_what_belongs_to_no_organisation() {
    let app = TestApp::new().await;
    let (_, _, max) = staff(&app).await;
    demote(&mut app.signed_in("ada").await, &max).await;
    app.administrator("root").await;
    let mut root = app.signed_in("root").await;
    // Without a passkey the administration stays closed.
    assert_eq!(root.get("/instance/audit").await.status, 404);
    let mut device = passkeys::add_passkey(&mut root).await;
    let origin = Origin { request_id: "boot".to_owned(), address: None };
    let changed = Entry::new(Action::KeyChanged, app.clock_s(), &origin).fact("which", "pepper");
    app.backend.services.context().record(&changed).await.unwrap();

    let page = root.get("/instance/audit").await.text();
    assert!(page.contains("which: pepper"), "{page}");
    assert!(!page.contains(DEMOTED) && !page.contains("Account max"), "{page}");
    assert!(!page.contains(&max.account.to_string()[..8]), "{page}");
    assert!(!root.get("/audit").await.text().contains("which: pepper"));
    let file = root.get("/instance/audit/export.csv").await.text();
    assert!(file.contains("which=pepper") && !file.contains("from=member"), "{file}");
    assert_eq!(app.signed_in("ada").await.get("/instance/audit").await.status, 404);

    let rows = app.backend.store.audit().newest(100).await.unwrap();
    let seq = rows.iter().find(|row| row.row.action == "crypt_key_changed").unwrap().row.seq.to_string();
    let review = [("event", seq.as_str()), ("note", "planned rotation")];
    assert_eq!(root.post("/audit/review", &review).await.status, 404);
    let done = root.post("/instance/audit/review", &review).await;
    assert_eq!(done.location.as_deref(), Some("/instance/audit"), "{}", done.text());
    let row = app.backend.store.audit().newest(1).await.unwrap().remove(0).row;
    assert_eq!((row.action.as_str(), row.organisation), ("audit_reviewed", None));

    app.clock.advance(FRESH_S + 1);
    let stale = root.get("/instance/audit").await;
    assert_eq!(stale.location.as_deref(), Some("/confirm?next=/instance/audit"));
    assert_eq!(passkeys::prove(&mut root, "prove", &mut device).await.status, 200);
    assert_eq!(root.get("/instance/audit").await.status, 200);
}

#[tokio::test]
async fn what_went_with_a_key_is_called_destroyed() {
    let app = TestApp::new().await;
    let (ada, _, max) = staff(&app).await;
    let context = app.backend.services.context();
    context.record(&context.event(Action::SensitiveExport, &max).fact("which", "one")).await.unwrap();
    app.backend.services.member_service().remove(&ada, max.account).await.unwrap();
    app.backend.store.vault().destroy(KeyPurpose::Account, max.account.0).await.unwrap();
    let page = app.signed_in("ada").await.get("/audit").await.text();
    assert!(page.contains("Details destroyed with the key of the account"), "{page}");
    let former = format!("Account {}…", &max.account.to_string()[..8]);
    assert!(page.contains(&former) && !page.contains("which: one"), "{page}");
}

#[tokio::test]
async fn a_review_that_cannot_be_recorded_does_not_count() {
    let app = TestApp::new().await;
    let (_, _, max) = staff(&app).await;
    demote(&mut app.signed_in("ada").await, &max).await;
    let mut mia = app.signed_in("mia").await;
    let event = waiting(&mia.get("/audit").await.text()).remove(0);
    crate::storage::audit_tamper::block(&app.backend.store).await;
    let review = [("event", event.as_str()), ("note", "fine")];
    assert_eq!(mia.post("/audit/review", &review).await.status, 500);
    assert_eq!(mia.get("/audit/export.csv").await.status, 500);
    crate::storage::audit_tamper::unblock(&app.backend.store).await;
    assert_eq!(waiting(&mia.get("/audit").await.text()), [event]);
}

#[test]
fn every_event_has_words_in_both_languages() {
    for action in Action::ALL {
        let words = words::pages::audit::action(action.key());
        assert!(words.is_some_and(|words| !words.de.is_empty() && !words.en.is_empty()), "{action:?}");
    }
}

#[tokio::test]
async fn the_page_works_in_german_too() {
    let app = TestApp::new().await;
    let (_, _, max) = staff(&app).await;
    demote(&mut app.signed_in("ada").await, &max).await;
    let mut browser = app.browser();
    let sign_in = [("email", "mia@stadtwerke.example"), ("password", PASSWORD)];
    browser.post("/sign-in", &sign_in).await;
    browser.post("/preferences", &[("locale", "de"), ("return", "/audit")]).await;
    let page = browser.get("/audit").await.text();
    assert!(page.contains("bisher: Mitglied · neu: Gast") && page.contains("15.01.2027 08:00:00"), "{page}");
}
