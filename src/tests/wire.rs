//! What comes over the wire before there is a request: slow, endless, ambiguous. The real listener, on a port of
//! its own, with little patience.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::harness::{ORIGIN, TestApp};
use crate::clock::{Clock as _, SystemClock};
use crate::http::{PublicOrigin, Surface, layers};
use crate::identity::sessions::SessionLimits;
use crate::listener::{self, Deadlines, Places};
use crate::tls;

/// As long as the server waits here.
const SHORT: Duration = Duration::from_millis(600);
/// Nothing may take longer.
const LONG: Duration = Duration::from_secs(3);
/// What every request of these tests names.
const HOST: &str = "Host: lastgang.example\r\nConnection: close\r\n";

/// A server that listens.
struct Wire {
    app: TestApp,
    address: SocketAddr,
    handle: Handle<SocketAddr>,
}

impl Wire {
    /// The whole server.
    async fn new() -> Self {
        Self::of(|app| {
            let surface = Surface { answer_within: SHORT, ..Surface::default() };
            app.backend.router(PublicOrigin::parse(ORIGIN).unwrap(), surface, SessionLimits::STANDARD)
        })
        .await
    }

    /// Any router.
    async fn of(router: impl FnOnce(&TestApp) -> Router) -> Self {
        let deadlines = Deadlines { handshake: SHORT, headers: SHORT };
        Self::with(router, deadlines, Places::new(1_000, 1_000, Vec::new())).await
    }

    /// Any router behind any patience and any number of places.
    async fn with(
        router: impl FnOnce(&TestApp) -> Router,
        deadlines: Deadlines,
        places: Arc<Places>,
    ) -> Self {
        tls::install_provider();
        let app = TestApp::new().await;
        // The client looks at the clock of the machine.
        let files = tls::localhost_certificate(app.folder.path(), SystemClock.now_s()).unwrap();
        let certificate = RustlsConfig::from_config(Arc::new(tls::server_config(&files).unwrap()));
        let socket = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.set_nonblocking(true).unwrap();
        let address = socket.local_addr().unwrap();
        let handle = Handle::new();
        tokio::spawn(listener::serve(socket, certificate, router(&app), handle.clone(), deadlines, places));
        Self { app, address, handle }
    }

    async fn connect(&self) -> TlsStream<TcpStream> {
        self.connect_by(&rustls::version::TLS13).await.unwrap()
    }

    async fn connect_by(
        &self,
        version: &'static SupportedProtocolVersion,
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let certificate = self.app.folder.path().join("localhost-certificate.pem");
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tcp = TcpStream::connect(self.address).await.unwrap();
        TlsConnector::from(Arc::new(config)).connect("localhost".try_into().unwrap(), tcp).await
    }

    /// Sends bytes; gives everything that comes back until the server closes the connection.
    async fn say(&self, request: &str) -> String {
        let mut stream = self.connect().await;
        // The server may have refused before it has read everything.
        _ = stream.write_all(request.as_bytes()).await;
        _ = stream.flush().await;
        rest(&mut stream).await
    }

    /// Whether an honest request is answered.
    async fn lives(&self) -> bool {
        self.say(&format!("GET /healthz HTTP/1.1\r\n{HOST}\r\n")).await.starts_with("HTTP/1.1 200 ")
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

/// Everything that comes until the connection is closed or cut.
async fn rest(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut answer = Vec::new();
    let mut buffer = [0; 4_096];
    let all = async {
        while let Ok(count @ 1..) = stream.read(&mut buffer).await {
            answer.extend_from_slice(&buffer[..count]);
        }
    };
    tokio::time::timeout(LONG, all).await.expect("the server closes the connection");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Sends the beginning at once and then, drop by drop, without end; gives what comes back and how long it took.
async fn drip(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    begin: &str,
    drop: &'static str,
) -> (String, Duration) {
    let (mut reading, mut writing) = tokio::io::split(stream);
    writing.write_all(begin.as_bytes()).await.unwrap();
    writing.flush().await.unwrap();
    let dripping = tokio::spawn(async move {
        while writing.write_all(drop.as_bytes()).await.is_ok() && writing.flush().await.is_ok() {
            tokio::time::sleep(SHORT / 8).await;
        }
    });
    let begun = Instant::now();
    let answer = rest(&mut reading).await;
    dripping.abort();
    (answer, begun.elapsed())
}

fn assert_headers(what: &str, answer: &str) {
    for header in [
        "strict-transport-security: max-age=63072000; includeSubDomains\r\n",
        "content-security-policy: default-src 'none'; ",
        "x-content-type-options: nosniff\r\n",
        "x-frame-options: DENY\r\n",
        "cache-control: no-store\r\n",
    ] {
        assert!(answer.contains(&format!("\r\n{header}")), "{what}: {header} is missing in {answer}");
    }
}

#[tokio::test]
async fn whoever_sends_headers_drop_by_drop_is_cut_off() {
    let wire = Wire::new().await;
    let begin = "GET /healthz HTTP/1.1\r\nHost: lastgang.example\r\n";
    let (answer, took) = drip(wire.connect().await, begin, "X-Slow: 1\r\n").await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(took < 4 * SHORT, "{took:?}");
    assert!(wire.lives().await);
}

#[tokio::test]
async fn whoever_says_nothing_is_cut_off() {
    let wire = Wire::new().await;
    // Neither a handshake, nor a request, nor enough to know the protocol.
    let mut silent = TcpStream::connect(wire.address).await.unwrap();
    let (mut idle, mut hesitant) = (wire.connect().await, wire.connect().await);
    hesitant.write_all(b"PRI * HTTP/2.0\r\n").await.unwrap();
    hesitant.flush().await.unwrap();
    let begun = Instant::now();
    let all = tokio::join!(rest(&mut silent), rest(&mut idle), rest(&mut hesitant));
    assert_eq!(all, (String::new(), String::new(), String::new()));
    assert!(begun.elapsed() < 4 * SHORT, "{:?}", begun.elapsed());
    assert!(wire.lives().await);
}

#[tokio::test]
async fn whoever_sends_a_body_drop_by_drop_is_given_up() {
    let wire = Wire::new().await;
    let begin = format!(
        "POST /sign-in HTTP/1.1\r\n{HOST}Sec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n"
    );
    let (answer, took) = drip(wire.connect().await, &begin, "a").await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert_headers("slow body", &answer);
    assert!(took < 4 * SHORT, "{took:?}");
    assert!(wire.lives().await);
}

#[tokio::test]
async fn endless_addresses_and_headers_are_refused_with_all_headers() {
    let wire = Wire::new().await;
    let address = format!("GET /{} HTTP/1.1\r\n{HOST}\r\n", "a".repeat(9 * 1_024));
    let answer = wire.say(&address).await;
    assert!(answer.starts_with("HTTP/1.1 414 "), "{answer}");
    assert_headers("414", &answer);
    let header = |bytes| format!("GET /healthz HTTP/1.1\r\n{HOST}X-Large: {}\r\n\r\n", "a".repeat(bytes));
    let answer = wire.say(&header(40 * 1_024)).await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert_headers("431", &answer);
    // What is larger still is not even read.
    let answer = wire.say(&header(400 * 1_024)).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert!(wire.lives().await);
}

#[tokio::test]
async fn other_methods_and_other_hosts_are_refused_with_all_headers() {
    let wire = Wire::new().await;
    let own = "Sec-Fetch-Site: same-origin\r\nConnection: close\r\n";
    for (status, request) in [
        (405, format!("PUT /healthz HTTP/1.1\r\nHost: lastgang.example\r\n{own}Content-Length: 0\r\n\r\n")),
        (405, format!("BREW /healthz HTTP/1.1\r\nHost: lastgang.example\r\n{own}\r\n")),
        (421, format!("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n{own}\r\n")),
        (421, format!("GET /healthz HTTP/1.1\r\nHost: lastgang.example.evil.example\r\n{own}\r\n")),
        (421, format!("GET https://evil.example/healthz HTTP/1.1\r\nHost: lastgang.example\r\n{own}\r\n")),
        (421, format!("GET /healthz HTTP/1.1\r\n{own}\r\n")),
        (400, format!("GET /healthz HTTP/1.1\r\nHost: lastgang.example\r\nHost: evil.example\r\n{own}\r\n")),
        (
            400,
            format!("GET /healthz HTTP/1.1\r\nHost: lastgang.example\r\nHost: lastgang.example\r\n{own}\r\n"),
        ),
    ] {
        let answer = wire.say(&request).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}{answer}");
        assert_headers(&request, &answer);
    }
    assert!(wire.lives().await);
}

#[tokio::test]
async fn requests_of_which_two_readers_could_disagree_are_refused() {
    let wire = Wire::new().await;
    // What a careless reader in front would take for the body, or for the next request.
    let hidden = "GET /healthz HTTP/1.1\r\nHost: lastgang.example\r\n\r\n";
    let length = hidden.len() + 5;
    for lines in [
        format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"),
        "Transfer-Encoding: chunked\r\n".to_owned(),
        "Transfer-Encoding: xchunked\r\n".to_owned(),
        "Transfer-Encoding: chunked, identity\r\n".to_owned(),
        "Transfer-Encoding : chunked\r\n".to_owned(),
        format!("Content-Length: 0\r\nContent-Length: {length}\r\n"),
        "Content-Length: +5\r\n".to_owned(),
        "Content-Length: 5, 5\r\n".to_owned(),
        "X-Folded: a\r\n Transfer-Encoding: chunked\r\n".to_owned(),
        "X-Nul: a\0b\r\n".to_owned(),
    ] {
        let own = "Host: lastgang.example\r\nSec-Fetch-Site: same-origin\r\n";
        let request = format!("POST /csp-report HTTP/1.1\r\n{own}{lines}\r\n0\r\n\r\n{hidden}");
        let answer = wire.say(&request).await;
        assert!(
            answer.starts_with("HTTP/1.1 400 ") || answer.starts_with("HTTP/1.1 411 "),
            "{lines}{answer}"
        );
        // What was hidden is not answered.
        assert_eq!(answer.matches("HTTP/1.").count(), 1, "{lines}{answer}");
    }
    assert!(wire.lives().await);
}

#[tokio::test]
async fn a_handler_that_panics_answers_and_the_server_lives() {
    let wire = Wire::of(|app| layers::tests::panicking(&app.backend)).await;
    for _ in 0..2 {
        let answer = wire.say(&format!("GET /panic HTTP/1.1\r\n{HOST}\r\n")).await;
        assert!(
            answer.starts_with("HTTP/1.1 500 ") && answer.ends_with("\r\n\r\ninternal error\n"),
            "{answer}"
        );
        assert_headers("panic", &answer);
    }
}

#[tokio::test]
async fn nothing_but_tls_1_3_is_spoken() {
    let wire = Wire::new().await;
    assert!(wire.connect_by(&rustls::version::TLS12).await.is_err());
    let mut plain = TcpStream::connect(wire.address).await.unwrap();
    plain.write_all(format!("GET / HTTP/1.1\r\n{HOST}\r\n").as_bytes()).await.unwrap();
    let answer = rest(&mut plain).await;
    assert!(!answer.contains("HTTP") && answer.len() < 10, "{answer}");
    assert!(wire.lives().await);
}

#[tokio::test]
async fn whoever_holds_many_connections_gets_no_more() {
    let router = |app: &TestApp| {
        let origin = PublicOrigin::parse(ORIGIN).unwrap();
        app.backend.router(origin, Surface::default(), SessionLimits::STANDARD)
    };
    let patient = Duration::from_secs(60);
    let deadlines = Deadlines { handshake: patient, headers: patient };
    let wire = Wire::with(router, deadlines, Places::new(3, 1_000, Vec::new())).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(wire.connect().await);
    }
    assert!(wire.connect_by(&rustls::version::TLS13).await.is_err());
    // A place is free again as soon as the server has seen that its connection is gone.
    held.pop();
    let again = async {
        while wire.connect_by(&rustls::version::TLS13).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(LONG, again).await.expect("there is a place again");
}
