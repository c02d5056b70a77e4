//! A server that answers what a test tells it, byte for byte: bodies that no sandbox would make up.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lastpass_admin::{Client, ClientBuilder, Credentials};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// An answer, whatever was asked.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub media_type: &'static str,
    pub body: String,
    /// Promise this many bytes more than are sent, and close.
    pub missing: usize,
}

impl Answer {
    pub fn new(status: u16, media_type: &'static str, body: impl Into<String>) -> Self {
        Self { status, media_type, body: body.into(), missing: 0 }
    }

    /// Status 200 and JSON.
    pub fn json(body: impl Into<String>) -> Self {
        Self::new(200, "application/json", body)
    }

    pub fn cut_off(body: impl Into<String>) -> Self {
        Self { missing: 100, ..Self::json(body) }
    }
}

/// Gives its answers in order, the last one for ever.
pub struct Answering {
    origin: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Answering {
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let answers: Vec<Answer> = answers.into_iter().collect();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(answer(connection, answers.clone(), seen.clone()));
            }
        });
        Self { origin, requests }
    }

    /// Every request as it came, head and body.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub fn hits(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// A client of both APIs with credentials of its own.
    pub fn builder(&self) -> ClientBuilder {
        static CLIENTS: AtomicU64 = AtomicU64::new(1);
        let number = CLIENTS.fetch_add(1, Ordering::Relaxed);
        Client::builder()
            .credentials(
                Credentials::new()
                    .api_key(format!("lpkey_answering_{number}"))
                    .provisioning(number, "answering"),
            )
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

async fn answer(
    mut connection: TcpStream,
    answers: Vec<Answer>,
    seen: Arc<Mutex<Vec<String>>>,
) -> Option<()> {
    let request = read(&mut connection).await?;
    let answer = {
        let mut seen = seen.lock().unwrap();
        seen.push(request);
        answers.get(seen.len() - 1).or(answers.last()).cloned()?
    };
    let Answer { status, media_type, body, missing } = answer;
    let length = body.len() + missing;
    let head = format!(
        "HTTP/1.1 {status} Test\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    connection.write_all(head.as_bytes()).await.ok()?;
    connection.write_all(body.as_bytes()).await.ok()?;
    connection.shutdown().await.ok()
}

async fn read(connection: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        if connection.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}
