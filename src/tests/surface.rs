//! The surface of the server: every way in, with every method, answers within the rules.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::Method;

use super::browser::Browser;
use super::harness::{ORIGIN, TestApp};
use super::headers::assert_secure;
use crate::http::permissions::ENDPOINTS;
use crate::http::{PublicOrigin, Surface};
use crate::identity::sessions::SessionLimits;

#[tokio::test]
async fn every_way_in_carries_the_headers_whatever_the_method() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let (mut stranger, signed_in) = (app.browser(), app.signed_in("ada").await);
    let methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"];
    for endpoint in ENDPOINTS.iter() {
        let path = endpoint.path.replace(['{', '}', '*'], "");
        for method in methods.map(|method| Method::from_bytes(method.as_bytes()).unwrap()) {
            for browser in [&mut stranger, &mut signed_in.clone()] {
                let what = format!("{method} {path}");
                let same = [("sec-fetch-site", "same-origin")];
                let answer = browser.send(method.clone(), &path, &same, Body::empty()).await;
                assert_secure(&what, &answer);
                let read = endpoint.method == "GET" && (method == Method::GET || method == Method::HEAD);
                let listed = ENDPOINTS
                    .iter()
                    .any(|other| other.path == endpoint.path && other.method == method.as_str());
                if !read && !listed {
                    let own =
                        ENDPOINTS.iter().any(|other| other.path == endpoint.path && other.method == "GET");
                    let head = method == Method::HEAD && own;
                    assert!(head || matches!(answer.status, 403..=405), "{what}: {}", answer.status);
                }
            }
        }
    }
}

#[tokio::test]
async fn browsers_report_violations_and_the_log_keeps_what_was_violated() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let policy = browser.get("/").await.headers["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.ends_with("report-uri /csp-report; report-to csp"), "{policy}");
    let report =
        r#"{"csp-report":{"violated-directive":"script-src","blocked-uri":"https://evil.example/a"}}"#;
    let headers = [("content-type", "application/csp-report"), ("sec-fetch-site", "same-origin")];
    for _ in 0..30 {
        let answer = browser.send(Method::POST, "/csp-report", &headers, Body::from(report)).await;
        assert_eq!(answer.status, 204);
    }
    let rows = app.backend.store.audit().newest(100).await.unwrap();
    let rows: Vec<_> = rows.iter().filter(|row| row.row.action == "malicious_csp_violation").collect();
    // A page that reports without end does not fill the log.
    assert_eq!(rows.len(), 1);
    let details = app.backend.store.audit().details(&rows[0].row).await.unwrap().unwrap();
    assert_eq!(details.facts["blocked"], "https://evil.example");
    let large = Body::from("x".repeat(64 * 1024));
    assert_eq!(browser.send(Method::POST, "/csp-report", &headers, large).await.status, 413);
    assert_eq!(browser.send(Method::POST, "/csp-report", &headers, Body::from("{}")).await.status, 400);
}

#[tokio::test]
async fn researchers_find_whom_to_tell_if_the_operator_named_somebody() {
    let app = TestApp::new().await;
    let answer = app.browser().get("/.well-known/security.txt").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
    let text = answer.text();
    for line in [
        "Contact: mailto:security@stadtwerke.example",
        "Expires: 2027-07-14T00:00:00Z",
        "Canonical: https://lastgang.example/.well-known/security.txt",
    ] {
        assert!(text.lines().any(|other| other == line), "{text}");
    }
}

#[tokio::test]
async fn forwarded_headers_of_strangers_are_not_believed() {
    let app = TestApp::new().await;
    app.account("ada").await;
    for spoofed in 1..30 {
        let address = format!("198.51.100.{spoofed}");
        let headers = [("x-forwarded-for", address.as_str()), ("x-real-ip", address.as_str())];
        let fields = [("email", "nobody@x.example"), ("password", "wrong")];
        app.browser().post_with(&headers, "/sign-in", &fields).await;
    }
    // All of them count against the one true address.
    let answer = app.browser().post("/sign-in", &[("email", "other@x.example"), ("password", "wrong")]).await;
    assert_eq!(answer.status, 429);
}

#[tokio::test]
async fn a_file_may_come_more_slowly_than_a_form() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let cookies = app.signed_in("ada").await.cookies;
    let surface = Surface { answer_within: Duration::from_millis(500), ..Surface::default() };
    let origin = PublicOrigin::parse(ORIGIN).unwrap();
    let mut ada = Browser::new(app.backend.router(origin, surface, SessionLimits::STANDARD));
    ada.cookies = cookies;
    for (path, gives_up) in [("/account", true), ("/projects/import", false), ("/api/upload/add", false)] {
        let body = Body::from_stream(futures::stream::once(async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok::<_, Infallible>("x")
        }));
        let answer = ada.send(Method::POST, path, &[("sec-fetch-site", "same-origin")], body).await;
        assert_eq!(answer.status == 503, gives_up, "{path}: {}", answer.status);
    }
}
