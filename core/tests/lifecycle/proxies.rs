//! Proxies: set by the caller or by the environment, asked to forward or to let through, and told who asks.

use std::env;
use std::error::Error as StdError;
use std::process::Command;
use std::sync::{Arc, Mutex};

use lastpass_admin::{CallOptions, Client, ClientBuilder, Credentials, Delivery, ErrorKind};
use lastpass_sandbox::{Sandbox, Tenant, TenantOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::stub::{API_KEY, Stub};
use crate::{get, gets_ada};

const PASSWORD: &str = "p4ss@w0rd";

/// A proxy that answers `CONNECT` with this status, and lets everything through if it is 200.
struct Tunnel {
    host: String,
    heads: Arc<Mutex<Vec<String>>>,
    accepting: JoinHandle<()>,
}

impl Tunnel {
    async fn start(status: &'static str) -> Tunnel {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let log = heads.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let log = log.clone();
                tokio::spawn(async move { pass(stream, status, &log).await });
            }
        });
        Tunnel { host, heads, accepting }
    }

    /// Its URL, with a user.
    fn url(&self) -> String {
        format!("http://ops:{}@{}", PASSWORD.replace('@', "%40"), self.host)
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

impl Drop for Tunnel {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn pass(mut stream: TcpStream, status: &str, log: &Mutex<Vec<String>>) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let target = head.split(' ').nth(1)?.to_owned();
    log.lock().unwrap().push(head);
    stream.write_all(format!("HTTP/1.1 {status}\r\n\r\n").as_bytes()).await.ok()?;
    if status.starts_with("200") {
        let mut server = TcpStream::connect(target).await.ok()?;
        tokio::io::copy_bidirectional(&mut stream, &mut server).await.ok()?;
    }
    Some(())
}

async fn secure_sandbox() -> (Sandbox, Tenant) {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    (sandbox, tenant)
}

fn builder(sandbox: &Sandbox, tenant: &Tenant) -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::new().api_key(tenant.api_key()))
        .business_url(sandbox.business_url())
        .ca_pem(sandbox.ca_pem().unwrap())
        .options(CallOptions::new().max_retries(0))
}

#[tokio::test]
async fn what_is_for_https_goes_through_a_tunnel_that_is_used_again() {
    let (sandbox, tenant) = secure_sandbox().await;
    let tunnel = Tunnel::start("200 Connection established").await;
    let client = builder(&sandbox, &tenant).proxy(tunnel.url()).build().unwrap();
    gets_ada(&client).await;
    gets_ada(&client).await;

    let heads = tunnel.heads();
    assert_eq!((heads.len(), sandbox.accepted_connections()), (1, 1));
    let head = heads[0].to_lowercase();
    let host = sandbox.business_url().replace("https://", "").replace("/business", "");
    assert!(head.starts_with(&format!("connect {host} http/1.1\r\nhost: {host}\r\n")), "{head}");
    // `ops:p4ss@w0rd`
    assert!(head.contains(&"proxy-authorization: Basic b3BzOnA0c3NAdzByZA==\r\n".to_lowercase()), "{head}");
    assert!(head.contains("user-agent: lastpass-admin/"), "{head}");
    assert!(!head.contains("lpkey_"), "the key went to the proxy: {head}");
    for request in tenant.requests() {
        assert_eq!(request.header("proxy-authorization"), None, "the server heard of the proxy's password");
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_is_a_failure_to_connect_which_shows_no_password() {
    let (sandbox, tenant) = secure_sandbox().await;
    let cases = [
        ("407 Proxy Authentication Required", "tunnel error: proxy authorization required"),
        ("403 Forbidden", "tunnel error: unsuccessful"),
    ];
    for (status, cause) in cases {
        let tunnel = Tunnel::start(status).await;
        let client = builder(&sandbox, &tenant).proxy(tunnel.url()).build().unwrap();
        let error = get(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent), "{status}");
        assert_eq!(error.message(), format!("no connection could be made: {cause}"));
        let mut shown = format!("{client:?} {error} {error:?}");
        let mut source = error.source();
        while let Some(cause) = source {
            shown.push_str(&format!(" {cause} {cause:?}"));
            source = cause.source();
        }
        for secret in ["p4ss", "b3BzOnA0c3NAdzByZA", "ops"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
    assert_eq!(sandbox.accepted_connections(), 0);
}

#[tokio::test]
async fn a_proxy_may_speak_tls_itself() {
    let (proxy, tenant) = secure_sandbox().await;
    // The sandbox does not look at the host, so that it can pass for a proxy which forwards to itself.
    let url = proxy.business_url().replace("/business", "").replace("https://", "https://ops:p4ss@");
    let client =
        builder(&proxy, &tenant).proxy(url).business_url("http://127.0.0.1:9/business").build().unwrap();
    gets_ada(&client).await;
    let requests = tenant.requests();
    assert_eq!(requests[0].header("host"), Some("127.0.0.1:9"));
    assert_eq!(requests[0].header("proxy-authorization"), Some("Basic b3BzOnA0c3M="));
}

#[tokio::test]
async fn what_is_no_proxy_is_refused_without_showing_it() {
    let cases = [
        ("proxy.example:3128", true),
        ("http://proxy.example", true),
        ("https://ops:p4ss@proxy.example:8443/", true),
        ("http://[::1]:3128", true),
        ("", false),
        ("http://", false),
        ("http://ops:p4ss@", false),
        ("http://ops:p4ss@proxy.example:port", false),
        ("ftp://ops:p4ss@proxy.example", false),
        ("socks5://ops:p4ss@proxy.example", false),
    ];
    for (url, taken) in cases {
        let built = Client::builder().credentials(Credentials::new().api_key(API_KEY)).proxy(url).build();
        match built {
            Ok(_) => assert!(taken, "`{url}` was taken"),
            Err(error) => {
                assert_eq!((taken, error.parameter()), (false, Some("proxy")), "`{url}`: {error}");
                assert!(!format!("{error} {error:?}").contains("p4ss"), "{error:?}");
            }
        }
    }
}

/// What the environment says to a process of its own, which asks for a user.
const TARGET: &str = "PROXIES_TEST_TARGET";
const KEY: &str = "PROXIES_TEST_KEY";
const CA_PEM: &str = "PROXIES_TEST_CA_PEM";
const SETTING: &str = "PROXIES_TEST_SETTING";

/// The process of its own; nothing without a target.
#[tokio::test]
async fn child() {
    let Ok(target) = env::var(TARGET) else { return };
    let mut builder = Client::builder()
        .credentials(Credentials::new().api_key(env::var(KEY).unwrap()))
        .business_url(target)
        .options(CallOptions::new().max_retries(0));
    if let Ok(pem) = env::var(CA_PEM) {
        builder = builder.ca_pem(pem);
    }
    builder = match env::var(SETTING).ok() {
        Some(setting) if setting == "none" => builder.no_proxy(),
        Some(proxy) => builder.proxy(proxy),
        None => builder,
    };
    let user = get(&builder.build().unwrap()).await.unwrap();
    println!("answered by {}", user.name().unwrap());
}

/// Runs a process in this environment, and says whose answer it got.
async fn answered_by(environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "proxies::child", "--nocapture"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.env_remove("REQUEST_METHOD").envs(environment.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find_map(|line| line.split_once("answered by "));
    line.unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr))).1.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environment_names_the_proxy_of_plain_http_and_its_exceptions() {
    let server = Stub::answering(r#"{"status":"OK","id":1,"name":"server"}"#).await;
    let proxy = Stub::answering(r#"{"status":"OK","id":1,"name":"proxy"}"#).await;
    let other = Stub::answering(r#"{"status":"OK","id":1,"name":"other"}"#).await;
    let url = proxy.origin().replace("http://", "http://ops:p4ss@");
    let target = format!("{}/business", server.origin());
    let cases: [(&[(&str, &str)], &str); 12] = [
        (&[], "server"),
        (&[("HTTP_PROXY", &url)], "proxy"),
        (&[("http_proxy", &url)], "proxy"),
        (&[("ALL_PROXY", &url)], "proxy"),
        (&[("all_proxy", &url)], "proxy"),
        (&[("HTTPS_PROXY", &url)], "server"),
        (&[("HTTP_PROXY", &url), ("NO_PROXY", "example.com, 127.0.0.1")], "server"),
        (&[("HTTP_PROXY", &url), ("no_proxy", "127.0.0.0/8")], "server"),
        (&[("HTTP_PROXY", &url), ("NO_PROXY", "example.com")], "proxy"),
        (&[("HTTP_PROXY", &url), ("REQUEST_METHOD", "GET")], "server"),
        (&[("HTTP_PROXY", &url), (SETTING, "none")], "server"),
        (&[("HTTP_PROXY", &url), ("NO_PROXY", "*"), (SETTING, other.origin())], "other"),
    ];
    for (environment, expected) in cases {
        let whole = [environment, &[(TARGET, &target), (KEY, API_KEY)]].concat();
        assert_eq!(answered_by(&whole).await, expected, "{environment:?}");
    }
    for request in proxy.received() {
        assert!(request.line.starts_with(&format!("GET {target}/v1/users/")), "{}", request.line);
        assert!(request.head.contains("Basic b3BzOnA0c3M="), "{}", request.head);
    }
    assert!(server.received().iter().all(|request| !request.head.contains("Basic")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environment_names_the_proxy_of_https() {
    let (sandbox, tenant) = secure_sandbox().await;
    let target = sandbox.business_url();
    for (name, tunnels) in [("HTTPS_PROXY", 1), ("https_proxy", 1), ("ALL_PROXY", 1), ("HTTP_PROXY", 0)] {
        let tunnel = Tunnel::start("200 OK").await;
        let environment = [
            (name, tunnel.url()),
            (TARGET, target.to_string()),
            (KEY, tenant.api_key()),
            (CA_PEM, sandbox.ca_pem().unwrap().to_string()),
        ];
        let environment = environment.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(answered_by(&environment).await, "Ada Example", "{name}");
        assert_eq!(tunnel.heads().len(), tunnels, "{name}");
    }
}
