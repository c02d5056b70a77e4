//! A vendor with people of whom each API says what the test says.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lastpass_admin::{Client, Credentials};
use serde_json::{Map, Value, json};

use crate::common::stub::{API_KEY, PROVHASH, Received, Reply, Stub, ok, reply};

/// What both APIs know.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Users of the Provisioning API, by their keys.
    pub provisioning: Vec<(String, Value)>,
    pub business: Vec<Value>,
    pub invited: Vec<String>,
    /// `Groups` of every page.
    pub groups: Value,
    /// What getsfdata answers.
    pub folders: Value,
    /// Most users on a page of the Business API, which may cut it shorter than it was asked for.
    pub cut: Option<usize>,
    /// Whether pages of the Provisioning API say how many users there are, and what they say.
    pub total: Option<usize>,
}

impl People {
    /// So many users whom both APIs know, in another order, and so many whom the Business API alone knows.
    pub fn of(both: usize, business_alone: usize) -> Self {
        let provisioning = (0..both).map(|number| (format!("{}", 700_000 + number), named(number)));
        let business = (0..both + business_alone).rev().map(|number| {
            json!({"id": 80_000 + number, "email": address(number), "name": "Somebody", "accountStatus": "enrolled"})
        });
        let (provisioning, business): (Vec<_>, _) = (provisioning.collect(), business.collect());
        People { total: Some(provisioning.len()), provisioning, business, ..People::default() }
    }

    /// One user of each API.
    pub fn pair(provisioning: Value, business: Value) -> Self {
        People {
            provisioning: vec![("700101".to_owned(), provisioning)],
            business: vec![business],
            ..People::default()
        }
    }

    pub async fn serve(self) -> Vendor {
        Vendor::start(self, |_| None).await
    }
}

pub fn address(number: usize) -> String {
    format!("user{number:05}@example.com")
}

fn named(number: usize) -> Value {
    json!({"username": address(number), "fullname": "Somebody", "disabled": false, "admin": false})
}

/// The server, and what it was asked.
pub struct Vendor {
    pub stub: Stub,
    cid: u64,
}

impl Vendor {
    /// A vendor that may answer a request in its own way first.
    pub async fn start(
        people: People,
        own: impl Fn(&Received) -> Option<Reply> + Send + Sync + 'static,
    ) -> Vendor {
        static VENDORS: AtomicUsize = AtomicUsize::new(0);
        let people = Arc::new(people);
        let stub = Stub::start(move |request| own(request).unwrap_or_else(|| answer(&people, request))).await;
        // Clients share limits by account: no two vendors have the same.
        Vendor { stub, cid: 5_000_000 + VENDORS.fetch_add(1, Ordering::Relaxed) as u64 }
    }

    /// With both credentials.
    pub fn both(&self) -> Client {
        self.client(Credentials::new().api_key(self.key()).provisioning(self.cid, PROVHASH))
    }

    pub fn provisioning(&self) -> Client {
        self.client(Credentials::new().provisioning(self.cid, PROVHASH))
    }

    pub fn business(&self) -> Client {
        self.client(Credentials::new().api_key(self.key()))
    }

    fn key(&self) -> String {
        format!("{API_KEY}{}", self.cid)
    }

    fn client(&self, credentials: Credentials) -> Client {
        self.stub.builder().credentials(credentials).build().unwrap()
    }

    /// How often each API was asked: the Provisioning API, the Business API.
    pub fn hits(&self) -> (usize, usize) {
        let received = self.stub.received();
        let business = received.iter().filter(|request| is_business(request)).count();
        (received.len() - business, business)
    }
}

pub fn is_business(request: &Received) -> bool {
    request.line.contains("/business/")
}

/// A query parameter, as it was written.
pub fn parameter<'a>(request: &'a Received, name: &str) -> Option<&'a str> {
    let (_, query) = request.line.split(' ').nth(1)?.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

fn answer(people: &People, request: &Received) -> Reply {
    if is_business(request) {
        return reply("200 OK", "application/json", users_page(people, request).to_string());
    }
    ok(match request.json()["cmd"].as_str() {
        Some("getsfdata") => people.folders.to_string(),
        _ => user_data(people, &request.json()["data"]),
    })
}

/// The vendor takes no notice of the filter: what it takes for a pattern is not known, and it may match anything.
fn users_page(people: &People, request: &Received) -> Value {
    let number = |name| parameter(request, name).and_then(|text| text.parse::<usize>().ok());
    let (start, size) = (number("page-token").unwrap_or(0), number("max-results").unwrap_or(500));
    let size = size.min(people.cut.unwrap_or(size));
    let end = people.business.len().min(start + size);
    let next = (end < people.business.len()).then(|| end.to_string());
    json!({"items": people.business[start.min(end)..end], "nextPageToken": next})
}

fn user_data(people: &People, data: &Value) -> String {
    let size = data["pagesize"].as_u64().unwrap_or(2000) as usize;
    let start = data["pageindex"].as_u64().unwrap_or_default() as usize * size;
    let of_name = |user: &Value, name: &str| {
        user["username"].as_str().is_some_and(|known| known.to_lowercase() == name.to_lowercase())
    };
    let wanted: Vec<&(String, Value)> = match data["username"].as_str() {
        Some(name) => people.provisioning.iter().filter(|(_, user)| of_name(user, name)).collect(),
        None => people.provisioning.iter().skip(start).take(size).collect(),
    };
    let users: Map<String, Value> = wanted.into_iter().cloned().collect();
    let mut page = json!({"Users": if users.is_empty() { json!([]) } else { Value::Object(users) }});
    if let Some(total) = people.total {
        page["total"] = json!(total);
    }
    if !people.invited.is_empty() {
        page["invited"] = json!(people.invited);
    }
    if !people.groups.is_null() {
        page["Groups"] = people.groups.clone();
    }
    page.to_string()
}
