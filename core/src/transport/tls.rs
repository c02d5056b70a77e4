//! TLS: rustls with ring, the system's trust roots, and the certificates that the caller adds.

use std::sync::{Arc, OnceLock};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::error::{Error, Result};

/// Whom to trust: the system, and these certificates (PEM).
#[derive(Clone, Default)]
pub(crate) struct TrustRoots {
    pub extra_pem: Vec<u8>,
}

/// The TLS configuration of a client; `None` for a client that speaks plain HTTP to a loopback host alone.
pub(crate) fn client_config(trust: Option<TrustRoots>) -> Result<Arc<ClientConfig>> {
    let roots = match trust {
        Some(trust) => roots(&trust)?,
        None => RootCertStore::empty(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::configuration("TLS could not be set up").with_source(error))?;
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// The same configuration with no session to resume yet.
#[cfg(feature = "blocking")]
pub(super) fn without_sessions(config: &ClientConfig) -> ClientConfig {
    let mut config = config.clone();
    config.resumption = rustls::client::Resumption::in_memory_sessions(256);
    config
}

fn roots(trust: &TrustRoots) -> Result<RootCertStore> {
    let mut roots = system_roots().clone();
    if trust.extra_pem.is_empty() {
        return Ok(roots);
    }
    let refused = |reason: String| Error::invalid_argument("ca_pem", reason);
    let mut added = 0;
    for certificate in CertificateDer::pem_slice_iter(&trust.extra_pem) {
        let certificate = certificate.map_err(|error| refused(format!("not a PEM certificate: {error}")))?;
        roots.add(certificate).map_err(|error| refused(format!("not a certificate to trust: {error}")))?;
        added += 1;
    }
    if added == 0 {
        return Err(refused("holds no PEM certificate".to_owned()));
    }
    Ok(roots)
}

/// The system's roots, read once; the bundled ones of the web's root programme where the system has none (slim
/// containers, Android without a JVM handle).
fn system_roots() -> &'static RootCertStore {
    static ROOTS: OnceLock<RootCertStore> = OnceLock::new();
    ROOTS.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        roots
    })
}
