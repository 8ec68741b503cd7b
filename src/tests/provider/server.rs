//! The provider's side of the wire.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Given};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use oauth2::url::Url;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Behaviour, Forge, State};

/// A code that was handed out.
#[derive(Clone)]
pub struct Grant {
    client_id: String,
    redirect: String,
    challenge: String,
    token: String,
}

type Shared = Arc<Mutex<State>>;

pub fn router(state: Shared) -> Router {
    Router::new()
        .route("/{tenant}/v2.0/.well-known/openid-configuration", get(document))
        .route("/{tenant}/discovery/v2.0/keys", get(document))
        .route("/{tenant}/oauth2/v2.0/token", post(token))
        .with_state(state)
}

async fn document(Given(state): Given<Shared>, Path(_): Path<String>, uri: Uri) -> Response {
    let (behaviour, document) = {
        let mut state = state.lock().unwrap();
        state.requests += 1;
        let document = if uri.path().ends_with("/keys") { &state.keys } else { &state.metadata };
        (state.behaviour, document.clone())
    };
    match behaviour {
        Behaviour::Honest => Json(document).into_response(),
        Behaviour::Silent => {
            tokio::time::sleep(Duration::from_secs(3)).await;
            Json(document).into_response()
        }
        Behaviour::Huge => {
            let body = format!("{{\"padding\":\"{}\"}}", "x".repeat(crate::outbound::ANSWER_BYTES));
            ([(CONTENT_TYPE, "application/json")], body).into_response()
        }
        Behaviour::Redirecting => (StatusCode::FOUND, [(LOCATION, uri.to_string())]).into_response(),
        Behaviour::Failing => (StatusCode::INTERNAL_SERVER_ERROR, Json(document)).into_response(),
        Behaviour::Html => ([(CONTENT_TYPE, "text/html")], document.to_string()).into_response(),
        Behaviour::BreakingOff => {
            let pieces = [Ok(Bytes::from_static(b"{\"issuer\":")), Err(std::io::Error::other("broken"))];
            let body = Body::from_stream(futures::stream::iter(pieces));
            ([(CONTENT_TYPE, "application/json")], body).into_response()
        }
    }
}

/// Hands out a code.
pub fn sign_in(state: &Shared, address: &str, change: impl FnOnce(&mut Forge)) -> String {
    let url = Url::parse(address).unwrap();
    let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
    let expected = [
        ("response_type", "code"),
        ("response_mode", "query"),
        ("scope", "openid profile email"),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in expected {
        assert_eq!(asked[name], value, "{name}");
    }
    let mut forge = Forge::new(&asked["nonce"], super::super::harness::START_S);
    if asked.get("prompt").is_some_and(|prompt| prompt == "login") {
        forge = forge.claim("auth_time", json!(super::super::harness::START_S));
    }
    change(&mut forge);
    let mut state = state.lock().unwrap();
    let code = format!("code-{}", state.codes.len() + 1);
    let grant = Grant {
        client_id: asked["client_id"].clone(),
        redirect: asked["redirect_uri"].clone(),
        challenge: asked["code_challenge"].clone(),
        token: forge.token(),
    };
    state.codes.insert(code.clone(), grant);
    let mut back = Url::parse(&asked["redirect_uri"]).unwrap();
    back.query_pairs_mut().append_pair("code", &code).append_pair("state", &asked["state"]);
    format!("{}?{}", back.path(), back.query().unwrap_or_default())
}

async fn token(
    Given(state): Given<Shared>,
    Path(_): Path<String>,
    uri: Uri,
    Form(fields): Form<HashMap<String, String>>,
) -> Response {
    let mut state = state.lock().unwrap();
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    // A code is good for one attempt, right or wrong.
    let Some(grant) = state.codes.remove(&field("code")) else { return refuse("invalid_grant") };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
    if field("grant_type") != "authorization_code"
        || field("redirect_uri") != grant.redirect
        || challenge != grant.challenge
    {
        return refuse("invalid_grant");
    }
    if !is_client(&mut state, &fields, &grant.client_id, uri.path()) {
        return refuse("invalid_client");
    }
    let answer = json!({ "token_type": "Bearer", "expires_in": 3600, "access_token": "eyJ0-access", "id_token": grant.token });
    Json(answer).into_response()
}

fn refuse(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error, "error_description": "AADSTS: no" })))
        .into_response()
}

fn is_client(state: &mut State, fields: &HashMap<String, String>, client_id: &str, path: &str) -> bool {
    if fields.get("client_id").map(String::as_str) != Some(client_id) {
        return false;
    }
    if let Some(secret) = &state.secret {
        return fields.get("client_secret") == Some(secret);
    }
    let Some(assertion) = fields.get("client_assertion") else { return false };
    if fields["client_assertion_type"] != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
        return false;
    }
    let mut rules = Validation::new(Algorithm::PS256);
    let endpoint = state.metadata["token_endpoint"].as_str().unwrap_or_default().to_owned();
    assert!(endpoint.ends_with(path));
    rules.set_audience(&[endpoint]);
    rules.set_issuer(&[client_id]);
    // The clock of the test stands still elsewhere.
    rules.validate_exp = false;
    let header = jsonwebtoken::decode_header(assertion).unwrap();
    assert!(header.x5t_s256.is_some_and(|thumbprint| thumbprint.len() == 43));
    let claims = state.certificates.iter().find_map(|key| {
        let key = DecodingKey::from_rsa_components(key["n"].as_str()?, "AQAB").ok()?;
        jsonwebtoken::decode::<Value>(assertion, &key, &rules).ok().map(|decoded| decoded.claims)
    });
    let Some(claims) = claims else { return false };
    assert_eq!(claims["sub"], client_id);
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 300);
    let id = claims["jti"].as_str().unwrap().to_owned();
    let fresh = !state.assertions.contains(&id);
    state.assertions.push(id);
    fresh
}
