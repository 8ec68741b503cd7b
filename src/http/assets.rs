//! The files of the site: embedded, compressed when they were built, cached for ever under their hashed
//! names.

use std::collections::HashMap;
use std::sync::LazyLock;

use app::page::Assets;
use axum::extract::{Path, Request};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

/// A file of the site.
pub struct SiteFile {
    /// Stable name, for example `lastgang.css`.
    pub logical: &'static str,
    /// Path with the hash of the content, without leading slash.
    pub path: &'static str,
    /// Media type with charset.
    pub content_type: &'static str,
    /// Content.
    pub bytes: &'static [u8],
    /// The same, compressed with brotli.
    pub br: Option<&'static [u8]>,
    /// The same, compressed with gzip.
    pub gz: Option<&'static [u8]>,
}

#[cfg(not(test))]
include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// A file of each kind; the site itself is not built for tests.
#[cfg(test)]
static SITE: &[SiteFile] = &[
    file("kinds/a.css", "assets/a.0001.css", "text/css; charset=utf-8", b"a{}"),
    file("kinds/a.csv", "assets/a.0002.csv", "text/csv; charset=utf-8", b"a;b\n"),
    file("kinds/a.js", "pkg/a.0003.js", "text/javascript; charset=utf-8", b"export {}"),
    file("kinds/a.json", "assets/a.0004.json", "application/json", b"{}"),
    file("kinds/a.svg", "assets/a.0005.svg", "image/svg+xml; charset=utf-8", b"<svg/>"),
    file("kinds/a.txt", "assets/a.0006.txt", "text/plain; charset=utf-8", b"<script>"),
    file("kinds/a.wasm", "pkg/a.0007.wasm", "application/wasm", b"\0asm"),
    file("kinds/a.woff2", "assets/a.0008.woff2", "font/woff2", b"wOF2"),
];

#[cfg(test)]
const fn file(
    logical: &'static str,
    path: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
) -> SiteFile {
    SiteFile { logical, path, content_type, bytes, br: Some(b"br"), gz: Some(b"gz") }
}

static BY_PATH: LazyLock<HashMap<&'static str, &'static SiteFile>> =
    LazyLock::new(|| SITE.iter().map(|file| (file.path, file)).collect());
static BY_LOGICAL_NAME: LazyLock<HashMap<&'static str, &'static SiteFile>> =
    LazyLock::new(|| SITE.iter().map(|file| (file.logical, file)).collect());

/// The addresses that pages use.
pub(super) fn addresses() -> Assets {
    Assets {
        addresses: SITE.iter().map(|file| (file.logical.to_owned(), format!("/{}", file.path))).collect(),
    }
}

/// A file under its hashed name: never changes.
pub(super) async fn hashed(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    match BY_PATH.get(path) {
        Some(file) => content(file, request.headers(), "public, max-age=31536000, immutable"),
        None => missing(),
    }
}

/// A file under its stable name: asked for again each time, sent again only if it has changed.
pub(super) async fn by_logical_name(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match BY_LOGICAL_NAME.get(name.as_str()) {
        Some(file) => {
            // The path carries the hash of the content.
            let tag = format!("\"{}\"", file.path);
            let known = headers.get(IF_NONE_MATCH).is_some_and(|tags| {
                tags.to_str().is_ok_and(|tags| {
                    tags.split(',').any(|other| other.trim().trim_start_matches("W/") == tag)
                })
            });
            let mut response = if known {
                let mut response = StatusCode::NOT_MODIFIED.into_response();
                response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
                response
            } else {
                content(file, &headers, "no-cache")
            };
            if let Ok(tag) = HeaderValue::try_from(tag) {
                response.headers_mut().insert(ETAG, tag);
            }
            response
        }
        None => missing(),
    }
}

fn content(file: &'static SiteFile, headers: &HeaderMap, cache: &'static str) -> Response {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts = |coding: &str| {
        accepted.split(',').any(|part| {
            let (name, quality) = part.split_once(';').unwrap_or((part, ""));
            name.trim().eq_ignore_ascii_case(coding)
                && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
    };
    let (bytes, coding) = match file {
        SiteFile { br: Some(bytes), .. } if accepts("br") => (*bytes, Some("br")),
        SiteFile { gz: Some(bytes), .. } if accepts("gzip") => (*bytes, Some("gzip")),
        SiteFile { bytes, .. } => (*bytes, None),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, "not found\n").into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Method;

    use super::*;

    static FILE: SiteFile = SiteFile {
        logical: "a.css",
        path: "pkg/a.0123.css",
        content_type: "text/css; charset=utf-8",
        bytes: b"plain",
        br: Some(b"br"),
        gz: Some(b"gz"),
    };

    #[tokio::test]
    async fn every_file_is_sent_as_what_it_is_and_as_nothing_else() {
        let app = crate::tests::harness::TestApp::new().await;
        let mut browser = app.browser();
        for file in SITE {
            let codings: [(&str, &[u8]); 3] = [("identity", file.bytes), ("gzip", b"gz"), ("br", b"br")];
            let mut tag = String::new();
            for path in [format!("/{}", file.path), format!("/static/{}", file.logical)] {
                for (coding, body) in codings {
                    let headers = [("accept-encoding", coding)];
                    let answer = browser.send(Method::GET, &path, &headers, Body::empty()).await;
                    let header = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap());
                    assert_eq!((answer.status, answer.body.as_slice()), (200, body), "{path} {coding}");
                    assert_eq!(header("content-type"), Some(file.content_type), "{path} {coding}");
                    assert_eq!(header("x-content-type-options"), Some("nosniff"), "{path} {coding}");
                    assert_eq!(
                        header("content-encoding"),
                        (coding != "identity").then_some(coding),
                        "{path}"
                    );
                    tag = header("etag").unwrap_or(&tag).to_owned();
                }
            }
            // What has not changed has no content, but is not to be guessed at either.
            let path = format!("/static/{}", file.logical);
            let headers = [("if-none-match", tag.as_str())];
            let answer = browser.send(Method::GET, &path, &headers, Body::empty()).await;
            assert_eq!((answer.status, answer.body.len()), (304, 0), "{path}");
            assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        }
    }

    fn coding(accepted: &str) -> Option<String> {
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::try_from(accepted).unwrap())]);
        let response = content(&FILE, &headers, "no-cache");
        assert_eq!(response.headers()[VARY], "accept-encoding");
        response.headers().get(CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_best_coding_that_the_browser_accepts_is_sent() {
        assert_eq!(coding("gzip, deflate, br, zstd").as_deref(), Some("br"));
        assert_eq!(coding("gzip;q=1.0, br;q=0").as_deref(), Some("gzip"));
        for none in ["", "identity", "brotli", "br;q=0, gzip;q=0.0"] {
            assert_eq!(coding(none), None, "{none}");
        }
    }
}
