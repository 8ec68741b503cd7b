//! Cookies: reading them by name, and setting them with the attributes that all of ours have.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

/// Every value of the cookie with this name, in the order in which the browser sent them.
pub(super) fn values<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).filter_map(move |cookie| {
        let (own, value) = cookie.trim().split_once('=')?;
        (own == name).then_some(value)
    })
}

/// Sets a cookie; without `max_age_s` it goes with the browser. A value that no header can carry is not set.
pub(super) fn set(headers: &mut HeaderMap, name: &str, value: &str, max_age_s: Option<i64>) {
    let age = max_age_s.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let cookie = format!("{name}={value}{age}; Path=/; Secure; HttpOnly; SameSite=Lax");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        headers.append(SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name_in_every_header() {
        let header = |value| (COOKIE, HeaderValue::from_static(value));
        let headers = HeaderMap::from_iter([header("a=1; ab=2;a=3=4"), header("a=5; b"), header("xa=6")]);
        assert_eq!(values(&headers, "a").collect::<Vec<_>>(), ["1", "3=4", "5"]);
        assert_eq!(values(&headers, "c").next(), None);
    }

    #[test]
    fn what_a_header_cannot_carry_is_not_set() {
        let mut headers = HeaderMap::new();
        set(&mut headers, "__Host-a", "b\nc", None);
        assert!(headers.is_empty());
        set(&mut headers, "__Host-a", "b", Some(60));
        assert_eq!(headers[SET_COOKIE], "__Host-a=b; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax");
    }
}
