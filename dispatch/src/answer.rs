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
        crate::plain::answer(self)
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
