//! TLS 1.3 in process: the process-wide provider, the certificate, the acceptor's settings.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

/// Days for which a certificate for localhost is made.
const VALID_DAYS: i64 = 80;
/// A certificate that ends within these days is replaced.
const RENEW_DAYS: i64 = 7;

/// Why TLS cannot start.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        error: io::Error,
    },
    /// A file holds no certificate or key.
    #[error("{path}: {error}")]
    Pem {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        error: rustls::pki_types::pem::Error,
    },
    /// The certificate cannot be made.
    #[error("certificate: {0}")]
    Make(#[from] rcgen::Error),
    /// Certificate and key are refused.
    #[error("TLS: {0}")]
    Refused(#[from] rustls::Error),
}

/// Certificate chain and key as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFiles {
    /// Chain, PEM, own certificate first.
    pub certificate: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
}

/// Makes AWS-LC the one provider of the process. Harmless if it is already.
pub fn install_provider() {
    // Fails only if there is one already; then it is the same one.
    _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

/// Settings of the acceptor: TLS 1.3 alone, HTTP/2 preferred.
///
/// # Errors
/// The files are missing, malformed, or do not belong together.
pub fn server_config(files: &CertificateFiles) -> Result<ServerConfig, TlsError> {
    let malformed = |path: &Path| {
        let path = path.to_owned();
        move |error| TlsError::Pem { path, error }
    };
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(malformed(&files.certificate))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(malformed(&files.key))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    // Named one by one: other crates may turn TLS 1.2 on by a feature.
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Watches the files of a certificate.
pub struct CertificateWatch {
    files: CertificateFiles,
    /// Hash of what was tried last.
    tried: Option<[u8; 32]>,
}

impl CertificateWatch {
    /// Watches these files.
    #[must_use]
    pub const fn new(files: CertificateFiles) -> Self {
        Self { files, tried: None }
    }

    /// Loads what is there now.
    ///
    /// # Errors
    /// The files are missing, malformed, or do not belong together.
    pub fn load(&mut self) -> Result<ServerConfig, TlsError> {
        self.tried = Some(self.content()?);
        server_config(&self.files)
    }

    /// Hands a changed certificate to the acceptor; whether there was one.
    ///
    /// # Errors
    /// The changed files cannot be used; the acceptor keeps what it has.
    pub fn reload_if_changed(&mut self, acceptor: &RustlsConfig) -> Result<bool, TlsError> {
        if self.tried == Some(self.content()?) {
            return Ok(false);
        }
        acceptor.reload_from_config(Arc::new(self.load()?));
        Ok(true)
    }

    fn content(&self) -> Result<[u8; 32], TlsError> {
        let mut hasher = Sha256::new();
        for path in [&self.files.certificate, &self.files.key] {
            let bytes = fs::read(path).map_err(|error| TlsError::File { path: path.clone(), error })?;
            hasher.update(Sha256::digest(Zeroizing::new(bytes).as_slice()));
        }
        Ok(hasher.finalize().into())
    }
}

/// The certificate for localhost in a folder; made anew when there is none or it ends soon.
///
/// # Errors
/// The folder cannot be written.
pub fn localhost_certificate(folder: &Path, now_s: i64) -> Result<CertificateFiles, TlsError> {
    let files = CertificateFiles {
        certificate: folder.join("localhost-certificate.pem"),
        key: folder.join("localhost-key.pem"),
    };
    let until = folder.join("localhost-certificate.until");
    let ends_s: i64 = fs::read_to_string(&until).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    let present = files.certificate.is_file() && files.key.is_file();
    if present && ends_s > now_s + RENEW_DAYS * 86_400 {
        return Ok(files);
    }
    let begin =
        OffsetDateTime::from_unix_timestamp(now_s).unwrap_or(OffsetDateTime::UNIX_EPOCH) - Duration::hours(1);
    let mut parameters =
        CertificateParams::new(["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec())?;
    parameters.not_before = begin;
    parameters.not_after = begin + Duration::days(VALID_DAYS);
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, "Lastgang on localhost");
    let ends_s = parameters.not_after.unix_timestamp();
    let key = KeyPair::generate()?;
    let certificate = parameters.self_signed(&key)?;
    write_private(&files.key, key.serialize_pem().as_bytes())?;
    write_private(&files.certificate, certificate.pem().as_bytes())?;
    write_private(&until, format!("{ends_s}\n").as_bytes())?;
    Ok(files)
}

fn write_private(path: &Path, bytes: &[u8]) -> Result<(), TlsError> {
    let write = || {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| TlsError::File { path: path.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_kept_until_it_ends_soon() {
        let folder = tempfile::tempdir().unwrap();
        let now_s = 1_800_000_000;
        let read = |files: &CertificateFiles| fs::read(&files.certificate).unwrap();
        let files = localhost_certificate(folder.path(), now_s).unwrap();
        let first = read(&files);
        assert!(server_config(&files).is_ok());
        let kept = localhost_certificate(folder.path(), now_s + 72 * 86_400).unwrap();
        assert!(first == read(&kept));
        let renewed = localhost_certificate(folder.path(), now_s + 74 * 86_400).unwrap();
        assert!(first != read(&renewed));
    }
}
