//! Pages: `max-results`, opaque page tokens, and the forms in which the last page says so.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

use super::Call;
use super::problem::Problem;
use crate::quirks::{LastPage, Quirks};
use crate::reply::Reply;

const DEFAULT_SIZE: usize = 10;

/// The part of a list that a request asks for.
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) size: usize,
    pub(crate) next: Option<String>,
}

impl Window {
    /// The positions of the page, for a list of known length.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// Parameters of the list itself, not of its pages.
fn filters<'a>(call: &'a Call<'_>) -> impl Iterator<Item = &'a (String, String)> {
    let known = |name: &str| call.operation.query.iter().any(|parameter| parameter.name == name);
    call.query
        .iter()
        .filter(move |(name, _)| !matches!(name.as_str(), "max-results" | "page-token") && known(name))
}

/// What a token belongs to: the operation, the company and the filters.
fn fingerprint(call: &Call<'_>) -> u32 {
    let mut hasher = DefaultHasher::new();
    call.operation.id.hash(&mut hasher);
    call.ids.company.hash(&mut hasher);
    call.ids.admin_level.hash(&mut hasher);
    for filter in filters(call) {
        filter.hash(&mut hasher);
    }
    hasher.finish() as u32
}

fn encode(fingerprint: u32, offset: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("p{fingerprint:08x}{offset}"))
}

fn decode(token: &str) -> Option<(u32, usize)> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let text = std::str::from_utf8(&bytes).ok()?.strip_prefix('p')?;
    let (fingerprint, offset) = text.split_at_checked(8)?;
    Some((u32::from_str_radix(fingerprint, 16).ok()?, offset.parse().ok()?))
}

/// The window of a request into a list of `length` items.
pub(crate) fn window(call: &Call<'_>, length: usize) -> Result<Window, Problem> {
    let size = call.query("max-results").and_then(|size| size.parse().ok()).unwrap_or(DEFAULT_SIZE);
    let own = fingerprint(call);
    let refuse = |detail: &str| Problem::new(400, detail).with_error("Not a valid page token.", "page-token");
    let token = call.query("page-token").filter(|token| !token.is_empty());
    let offset = match token {
        None => 0,
        Some(token) => {
            let (of, offset) = decode(token).ok_or_else(|| refuse("The page token is not valid."))?;
            if call.quirks.tokens_are_bound_to_filters && of != own {
                return Err(refuse("The page token belongs to a request with other parameters."));
            }
            offset
        }
    };
    let start = call.paging.start(offset, usize::from(offset > 0), length);
    let end = start.saturating_add(size).min(length);
    let continues = if call.paging.endless { offset + size } else { start.saturating_add(size) };
    let next = if call.paging.empty_token {
        Some(String::new())
    } else if call.paging.repeat_token {
        Some(token.map_or_else(|| encode(own, continues), str::to_owned))
    } else {
        (call.paging.endless || continues < length).then(|| encode(own, continues))
    };
    Ok(Window { start: start.min(length), end, size, next })
}

/// Prints a page around its items.
pub(crate) fn print(quirks: &Quirks, window: &Window, items: impl FnOnce(&mut Vec<u8>)) -> Bytes {
    let mut page = Vec::with_capacity(64 + 128 * (window.end - window.start));
    page.extend_from_slice(b"{\"items\":[");
    items(&mut page);
    page.push(b']');
    match (&window.next, quirks.last_page) {
        (Some(token), _) => {
            page.extend_from_slice(b",\"nextPageToken\":\"");
            page.extend_from_slice(token.as_bytes());
            page.push(b'"');
        }
        (None, LastPage::Null) => page.extend_from_slice(b",\"nextPageToken\":null"),
        (None, LastPage::Absent) => {}
        (None, LastPage::Empty) => page.extend_from_slice(b",\"nextPageToken\":\"\""),
    }
    page.push(b'}');
    Bytes::from(page)
}

/// The answer for a page of JSON values.
pub(crate) fn reply(call: &Call<'_>, window: &Window, items: impl Iterator<Item = Value>) -> Reply {
    let nulls = call.quirks.levels_and_reports_print_nulls;
    let page = print(call.quirks, window, |page| {
        for (number, mut item) in items.enumerate() {
            if number > 0 {
                page.push(b',');
            }
            if !nulls {
                strip_nulls(&mut item);
            }
            page.extend_from_slice(item.to_string().as_bytes());
        }
    });
    Reply::json(StatusCode::OK, page)
}

/// Leaves out members that are null, as the pages of the other dialect do (business mock rule 5).
pub(crate) fn strip_nulls(value: &mut Value) {
    if let Value::Object(members) = value {
        members.retain(|_, value| !value.is_null());
        members.values_mut().for_each(strip_nulls);
    }
}

/// The positions that a filter leaves, in order; kept until the next write.
pub(crate) fn selection(
    call: &mut Call<'_>,
    select: impl FnOnce(&mut Call<'_>) -> Result<Vec<u32>, Problem>,
) -> Result<Arc<Vec<u32>>, Problem> {
    let mut key = format!("{} {:?}", call.operation.id, call.ids);
    for (name, value) in filters(call) {
        key.extend(["\u{0}", name, "\u{0}", value]);
    }
    if let Some(kept) = call.state.pages.selection(&key) {
        return Ok(kept);
    }
    let selected = Arc::new(select(call)?);
    call.state.pages.keep_selection(key, &selected);
    Ok(selected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_opaque_and_come_back() {
        let token = encode(7, 500);
        assert!(!token.contains("500"));
        assert_eq!(decode(&token), Some((7, 500)));
        for wrong in ["", "x", "%%%", "cGFzdA", "cDAwMDAwMDA3"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
