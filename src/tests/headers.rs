//! Every response carries the security headers.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Method;

use super::browser::Answer;
use super::harness::TestApp;

/// Asserts that a response carries every header that all responses carry.
pub(super) fn assert_secure(what: &str, answer: &Answer) {
    let header = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap());
    let expected = [
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in expected {
        assert_eq!(header(name), Some(value), "{what}: {name}");
    }
    assert_features(what, header("permissions-policy").unwrap());
    let policy = header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'nonce-"), "{what}: {policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
    // No other origin is named, neither by host nor by scheme.
    assert!(!policy.contains(['.', '*']), "{what}: {policy}");
    assert!(!policy.contains("http:") && !policy.contains("https:"), "{what}: {policy}");
    assert!(header("cache-control").is_some(), "{what}");
    for absent in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(header(absent), None, "{what}: {absent}");
    }
}

/// What our pages use. Without these two a browser neither makes nor uses a passkey.
const USED_FEATURES: [&str; 2] = ["publickey-credentials-create", "publickey-credentials-get"];

/// Features that a page could spy or annoy with, and ours never do.
const DENIED_FEATURES: [&str; 23] = [
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
];

/// Asserts that every feature is denied to everybody, except those that our own pages use and nobody in them.
fn assert_features(what: &str, policy: &str) {
    let used = USED_FEATURES.iter().map(|feature| format!("{feature}=(self)"));
    let denied = DENIED_FEATURES.iter().map(|feature| format!("{feature}=()"));
    let expected: BTreeSet<String> = used.chain(denied).collect();
    let found: BTreeSet<String> = policy.split(", ").map(str::to_owned).collect();
    assert_eq!(found, expected, "{what}");
    assert_eq!(policy.split(", ").count(), found.len(), "{what}: something is said twice");
}

#[tokio::test]
async fn every_response_carries_the_security_headers() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let project = browser.post("/projects/sample", &[]).await.location.unwrap();
    let mut stranger = app.browser();
    let large = "x".repeat(10 * 1024 * 1024);

    let requests = [
        ("200 page", 200, stranger.get("/").await),
        ("200 sign-in", 200, stranger.get("/sign-in").await),
        ("200 setup", 200, stranger.get("/setup").await),
        ("200 projects", 200, browser.get("/projects").await),
        ("200 account", 200, browser.get("/account").await),
        ("200 workspace", 200, browser.get(&project).await),
        ("200 delete", 200, browser.get(&format!("{project}/delete")).await),
        ("200 export", 200, browser.get(&format!("{project}/export")).await),
        ("200 chart", 200, browser.get(&format!("{project}/charts/load-profile.svg")).await),
        ("200 health", 200, stranger.get("/healthz").await),
        ("200 robots", 200, stranger.get("/robots.txt").await),
        ("303 redirect", 303, stranger.get("/projects").await),
        ("404 page", 404, stranger.get("/nope").await),
        ("404 asset", 404, stranger.get("/assets/nope.0123.js").await),
        ("404 static", 404, stranger.get("/static/nope.js").await),
        ("404 function", 404, browser.call("nope", &serde_json::json!({})).await),
        (
            "405",
            405,
            stranger.send(Method::PUT, "/healthz", &[("sec-fetch-site", "same-origin")], Body::empty()).await,
        ),
        (
            "403 guard",
            403,
            stranger.send(Method::POST, "/demo", &[("sec-fetch-site", "cross-site")], Body::empty()).await,
        ),
        ("413", 413, stranger.post("/sign-in", &[("email", &large), ("password", "x")]).await),
        ("421", 421, stranger.send(Method::GET, "/", &[("host", "evil.example")], Body::empty()).await),
        ("422", 422, stranger.post("/sign-in", &[("email", "a@b"), ("password", "x")]).await),
        (
            "OPTIONS",
            405,
            stranger.send(Method::OPTIONS, "/", &[("origin", "https://evil.example")], Body::empty()).await,
        ),
        (
            "TRACE",
            403,
            stranger.send(Method::TRACE, "/", &[("origin", "https://evil.example")], Body::empty()).await,
        ),
    ];
    for (what, status, answer) in requests {
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        assert_secure(what, &answer);
    }
}

#[tokio::test]
async fn a_panic_becomes_a_plain_500_with_headers_and_the_server_lives() {
    let app = TestApp::new().await;
    let state = crate::http::layers::tests::panicking(&app.backend);
    let mut browser = super::browser::Browser::new(state);
    for _ in 0..2 {
        let answer = browser.get("/panic").await;
        assert_eq!((answer.status, answer.text().as_str()), (500, "internal error\n"));
        assert_secure("500", &answer);
        // A form is answered by a task of its own.
        let headers = [("sec-fetch-site", "same-origin")];
        let answer = browser.send(Method::POST, "/panic/form", &headers, Body::empty()).await;
        assert_eq!((answer.status, answer.text().as_str()), (500, "internal error\n"));
        assert_secure("500", &answer);
    }
}

#[tokio::test]
async fn the_nonce_is_new_each_time_and_the_one_in_the_page() {
    let app = TestApp::new().await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..3 {
        let answer = app.browser().get("/sign-in").await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        let page = answer.text();
        let scripts = page.matches("<script").count();
        assert!(scripts > 0);
        assert_eq!(page.matches(&format!("nonce=\"{nonce}\"")).count(), scripts, "{page}");
        assert!(seen.insert(nonce));
    }
}

#[tokio::test]
async fn pages_are_never_stored_and_have_no_style_attributes() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let project = browser.post("/projects/sample", &[]).await.location.unwrap();
    for path in ["/", "/sign-in", "/setup", "/projects", "/account", &project] {
        let answer = browser.get(path).await;
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
        assert!(!answer.text().contains(" style=\""), "{path}");
    }
}
