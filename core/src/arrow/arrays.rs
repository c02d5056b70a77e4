//! From slots of a tape to arrays, a column at a time: what a value is, is asked once for all of them.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, ListArray, MapArray, StructArray,
    TimestampMicrosecondArray, make_array,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::ArrowError;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::fields;
use crate::derived;
use crate::local_time::LocalTime;
use crate::tape::{Kind, NONE, Node, Schema, Tape};

/// The arrays of an answer.
pub(super) struct Arrays<'a> {
    pub tape: &'a Arc<Tape>,
    /// The zone of times without one.
    pub zone: Option<&'a TimeZone>,
}

impl Arrays<'_> {
    /// The columns of records, in the order of [`fields::of`].
    pub(super) fn columns(
        &self,
        schema: &'static Schema,
        records: &[u64],
    ) -> Result<Vec<ArrayRef>, ArrowError> {
        let mut columns = Vec::new();
        for (index, member) in schema.seen() {
            let slots = self.member(records, index);
            let is_list = matches!(member.kind, Kind::Texts | Kind::Objects(_));
            columns.push(match schema.knows_null && is_list {
                true => self.known_lists(member.kind, &slots)?,
                false => self.array(member.kind, &slots)?,
            });
        }
        for derived in derived::of(schema) {
            columns.push(derived.value.array(records.iter().map(|&record| self.node(record)))?);
        }
        let unknown = self.member(records, schema.members.len());
        let extra = records.iter().zip(unknown).map(|(&record, unknown)| {
            let node = if unknown == NONE { None } else { self.node(record) };
            node.map(|node| serde_json::Value::Object(node.extra(schema)).to_string())
        });
        columns.push(texts(extra)?);
        Ok(columns)
    }

    /// The values of a kind that stand in these slots.
    fn array(&self, kind: Kind, slots: &[u64]) -> Result<ArrayRef, ArrowError> {
        let known = slots.iter().map(|&slot| (slot != NONE).then_some(slot));
        Ok(match kind {
            Kind::Text | Kind::Json => texts(known.map(|slot| slot.map(|slot| self.tape.text(slot))))?,
            Kind::Time => self.times(known),
            Kind::Instant => self.instants(known),
            Kind::Integer => Arc::new(known.map(|slot| slot.map(|slot| slot as i64)).collect::<Int64Array>()),
            Kind::Number => Arc::new(known.map(|slot| slot.map(f64::from_bits)).collect::<Float64Array>()),
            Kind::Flag => Arc::new(known.map(|slot| slot.map(|slot| slot != 0)).collect::<BooleanArray>()),
            Kind::Object(schema) => {
                let fields = fields::of(schema, self.zone.map(fields::zone_name).as_ref());
                let nulls = NullBuffer::from_iter(slots.iter().map(|&slot| slot != NONE));
                Arc::new(StructArray::try_new(fields, self.columns(schema, slots)?, Some(nulls))?)
            }
            Kind::Texts => self.list(Kind::Text, slots)?,
            Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => {
                self.list(Kind::Object(schema), slots)?
            }
            Kind::TextMap => self.map(Kind::Text, slots)?,
            Kind::TextsMap => self.map(Kind::Texts, slots)?,
        })
    }

    fn times(&self, slots: impl Iterator<Item = Option<u64>>) -> ArrayRef {
        let times = slots.map(|slot| {
            let time = LocalTime::new(self.tape.text(slot?), self.zone);
            match self.zone {
                Some(_) => Some(time.instant()?.as_microsecond()),
                None => i64::try_from(time.civil()?.duration_since(EPOCH).as_micros()).ok(),
            }
        });
        let times: TimestampMicrosecondArray = times.collect();
        Arc::new(times.with_timezone_opt(self.zone.map(fields::zone_name)))
    }

    fn instants(&self, slots: impl Iterator<Item = Option<u64>>) -> ArrayRef {
        let instant = |slot| LocalTime::new(self.tape.text(slot), self.zone).instant();
        let instants: TimestampMicrosecondArray =
            slots.map(|slot| Some(instant(slot?)?.as_microsecond())).collect();
        Arc::new(instants.with_timezone(fields::UTC))
    }

    /// Lists of which one that is not there is null.
    fn known_lists(&self, kind: Kind, slots: &[u64]) -> Result<ArrayRef, ArrowError> {
        let lists = self.array(kind, slots)?;
        let nulls = NullBuffer::from_iter(slots.iter().map(|&slot| slot != NONE));
        Ok(make_array(lists.into_data().into_builder().nulls(Some(nulls)).build()?))
    }

    fn list(&self, kind: Kind, slots: &[u64]) -> Result<ArrayRef, ArrowError> {
        let lists = || slots.iter().map(|&slot| self.entries(slot));
        let offsets = OffsetBuffer::from_lengths(lists().map(<[u64]>::len));
        let items = self.array(kind, &lists().flatten().copied().collect::<Vec<_>>())?;
        let field = fields::item(items.data_type().clone());
        Ok(Arc::new(ListArray::try_new(field, offsets, items, None)?))
    }

    fn map(&self, kind: Kind, slots: &[u64]) -> Result<ArrayRef, ArrowError> {
        let pairs = || slots.iter().map(|&slot| self.entries(slot).chunks_exact(2));
        let offsets = OffsetBuffer::from_lengths(pairs().map(|pairs| pairs.len()));
        let (keys, values): (Vec<_>, Vec<_>) = pairs().flatten().map(|pair| (pair[0], pair[1])).unzip();
        let (keys, values) = (self.array(Kind::Text, &keys)?, self.array(kind, &values)?);
        let values_type = values.data_type().clone();
        let entries =
            StructArray::try_new(fields::key_and_value(values_type.clone()), vec![keys, values], None)?;
        Ok(Arc::new(MapArray::try_new(fields::entries(values_type), offsets, entries, None, false)?))
    }

    /// The slots of a member of each record.
    fn member(&self, records: &[u64], index: usize) -> Vec<u64> {
        let slots = records.iter().map(|&record| self.tape.member(u32::try_from(record).ok()?, index));
        slots.map(|slot| slot.unwrap_or(NONE)).collect()
    }

    fn entries(&self, slot: u64) -> &[u64] {
        if slot == NONE { &[] } else { self.tape.list(slot) }
    }

    fn node(&self, record: u64) -> Option<Node> {
        Some(Node::new(self.tape.clone(), u32::try_from(record).ok()?))
    }
}

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// An array of texts; the builder would panic where they have no room in one.
pub(super) fn texts<T: AsRef<str>>(
    values: impl ExactSizeIterator<Item = Option<T>>,
) -> Result<ArrayRef, ArrowError> {
    let mut builder = StringBuilder::with_capacity(values.len(), 0);
    let mut length = 0;
    for value in values {
        length += value.as_ref().map_or(0, |text| text.as_ref().len());
        if i32::try_from(length).is_err() {
            return Err(ArrowError::OffsetOverflowError(length));
        }
        builder.append_option(value);
    }
    Ok(Arc::new(builder.finish()))
}
