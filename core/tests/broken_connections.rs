//! A connection that the other side resets in the middle of a request raises no SIGPIPE, which would end a program in C or Swift. A program
//! of its own: servers in other tests raise it.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::time::Duration;

use lastpass_admin::{CallOptions, Client, Credentials, ErrorKind};
use lastpass_sandbox::{Sandbox, TenantOptions};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// More than the systems of both sides take at once.
const LARGE: usize = 4 << 20;

/// Where a connection is reset: behind what it takes to agree on TLS, in the middle of a large request.
const RESET_BEHIND: usize = 64 << 10;

/// Leads connections to a server, and resets each in the middle of its request. Connections to the server stay, so that it writes to none
/// that is broken.
async fn relay(server: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(("127.0.0.1", server)).await.unwrap();
            let (mut from_server, mut to_server) = server.into_split();
            let (mut from_client, mut to_client) = client.into_split();
            let answers = tokio::spawn(async move {
                tokio::io::copy(&mut from_server, &mut to_client).await.map(|_| to_client)
            });
            let mut passed = 0;
            let mut bytes = vec![0; 8 << 10];
            while passed < RESET_BEHIND {
                let read = from_client.read(&mut bytes).await.unwrap();
                to_server.write_all(&bytes[..read]).await.unwrap();
                passed += read;
            }
            answers.abort();
            // What was sent and not read makes a reset of the end.
            tokio::time::sleep(Duration::from_millis(50)).await;
            drop(from_client);
            kept.push((to_server, answers.await));
        }
    });
    port
}

/// Whether the signal was raised.
async fn was_raised(pipe: &mut Signal) -> bool {
    tokio::time::timeout(Duration::from_millis(200), pipe.recv()).await.is_ok()
}

#[tokio::test]
async fn a_reset_in_the_middle_of_a_request_raises_no_signal() {
    let mut pipe = signal(SignalKind::pipe()).unwrap();
    let (reader, mut writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.write_all(b"to nobody").unwrap_err();
    assert!(was_raised(&mut pipe).await, "this test sees no signal");

    for tls in [true, false] {
        let builder = Sandbox::builder();
        let sandbox = if tls { builder.tls() } else { builder }.start().await.unwrap();
        let tenant = sandbox.tenant(TenantOptions::default());
        let url = sandbox.provisioning_url();
        let port = url.split(&[':', '/']).find_map(|part| part.parse().ok()).unwrap();
        let url = url.replace(&format!(":{port}/"), &format!(":{}/", relay(port).await));
        let mut client = Client::builder()
            .credentials(Credentials::new().provisioning(tenant.cid(), tenant.provhash()))
            .provisioning_url(url)
            .options(CallOptions::new().max_retries(0))
            .no_proxy();
        if let Some(pem) = sandbox.ca_pem() {
            client = client.ca_pem(pem);
        }
        let client = client.build().unwrap();
        let data = json!({ "a": "a".repeat(LARGE) });
        for _ in 0..4 {
            let error = client.command("getuserdata", Some(&data)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
        }
        assert!(!was_raised(&mut pipe).await, "TLS: {tls}");
    }
}
