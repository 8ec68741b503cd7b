//! Files of users come back as bytes to be kept, never as something that a browser shows or runs.

use app::routes;
use serde_json::json;

use super::browser::{Answer, Browser};
use super::harness::TestApp;
use super::headers::assert_secure;

async fn ada() -> (TestApp, Browser, String) {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let path = browser.post("/projects", &[("name", "Quartier")]).await.location.unwrap();
    (app, browser, path.trim_start_matches("/projects/").to_owned())
}

/// Uploads a file and downloads it again.
async fn there_and_back(browser: &mut Browser, project: &str, name: &str, content: &[u8]) -> Answer {
    let project = project.parse().unwrap();
    let kind = ("content-type", "application/octet-stream");
    let headers = [("sec-fetch-site", "same-origin"), kind];
    let path = routes::upload_add(project, name);
    let body = axum::body::Body::from(content.to_vec());
    let kept = browser.send(axum::http::Method::POST, &path, &headers, body).await;
    assert_eq!(kept.status, 201, "{name:?}: {}", kept.text());
    let id = kept.json().as_str().unwrap().to_owned();
    let answer = browser.get(&format!("/projects/{project}/uploads/{id}")).await;
    assert_eq!((answer.status, answer.body.as_slice()), (200, content), "{name:?}");
    answer
}

#[tokio::test]
async fn an_uploaded_file_comes_back_as_an_attachment_whatever_is_inside() {
    let (_app, mut ada, project) = ada().await;
    let files: [(&str, &[u8]); 6] = [
        ("zaehler.csv", b"Zeit;kW\n"),
        ("seite.html", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("bild.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
        ("bild.gif", b"GIF89a=<script>alert(1)</script>"),
        ("dokument.pdf", b"%PDF-1.7"),
        ("programm.js", b"alert(1)"),
    ];
    for (name, content) in files {
        let answer = there_and_back(&mut ada, &project, name, content).await;
        let header = |name: &str| answer.headers[name].to_str().unwrap();
        assert_eq!(header("content-type"), "application/octet-stream", "{name}");
        assert!(header("content-disposition").starts_with("attachment; filename=\""), "{name}");
        // Type and policy hold even where a browser would rather look into the file.
        assert_eq!(header("x-content-type-options"), "nosniff", "{name}");
        let policy = header("content-security-policy");
        assert!(policy.split(';').any(|part| part.trim() == "sandbox"), "{name}: {policy}");
        assert_secure(name, &answer);
    }
}

#[tokio::test]
async fn hostile_names_of_uploaded_files_become_harmless() {
    let (_app, mut ada, project) = ada().await;
    for hostile in [
        "../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "a\"; filename=\"b.exe",
        "a\r\nSet-Cookie: b=1.csv",
        "\u{202e}vsc.exe",
        "a.csv\0.exe",
        "<img src=x onerror=alert(1)>.csv",
        ";rm -rf ~;.csv",
        ".htaccess",
        "con",
        " ",
        &"x".repeat(400),
    ] {
        let answer = there_and_back(&mut ada, &project, hostile, b"1;2\n").await;
        assert!(!answer.headers.contains_key("set-cookie"), "{hostile:?}");
        let value = answer.headers["content-disposition"].to_str().unwrap();
        let plain = value.strip_prefix("attachment; filename=\"").and_then(|rest| rest.split_once('"'));
        let (plain, rest) = plain.unwrap_or_else(|| panic!("{hostile:?}: {value}"));
        let encoded = rest.strip_prefix("; filename*=UTF-8''").unwrap_or_else(|| panic!("{value}"));
        for name in [plain, encoded] {
            let (stem, ending) = name.rsplit_once('.').unwrap_or_else(|| panic!("{hostile:?}: {value}"));
            assert!(!stem.is_empty() && !stem.contains('.'), "{hostile:?}: {value}");
            assert!(["csv", "txt"].contains(&ending), "{hostile:?}: {value}");
            let harmless = |c: char| c.is_ascii_alphanumeric() || " -_()%".contains(c);
            assert!(stem.chars().all(harmless), "{hostile:?}: {value}");
        }
        assert!(!encoded.contains("%E2%80%AE") && value.len() < 1_000, "{hostile:?}: {value}");
    }
}

#[tokio::test]
async fn a_file_is_called_after_what_is_inside() {
    let (_app, mut ada, project) = ada().await;
    let files: [(&str, &[u8], &str); 5] = [
        ("lastgang.exe", b"1;2\n", "lastgang_exe.txt"),
        ("lastgang.csv", b"MZ\x90\0", "lastgang_csv.bin"),
        ("lastgang.csv", b"PK\x03\x04\x14\0", "lastgang_csv.xlsx"),
        ("lastgang.xlsx", b"<html>", "lastgang_xlsx.bin"),
        ("lastgang.csv", b"1;2\n", "lastgang.csv"),
    ];
    for (name, content, expected) in files {
        let answer = there_and_back(&mut ada, &project, name, content).await;
        let value = answer.headers["content-disposition"].to_str().unwrap();
        assert!(value.starts_with(&format!("attachment; filename=\"{expected}\"")), "{value}");
    }
}

#[tokio::test]
async fn a_file_of_two_kinds_is_kept_but_never_taken_over() {
    let (_app, mut ada, project) = ada().await;
    let table = format!("Leistung [kW]\n{}", "1.5\n".repeat(8_760));
    for mark in ["%PDF-1.7\n", "GIF89a;\n", "<html>\n", "PK\u{3}\u{4}\n", "MZ\0\n", "Zeit;kW\n%PDF-1.7\n"] {
        let file = format!("{mark}{table}");
        let upload = ada.send_file(&project, "meter.csv", file.as_bytes()).await.json();
        let examine = json!({ "project": project, "upload": upload, "answers": "", "locale": "de" });
        let found = ada.call("upload/examine", &examine).await.json();
        assert_eq!(found["verdict"], "rejected", "{mark:?}: {found}");
        let accept =
            json!({ "project": project, "upload": upload, "answers": "", "name": "x", "locale": "de" });
        assert_eq!(ada.call("upload/accept", &accept).await.status, 400, "{mark:?}");
        let weather = json!({ "project": project, "upload": upload, "locale": "de" });
        let refused = ada.call("upload/accept-weather", &weather).await.json();
        assert!(refused["refused"].is_string(), "{mark:?}: {refused}");
    }
    let opened = ada.call("scenario/open", &json!({ "project": project })).await.json();
    assert_eq!(opened["profiles"], json!([]));
}
