//! HTTPS with a certificate authority of the sandbox's own.
#![cfg(feature = "tls")]
#![allow(clippy::unwrap_used, reason = "a test that cannot connect has failed")]

use std::sync::Arc;

use lastpass_sandbox::{Fault, FaultKind, Sandbox, Target, TenantOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

fn connector(roots: RootCertStore) -> TlsConnector {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

async fn ask(
    sandbox: &Sandbox,
    connector: &TlsConnector,
    host: &'static str,
    key: &str,
) -> std::io::Result<String> {
    let stream = TcpStream::connect(("127.0.0.1", sandbox.port())).await?;
    let mut stream = connector.connect(ServerName::try_from(host).unwrap(), stream).await?;
    let request = format!(
        "GET /business/v1/users/80001 HTTP/1.1\r\nHost: {host}\r\nAuthorization: api-key {key}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn https_is_served_to_those_who_trust_the_authority() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    assert!(sandbox.business_url().starts_with("https://127.0.0.1:"));
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(sandbox.ca_pem().unwrap().as_bytes()).unwrap()).unwrap();
    let trusting = connector(roots);
    for host in ["127.0.0.1", "localhost"] {
        let answer = ask(&sandbox, &trusting, host, &tenant.api_key()).await.unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with(r#""accountStatus":"enrolled"}"#),
            "{host}"
        );
    }
    assert!(ask(&sandbox, &trusting, "example.com", &tenant.api_key()).await.is_err());
    assert!(ask(&sandbox, &connector(RootCertStore::empty()), "localhost", &tenant.api_key()).await.is_err());

    tenant.inject(Fault::once(Target::Operation("getUser"), FaultKind::ResetBefore));
    assert!(ask(&sandbox, &trusting, "localhost", &tenant.api_key()).await.is_err());
}
