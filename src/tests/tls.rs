//! TLS 1.3 and nothing else.

use std::sync::Arc;

use rustls::ServerConnection;

use super::harness::START_S;
use crate::tls;

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
