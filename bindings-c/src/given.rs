//! Arguments as they come from C: by their names, with every text checked.
//!
//! A pointer that is read has to be NULL, or what the header says of it, for as long as what is read of it is used.

use std::ffi::{CStr, c_char};

use lastpass_dispatch::Refusal;
use serde_json::{Map, Value, json};

use crate::generated::lpa_string_pair;

type Text = *const c_char;
type Pairs = *const lpa_string_pair;
pub(crate) type Result<T = ()> = std::result::Result<T, Refusal>;

/// A struct that holds arguments.
pub(crate) trait Params {
    /// Hands its members over.
    unsafe fn give(&self, given: &mut Given) -> Result;
}

/// Arguments by their names. Null is not given.
#[derive(Clone, Default)]
pub(crate) struct Given(pub(crate) Map<String, Value>);

impl Given {
    /// A value that is not behind a pointer.
    pub(crate) fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// A text.
    pub(crate) unsafe fn text(&mut self, name: &str, text: Text) -> Result {
        // SAFETY: as said above.
        self.take(name, unsafe { maybe(text) })
    }

    /// A text of a length.
    pub(crate) unsafe fn string(&mut self, name: &str, text: Text, length: usize) -> Result {
        // SAFETY: as said above.
        let bytes = unsafe { items(text.cast(), length) };
        self.take(name, bytes.and_then(|bytes| bytes.map(utf8).transpose()))
    }

    /// JSON.
    pub(crate) unsafe fn json(&mut self, name: &str, text: Text) -> Result {
        // SAFETY: as said above.
        let text = unsafe { maybe(text) };
        self.take(name, text.and_then(|text| text.map(parse).transpose()))
    }

    /// Texts; NULL of the length 0 is none.
    pub(crate) unsafe fn texts(&mut self, name: &str, texts: *const Text, length: usize) -> Result {
        // SAFETY: as said above.
        self.take(name, unsafe { all(texts, length) }.map(Option::unwrap_or_default))
    }

    /// Texts; NULL of the length 0 is not given.
    pub(crate) unsafe fn maybe_texts(&mut self, name: &str, texts: *const Text, length: usize) -> Result {
        // SAFETY: as said above.
        self.take(name, unsafe { all(texts, length) })
    }

    /// Texts by names; NULL of the length 0 is not given.
    pub(crate) unsafe fn pairs(&mut self, name: &str, pairs: Pairs, length: usize) -> Result {
        // SAFETY: as said above.
        let pairs = unsafe { items(pairs, length) }.map_err(|refusal| refusal.inside(name))?;
        // SAFETY: as said above.
        pairs.unwrap_or_default().iter().try_for_each(|pair| unsafe { self.pair(name, pair.key, pair.value) })
    }

    /// One more text by its name.
    pub(crate) unsafe fn pair(&mut self, name: &str, key: Text, value: Text) -> Result {
        // SAFETY: as said above.
        let pair = unsafe { required(key).and_then(|key| Ok((key, required(value)?))) };
        let (key, value) = pair.map_err(|refusal| refusal.inside(name))?;
        match self.0.get_mut(name) {
            Some(Value::Object(members)) => drop(members.insert(key.to_owned(), value.into())),
            _ => self.put(name, json!({ key: value })),
        }
        Ok(())
    }

    /// Rows; NULL of the length 0 is none.
    pub(crate) unsafe fn rows<T: Params>(&mut self, name: &str, rows: *const T, length: usize) -> Result {
        let read = |(at, row): (usize, &T)| {
            let mut given = Given::default();
            // SAFETY: as said above.
            unsafe { row.give(&mut given) }.map_err(|refusal| refusal.at(at))?;
            Ok(given.0)
        };
        // SAFETY: as said above.
        let rows = unsafe { items(rows, length) };
        let rows = rows.and_then(|rows| rows.unwrap_or_default().iter().enumerate().map(read).collect());
        self.take(name, rows.map(Vec::<Map<_, _>>::into_iter).map(Value::from_iter))
    }

    /// The members of a struct; NULL has none.
    pub(crate) unsafe fn params<T: Params>(&mut self, params: *const T) -> Result {
        // SAFETY: as said above.
        unsafe { params.as_ref().map_or(Ok(()), |params| params.give(self)) }
    }

    /// The members of a JSON object; NULL of the length 0 has none.
    pub(crate) unsafe fn members(&mut self, name: &str, json: Text, length: usize) -> Result {
        // SAFETY: as said above.
        let bytes = unsafe { items(json.cast(), length) };
        // Read where it stands: it may hold secrets, and a copy of it may be large.
        let read = bytes.and_then(|bytes| parse(utf8(bytes.unwrap_or(b"{}"))?));
        match read.map_err(|refusal| refusal.inside(name))? {
            Value::Object(members) => self.0.extend(members),
            _ => return Err(Refusal::new("must be a JSON object").inside(name)),
        }
        Ok(())
    }

    fn take(&mut self, name: &str, value: Result<impl Into<Value>>) -> Result {
        self.put(name, value.map_err(|refusal| refusal.inside(name))?);
        Ok(())
    }
}

/// A text that has to be there.
pub(crate) unsafe fn required<'a>(text: Text) -> Result<&'a str> {
    // SAFETY: as said above.
    unsafe { maybe(text) }?.ok_or_else(|| Refusal::new("is NULL"))
}

unsafe fn maybe<'a>(text: Text) -> Result<Option<&'a str>> {
    // SAFETY: as said above.
    (!text.is_null()).then(|| utf8(unsafe { CStr::from_ptr(text) }.to_bytes())).transpose()
}

unsafe fn all<'a>(texts: *const Text, length: usize) -> Result<Option<Vec<&'a str>>> {
    // SAFETY: as said above.
    let texts = unsafe { items(texts, length) }?.map(|texts| texts.iter().enumerate());
    // SAFETY: as said above.
    let read = |(at, &text): (usize, &Text)| unsafe { required(text) }.map_err(|refusal| refusal.at(at));
    texts.map(|texts| texts.map(read).collect()).transpose()
}

/// What an array holds; `None` for NULL of the length 0.
unsafe fn items<'a, T>(first: *const T, length: usize) -> Result<Option<&'a [T]>> {
    if first.is_null() && length > 0 {
        return Err(Refusal::new(format!("is NULL, and its length {length}")));
    }
    if length > isize::MAX as usize / size_of::<T>() {
        return Err(Refusal::new("has a length beyond all memory"));
    }
    // SAFETY: as said above.
    Ok((!first.is_null()).then(|| unsafe { std::slice::from_raw_parts(first, length) }))
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Refusal::new("is not UTF-8"))
}

fn parse(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| Refusal::new(format!("is not JSON: {error}")))
}
