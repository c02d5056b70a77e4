//! What an answer means for each row that was sent.

use std::collections::HashSet;

use super::outcome::{RowOutcome, RowState};
use super::rows::Row;
use crate::address::folded;
use crate::error::{Delivery, Error};
use crate::generated::ErrorKind;
use crate::operation::{Answer, Operation};
use crate::tape::{Kind, Tape};

impl RowOutcome {
    pub(super) fn pending(row: &Row) -> Self {
        RowOutcome { username: row.username.clone(), state: RowState::NotSent, detail: None }
    }

    pub(super) fn is_open(&self) -> bool {
        self.state == RowState::NotSent
    }

    pub(super) fn settle(&mut self, state: RowState, detail: Option<&str>) {
        self.state = state;
        self.detail = detail.map(str::to_owned);
    }
}

/// A success. Where the reply names users, only what it says of them counts. Gives what else it says.
pub(super) fn settle_by_reply(
    operation: &Operation,
    tape: &Tape,
    open: &[usize],
    outcomes: &mut [RowOutcome],
) -> Vec<String> {
    let listed = |names: &[&str]| -> Option<HashSet<String>> {
        let slots: Vec<u64> = names.iter().filter_map(|name| reply_member(operation, tape, name)).collect();
        let texts = slots.iter().flat_map(|&slot| tape.texts(slot));
        (!slots.is_empty()).then(|| texts.map(|name| folded(name).into_owned()).collect())
    };
    let changed = listed(&["disabled_users", "enabled_users"]);
    let unchanged = listed(&["unchanged_users"]);
    let error = reply_member(operation, tape, "error");
    let errors: Vec<&str> = error.into_iter().flat_map(|slot| tape.texts(slot)).collect();
    for &index in open {
        let row = &mut outcomes[index];
        let name = folded(&row.username).into_owned();
        let refusal = errors.iter().copied().find(|text| names(text, &row.username));
        let (state, detail) = match (&changed, &unchanged) {
            (Some(changed), _) if changed.contains(&name) => (RowState::Applied, None),
            (_, Some(unchanged)) if unchanged.contains(&name) => (RowState::Unchanged, None),
            _ if refusal.is_some() => (RowState::Rejected, refusal),
            (None, _) => (RowState::Applied, None),
            (Some(_), _) => (RowState::Unknown, Some("the reply does not name this user")),
        };
        row.settle(state, detail);
    }
    let message = reply_member(operation, tape, "message").map(|slot| tape.text(slot));
    message.into_iter().chain(errors).map(str::to_owned).collect()
}

fn reply_member(operation: &Operation, tape: &Tape, name: &str) -> Option<u64> {
    let Answer::Body(Kind::Object(schema)) = operation.answer else { return None };
    tape.root_member(schema, name)
}

/// A failure: what it means for each row.
pub(super) fn settle_by_error(error: &Error, open: &[usize], outcomes: &mut [RowOutcome]) {
    match (error.kind(), error.delivery()) {
        // WARN: the rows that a text names were refused, the others applied; a text that names none leaves all open.
        (ErrorKind::Partial, _) => {
            let texts: Vec<&str> =
                error.field_errors().iter().filter_map(|field| field.detail.as_deref()).collect();
            let mut named = HashSet::new();
            for &index in open {
                let text = texts.iter().position(|text| names(text, &outcomes[index].username));
                named.extend(text);
                let detail = text.map(|text| texts[text]);
                outcomes[index]
                    .settle(if text.is_some() { RowState::Rejected } else { RowState::Applied }, detail);
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
