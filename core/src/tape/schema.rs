//! What an answer is expected to hold: static tables, generated from the contract.

/// The members of an object.
#[derive(Debug)]
pub(crate) struct Schema {
    /// The contract's name, for error messages.
    pub name: &'static str,
    /// The known members. If `keyed`, the first one is filled from the key of the map that holds the object.
    pub members: &'static [Member],
    /// Whether the object gets its first member from the key of the map it stands in.
    pub keyed: bool,
    /// Whether member names vary in case.
    pub ignore_case: bool,
    /// Whether a list that is not there is another thing than an empty one: not known.
    #[cfg_attr(not(feature = "arrow"), expect(dead_code, reason = "columns alone ask for it"))]
    pub knows_null: bool,
}

impl Schema {
    /// The members that a caller sees, with their indices.
    pub(crate) fn seen(&self) -> impl Iterator<Item = (usize, &Member)> {
        self.members.iter().enumerate().filter(|(_, member)| !member.sdk.is_empty())
    }
}

/// A member of an object.
#[derive(Debug)]
pub(crate) struct Member {
    /// Name on the wire.
    pub name: &'static str,
    /// Other spellings on the wire.
    pub aliases: &'static [&'static str],
    pub kind: Kind,
    /// Name in the SDK; empty for what a caller does not see.
    pub sdk: &'static str,
}

/// How a value is read. Every kind takes null for "absent".
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A string; numbers and booleans are kept as their text.
    Text,
    /// A time without a zone; kept as its text, whatever it says.
    Time,
    /// An instant; the text of a time in the zone of the tape.
    Instant,
    /// A 64-bit integer; may come as a string of digits.
    Integer,
    /// A number; may come as a string.
    Number,
    /// A flag; may come as 0/1, "0"/"1" or a boolean.
    Flag,
    /// An array of strings; a single string is an array of one.
    Texts,
    /// An object from name to string; `[]` when empty. A value under the name `password` is overwritten.
    TextMap,
    /// An object from name to an array of strings; `[]` when empty.
    TextsMap,
    /// Any JSON value, kept as it came.
    Json,
    /// An object.
    Object(&'static Schema),
    /// An array of objects.
    Objects(&'static Schema),
    /// An array of objects that may also come as a map, whose keys mean nothing.
    Rows(&'static Schema),
    /// A map from key to object; `[]` when empty.
    ObjectMap(&'static Schema),
}

impl Schema {
    /// The index of the member with this name in the SDK. It is asked for by constants, so that a name that is no longer there fails
    /// the build.
    pub(crate) const fn at(&self, sdk: &str) -> usize {
        let mut index = 0;
        while index < self.members.len() {
            if same(self.members[index].sdk.as_bytes(), sdk.as_bytes()) {
                return index;
            }
            index += 1;
        }
        panic!("the schema has no such member")
    }

    /// Whether any member, or member of a member, is a time.
    pub(crate) fn has_times(&self) -> bool {
        self.members.iter().any(|member| match member.kind {
            Kind::Time | Kind::Instant => true,
            Kind::Object(inner) | Kind::Objects(inner) | Kind::Rows(inner) | Kind::ObjectMap(inner) => {
                inner.has_times()
            }
            _ => false,
        })
    }

    /// The index of the member with this name, looked for from `guess` on and then from the start: members tend to come in one
    /// order, and some of them not at all.
    pub(crate) fn index_of(&self, name: &str, guess: usize) -> Option<usize> {
        // The first member of a keyed object is the key of its map; a member of that name is another thing.
        let first = usize::from(self.keyed);
        let guess = guess.max(first);
        (guess..self.members.len()).chain(first..guess.min(self.members.len())).find(|&index| {
            let member = &self.members[index];
            if self.ignore_case {
                member.name.eq_ignore_ascii_case(name)
                    || member.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
            } else {
                member.name == name || member.aliases.contains(&name)
            }
        })
    }
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}
