//! Operations that the core has beside those of the contract.

use std::collections::BTreeMap;

use lastpass_admin::{Client, Error, EventCursor, EventQuery, Result};
use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::arguments::{Argument, Arguments, Refusal};
use crate::call::Call;

pub(crate) const OPERATIONS: [&str; 7] = [
    "check",
    "command",
    "managed_companies.find_by_name",
    "poll",
    "provisioning.events.since",
    "provisioning.users.list_invited",
    "request",
];

/// Makes a call of one of them; `None` if there is none of this name.
pub(crate) fn call(client: Client, operation: &str, mut given: Arguments) -> Result<Option<Call>> {
    Ok(Some(match operation {
        "check" => {
            given.finish()?;
            Call::one(async move { client.check().await.map(Answer::Report) })
        }
        "command" => {
            let command: String = given.take("command")?;
            let data: Option<Value> = given.maybe("data")?;
            given.finish()?;
            Call::one(async move { client.command(&command, data.as_ref()).await.map(Answer::Json) })
        }
        "managed_companies.find_by_name" => {
            let name: String = given.take("name")?;
            given.finish()?;
            Call::one(async move {
                client.managed_companies().find_by_name(&name).await.map(Answer::maybe_record)
            })
        }
        "poll" => {
            let url: String = given.take("url")?;
            given.finish()?;
            Call::one(async move { client.poll_url(&url).await.map(Answer::Raw) })
        }
        "provisioning.events.since" => {
            let cursor: EventCursor = given.take("cursor")?;
            let query = EventQuery {
                // The bounds are the cursor's.
                from: None,
                to: None,
                page_token: None,
                search: given.maybe("search")?,
                user: given.maybe("user")?,
                admin_only: given.maybe("admin_only")?,
                format: given.maybe("format")?,
            };
            given.finish()?;
            Call::one(async move {
                client.provisioning().events().since(&cursor, &query).await.map(Answer::Events)
            })
        }
        "provisioning.users.list_invited" => {
            given.finish()?;
            Call::one(async move { client.provisioning().users().list_invited().await.map(Answer::Texts) })
        }
        "request" => {
            let method: String = given.take("method")?;
            let path: String = given.take("path")?;
            let query: BTreeMap<String, String> = given.maybe("query")?.unwrap_or_default();
            let body: Option<Value> = given.maybe("body")?;
            given.finish()?;
            Call::one(async move {
                let query: Vec<(&str, &str)> =
                    query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                client.request(&method, &path, &query, body.as_ref()).await.map(Answer::Raw)
            })
        }
        _ => return Ok(None),
    }))
}

/// A cursor that begins at `start`, a time in the zone of the account, and finds events that arrive up to `overlap_seconds` late: JSON,
/// to be stored and handed to `provisioning.events.since`.
pub fn event_cursor(arguments: Map<String, Value>) -> Result<Answer> {
    let mut given = Arguments::new(arguments);
    let (start, overlap_seconds): (Value, u32) = (given.take("start")?, given.take("overlap_seconds")?);
    given.finish()?;
    let cursor = json!({ "latest": start, "overlap_seconds": overlap_seconds, "given": [] });
    let cursor: EventCursor = serde_json::from_value(cursor).map_err(|_| {
        Error::invalid_argument("start", "must be a time without a zone such as `2026-04-30 10:15:00`")
    })?;
    Ok(Answer::Json(json!(cursor)))
}

impl Argument for EventCursor {
    /// The cursor as it was stored.
    fn read(value: Value) -> Result<Self, Refusal> {
        serde_json::from_value(value)
            .map_err(|_| Refusal::new("must be an event cursor: a new one, or one that was stored as JSON"))
    }
}
