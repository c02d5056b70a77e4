//! Lists as Arrow record batches: what pandas, Polars, DuckDB and Spark read without a copy.
//!
//! A column for each member of an item in the order and by the names of this crate, then what is derived of them, then
//! `extra`, the unknown members as JSON text. An item in an item is a struct of the same make. The columns depend on the type
//! of the items and on the zone of their times, and never on the data: an empty list has them too, and pages go together.
//!
//! A batch says what the items say:
//! - Times are instants in microseconds where the client was built with a zone, and times without a zone where it was not. A
//!   text that is no time is null; of the two instants of a repeated hour it is the earlier one.
//! - A list or a map that is absent is empty; anything else that is absent is null.
//! - Offsets have 32 bits, which more readers take than 64: an answer holds less than 2 GiB of text. A page that comes to more
//!   all the same, by numbers that are spelled out as texts, is an error.

mod arrays;
mod derived;
mod fields;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};

use crate::erased::{RecordList, RecordPage, RecordType};
use crate::error::{Error, Result};
use crate::generated::ErrorKind;
use arrays::Arrays;

/// Names and types of the columns that items of a type have.
pub fn schema(record_type: &RecordType) -> SchemaRef {
    let zone = record_type.zone.as_ref().map(fields::zone_name);
    Arc::new(Schema::new(fields::of(&record_type.schema.0, zone.as_ref())))
}

/// The items of a page, but for the first few.
pub fn batch(page: &RecordPage, skipped: usize) -> Result<RecordBatch, ArrowError> {
    let RecordType { schema: item, zone } = page.record_type();
    let (tape, bases) = page.page.records();
    let records: Vec<u64> = bases.iter().skip(skipped).map(|&base| u64::from(base)).collect();
    let columns = Arrays { tape, zone: zone.as_ref() }.columns(&item.0, &records)?;
    RecordBatch::try_new(schema(page.record_type()), columns)
}

/// The items of a list, a batch for each page, made when it is asked for.
pub fn reader(list: &RecordList) -> impl RecordBatchReader + Send + use<> {
    let (pages, skipped) = list.pages();
    let (pages, skipped) = (pages.to_vec(), std::iter::once(skipped).chain(std::iter::repeat(0)));
    let batches = pages.into_iter().zip(skipped).map(|(page, skipped)| batch(&page, skipped));
    RecordBatchIterator::new(batches, schema(list.record_type()))
}

/// The items of a list as a stream of the C interface; see [`reader`].
pub fn c_stream(list: &RecordList) -> FFI_ArrowArrayStream {
    FFI_ArrowArrayStream::new(Box::new(reader(list)))
}

/// Names and types of the columns as a schema of the C interface; see [`schema`].
pub fn c_schema(record_type: &RecordType) -> Result<FFI_ArrowSchema> {
    FFI_ArrowSchema::try_from(schema(record_type).as_ref()).map_err(|error| {
        Error::new(ErrorKind::Internal, "the columns have no form in the C interface").with_source(error)
    })
}
