//! Bodies that no sandbox would make up: a server that gives fixed answers in order.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use lastpass_admin::{Client, ClientBuilder, Credentials};

use super::stub::{Reply, Stub, reply};

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
    stub: Stub,
}

impl Answering {
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers: Vec<Answer> = answers.into_iter().collect();
        let given = AtomicUsize::new(0);
        let stub = Stub::start(move |_| {
            let number = given.fetch_add(1, Ordering::Relaxed).min(answers.len() - 1);
            let Answer { status, media_type, body, missing } = answers[number].clone();
            Reply { missing, ..reply(&format!("{status} Test"), media_type, body) }
        });
        Self { stub: stub.await }
    }

    /// Every request as it came, head and body.
    pub fn requests(&self) -> Vec<String> {
        let received = self.stub.received().into_iter();
        received.map(|request| format!("{}\r\n{}{}", request.line, request.head, request.body)).collect()
    }

    pub fn hits(&self) -> usize {
        self.stub.received().len()
    }

    /// A client of both APIs with credentials of its own.
    pub fn builder(&self) -> ClientBuilder {
        static CLIENTS: AtomicU64 = AtomicU64::new(1);
        let number = CLIENTS.fetch_add(1, Ordering::Relaxed);
        let credentials = Credentials::new().api_key(format!("lpkey_answering_{number}"));
        self.stub.builder().credentials(credentials.provisioning(number, "answering"))
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}
