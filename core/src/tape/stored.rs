//! An item as text, so that another process can have it: for bindings to languages that move objects between processes.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::tz::TimeZone;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use super::{Item, NONE, Schema, Tape};
use crate::error::{Error, Result};
use crate::zones;

/// A tape with one record.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    /// Stands for the members that the record was made with: another version of this library may know others.
    members: Cow<'a, str>,
    zone: Option<Cow<'a, str>>,
    root: u64,
    slots: Cow<'a, [u64]>,
    arena: Cow<'a, str>,
}

/// The item alone, without the answer that it came in.
pub(super) fn store<T: Item>(item: &T) -> Result<String> {
    let node = item.node().detach(&T::SCHEMA.0);
    let tape = node.tape();
    let stored = Stored {
        members: fingerprint(&T::SCHEMA.0).into(),
        zone: tape.zone.as_ref().and_then(TimeZone::iana_name).map(Into::into),
        root: tape.root,
        slots: tape.slots.as_slice().into(),
        arena: tape.arena.as_str().into(),
    };
    serde_json::to_string(&stored).map_err(|_| refused::<T>("it cannot be written"))
}

/// The item that was stored.
pub(super) fn restore<T: Item>(text: &str) -> Result<T> {
    let stored: Stored<'_> =
        serde_json::from_str(text).map_err(|_| refused::<T>("it is not what this library stores"))?;
    if stored.members != fingerprint(&T::SCHEMA.0) || stored.root == NONE {
        return Err(refused::<T>("it was stored by another version of this library; read it anew"));
    }
    let zone = match stored.zone {
        Some(name) => Some(zones::get(&name).ok_or_else(|| refused::<T>("its time zone is not known here"))?),
        None => None,
    };
    let tape = Tape {
        arena: stored.arena.into_owned(),
        slots: stored.slots.into_owned(),
        root: stored.root,
        zone,
        ..Tape::default()
    };
    Ok(T::from_node(Arc::new(tape).root()))
}

fn refused<T: Item>(reason: &str) -> Error {
    Error::invalid_argument(T::SCHEMA.0.name, format_args!("cannot be restored: {reason}"))
}

fn fingerprint(schema: &Schema) -> String {
    let digest = digest(&SHA256, format!("{schema:?}").as_bytes());
    digest.as_ref()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
