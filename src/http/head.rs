//! The head of a request: neither endless nor of two meanings. What is refused here has all headers; the listener
//! cuts off what is larger still.

use axum::extract::Request;
use axum::http::header::{CONNECTION, HOST, HeaderValue, TRANSFER_ENCODING};
use axum::http::{StatusCode, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Most bytes of path and query. The longest of ours is the way back from an identity provider.
const ADDRESS_BYTES: usize = 8 * 1024;
/// Most bytes of all headers together, names and values.
const HEADER_BYTES: usize = 32 * 1024;

/// Refuses what is too large or ambiguous.
pub(super) async fn check(request: Request, next: Next) -> Response {
    let Some(refusal) = refusal(&request) else { return next.run(request).await };
    let mut response = refusal.into_response();
    if request.version() <= Version::HTTP_11 {
        // What follows on this connection is not believed either.
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn refusal(request: &Request) -> Option<(StatusCode, &'static str)> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > ADDRESS_BYTES {
        return Some((StatusCode::URI_TOO_LONG, "the address is too long\n"));
    }
    let headers = request.headers();
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if bytes > HEADER_BYTES {
        return Some((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too large\n"));
    }
    if headers.get_all(HOST).iter().nth(1).is_some() {
        return Some((StatusCode::BAD_REQUEST, "there is more than one host\n"));
    }
    // With a length, nobody in front of this server can disagree with it about where a request ends. Browsers
    // always know it.
    headers
        .contains_key(TRANSFER_ENCODING)
        .then_some((StatusCode::LENGTH_REQUIRED, "the length of the body is missing\n"))
}
