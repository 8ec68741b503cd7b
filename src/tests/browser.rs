//! Requests as a browser sends them, cookies included.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use app::routes;
use app::ui::FORM_TOKEN;
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request};
use futures::StreamExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::harness::ORIGIN;

/// Keeps cookies between requests.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// The token of the forms on our pages, with the cookies that it belongs to.
    form_token: Option<(BTreeMap<String, String>, String)>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub location: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// The name of the error that a server function answered with.
    pub fn error(&self) -> String {
        match self.json() {
            Value::String(name) => name,
            Value::Object(fields) => fields.keys().next().expect("an error has a name").clone(),
            other => panic!("no error: {other}"),
        }
    }
}

impl Browser {
    pub const fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), form_token: None }
    }

    /// Follows a link of our own.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[("sec-fetch-site", "same-origin")], Body::empty()).await
    }

    /// Submits a form of our own.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(&[], path, fields).await
    }

    /// Submits a form of our own with headers of one's own.
    pub async fn post_with(
        &mut self,
        headers: &[(&str, &str)],
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let headers: Vec<_> =
            headers.iter().copied().chain([("sec-fetch-site", "same-origin"), kind]).collect();
        let token = self.form_token().await;
        let fields: Vec<_> = fields.iter().copied().chain([(FORM_TOKEN, token.as_str())]).collect();
        self.send(Method::POST, path, &headers, Body::from(form(&fields))).await
    }

    /// The token that the forms of our pages carry, read from one of them.
    pub async fn form_token(&mut self) -> String {
        if let Some((cookies, token)) = &self.form_token
            && *cookies == self.cookies
        {
            return token.clone();
        }
        let mut page = self.get(routes::PERMISSIONS).await;
        if page.status != 200 {
            // Whoever has to add a second factor first sees only this.
            page = self.get(routes::ACCOUNT).await;
        }
        let page = page.text();
        let token = page.split_once(&format!("name=\"{FORM_TOKEN}\" value=\""));
        let (_, rest) = token.unwrap_or_else(|| panic!("no form: {page}"));
        let token = rest.split('"').next().unwrap_or_default().to_owned();
        self.form_token = Some((self.cookies.clone(), token.clone()));
        token
    }

    /// Submits a form with a file.
    pub async fn upload(&mut self, path: &str, file: &[u8]) -> Answer {
        let token = self.form_token().await;
        let mut body = format!(
            "--X\r\nContent-Disposition: form-data; name=\"{FORM_TOKEN}\"\r\n\r\n{token}\r\n\
             --X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.json\"\r\n\
             Content-Type: application/json\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--X--\r\n");
        let kind = ("content-type", "multipart/form-data; boundary=X");
        self.send(Method::POST, path, &[("sec-fetch-site", "same-origin"), kind], Body::from(body)).await
    }

    /// Sends a file to a project.
    pub async fn send_file(&mut self, project: &str, name: &str, file: &[u8]) -> Answer {
        let kind = ("content-type", "application/octet-stream");
        let path = format!("/api/upload/add?project={project}&name={name}");
        self.send(Method::POST, &path, &[("sec-fetch-site", "same-origin"), kind], Body::from(file.to_vec()))
            .await
    }

    /// Keeps a column of values, kW, as a load profile of a project; gives its card.
    pub async fn keep_profile(&mut self, project: &str, name: &str, values: &[f64]) -> Value {
        let mut file = "Leistung [kW]\n".to_owned();
        for value in values {
            writeln!(file, "{value}").expect("a text can be written to");
        }
        let upload = self.send_file(project, "meter.csv", file.as_bytes()).await.json();
        let accept =
            json!({ "project": project, "upload": upload, "answers": "", "name": name, "locale": "de" });
        self.call("upload/accept", &accept).await.json()
    }

    /// Calls a server function.
    pub async fn call(&mut self, function: &str, arguments: &Value) -> Answer {
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/json")];
        let body = Body::from(arguments.to_string());
        self.send(Method::POST, &format!("/api/{function}"), &headers, body).await
    }

    /// Opens a stream of events.
    pub async fn listen(&self, path: &str) -> axum::body::BodyDataStream {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::get(path)
            .header(HOST, ORIGIN.trim_start_matches("https://"))
            .header("sec-fetch-site", "same-origin")
            .header(COOKIE, cookies.join("; "));
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.headers()[CONTENT_TYPE], "text/event-stream");
        response.into_body().into_data_stream()
    }

    /// Sends anything.
    pub async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header(HOST, ORIGIN.trim_start_matches("https://"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() && !headers.iter().any(|(name, _)| *name == "cookie") {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, cookies.join("; "));
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        // A stream has no end: what comes first is its answer.
        let streams = parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if streams {
            body.into_data_stream().next().await.map_or_else(Vec::new, |event| event.unwrap().to_vec())
        } else {
            axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec()
        };
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let location = parts.headers.get(LOCATION).map(|value| value.to_str().unwrap().to_owned());
        if !body.is_empty() && parts.status.is_success() {
            assert!(parts.headers.contains_key(CONTENT_TYPE), "{path} has no content type");
        }
        Answer { status: parts.status.as_u16(), headers: parts.headers, location, body }
    }

    fn keep(&mut self, cookie: &str) {
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.split(';').any(|part| part.trim() == attribute), "{cookie} lacks {attribute}");
        }
        assert!(cookie.starts_with("__Host-") && !cookie.contains("Domain"), "{cookie}");
        let (name, rest) = cookie.split_once('=').unwrap();
        let value = rest.split(';').next().unwrap();
        if cookie.contains("Max-Age=0") || value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        if !body.is_empty() {
            body.push('&');
        }
        body.push_str(name);
        body.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() {
                body.push(byte.into());
            } else {
                write!(body, "%{byte:02X}").unwrap();
            }
        }
    }
    body
}
