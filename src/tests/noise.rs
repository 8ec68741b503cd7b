//! Noise in place of cookies, tokens, forms and records: it is refused, and nothing fails over it.
//!
//! From a seed, so that it is the same in every run.

use axum::body::Body;
use axum::http::Method;
use engine::random::Random;
use serde_json::Value;

use super::harness::TestApp;
use crate::http::permissions::ENDPOINTS;
use crate::identity::sessions::COOKIE;
use crate::identity::token;
use crate::vault::body::{decode, decode_bytes, decode_series, encode, encode_bytes, encode_series};

/// A text of up to so many characters, mostly of those that mean something in headers, addresses and JSON.
fn noise(random: &mut Random, most: usize) -> String {
    const MEANING: &[u8] = b"=;,&%+-_.:/\\\"'{}[]<>()@#?!~^|* 0123456789ABCDEFabcdef";
    (0..random.below(most + 1))
        .map(|_| match random.below(8) {
            0 => char::from(b' ' + random.below(95) as u8),
            _ => char::from(MEANING[random.below(MEANING.len())]),
        })
        .collect()
}

/// A sound text with a few other characters.
fn damaged(random: &mut Random, sound: &str) -> String {
    let mut chars: Vec<char> = sound.chars().collect();
    for _ in 0..=random.below(3) {
        let at = random.below(chars.len());
        match random.below(3) {
            0 => chars[at] = char::from(b'0' + random.below(75) as u8),
            1 => chars.insert(at, '='),
            _ => chars.truncate(at + 1),
        }
    }
    chars.into_iter().collect()
}

#[tokio::test]
async fn noise_in_cookies_is_nobody() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let own = app.signed_in("ada").await.cookies[COOKIE].clone();
    let mut random = Random::new(1);
    for round in 0..300 {
        let cookie = match round % 3 {
            0 => noise(&mut random, 200),
            1 => format!("{COOKIE}={}", noise(&mut random, 80)),
            _ => {
                let damaged = damaged(&mut random, &own);
                if damaged == own {
                    continue;
                }
                format!("__Host-preferences={}; {COOKIE}={damaged}", noise(&mut random, 20))
            }
        };
        let mut browser = app.browser();
        let answer = browser.send(Method::GET, "/account", &[("cookie", &cookie)], Body::empty()).await;
        let location = answer.location.as_deref();
        assert_eq!((answer.status, location), (303, Some("/sign-in?next=/account")), "{cookie}");
    }
}

#[tokio::test]
async fn noise_in_tokens_of_links_opens_nothing() {
    let app = TestApp::new().await;
    let mut random = Random::new(2);
    let (sound, _) = token::new(&*app.ids);
    for round in 0..150 {
        let text = if round % 2 == 0 { noise(&mut random, 120) } else { damaged(&mut random, &sound) };
        // Whatever is taken for a token has 256 bits.
        assert!(token::hash(&text).is_none() || text.trim().len() == 43, "{text}");
        // The wait after wrong links is over before the next one.
        app.clock.advance(900);
        let fields = [("token", text.as_str()), ("name", "X"), ("password", "kessel wolke zirkel hafen")];
        assert_eq!(app.browser().post("/invitation", &fields).await.status, 422, "{text}");
    }
}

#[tokio::test]
async fn noise_in_bodies_and_addresses_is_refused_by_every_way_in() {
    let app = TestApp::with_demo(true).await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    ada.form_token().await;
    let mut random = Random::new(3);
    for endpoint in ENDPOINTS.iter().filter(|endpoint| endpoint.path != "/sign-out") {
        for kind in
            ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=X"]
        {
            let mut browser = ada.clone();
            let mut body = noise(&mut random, 400);
            if !kind.ends_with("json") && !endpoint.path.starts_with("/api/") {
                body = format!("csrf_token={}&{body}", browser.form_token().await);
            }
            let mut path = String::new();
            for part in endpoint.path.split('/').skip(1) {
                let plain: String =
                    noise(&mut random, 30).chars().filter(char::is_ascii_alphanumeric).collect();
                path += "/";
                path += if part.starts_with('{') { plain.as_str() } else { part };
            }
            let headers = [("sec-fetch-site", "same-origin"), ("content-type", kind)];
            let method = Method::from_bytes(endpoint.method.as_bytes()).unwrap();
            let answer = browser.send(method, &path, &headers, Body::from(body.clone())).await;
            assert_ne!(answer.status, 500, "{} {path}: {body}", endpoint.method);
        }
    }
}

#[test]
fn noise_is_no_record() {
    let mut random = Random::new(4);
    let value = serde_json::json!({ "name": "Rathaus", "values": [1.5, 2.5] });
    let sound = [
        encode(&value).unwrap().to_vec(),
        encode_series(&[1.0; 100]).unwrap().to_vec(),
        encode_bytes(b"Zeit;kW\n").unwrap().to_vec(),
    ];
    assert_eq!(decode::<Value>(&sound[0]).unwrap(), value);
    for round in 0..3_000 {
        let mut bytes = sound[round % 3].clone();
        if round % 5 == 0 {
            bytes = (0..random.below(200)).map(|_| random.below(256) as u8).collect();
        }
        for _ in 0..=random.below(4) {
            if !bytes.is_empty() {
                let at = random.below(bytes.len());
                match random.below(3) {
                    0 => bytes[at] ^= 1 << random.below(8),
                    1 => bytes.truncate(at),
                    _ => bytes.insert(at, random.below(256) as u8),
                }
            }
        }
        // Each ends with a value or an error; what was packed for one is nothing for the others.
        let read =
            [decode::<Value>(&bytes).is_ok(), decode_series(&bytes).is_ok(), decode_bytes(&bytes).is_ok()];
        assert!(read.iter().filter(|is_read| **is_read).count() <= 1, "{bytes:?}");
    }
}
