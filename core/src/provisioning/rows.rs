//! Writes on users: any number of rows, sent in chunks, with what became of each.
//!
//! No command is repeated blindly. After an unclear failure the users are read back: who is in the wanted state is
//! done, who is not is sent again where the command sets a state, and otherwise reported as unknown.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::Value;

use super::outcome::{Outcome, RowOutcome, RowState};
use super::read_back::{ReadBack, read_back};
use crate::call::Request;
use crate::client::Client;
use crate::error::{Delivery, Error, Result};
use crate::generated::ErrorKind;
use crate::operation::{Operation, Repeat};
use crate::tape::{Kind, Tape};

/// How many rows go into one request, and how long to wait between two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk {
    pub size: usize,
    pub pause_ms: u64,
}

/// What is written for one user.
#[derive(Clone)]
pub(crate) struct Row {
    pub username: String,
    pub data: Value,
}

impl Row {
    pub(crate) fn new(username: impl Into<String>, data: impl Into<Value>) -> Self {
        Row { username: username.into(), data: data.into() }
    }
}

impl Client {
    /// Writes one row, whose `data` is the whole data of the command.
    pub(crate) async fn write_row(&self, operation: &'static Operation, row: Row) -> Result<()> {
        let mut rows = [RowOutcome::pending(&row)];
        match self.write_chunk(operation, &[row], &mut rows, false, &mut Vec::new()).await {
            Ok(()) if rows[0].state == RowState::Unknown => Err(Error::unexpected_response(
                "the answer does not say what became of the user",
            )
            .with_operation(operation.name)),
            other => other,
        }
    }

    /// Writes rows in chunks. It succeeds only if nothing is left open; otherwise the error carries the outcome.
    pub(crate) async fn write_rows(
        &self,
        operation: &'static Operation,
        chunk: &Chunk,
        rows: Vec<Row>,
    ) -> Result<Outcome> {
        if rows.is_empty() {
            return Err(Error::invalid_argument("users", "is empty").with_operation(operation.name));
        }
        let size = self.options.chunk_size.unwrap_or(chunk.size);
        let pause = self.options.chunk_pause.unwrap_or(Duration::from_millis(chunk.pause_ms));
        let mut outcome = Outcome { rows: rows.iter().map(RowOutcome::pending).collect(), messages: Vec::new() };
        let mut failure = None;
        let chunks = rows.chunks(size).zip(outcome.rows.chunks_mut(size)).enumerate();
        for (index, (rows, outcomes)) in chunks {
            if index > 0 && !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
            let sent = self.write_chunk(operation, rows, outcomes, true, &mut outcome.messages).await;
            match sent {
                Ok(()) => {}
                // The vendor sorted the rows out by itself; the next ones may go.
                Err(error) if error.kind() == ErrorKind::Partial => failure = Some(error),
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        finish(operation, outcome, failure)
    }

    /// Writes one chunk until every row is settled or nothing more can be done.
    async fn write_chunk(
        &self,
        operation: &'static Operation,
        rows: &[Row],
        outcomes: &mut [RowOutcome],
        many: bool,
        messages: &mut Vec<String>,
    ) -> Result<()> {
        let mut attempts = 0;
        loop {
            let open: Vec<usize> = (0..rows.len()).filter(|&index| outcomes[index].is_open()).collect();
            let data = if many {
                Value::Array(open.iter().map(|&index| rows[index].data.clone()).collect())
            } else {
                rows[0].data.clone()
            };
            let error = match self.call(operation, Request::data(data)?).await {
                Ok(tape) => {
                    settle_by_reply(operation, &tape, &open, outcomes, messages);
                    return Ok(());
                }
                Err(error) => error,
            };
            attempts += error.attempts();
            settle_by_error(&error, &open, outcomes);
            let unclear = open.iter().any(|&index| outcomes[index].state == RowState::Unknown);
            if !unclear {
                return Err(error.with_attempts(attempts));
            }
            let read = self.read_back_rows(operation, rows, &open, outcomes).await;
            if error.kind() == ErrorKind::Partial {
                // The vendor has sorted the rows out: what did not take effect was refused.
                let refused = open.iter().filter(|&&index| outcomes[index].is_open()).copied().collect::<Vec<_>>();
                refused.into_iter().for_each(|index| outcomes[index].state = RowState::Rejected);
                return Err(error.with_attempts(attempts));
            }
            if open.iter().all(|&index| outcomes[index].state == RowState::Applied) {
                return Ok(());
            }
            let retries = self.options.max_retries.unwrap_or(2);
            let again = operation.repeat == Repeat::Idempotent && attempts <= retries && read.is_ok();
            let again = again && open.iter().any(|&index| outcomes[index].is_open());
            if !(again && self.shared.budget.take()) {
                return Err(error.with_attempts(attempts));
            }
            let wait = self.shared.backoff.delay(attempts, error.retry_after(), fastrand::f64());
            tokio::time::sleep(wait.unwrap_or_default()).await;
        }
    }

    /// Looks at the users whose rows are unclear. Rows that did not take effect are open again.
    async fn read_back_rows(
        &self,
        operation: &'static Operation,
        rows: &[Row],
        open: &[usize],
        outcomes: &mut [RowOutcome],
    ) -> Result<()> {
        for &index in open {
            if outcomes[index].state != RowState::Unknown {
                continue;
            }
            match read_back(self, operation.id, &rows[index].data, &rows[index].username).await? {
                ReadBack::Applied => outcomes[index].settle(RowState::Applied, Some("confirmed by reading it back")),
                ReadBack::NotApplied => outcomes[index].settle(RowState::NotSent, Some("read back: it did not take effect")),
                ReadBack::Unclear => {}
            }
        }
        Ok(())
    }
}

impl RowOutcome {
    fn pending(row: &Row) -> Self {
        RowOutcome { username: row.username.clone(), state: RowState::NotSent, detail: None }
    }

    fn is_open(&self) -> bool {
        self.state == RowState::NotSent
    }

    fn settle(&mut self, state: RowState, detail: Option<&str>) {
        self.state = state;
        self.detail = detail.map(str::to_owned);
    }
}

/// A success. Where the reply names users, only what it says of them counts.
fn settle_by_reply(
    operation: &Operation,
    tape: &Tape,
    open: &[usize],
    outcomes: &mut [RowOutcome],
    messages: &mut Vec<String>,
) {
    let listed = |names: &[&str]| -> Option<HashSet<String>> {
        let slots: Vec<u64> = names.iter().filter_map(|name| reply_member(operation, tape, name)).collect();
        let texts = slots.iter().flat_map(|&slot| tape.texts(slot));
        (!slots.is_empty()).then(|| texts.map(str::to_lowercase).collect())
    };
    let changed = listed(&["disabled_users", "enabled_users"]);
    let unchanged = listed(&["unchanged_users"]);
    for &index in open {
        let row = &mut outcomes[index];
        let name = row.username.to_lowercase();
        let state = match (&changed, &unchanged) {
            (Some(changed), _) if changed.contains(&name) => RowState::Applied,
            (_, Some(unchanged)) if unchanged.contains(&name) => RowState::Unchanged,
            (None, _) => RowState::Applied,
            (Some(_), _) => RowState::Unknown,
        };
        let detail = (state == RowState::Unknown).then_some("the reply does not name this user");
        row.settle(state, detail);
    }
    messages.extend(reply_member(operation, tape, "message").map(|slot| tape.text(slot).to_owned()));
    let errors = reply_member(operation, tape, "error");
    messages.extend(errors.into_iter().flat_map(|slot| tape.texts(slot)).map(str::to_owned));
}

fn reply_member(operation: &Operation, tape: &Tape, name: &str) -> Option<u64> {
    let crate::operation::Answer::Body(Kind::Object(schema)) = operation.answer else { return None };
    let index = schema.members.iter().position(|member| member.name == name)?;
    tape.member(u32::try_from(tape.root_slot()).ok()?, index)
}

/// A failure: what it means for each row.
fn settle_by_error(error: &Error, open: &[usize], outcomes: &mut [RowOutcome]) {
    match (error.kind(), error.delivery()) {
        // WARN: the rows that a text names were refused, the others applied; a text that names none leaves all open.
        (ErrorKind::Partial, _) => {
            let texts: Vec<&str> = error.field_errors().iter().filter_map(|field| field.detail.as_deref()).collect();
            let mut named = HashSet::new();
            for &index in open {
                let text = texts.iter().position(|text| names(text, &outcomes[index].username));
                named.extend(text);
                let detail = text.map(|text| texts[text]);
                outcomes[index].settle(if text.is_some() { RowState::Rejected } else { RowState::Applied }, detail);
            }
            if named.len() < texts.len() || texts.is_empty() {
                for &index in open {
                    if outcomes[index].state == RowState::Applied {
                        let detail = "a part was refused, and the vendor does not say which";
                        outcomes[index].settle(RowState::Unknown, Some(detail));
                    }
                }
            }
        }
        (_, Delivery::NotSent) | (ErrorKind::RateLimit, _) => {}
        (ErrorKind::Server | ErrorKind::UnexpectedResponse, _) | (_, Delivery::Unknown) => {
            for &index in open {
                outcomes[index].settle(RowState::Unknown, Some(error.message()));
            }
        }
        (_, Delivery::Answered) => {
            for &index in open {
                outcomes[index].settle(RowState::Rejected, Some(error.message()));
            }
        }
    }
}

/// Whether a text of the vendor names this user, as a whole word and not as a part of a longer address.
fn names(text: &str, username: &str) -> bool {
    let (text, username) = (text.to_lowercase(), username.to_lowercase());
    let part = |c: char| c.is_alphanumeric() || "@._-+".contains(c);
    text.match_indices(&username).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let mut after = text[start + found.len()..].chars();
        // A full stop that ends a sentence is not a part of the address.
        let after = match after.next() {
            Some('.') => after.next().filter(|c| c.is_alphanumeric()),
            other => other,
        };
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// Success only if no row is left open; otherwise an error with the outcome.
pub(super) fn finish(operation: &'static Operation, outcome: Outcome, failure: Option<Error>) -> Result<Outcome> {
    if failure.is_none() && outcome.is_complete() {
        return Ok(outcome);
    }
    let done = outcome.rows.iter().any(|row| matches!(row.state, RowState::Applied | RowState::Unchanged));
    let open = outcome.failed().count();
    let error = match failure {
        Some(error) if !done || error.kind() == ErrorKind::Partial => error,
        other => {
            let message = format!("{open} of {} rows did not take effect, or may not have", outcome.rows.len());
            let partial = Error::new(ErrorKind::Partial, message);
            let delivery = other.as_ref().map_or(Delivery::Answered, Error::delivery);
            let partial = partial.with_delivery(delivery);
            match other {
                Some(cause) => {
                    let (attempts, retry_after) = (cause.attempts(), cause.retry_after());
                    partial.with_attempts(attempts).with_retry_after(retry_after).with_source(cause)
                }
                None => partial,
            }
        }
    };
    Err(error.with_operation(operation.name).with_outcome(outcome))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_a_user_as_a_whole_word() {
        let cases = [
            ("ghost@example.com does not exist", "ghost@example.com", true),
            ("No such user: Ghost@Example.com.", "ghost@example.com", true),
            ("bighost@example.com does not exist", "ghost@example.com", false),
            ("ghost@example.com.au does not exist", "ghost@example.com", false),
            ("no such group", "ghost@example.com", false),
        ];
        for (text, username, expected) in cases {
            assert_eq!(names(text, username), expected, "{text}");
        }
    }
}
