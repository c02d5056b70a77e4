//! Entry points for the targets in `fuzz/`: what reads the texts of others, without the network around it.
//!
//! No part of the public interface, whatever it looks like.
#![allow(missing_docs, reason = "the targets in `fuzz/` are the only callers")]

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::generated::{Event, operations};
use crate::local_time::LocalTime;
use crate::operation::{Answer, Api};
use crate::paging::{Cursor, ListRequest, Listing, Paging, Walk};
use crate::redact::Scrubber;
use crate::tape::{Item, Kind, Node, Schema, Tape};
use crate::transport::{Incoming, ResponseInfo};
use crate::{Client, Credentials, PageToken, business, provisioning};

/// An operation, as far as its answers are concerned.
pub struct Operation {
    operation: &'static crate::operation::Operation,
    listing: Option<Listing>,
    secrets: Scrubber,
}

/// An answer that was taken for a success.
pub struct Success {
    tape: Arc<Tape>,
    kind: Option<Kind>,
}

/// What was read of a list.
pub struct Items {
    pub items: Vec<Value>,
    /// The ids of events, which are made here and not by the vendor.
    pub event_ids: Vec<String>,
}

/// The operations of one API, for a client with this secret.
pub fn operations(business: bool, secret: &str) -> Result<Vec<Operation>> {
    let api = if business { Api::Business } else { Api::Provisioning };
    let client = Client::builder()
        .credentials(Credentials::new().api_key("lpkey_fuzzing").provisioning(1, "fuzzing"))
        .business_url("http://localhost")
        .provisioning_url("http://localhost")
        .time_zone("US/Eastern")
        .build()?;
    let of_api = operations::ALL.iter().copied().filter(|operation| operation.api == api);
    let operations =
        of_api.map(|operation| {
            let listing = paging(operation.name).zip(item_schema(operation)).map(|(paging, schema)| {
                Listing { client: client.clone(), operation, paging, request: ListRequest::default(), schema }
            });
            let mut secrets = Scrubber::default();
            secrets.add(secret);
            Operation { operation, listing, secrets }
        });
    Ok(operations.collect())
}

impl Operation {
    pub fn name(&self) -> &'static str {
        self.operation.name
    }

    pub fn is_list(&self) -> bool {
        self.listing.is_some()
    }

    pub fn writes(&self) -> bool {
        self.operation.writes
    }

    /// Whether an answer without a body is no success.
    pub fn needs_body(&self) -> bool {
        matches!(self.operation.answer, Answer::Body(_))
    }

    pub fn interpret(&self, status: u16, body: &[u8]) -> Result<Success> {
        let incoming = incoming(status, None, body);
        let zone = self.listing.as_ref().and_then(|listing| listing.client.options.zone.clone());
        let tape = match self.operation.api {
            Api::Business => business::interpret(self.operation, incoming, zone),
            Api::Provisioning => provisioning::interpret(self.operation, incoming, zone),
        };
        let tape = tape.map_err(|refusal| refusal.into_error(&self.secrets))?;
        let kind = match self.operation.answer {
            Answer::Body(kind) | Answer::Maybe(kind) => Some(kind),
            Answer::Nothing => None,
        };
        Ok(Success { tape: Arc::new(tape), kind })
    }

    /// The answer to the same command by way of the escape hatch.
    pub fn interpret_raw(&self, status: u16, body: &[u8]) -> Result<Value> {
        let answer = provisioning::interpret_raw(self.operation, incoming(status, None, body));
        answer.map_err(|refusal| refusal.into_error(&self.secrets))
    }

    /// Reads the pages of a list, beginning at a stored position; `None` if this is no list.
    pub fn read(&self, token: Option<&str>, pages: &[&[u8]]) -> Option<Result<Items>> {
        self.listing.as_ref().map(|listing| self.read_list(listing, token, pages))
    }

    fn read_list(&self, listing: &Listing, token: Option<&str>, pages: &[&[u8]]) -> Result<Items> {
        let mut read = Items { items: Vec::new(), event_ids: Vec::new() };
        let mut walk = Walk::default();
        let token = token.map(PageToken::from);
        let mut cursor = Cursor::start(token.as_ref(), |cursor| cursor.is_of(listing.paging))?;
        for page in pages {
            let tape = self.interpret(200, page)?.tape;
            let Ok(tape) = Arc::try_unwrap(tape) else { break };
            let fetched = listing.read(&cursor, tape, &mut walk)?;
            let tape = Arc::new(fetched.tape);
            for base in fetched.bases {
                let node = Node::new(tape.clone(), base);
                read.items.push(node.to_json(listing.schema));
                if std::ptr::eq(listing.schema, &Event::SCHEMA.0) {
                    let event = Event::from_node(node);
                    let time = event.time();
                    // Times are read when they are asked for.
                    let _ = time.map(|time| (time.instant(), time.is_ambiguous()));
                    read.event_ids.push(event.id());
                }
            }
            match fetched.next {
                Some(next) => cursor = next,
                None => break,
            }
        }
        Ok(read)
    }
}

impl Success {
    /// The answer as JSON; `None` without a body, or if it is none of records.
    pub fn json(&self) -> Option<Value> {
        self.map(|node, schema| node.to_json(schema))
    }

    /// The same of copies that do not refer to the answer.
    pub fn json_of_copies(&self) -> Option<Value> {
        self.map(|node, schema| node.detach(schema).to_json(schema))
    }

    /// The answer as the vendor could have sent it: maps are maps again.
    pub fn wire(&self) -> Option<Value> {
        let kind = self.kind.filter(|_| self.tape.has_root())?;
        Some(on_the_wire(self.json()?, kind))
    }

    fn map(&self, json: impl Fn(Node, &'static Schema) -> Value) -> Option<Value> {
        let kind = self.kind.filter(|_| self.tape.has_root())?;
        match kind {
            Kind::Object(schema) => Some(json(self.tape.root(), schema)),
            Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => {
                let records = self.tape.records(self.tape.root_slot()).into_iter();
                Some(records.map(|base| json(Node::new(self.tape.clone(), base), schema)).collect())
            }
            _ => None,
        }
    }
}

pub fn snippet(body: &[u8]) -> String {
    crate::redact::snippet(body)
}

pub fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    crate::retry::retry_after(value, now)
}

/// A stored position, as it is printed after it has been read.
pub fn page_token(text: &str) -> Result<String> {
    Ok(text.parse::<Cursor>()?.to_token().to_string())
}

/// What is read of a time without a zone; the times as texts.
pub struct Time {
    pub civil: Option<String>,
    pub instant: Option<String>,
    pub offset: Option<i32>,
    pub iso: Option<String>,
    pub is_ambiguous: bool,
}

/// A time of the vendor's, for a client with this zone.
pub fn local_time(text: &str, zone: Option<&str>) -> Time {
    let zone = zone.and_then(crate::zones::get);
    let time = LocalTime::new(text, zone.as_ref());
    Time {
        civil: time.civil().map(|civil| civil.to_string()),
        instant: time.instant().map(|instant| instant.to_string()),
        offset: time.offset(),
        iso: time.iso(),
        is_ambiguous: time.is_ambiguous(),
    }
}

/// The error that an answer outside 2xx becomes, for a client with this secret.
pub fn problem(status: u16, retry_after: Option<&[u8]>, body: &[u8], secret: &str) -> Error {
    let mut secrets = Scrubber::default();
    secrets.add(secret);
    let Incoming { info, body } = incoming(status, retry_after, body);
    business::refusal(status, &info, &body).into_error(&secrets)
}

fn incoming(status: u16, retry_after: Option<&[u8]>, body: &[u8]) -> Incoming {
    let mut headers = HeaderMap::new();
    if let Some(Ok(value)) = retry_after.map(HeaderValue::from_bytes) {
        headers.insert(RETRY_AFTER, value);
    }
    Incoming { info: ResponseInfo::new(status, &headers), body: body.to_vec() }
}

/// How a list pages, by the name of its operation.
fn paging(name: &str) -> Option<&'static Paging> {
    let paging = match name {
        "users.list" => &operations::LIST_USERS_PAGING,
        "admin_levels.list" => &operations::LIST_ADMIN_LEVELS_PAGING,
        "admin_levels.list_users" => &operations::LIST_ADMIN_LEVEL_USERS_PAGING,
        "managed_companies.list" => &operations::LIST_MANAGED_COMPANIES_PAGING,
        "managed_company_users.list" => &operations::LIST_MANAGED_COMPANY_USERS_PAGING,
        "managed_company_admin_levels.list" => &operations::LIST_MANAGED_COMPANY_ADMIN_LEVELS_PAGING,
        "managed_company_admin_levels.list_users" => {
            &operations::LIST_MANAGED_COMPANY_ADMIN_LEVEL_USERS_PAGING
        }
        "reports.list_admin_users" => &operations::LIST_MANAGED_COMPANIES_ADMIN_USERS_PAGING,
        "reports.list_billing_records" => &operations::LIST_BILLING_REPORTS_PAGING,
        "provisioning.users.list" => &operations::PROVISIONING_USERS_LIST_PAGING,
        "provisioning.shared_folders.list" => &operations::PROVISIONING_SHARED_FOLDERS_LIST_PAGING,
        "provisioning.shared_folders.list_detailed" => {
            &operations::PROVISIONING_SHARED_FOLDERS_LIST_DETAILED_PAGING
        }
        "provisioning.events.list" => &operations::PROVISIONING_EVENTS_LIST_PAGING,
        "provisioning.reports.list_expired_master_passwords" => {
            &operations::PROVISIONING_REPORTS_LIST_EXPIRED_MASTER_PASSWORDS_PAGING
        }
        _ => return None,
    };
    Some(paging)
}

/// The items of a list: the records at the root of its answer, or those of the first member that holds records.
fn item_schema(operation: &crate::operation::Operation) -> Option<&'static Schema> {
    let records = |kind| match kind {
        Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => Some(schema),
        _ => None,
    };
    match operation.answer {
        Answer::Body(Kind::Object(page)) => page.members.iter().find_map(|member| records(member.kind)),
        Answer::Body(kind) => records(kind),
        _ => None,
    }
}

fn on_the_wire(json: Value, kind: Kind) -> Value {
    match (kind, json) {
        (Kind::Object(schema), Value::Object(members)) => {
            let members = members.into_iter().map(|(name, value)| {
                let known = schema.members.iter().find(|member| member.name == name);
                let value = known.map_or(value.clone(), |member| on_the_wire(value, member.kind));
                (name, value)
            });
            Value::Object(members.collect())
        }
        (Kind::Objects(schema) | Kind::Rows(schema), Value::Array(items)) => {
            items.into_iter().map(|item| on_the_wire(item, Kind::Object(schema))).collect()
        }
        (Kind::ObjectMap(schema), Value::Array(items)) => {
            let key = schema.members.first().filter(|_| schema.keyed).map(|member| member.name);
            let entries = items.into_iter().enumerate().map(|(number, item)| {
                let mut item = on_the_wire(item, Kind::Object(schema));
                let own = key.and_then(|key| item.as_object_mut()?.remove(key));
                (
                    own.and_then(|key| Some(key.as_str()?.to_owned())).unwrap_or_else(|| number.to_string()),
                    item,
                )
            });
            Value::Object(entries.collect::<Map<String, Value>>())
        }
        (_, json) => json,
    }
}
