//! TLS 1.3 and nothing else.

use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, ClientConnection, ServerConnection};

use super::harness::START_S;
use crate::tls::{self, CertificateWatch};

/// A ClientHello that offers TLS 1.2 with `TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256`.
fn tls12_client_hello() -> Vec<u8> {
    let extensions: &[&[u8]] = &[
        &[0, 10, 0, 4, 0, 2, 0, 23], // groups: P-256
        &[0, 11, 0, 2, 1, 0],        // point format: uncompressed
        &[0, 13, 0, 4, 0, 2, 4, 3],  // signatures: ECDSA with SHA-256
    ];
    let extensions = extensions.concat();
    let mut body = vec![3, 3];
    body.extend_from_slice(&[7; 32]);
    body.extend_from_slice(&[0, 0, 2, 0xC0, 0x2B, 1, 0]);
    body.extend_from_slice(&u16::try_from(extensions.len()).unwrap().to_be_bytes());
    body.extend_from_slice(&extensions);
    let mut handshake = vec![1, 0];
    handshake.extend_from_slice(&u16::try_from(body.len()).unwrap().to_be_bytes());
    handshake.extend_from_slice(&body);
    let mut record = vec![22, 3, 1];
    record.extend_from_slice(&u16::try_from(handshake.len()).unwrap().to_be_bytes());
    record.extend_from_slice(&handshake);
    record
}

#[test]
fn a_client_that_speaks_only_tls_1_2_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let config = tls::server_config(&tls::localhost_certificate(folder.path(), START_S).unwrap()).unwrap();
    let mut connection = ServerConnection::new(Arc::new(config)).unwrap();
    connection.read_tls(&mut tls12_client_hello().as_slice()).unwrap();
    let error = connection.process_new_packets().unwrap_err();
    assert!(matches!(error, rustls::Error::PeerIncompatible(_)), "{error:?}");
    let mut alert = Vec::new();
    connection.write_tls(&mut alert).unwrap();
    // A fatal alert: protocol version.
    assert_eq!((alert[0], &alert[5..7]), (21, &[2, 70][..]));
}

#[test]
fn the_post_quantum_hybrid_is_preferred() {
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    assert_eq!(provider.kx_groups[0].name(), rustls::NamedGroup::X25519MLKEM768);
}

/// Whether a client that trusts this certificate alone can shake hands.
fn accepted(server: &Arc<rustls::ServerConfig>, trusted: &std::path::Path) -> bool {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(trusted).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut client = ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    let mut server = ServerConnection::new(Arc::clone(server)).unwrap();
    for _ in 0..4 {
        let mut wire = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut wire).unwrap();
        }
        server.read_tls(&mut wire.as_slice()).unwrap();
        if server.process_new_packets().is_err() {
            return false;
        }
        let mut wire = Vec::new();
        while server.wants_write() {
            server.write_tls(&mut wire).unwrap();
        }
        client.read_tls(&mut wire.as_slice()).unwrap();
        if client.process_new_packets().is_err() {
            return false;
        }
    }
    !client.is_handshaking() && !server.is_handshaking()
}

#[tokio::test]
async fn a_new_certificate_is_used_without_a_restart_and_a_broken_one_is_not() {
    tls::install_provider();
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // Client and server look at the clock of the machine here.
    let now_s = crate::clock::Clock::now_s(&crate::clock::SystemClock);
    let files = tls::localhost_certificate(folder.path(), now_s).unwrap();
    let next = tls::localhost_certificate(other.path(), now_s).unwrap();
    let old = folder.path().join("old.pem");
    std::fs::copy(&files.certificate, &old).unwrap();
    let mut watch = CertificateWatch::new(files.clone());
    let acceptor = RustlsConfig::from_config(Arc::new(watch.load().unwrap()));
    assert!(accepted(&acceptor.get_inner(), &old) && !accepted(&acceptor.get_inner(), &next.certificate));
    assert!(!watch.reload_if_changed(&acceptor).unwrap());
    // The key has not arrived yet: certificate and key do not fit.
    std::fs::copy(&next.certificate, &files.certificate).unwrap();
    assert!(watch.reload_if_changed(&acceptor).is_err());
    assert!(accepted(&acceptor.get_inner(), &old));
    std::fs::copy(&next.key, &files.key).unwrap();
    assert!(watch.reload_if_changed(&acceptor).unwrap());
    assert!(accepted(&acceptor.get_inner(), &next.certificate) && !accepted(&acceptor.get_inner(), &old));
    std::fs::write(&files.key, "nonsense").unwrap();
    assert!(watch.reload_if_changed(&acceptor).is_err());
    assert!(accepted(&acceptor.get_inner(), &next.certificate));
}
