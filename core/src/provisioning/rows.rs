//! Writes on users: any number of rows, sent in chunks, with what became of each.
//!
//! No command is repeated blindly. After an unclear failure the users are read back: who is in the wanted state is
//! done, who is not is sent again where the command sets a state, and otherwise reported as unknown.

use std::time::Duration;

use serde_json::Value;

use super::outcome::{Outcome, RowOutcome, RowState};
use super::read_back::{ReadBack, read_back};
use super::settle::{settle_by_error, settle_by_reply};
use crate::call::Request;
use crate::client::Client;
use crate::deadline::Deadline;
use crate::error::{Delivery, Error, Result};
use crate::generated::ErrorKind;
use crate::operation::{Operation, Repeat};
use crate::options::CallOptions;
use crate::redact;

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

impl Drop for Row {
    fn drop(&mut self) {
        // It may hold a password.
        redact::wipe(&mut self.data);
    }
}

impl Client {
    /// Writes one row, whose `data` is the whole data of the command.
    pub(crate) async fn write_row(&self, operation: &'static Operation, row: Row) -> Result<()> {
        let mut rows = [RowOutcome::pending(&row)];
        match self.write_chunk(operation, &[row], &mut rows, false, &mut Vec::new()).await {
            Ok(()) if rows[0].state == RowState::Unknown => {
                Err(Error::unexpected_response("the answer does not say what became of the user")
                    .with_operation(operation.name))
            }
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
            let parameter = match operation.id {
                "batchadd" => "users",
                "batchchangegrp" => "changes",
                _ => "usernames",
            };
            return Err(Error::invalid_argument(parameter, "is empty").with_operation(operation.name));
        }
        let size = self.options.chunk_size.unwrap_or(chunk.size);
        let pause = self.options.chunk_pause.unwrap_or(Duration::from_millis(chunk.pause_ms));
        let mut outcome =
            Outcome { rows: rows.iter().map(RowOutcome::pending).collect(), messages: Vec::new() };
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
        let deadline = Deadline::after(self.options.limits.operation());
        loop {
            let open: Vec<usize> = (0..rows.len()).filter(|&index| outcomes[index].is_open()).collect();
            let request = if many {
                Request::data_of(&open.iter().map(|&index| &rows[index].data).collect::<Vec<_>>())
            } else {
                Request::data_of(&rows[0].data)
            };
            let error = match self.until(&deadline).call(operation, request?).await {
                Ok(tape) => {
                    let mut said = settle_by_reply(operation, &tape, &open, outcomes);
                    self.scrub(rows, &mut said, outcomes).await?;
                    messages.append(&mut said);
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
            let read = self.until(&deadline).read_back_rows(operation, rows, &open, outcomes).await;
            if error.kind() == ErrorKind::Partial {
                // The vendor has sorted the rows out: what did not take effect was refused.
                let refused =
                    open.iter().filter(|&&index| outcomes[index].is_open()).copied().collect::<Vec<_>>();
                refused.into_iter().for_each(|index| outcomes[index].state = RowState::Rejected);
                return Err(error.with_attempts(attempts));
            }
            if open.iter().all(|&index| outcomes[index].state == RowState::Applied) {
                return Ok(());
            }
            let retries = self.options.max_retries.unwrap_or(2);
            let again = operation.repeat == Repeat::Idempotent && attempts <= retries && read.is_ok();
            let again = again && open.iter().any(|&index| outcomes[index].is_open());
            let wait = self.shared.backoff.delay(attempts, error.retry_after(), fastrand::f64());
            let wait = wait.filter(|&wait| again && deadline.allows(wait) && self.shared.budget.take());
            let Some(wait) = wait else { return Err(error.with_attempts(attempts)) };
            tokio::time::sleep(wait).await;
        }
    }

    /// The same client, with no more time for a call than is left of the whole operation.
    fn until(&self, deadline: &Deadline) -> Client {
        self.with_options(CallOptions::new().timeout(deadline.left()))
    }

    /// Takes secrets out of what the vendor says of rows that it took.
    async fn scrub(&self, rows: &[Row], said: &mut [String], outcomes: &mut [RowOutcome]) -> Result<()> {
        if said.is_empty() && outcomes.iter().all(|outcome| outcome.detail.is_none()) {
            return Ok(());
        }
        let mut scrubber = self.access().await?.scrubber().clone();
        rows.iter().for_each(|row| scrubber.add_passwords(&row.data));
        let details = outcomes.iter_mut().filter_map(|outcome| outcome.detail.as_mut());
        said.iter_mut().chain(details).for_each(|text| *text = scrubber.scrub(text));
        Ok(())
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
                ReadBack::Applied => {
                    outcomes[index].settle(RowState::Applied, Some("confirmed by reading it back"))
                }
                ReadBack::NotApplied => {
                    outcomes[index].settle(RowState::NotSent, Some("read back: it did not take effect"))
                }
                ReadBack::Unclear => {}
            }
        }
        Ok(())
    }
}

/// Success only if no row is left open; otherwise an error with the outcome.
pub(super) fn finish(
    operation: &'static Operation,
    outcome: Outcome,
    failure: Option<Error>,
) -> Result<Outcome> {
    if failure.is_none() && outcome.is_complete() {
        return Ok(outcome);
    }
    let done = outcome.rows.iter().any(|row| matches!(row.state, RowState::Applied | RowState::Unchanged));
    let open = outcome.failed().count();
    let error = match failure {
        Some(error) if !done || error.kind() == ErrorKind::Partial => error,
        other => {
            let message =
                format!("{open} of {} rows did not take effect, or may not have", outcome.rows.len());
            let partial = Error::new(ErrorKind::Partial, message);
            let delivery = other.as_ref().map_or(Delivery::Answered, Error::delivery);
            let partial = partial.with_delivery(delivery);
            match other {
                Some(cause) => {
                    let (attempts, retry_after) = (cause.attempts(), cause.retry_after());
                    partial.with_attempts(attempts).with_retry_after(retry_after).with_source(cause)
                }
                // The vendor answered, once at least.
                None => partial.with_attempts(1),
            }
        }
    };
    Err(error.with_operation(operation.name).with_outcome(outcome))
}
