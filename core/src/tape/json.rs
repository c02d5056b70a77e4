//! From a tape back to JSON: the vendor's member names, in the contract's order, then what was unknown.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};

use super::item::Node;
use super::{Kind, NONE, Schema};

/// A record with its schema, ready to be written.
pub(crate) struct Json<'a>(pub &'a Node, pub &'static Schema);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Json(node, schema) = self;
        let mut map = serializer.serialize_map(None)?;
        for (index, member) in schema.members.iter().enumerate() {
            // A computed member has no name on the wire.
            if let Some(slot) = node.slot(index).filter(|_| !member.name.is_empty()) {
                map.serialize_entry(member.name, &Slot { node, kind: member.kind, slot })?;
            }
        }
        for pair in node.list(schema.members.len()).chunks_exact(2) {
            map.serialize_entry(node.entry(pair[0]), &any(node.entry(pair[1])))?;
        }
        map.end()
    }
}

/// Any JSON; what is nested too deeply or holds half a character stays the text that came.
fn any(raw: &str) -> Value {
    serde_json::from_str(raw).unwrap_or_else(|_| Value::from(raw))
}

struct Slot<'a> {
    node: &'a Node,
    kind: Kind,
    slot: u64,
}

impl Slot<'_> {
    fn with(&self, kind: Kind, slot: u64) -> Slot<'_> {
        Slot { node: self.node, kind, slot }
    }

    fn sequence<S: Serializer>(&self, kind: Kind, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.node.tape().list(self.slot);
        let mut seq = serializer.serialize_seq(Some(entries.len()))?;
        for &entry in entries {
            seq.serialize_element(&self.with(kind, entry))?;
        }
        seq.end()
    }

    fn pairs<S: Serializer>(&self, kind: Kind, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.node.tape().list(self.slot);
        let mut map = serializer.serialize_map(Some(entries.len() / 2))?;
        for pair in entries.chunks_exact(2) {
            map.serialize_entry(self.node.entry(pair[0]), &self.with(kind, pair[1]))?;
        }
        map.end()
    }
}

impl Serialize for Slot<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.slot == NONE {
            return serializer.serialize_unit();
        }
        match self.kind {
            Kind::Instant => {
                self.node.instant_of(self.slot).map(|instant| instant.to_string()).serialize(serializer)
            }
            Kind::Text | Kind::Time => serializer.serialize_str(self.node.entry(self.slot)),
            Kind::Integer => serializer.serialize_i64(self.slot as i64),
            Kind::Number => serializer.serialize_f64(f64::from_bits(self.slot)),
            Kind::Flag => serializer.serialize_bool(self.slot != 0),
            Kind::Json => any(self.node.entry(self.slot)).serialize(serializer),
            Kind::Object(schema) => {
                Json(&Node::new(self.node.tape().clone(), self.slot as u32), schema).serialize(serializer)
            }
            Kind::Texts => self.sequence(Kind::Text, serializer),
            Kind::TextMap => self.pairs(Kind::Text, serializer),
            Kind::TextsMap => self.pairs(Kind::Texts, serializer),
            Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => {
                self.sequence(Kind::Object(schema), serializer)
            }
        }
    }
}

impl Node {
    /// The record, ready to be written.
    pub(crate) fn json_of(&self, schema: &'static Schema) -> Json<'_> {
        Json(self, schema)
    }

    /// Whether it has members that this version does not know.
    pub(crate) fn has_extra(&self, schema: &'static Schema) -> bool {
        !self.list(schema.members.len()).is_empty()
    }

    pub(crate) fn extra(&self, schema: &'static Schema) -> Map<String, Value> {
        let pairs = self.list(schema.members.len()).chunks_exact(2);
        pairs.map(|pair| (self.entry(pair[0]).to_owned(), any(self.entry(pair[1])))).collect()
    }

    /// Whether two records say the same: their members, what was computed of them, and the zone that their times are meant in.
    pub(crate) fn equals(&self, other: &Node, schema: &'static Schema) -> bool {
        let zone = |node: &Node| node.tape().zone().and_then(|zone| zone.iana_name().map(str::to_owned));
        let computed = schema.members.iter().enumerate().filter(|(_, member)| member.name.is_empty());
        computed.map(|(index, _)| index).all(|index| self.slot(index) == other.slot(index))
            && (!schema.has_times() || zone(self) == zone(other))
            && self.to_json(schema) == other.to_json(schema)
    }

    pub(crate) fn to_json(&self, schema: &'static Schema) -> Value {
        serde_json::to_value(Json(self, schema)).unwrap_or_default()
    }
}
