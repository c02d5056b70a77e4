//! Deleting several users: the vendor has no command for it, so they are deleted one by one.

use serde_json::json;

use super::outcome::{Outcome, RowOutcome, RowState};
use super::rows::{Row, finish};
use crate::client::Client;
use crate::error::{Delivery, Error, Result};
use crate::generated::ErrorKind;
use crate::operation::Operation;

/// How far a deletion goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeleteAction {
    /// Block the login; data, membership and license stay (`deleteaction` 0).
    Deactivate,
    /// Take the user out of the company; the account lives on as a personal one (`deleteaction` 1).
    RemoveFromCompany,
    /// Delete the account with its vault, for good (`deleteaction` 2).
    DeletePermanently,
    /// Take a pending invitation back (`deleteaction` 3).
    Uninvite,
}

impl DeleteAction {
    fn number(self) -> i64 {
        match self {
            DeleteAction::Deactivate => 0,
            DeleteAction::RemoveFromCompany => 1,
            DeleteAction::DeletePermanently => 2,
            DeleteAction::Uninvite => 3,
        }
    }
}

impl Client {
    /// Deletes users one by one. A list longer than `at_most` is refused before anything is sent.
    pub(crate) async fn delete_each(
        &self,
        operation: &'static Operation,
        usernames: &[impl AsRef<str>],
        action: DeleteAction,
        at_most: usize,
    ) -> Result<Outcome> {
        operation.checked(self.check_deletion(usernames, at_most))?;
        let mut outcome = Outcome::default();
        let mut failure = None;
        for username in usernames {
            let username = username.as_ref();
            let mut row =
                RowOutcome { username: username.to_owned(), state: RowState::NotSent, detail: None };
            if failure.is_none() {
                let data = json!({ "username": username, "deleteaction": action.number() });
                match self.write_row(operation, Row::new(username, data)).await {
                    Ok(()) => row.state = RowState::Applied,
                    Err(error) => {
                        row.detail = Some(error.message().to_owned());
                        (row.state, failure) = after(error);
                    }
                }
            }
            outcome.rows.push(row);
        }
        finish(operation, outcome, failure)
    }

    fn check_deletion(&self, usernames: &[impl AsRef<str>], at_most: usize) -> Result<()> {
        if usernames.is_empty() {
            return Err(Error::invalid_argument("usernames", "is empty"));
        }
        if usernames.len() > at_most {
            let message = format!("holds {} users, more than `at_most`, which is {at_most}", usernames.len());
            return Err(Error::invalid_argument("usernames", message));
        }
        usernames.iter().try_for_each(|username| crate::check::email("usernames", username.as_ref()))
    }
}

/// What an error means for its row, and whether it ends the call: a rejected user does not, an unclear one does.
fn after(error: Error) -> (RowState, Option<Error>) {
    match (error.kind(), error.delivery()) {
        (ErrorKind::Rejected | ErrorKind::NotFound, _) => (RowState::Rejected, None),
        (_, Delivery::NotSent) | (ErrorKind::RateLimit | ErrorKind::Authentication, _) => {
            (RowState::NotSent, Some(error))
        }
        _ => (RowState::Unknown, Some(error)),
    }
}
