//! What became of each user, for operations on several users.

use std::fmt;

use serde::Serialize;

/// What is known of one user after an operation on several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RowState {
    /// The vendor took the row, or a read of the state showed that it took effect.
    Applied,
    /// The vendor left the user as it was: already in the state, or not known. It does not say which.
    Unchanged,
    /// The vendor refused the row; nothing was changed for this user.
    Rejected,
    /// The row may have taken effect. Read the user before repeating it.
    Unknown,
    /// The row was not sent.
    NotSent,
}

impl RowState {
    /// The stable name, for example `not_sent`.
    pub fn as_str(self) -> &'static str {
        match self {
            RowState::Applied => "applied",
            RowState::Unchanged => "unchanged",
            RowState::Rejected => "rejected",
            RowState::Unknown => "unknown",
            RowState::NotSent => "not_sent",
        }
    }
}

impl fmt::Display for RowState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What became of one user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowOutcome {
    /// The user, as the caller gave it.
    pub username: String,
    /// What is known.
    pub state: RowState,
    /// What the vendor said of this row, or why it was not sent.
    pub detail: Option<String>,
}

/// What became of all users of a call, in the caller's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Outcome {
    /// One entry for each row of the caller.
    pub rows: Vec<RowOutcome>,
    /// Remarks of the vendor on requests that it took.
    pub messages: Vec<String>,
}

impl Outcome {
    /// The users in a state.
    pub fn users(&self, state: RowState) -> impl Iterator<Item = &str> {
        self.rows.iter().filter(move |row| row.state == state).map(|row| row.username.as_str())
    }

    /// The users for whom the operation took effect.
    pub fn applied(&self) -> Vec<&str> {
        self.users(RowState::Applied).collect()
    }

    /// The users whom the vendor left as they were: already in the state, or not known to it.
    pub fn unchanged(&self) -> Vec<&str> {
        self.users(RowState::Unchanged).collect()
    }

    /// The rows that did not take effect, or may not have.
    pub fn failed(&self) -> impl Iterator<Item = &RowOutcome> {
        self.rows.iter().filter(|row| !matches!(row.state, RowState::Applied | RowState::Unchanged))
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.failed().next().is_none()
    }
}
