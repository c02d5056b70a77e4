//! Reading one page: what is asked, what the answer holds, and where the list goes on.

use std::any::Any;
use std::borrow::Cow;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::token::{Cursor, Mark};
use super::walk::{SharedWalk, Walk};
use super::{ListRequest, Paging, Style};
use crate::call::Request;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::{EVENT_ORDINAL, ErrorKind};
use crate::operation::{Answer, Api, Operation};
use crate::redact::snippet;
use crate::tape::{Kind, Schema, Tape};

/// A list and how it is read.
pub(crate) struct Listing {
    pub client: Client,
    pub operation: &'static Operation,
    pub paging: &'static Paging,
    pub request: ListRequest,
    /// What is known of an item.
    pub schema: &'static Schema,
}

/// A page as it was read.
pub(crate) struct Fetched {
    pub tape: Tape,
    pub bases: Vec<u32>,
    pub next: Option<Cursor>,
    /// What a binding makes of it, if that was made already.
    pub made: Option<Made>,
}

/// What a binding makes of a page.
pub(crate) type Made = Arc<dyn Any + Send + Sync>;

/// The data of an event report, with the mark in the very digits in which it came.
struct Marked<'a> {
    data: &'a Map<String, Value>,
    name: &'a str,
    mark: &'a str,
}

impl Serialize for Marked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mark: &RawValue = serde_json::from_str(self.mark).map_err(serde::ser::Error::custom)?;
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.data {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry(self.name, mark)?;
        map.end()
    }
}

impl Listing {
    fn size(&self) -> u32 {
        self.request.page_size.unwrap_or(self.paging.default_size)
    }

    /// Reads the page at the cursor.
    pub(crate) async fn fetch(&self, cursor: &Cursor, walk: &SharedWalk) -> Result<Fetched> {
        let result = match self.paging.style {
            Style::Index { shrinks: true, .. } => self.fetch_shrinking(cursor, walk).await,
            _ => self.fetch_page(cursor, walk).await,
        };
        result.map_err(|error| error.with_operation(self.operation.name))
    }

    /// Asks for less where a page of this size is too much for the vendor.
    async fn fetch_shrinking(&self, cursor: &Cursor, walk: &SharedWalk) -> Result<Fetched> {
        let mut cursor = cursor.clone();
        loop {
            let error = match self.fetch_page(&cursor, walk).await {
                Err(error) if matches!(error.kind(), ErrorKind::RateLimit | ErrorKind::Timeout) => error,
                other => return other,
            };
            let (page, size) = self.position(&cursor);
            let offset = page.saturating_mul(size);
            let smaller = (1..=size / 2).rev().find(|smaller| offset % smaller == 0);
            let Some(smaller) = smaller else { return Err(error) };
            cursor = Cursor::Index { page: offset / smaller, size: smaller };
        }
    }

    async fn fetch_page(&self, cursor: &Cursor, walk: &SharedWalk) -> Result<Fetched> {
        match self.client.call(self.operation, self.page_request(cursor)?).await {
            Ok(tape) => self.read(cursor, tape, &mut walk.open()),
            // Past the last page the vendor may answer an error instead of an empty map.
            Err(error) if error.kind() == ErrorKind::Rejected && self.is_past_first(cursor, &walk.open()) => {
                walk.open().count(0, false)?;
                Ok(Fetched { tape: Tape::default(), bases: Vec::new(), next: None, made: None })
            }
            Err(error) => Err(error),
        }
    }

    /// What a page holds, and where the list goes on.
    pub(crate) fn read(&self, cursor: &Cursor, mut tape: Tape, walk: &mut Walk) -> Result<Fetched> {
        let mut bases = self.items(&tape)?;
        let found = bases.len();
        if let Cursor::Next(mark) = cursor
            && walk.pages == 0
        {
            walk.seam = super::seam::Seam::resume(mark.seam.clone());
        }
        if matches!(self.paging.style, Style::Next { .. }) {
            walk.summary.duplicates +=
                walk.seam.join(&mut tape, &mut bases, self.schema, EVENT_ORDINAL) as u64;
        }
        walk.drop_repeated(&tape, &mut bases, self.paging.identity.map(|index| (index, self.schema)));
        let next = self.next(cursor, &tape, found, bases.len(), walk)?;
        walk.count(bases.len(), next.is_some())?;
        if !self.request.keep.is_empty() {
            bases.retain(|&base| {
                let kept = |&(index, value): &(usize, bool)| {
                    tape.member(base, index).unwrap_or_default() == u64::from(value)
                };
                self.request.keep.iter().all(kept)
            });
        }
        Ok(Fetched { tape, bases, next, made: None })
    }

    fn is_past_first(&self, cursor: &Cursor, walk: &Walk) -> bool {
        walk.pages > 0 && matches!(cursor, Cursor::Index { page, .. } if *page > 0)
    }

    fn position(&self, cursor: &Cursor) -> (u32, u32) {
        match cursor {
            Cursor::Index { page, size } => (*page, *size),
            _ => (0, self.size()),
        }
    }

    fn page_request(&self, cursor: &Cursor) -> Result<Request> {
        if matches!(self.paging.style, Style::Whole) {
            return Ok(self.request.request.clone());
        }
        match self.operation.api {
            // Filters are repeated with the token: whether the vendor remembers them is not known.
            Api::Business => {
                let mut request = self.request.request.clone();
                request.query.push((Cow::Borrowed(self.paging.size_name), self.size().to_string()));
                if let (Cursor::Token(token), Style::Token { token_name, .. }) = (cursor, &self.paging.style)
                {
                    request.query.push((Cow::Borrowed(token_name), token.clone()));
                }
                Ok(request)
            }
            Api::Provisioning => {
                let mut data = self.request.data.clone();
                let (page, size) = self.position(cursor);
                if !self.paging.fixed {
                    data.insert(self.paging.size_name.to_owned(), Value::from(size));
                }
                match (&self.paging.style, cursor) {
                    (Style::Index { index_name, .. }, _) => {
                        data.insert((*index_name).to_owned(), Value::from(page));
                    }
                    (Style::Continuation { token_name, .. }, Cursor::Token(token)) => {
                        data.insert((*token_name).to_owned(), Value::from(token.as_str()));
                    }
                    (Style::Next { token_name, .. }, Cursor::Next(mark)) => {
                        return Request::data_of(&Marked { data: &data, name: token_name, mark: &mark.next });
                    }
                    _ => {}
                }
                Request::data(data)
            }
        }
    }

    /// The records of a page. A page without its list is not an empty page.
    fn items(&self, tape: &Tape) -> Result<Vec<u32>> {
        let Answer::Body(kind) = self.operation.answer else { return Ok(Vec::new()) };
        let list = match (&self.paging.style, kind) {
            (Style::Whole | Style::Index { items: None, .. }, _) => {
                Some(tape.root_slot()).filter(|_| tape.has_root())
            }
            // `items: null` of the Business API is an empty page, once the body is known to be a page.
            (Style::Token { items, .. }, _) => {
                return Ok(self.member(tape, *items).map(|list| tape.records(list)).unwrap_or_default());
            }
            (Style::Index { items: Some(items), .. } | Style::Continuation { items, .. }, _) => {
                self.member(tape, *items)
            }
            (Style::Next { items, .. }, Kind::Object(reply)) => self.member(tape, *items).or_else(|| {
                // The shape for log collectors has its events elsewhere.
                self.member(tape, reply.index_of("events", 0)?)
            }),
            (Style::Next { .. }, _) => None,
        };
        list.map(|list| tape.records(list)).ok_or_else(|| {
            let message =
                format!("the answer was not understood: it has no list; it is {}", snippet(tape.body()));
            Error::unexpected_response(message)
                .with_status(tape.info().status)
                .with_attempts(tape.info().attempts)
        })
    }

    fn member(&self, tape: &Tape, index: usize) -> Option<u64> {
        tape.member(u32::try_from(tape.root_slot()).ok()?, index)
    }

    /// Where the list goes on; `None` at its end.
    fn next(
        &self,
        cursor: &Cursor,
        tape: &Tape,
        found: usize,
        new: usize,
        walk: &mut Walk,
    ) -> Result<Option<Cursor>> {
        let text = |slot: u64| Some(tape.text(slot)).filter(|token| !token.is_empty());
        match &self.paging.style {
            Style::Whole => Ok(None),
            Style::Token { next, .. } => self.token(self.member(tape, *next).and_then(text), walk, |token| {
                Cursor::Token(token.to_owned())
            }),
            Style::Continuation { continuation, token, .. } => {
                let object = self.member(tape, *continuation);
                let token = object.and_then(|base| tape.member(base as u32, *token)).and_then(text);
                self.token(token, walk, |token| Cursor::Token(token.to_owned()))
            }
            Style::Next { next, .. } => {
                let mark = self.member(tape, *next).and_then(text).filter(|mark| *mark != "\"\"");
                let seam = walk.seam.rows();
                self.token(mark, walk, |mark| Cursor::Next(Mark { next: mark.to_owned(), seam }))
            }
            Style::Index { total, .. } => {
                let (page, size) = self.position(cursor);
                let total = total.and_then(|index| self.member(tape, index)).filter(|_| !self.is_filtered());
                walk.summary.total = total.or(walk.summary.total);
                let read = walk.passed + walk.summary.items + new as u64;
                // A short page ends the list, unless the vendor says that there is more: it may cut pages shorter.
                let more = match total {
                    Some(total) => found > 0 && read < total,
                    None => found as u64 >= u64::from(size),
                };
                Ok(more.then_some(Cursor::Index { page: page.saturating_add(1), size }))
            }
        }
    }

    fn token(
        &self,
        token: Option<&str>,
        walk: &mut Walk,
        cursor: impl FnOnce(&str) -> Cursor,
    ) -> Result<Option<Cursor>> {
        let Some(token) = token else { return Ok(None) };
        walk.fresh_token(token)?;
        Ok(Some(cursor(token)))
    }

    /// Whether a filter is set, so that the vendor's total of the company says nothing of this list.
    fn is_filtered(&self) -> bool {
        !self.request.data.is_empty()
    }
}
