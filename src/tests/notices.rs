//! What concerns the security of an account stands above its pages until its owner has put it away.

use super::browser::Browser;
use super::factors::add_app;
use super::harness::{PASSWORD, TestApp};

const TITLE: &str = "News about the security of your account";

/// Signs Ada in with another browser than before.
async fn sign_in_with(app: &TestApp, name: &str) -> Browser {
    let mut browser = app.browser();
    let password = [("email", "ada@stadtwerke.example"), ("password", PASSWORD)];
    let answer = browser.post_with(&[("user-agent", name)], "/sign-in", &password).await;
    assert_eq!(answer.status, 303);
    browser
}

/// Up to which event the notices on a page would be put away.
fn until(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"until\" value=\"").expect("notices on the page");
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_new_device_is_news_to_every_session_but_its_own_until_it_is_put_away() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut here = app.signed_in("ada").await;
    let project = here.post("/projects/sample", &[]).await.location.unwrap();
    assert!(!here.get("/projects").await.text().contains(TITLE), "the first device is no news");

    let mut phone = sign_in_with(&app, "Mozilla/5.0 (iPhone) Safari/604.1").await;
    assert!(!phone.get("/projects").await.text().contains(TITLE), "the phone knows of itself");
    let page = here.get("/projects").await.text();
    assert!(page.contains(TITLE) && page.contains("New device signed in"), "{page}");
    assert!(page.contains("device: Safari iPhone") && page.contains("href=\"/account/events\""), "{page}");
    // In the workspace the menu of the account says how many there are.
    assert!(here.get(&project).await.text().contains("new security notices"));
    // Looking at a page puts nothing away.
    assert!(here.get("/account/events").await.text().contains(TITLE));

    let fields = [("until", until(&page)), ("return", "/projects".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = here.post("/account/notices", &fields).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/projects")));
    for path in ["/projects", &project] {
        let page = here.get(path).await.text();
        assert!(!page.contains(TITLE) && !page.contains("new security notices"), "{path}: {page}");
    }
    assert!(
        app.signed_in("ada").await.get("/projects").await.text().contains(TITLE),
        "the next session does not know what was done before it"
    );
}

#[tokio::test]
async fn what_a_session_does_itself_is_news_to_the_next_one_only() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut here = app.signed_in("ada").await;
    let (_, codes) = add_app(&app, &mut here).await;
    assert_eq!(here.post("/account/recovery-codes", &[]).await.status, 303);
    let page = here.get("/account/recovery-codes").await.text();
    let code = page.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!codes.contains(&code));
    let new = "laterne magnet pfeffer dampfer";
    let changed = here.post("/account/password", &[("present", PASSWORD), ("password", new)]).await;
    assert_eq!(changed.status, 200);
    assert!(!here.get("/projects").await.text().contains(TITLE));

    let mut next = app.browser();
    let password = [("email", "ada@stadtwerke.example"), ("password", new)];
    assert_eq!(next.post("/sign-in", &password).await.status, 303);
    assert_eq!(next.post("/sign-in/second-step", &[("code", &code)]).await.status, 303);
    let page = next.get("/projects").await.text();
    assert!(page.contains("Password changed") && page.contains("Second factor added"), "{page}");
    assert!(!page.contains("Recovery code used"), "its own act: {page}");
    assert!(here.get("/projects").await.text().contains("Recovery code used"), "an act of another session");
}

#[tokio::test]
async fn putting_away_reaches_what_was_read_and_nobody_else() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.account("eve").await;
    let mut here = app.signed_in("ada").await;
    sign_in_with(&app, "Mozilla/5.0 (iPhone) Safari/604.1").await;
    let first = until(&here.get("/projects").await.text());
    sign_in_with(&app, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0").await;
    // Somebody else cannot put them away.
    let mut eve = app.signed_in("eve").await;
    assert_eq!(eve.post("/account/notices", &[("until", "999999")]).await.status, 303);
    assert_eq!(here.get("/projects").await.text().matches("New device signed in").count(), 2);
    // What came after the page was read stays.
    assert_eq!(here.post("/account/notices", &[("until", &first)]).await.status, 303);
    let page = here.get("/projects").await.text();
    assert!(page.matches("New device signed in").count() == 1 && page.contains("Firefox"), "{page}");
    // The way back leads nowhere else.
    let evil = here.post("/account/notices", &[("until", "0"), ("return", "//evil.example")]).await;
    assert_eq!(evil.location.as_deref(), Some("/account/events"));
}

#[tokio::test]
async fn a_session_that_was_there_puts_a_notice_away_for_itself_alone() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut stolen = app.signed_in("ada").await;
    sign_in_with(&app, "Mozilla/5.0 (iPhone) Safari/604.1").await;
    let put_away = async |browser: &mut Browser| {
        // Neither this nor what is still to come.
        assert_eq!(browser.post("/account/notices", &[("until", "999999")]).await.status, 303);
        assert!(!browser.get("/projects").await.text().contains(TITLE));
    };
    put_away(&mut stolen).await;
    app.clock.advance(1);
    let mut ada = app.signed_in("ada").await;
    assert!(ada.get("/projects").await.text().contains("New device signed in"));
    put_away(&mut ada).await;
    assert!(!app.signed_in("ada").await.get("/projects").await.text().contains(TITLE));
    sign_in_with(&app, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0").await;
    assert!(stolen.get("/projects").await.text().contains("Firefox"));
}

#[tokio::test]
async fn a_password_that_was_set_by_a_link_is_news() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    app.browser().post("/reset", &[("email", "ada@stadtwerke.example")]).await;
    let text = app.mail.wait_for(1).await[0].text.clone();
    let token = text.split('#').nth(1).unwrap()[..43].to_owned();
    let new = "laterne magnet pfeffer dampfer";
    let fields = [("token", token.as_str()), ("password", new)];
    assert_eq!(app.browser().post("/reset/password", &fields).await.status, 200);
    let mut browser = app.browser();
    let fields = [("email", "ada@stadtwerke.example"), ("password", new)];
    assert_eq!(browser.post("/sign-in", &fields).await.status, 303);
    assert!(browser.get("/projects").await.text().contains("Password set anew by a link"));
}
