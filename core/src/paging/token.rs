//! Where a list stands, as a text that can be stored and resumed from.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Paging, Style};
use crate::error::{Error, Result};

/// A position in a list: opaque, printable, and valid for the same operation with the same filters.
///
/// Resuming reads the page that the position is on from its beginning: an item may come twice, none is lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageToken(String);

impl PageToken {
    /// The position as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for PageToken {
    fn from(text: String) -> Self {
        PageToken(text)
    }
}

impl From<&str> for PageToken {
    fn from(text: &str) -> Self {
        PageToken(text.to_owned())
    }
}

/// The page to read next, in the vendor's terms.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cursor {
    Start,
    Token(String),
    Index {
        page: u32,
        size: u32,
    },
    Next(Mark),
    /// In a list that joins two: behind the last page of the first, at an item of what the second has besides.
    Rest(Place),
}

/// An item of a list that others come before: by its fingerprint, and where it stood among them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Place {
    pub item: u64,
    pub index: usize,
}

/// The vendor's mark of an event report, and the rows at the seam, by which their repetition is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// As the JSON text that came: a number must not lose digits on its way through this client.
    pub next: String,
    pub seam: Vec<u64>,
}

impl Cursor {
    pub(crate) fn to_token(&self) -> PageToken {
        PageToken(match self {
            Cursor::Start => "start".to_owned(),
            Cursor::Token(token) => format!("token:{token}"),
            Cursor::Index { page, size } => format!("index:{page}:{size}"),
            Cursor::Rest(Place { item, index }) => format!("rest:{item:016x}:{index}"),
            Cursor::Next(mark) => format!("next:{}", serde_json::to_string(mark).unwrap_or_default()),
        })
    }

    /// Where a list begins: at its start, or behind a token of the caller's, refused if the list has no such positions.
    pub(crate) fn start(token: Option<&PageToken>, fits: impl Fn(&Cursor) -> bool) -> Result<Cursor> {
        let cursor: Cursor = token.map_or(Ok(Cursor::Start), |token| token.0.parse())?;
        let fits = cursor == Cursor::Start || fits(&cursor);
        if fits { Ok(cursor) } else { Err(foreign("it belongs to another operation")) }
    }

    /// Whether it belongs to this way of paging.
    pub(crate) fn is_of(&self, paging: &Paging) -> bool {
        match (self, &paging.style) {
            (Cursor::Token(_), Style::Token { .. } | Style::Continuation { .. }) => true,
            (Cursor::Index { page, size }, Style::Index { .. }) => {
                let end = page.checked_add(1).and_then(|pages| pages.checked_mul(*size));
                (1..=paging.max_size).contains(size) && end.is_some()
            }
            (Cursor::Next(mark), Style::Next { .. }) => serde_json::from_str::<&RawValue>(&mark.next).is_ok(),
            _ => false,
        }
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text.split_once(':') {
            None if text == "start" => Ok(Cursor::Start),
            Some(("token", token)) if !token.is_empty() => Ok(Cursor::Token(token.to_owned())),
            Some(("index", position)) => {
                let (page, size) = position.split_once(':').ok_or_else(|| foreign("it is cut off"))?;
                let number = |text: &str| text.parse().map_err(|_| foreign("it holds no page number"));
                Ok(Cursor::Index { page: number(page)?, size: number(size)? })
            }
            Some(("rest", item)) => {
                let (item, index) = item.split_once(':').ok_or_else(|| foreign("it is cut off"))?;
                let item = u64::from_str_radix(item, 16).map_err(|_| foreign("it holds no item"))?;
                let index = index.parse().map_err(|_| foreign("it holds no number"))?;
                Ok(Cursor::Rest(Place { item, index }))
            }
            Some(("next", mark)) => {
                serde_json::from_str(mark).map(Cursor::Next).map_err(|_| foreign("it is cut off"))
            }
            _ => Err(foreign("it was not made by this library")),
        }
    }
}

pub(crate) fn foreign(reason: &str) -> Error {
    Error::invalid_argument("page_token", format_args!("cannot be resumed from: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_being_stored() {
        let cursors = [
            Cursor::Start,
            Cursor::Token("a:b=+/%".to_owned()),
            Cursor::Index { page: 3, size: 2000 },
            Cursor::Rest(Place { item: 7, index: 12 }),
            Cursor::Next(Mark { next: "1714644898000000.25".to_owned(), seam: vec![7, u64::MAX] }),
            Cursor::Next(Mark { next: "\"2024-05-02 10:14:58.000000\"".to_owned(), seam: vec![] }),
        ];
        for cursor in cursors {
            assert_eq!(cursor.to_token().as_str().parse::<Cursor>().unwrap(), cursor);
        }
    }

    #[test]
    fn what_is_no_position_is_refused() {
        for text in [
            "",
            "x",
            "token:",
            "rest:x",
            "rest:7",
            "rest:7:x",
            "index:1",
            "index:-1:5",
            "index:1:x",
            "next:{",
            "next:{\"next\":1}",
        ] {
            assert_eq!(text.parse::<Cursor>().unwrap_err().parameter(), Some("page_token"), "{text}");
        }
    }
}
