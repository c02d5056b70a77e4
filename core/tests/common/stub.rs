//! A server that answers what the test says: for answers that the sandbox does not give.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot start its server has failed")]

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lastpass_admin::{Client, ClientBuilder, Credentials};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub const API_KEY: &str = "lpkey_stub-key-3f9a1c+/=tail";
/// The account of the first server; each one has an account of its own, since clients share limits by account.
pub const CID: u64 = 4_410_027;
pub const PROVHASH: &str = "stub-hash/7d2e+91ab==";

/// A request as it stood on the wire.
#[derive(Clone, Debug)]
pub struct Received {
    /// Method, target, version.
    pub line: String,
    /// The header lines, as they came.
    pub head: String,
    pub body: String,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// A head without `Content-Length`, and a body.
pub struct Reply {
    pub head: String,
    pub body: Vec<u8>,
    /// Promise this many bytes more than are sent, and close.
    pub missing: usize,
}

/// Status 200 with the media type that the Provisioning API gives to everything.
pub fn ok(body: impl Into<Vec<u8>>) -> Reply {
    reply("200 OK", "text/xml;charset=UTF-8", body)
}

pub fn reply(status: &str, media_type: &str, body: impl Into<Vec<u8>>) -> Reply {
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n");
    Reply { head, body: body.into(), missing: 0 }
}

/// The server; it ends when it is dropped.
pub struct Stub {
    origin: String,
    cid: u64,
    received: Arc<Mutex<Vec<Received>>>,
    accepting: JoinHandle<()>,
}

impl Stub {
    /// Answers every request with what the function makes of it.
    pub async fn start(answer: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Stub {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(answer);
        let log = received.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, log) = (answer.clone(), log.clone());
                tokio::spawn(async move { serve(stream, &*answer, &log).await });
            }
        });
        static SERVERS: AtomicU64 = AtomicU64::new(0);
        let cid = CID + SERVERS.fetch_add(1, Ordering::Relaxed);
        Stub { origin, cid, received, accepting }
    }

    /// Answers every request with this JSON.
    pub async fn answering(json: impl Into<String>) -> Stub {
        let json = json.into();
        Stub::start(move |_| ok(json.clone())).await
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .credentials(Credentials::new().api_key(API_KEY).provisioning(self.cid, PROVHASH))
            .business_url(format!("{}/business", self.origin))
            .provisioning_url(format!("{}/enterpriseapi.php", self.origin))
            .time_zone("US/Eastern")
            .backoff(Duration::from_millis(1), Duration::from_millis(5), Duration::from_secs(2))
            .no_proxy()
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(
    mut stream: TcpStream,
    answer: &(dyn Fn(&Received) -> Reply + Send + Sync),
    log: &Mutex<Vec<Received>>,
) {
    let mut buffer = Vec::new();
    while let Some(request) = read(&mut stream, &mut buffer).await {
        log.lock().unwrap().push(request.clone());
        let Reply { head, body, missing } = answer(&request);
        let head = format!("{head}Content-Length: {}\r\n\r\n", body.len() + missing);
        if stream.write_all(&[head.as_bytes(), &body].concat()).await.is_err() || missing > 0 {
            return;
        }
    }
}

async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Received> {
    let mut more =
        async |buffer: &mut Vec<u8>| matches!(stream.read_buf(buffer).await, Ok(length) if length > 0);
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        more(buffer).await.then_some(())?;
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let length = length.unwrap_or_default();
    while buffer.len() < end + length {
        more(buffer).await.then_some(())?;
    }
    let body = String::from_utf8_lossy(&buffer[end..end + length]).into_owned();
    buffer.drain(..end + length);
    let (line, head) = head.split_once("\r\n").unwrap_or_default();
    Some(Received { line: line.to_owned(), head: head.to_owned(), body })
}
