//! Plain structs: their members, and how these lie in memory.

use std::collections::BTreeMap;

use serde::Serialize;

use super::names;
use super::text::{Part, doc, paragraphs};
use crate::{Error, Result};

/// A plain struct, as its template takes it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Struct {
    pub(super) name: String,
    doc: String,
    pub(super) fields: Vec<Field>,
}

/// A member of a struct.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Field {
    /// The name in C.
    pub(super) name: String,
    rust_name: String,
    /// The type in Rust.
    pub(super) kind: String,
    doc: String,
}

impl Struct {
    pub(super) fn new<T: AsRef<str>>(
        name: &str,
        texts: impl IntoIterator<Item = T>,
        fields: Vec<Field>,
    ) -> Self {
        Struct { name: name.to_owned(), doc: doc(0, &paragraphs(texts)), fields }
    }

    /// A list of these.
    pub(super) fn list(of: &str) -> Self {
        let fields = vec![
            Field::new("items", &format!("*const {of}"), ["The items; `NULL`: there is no list."]),
            Field::new("length", "usize", ["How many there are."]),
        ];
        Struct::new(&format!("{of}_list"), [format!("Several `{of}`.")], fields)
    }
}

impl Field {
    pub(super) fn new<T: AsRef<str>>(name: &str, kind: &str, texts: impl IntoIterator<Item = T>) -> Self {
        let name = names::member(name);
        let parts: Vec<Part> = paragraphs(texts);
        Field { rust_name: names::in_rust(&name), kind: kind.to_owned(), doc: doc(4, &parts), name }
    }
}

/// Where the members of structs lie.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    /// Size and alignment of a type, in bytes.
    known: BTreeMap<String, (usize, usize)>,
}

/// Name, offset and size of each member, and the size of the whole.
pub(super) type Layout = (Vec<(String, usize, usize)>, usize);

impl Layouts {
    /// The layout of a struct that stands behind those that it is made of.
    pub(super) fn add(&mut self, one: &Struct) -> Result<Layout> {
        let (mut members, mut end, mut widest) = (Vec::new(), 0_usize, 1);
        for field in &one.fields {
            let (size, align) = self.of(&field.kind).ok_or_else(|| {
                let (name, member, kind) = (&one.name, &field.name, &field.kind);
                Error::Unsupported(format!("C: {name}.{member}: the size of `{kind}` is not known"))
            })?;
            let offset = end.next_multiple_of(align);
            members.push((field.name.clone(), offset, size));
            (end, widest) = (offset + size, widest.max(align));
        }
        let size = end.next_multiple_of(widest);
        self.known.insert(one.name.clone(), (size, widest));
        Ok((members, size))
    }

    fn of(&self, kind: &str) -> Option<(usize, usize)> {
        let size = match kind {
            "u8" => 1,
            "u16" => 2,
            "i32" | "u32" | "lpa_status" => 4,
            "i64" | "u64" | "f64" | "usize" => 8,
            pointer if pointer.starts_with('*') => 8,
            name => return self.known.get(name).copied(),
        };
        Some((size, size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_lie_where_a_compiler_puts_them() {
        let field = |name: &str, kind: &str| Field::new(name, kind, [""; 0]);
        let text =
            Struct::new("lpa_text", [""; 0], vec![field("data", "*const c_char"), field("length", "usize")]);
        let mixed = vec![field("a", "u8"), field("b", "u32"), field("c", "lpa_text"), field("d", "u16")];
        let mut layouts = Layouts::default();
        assert_eq!(layouts.add(&text).unwrap().1, 16);
        let (members, size) = layouts.add(&Struct::new("mixed", [""; 0], mixed)).unwrap();
        let members: Vec<_> =
            members.iter().map(|(name, offset, size)| (name.as_str(), *offset, *size)).collect();
        assert_eq!((members, size), (vec![("a", 0, 1), ("b", 4, 4), ("c", 8, 16), ("d", 24, 2)], 32));
        let unknown = Struct::new("other", [""; 0], vec![field("a", "lpa_other")]);
        assert!(layouts.add(&unknown).is_err());
    }
}
