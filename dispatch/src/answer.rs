//! What an operation answers, whatever its type.

use lastpass_admin::erased::Record;
use lastpass_admin::{CredentialReport, EventBatch, Group, Item, Outcome, RawResponse};
use serde_json::Value;

/// What an operation answers.
#[derive(Debug)]
pub enum Answer {
    /// It answers nothing, or has nothing to say this time.
    Nothing,
    /// An item.
    Record(Record),
    /// Several items that came in one answer.
    Records(Vec<Record>),
    /// JSON whose form the vendor does not document.
    Json(Value),
    /// What became of each user.
    Outcome(Outcome),
    /// A group with its members.
    Group(Group),
    /// All groups with their members.
    Groups(Vec<Group>),
    /// Texts, such as addresses.
    Texts(Vec<String>),
    /// Which of the credentials works: `check`.
    Report(CredentialReport),
    /// An answer as it came: `request` and `poll`.
    Raw(RawResponse),
    /// New events and the cursor behind them: `provisioning.events.since`.
    Events(EventBatch),
}

impl Answer {
    /// The name of its kind and what it holds, as JSON; `None` if it holds records.
    pub fn plain(&self) -> Option<(&'static str, Value)> {
        crate::plain::answer(self).map(|value| (self.kind(), value))
    }

    /// The name of its kind, for example `record`.
    pub fn kind(&self) -> &'static str {
        match self {
            Answer::Nothing => "nothing",
            Answer::Record(_) => "record",
            Answer::Records(_) => "records",
            Answer::Json(_) => "json",
            Answer::Outcome(_) => "outcome",
            Answer::Group(_) => "group",
            Answer::Groups(_) => "groups",
            Answer::Texts(_) => "texts",
            Answer::Report(_) => "report",
            Answer::Raw(_) => "raw",
            Answer::Events(_) => "events",
        }
    }

    /// The name of the type of the records that it holds, if it holds any.
    pub fn type_name(&self) -> Option<&'static str> {
        match self {
            Answer::Record(record) => Some(record.type_name()),
            Answer::Records(records) => records.first().map(Record::type_name),
            Answer::Events(batch) => {
                batch.events.first().cloned().map(|event| Record::from(event).type_name())
            }
            _ => None,
        }
    }

    pub(crate) fn nothing((): ()) -> Self {
        Answer::Nothing
    }

    pub(crate) fn record(item: impl Item) -> Self {
        Answer::Record(item.into())
    }

    pub(crate) fn records(items: Vec<impl Item>) -> Self {
        Answer::Records(items.into_iter().map(Record::from).collect())
    }

    pub(crate) fn maybe_record(item: Option<impl Item>) -> Self {
        item.map_or(Answer::Nothing, Answer::record)
    }

    pub(crate) fn maybe_json(value: Option<Value>) -> Self {
        value.map_or(Answer::Nothing, Answer::Json)
    }
}
