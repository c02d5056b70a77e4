//! Every kind of column, from the answer to the values that a reader of the batch sees.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Schema};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::arrays::{Arrays, texts};
use super::fields;
use crate::generated::{Event, SharedFolder};
use crate::tape::{self, Item, Kind, NONE};

/// The records of an answer as a batch, by the way that a page goes.
fn batch(schema: &'static tape::Schema, answer: &Value, zone: Option<&str>) -> RecordBatch {
    let zone = zone.map(|zone| TimeZone::get(zone).unwrap());
    let tape = tape::decode(answer.to_string().into_bytes(), Kind::Objects(schema), Default::default(), None);
    let tape = Arc::new(tape.ok().unwrap());
    let records = tape.list(tape.root_slot()).to_vec();
    let columns = Arrays { tape: &tape, zone: zone.as_ref() }.columns(schema, &records).unwrap();
    let fields = fields::of(schema, zone.as_ref().map(fields::zone_name).as_ref());
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap()
}

fn value(array: &dyn Array, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => json!(array.as_string::<i32>().value(row)),
        DataType::Int64 => json!(array.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => json!(array.as_primitive::<Float64Type>().value(row)),
        DataType::Boolean => json!(array.as_boolean().value(row)),
        DataType::Timestamp(_, zone) => {
            let micros = array.as_primitive::<TimestampMicrosecondType>().value(row);
            let instant = Timestamp::from_microsecond(micros).unwrap();
            match zone {
                Some(_) => json!(instant.to_string()),
                None => json!(TimeZone::UTC.to_datetime(instant).to_string()),
            }
        }
        DataType::List(_) => values(&array.as_list::<i32>().value(row)),
        DataType::Map(..) => values(&array.as_map().value(row)),
        DataType::Struct(_) => record(array.as_struct(), row),
        other => panic!("{other} is no type of a column"),
    }
}

fn values(array: &dyn Array) -> Value {
    (0..array.len()).map(|row| value(array, row)).collect()
}

fn record(records: &StructArray, row: usize) -> Value {
    let columns = records.fields().iter().zip(records.columns());
    columns.map(|(field, column)| (field.name().clone(), value(column, row))).collect()
}

fn column(batch: &RecordBatch, name: &str) -> ArrayRef {
    batch.column_by_name(name).unwrap().clone()
}

#[test]
fn a_column_says_what_its_member_says() {
    let cases = [
        ("text", json!(["ada", "a\"é\n", 7, "", null]), json!(["ada", "a\"é\n", "7", "", null])),
        ("integer", json!([1, "42", i64::MIN + 1, null]), json!([1, 42, i64::MIN + 1, null])),
        ("number", json!([87.5, "71.4", 3, null]), json!([87.5, 71.4, 3.0, null])),
        ("flag", json!([true, 0, "1", "", null]), json!([true, false, true, null, null])),
        ("texts", json!([["a", "b"], [], "x", null]), json!([["a", "b"], [], ["x"], []])),
        ("json", json!([{"a": [1, "x"]}, "x", null]), json!([r#"{"a":[1,"x"]}"#, r#""x""#, null])),
        (
            "attribs",
            json!([{"Department": "R&D", "Number": 7, "None": null}, [], null]),
            json!([
                [{"key": "Department", "value": "R&D"}, {"key": "Number", "value": "7"}, {"key": "None", "value": null}],
                [],
                []
            ]),
        ),
        (
            "groups",
            json!([{"Eng": ["ada", "bob"], "None": null}, null]),
            json!([[{"key": "Eng", "value": ["ada", "bob"]}, {"key": "None", "value": []}], []]),
        ),
        (
            "object",
            json!([null, {"name": "x"}, {}]),
            json!([null, {"name": "x", "extra": null}, {"name": null, "extra": null}]),
        ),
        (
            "objects",
            json!([[{"name": "x", "new": 1}, {}], null]),
            json!([[{"name": "x", "extra": r#"{"new":1}"#}, {"name": null, "extra": null}], []]),
        ),
        ("rows", json!([{"0": {"name": "x"}}, []]), json!([[{"name": "x", "extra": null}], []])),
        (
            "map",
            json!([{"5001": {"name": "x"}}, {}]),
            json!([[{"id": "5001", "name": "x", "extra": null}], []]),
        ),
    ];
    for (name, given, expected) in cases {
        let answer = given.as_array().unwrap().iter().map(|value| json!({name: value})).collect();
        let batch = batch(&tape::tests::ALL, &answer, None);
        assert_eq!(values(&column(&batch, name)), expected, "{name}");
        assert_eq!(column(&batch, "extra").null_count(), batch.num_rows(), "{name}");
    }
}

#[test]
fn a_time_is_an_instant_where_the_zone_is_known() {
    let texts = [
        ("summer", json!("2024-05-02 10:15:00"), json!("2024-05-02T10:15:00"), json!("2024-05-02T14:15:00Z")),
        (
            "repeated hour",
            json!("2024-11-03 01:30:00"),
            json!("2024-11-03T01:30:00"),
            json!("2024-11-03T05:30:00Z"),
        ),
        (
            "skipped hour",
            json!("2024-03-10 02:30:00"),
            json!("2024-03-10T02:30:00"),
            json!("2024-03-10T07:30:00Z"),
        ),
        (
            "before 1970",
            json!("1969-12-31 23:59:59"),
            json!("1969-12-31T23:59:59"),
            json!("1970-01-01T04:59:59Z"),
        ),
        ("never", json!(""), json!(null), json!(null)),
        ("a zero date", json!("0000-00-00 00:00:00"), json!(null), json!(null)),
        ("no time", json!("yesterday"), json!(null), json!(null)),
        ("absent", json!(null), json!(null), json!(null)),
    ];
    let answer = texts.iter().map(|(_, text, ..)| json!({"time": text})).collect();
    let plain = column(&batch(&tape::tests::ALL, &answer, None), "time");
    let zoned = column(&batch(&tape::tests::ALL, &answer, Some("US/Eastern")), "time");
    for (row, (name, _, time, instant)) in texts.iter().enumerate() {
        assert_eq!(value(&plain, row), *time, "{name}, without a zone");
        assert_eq!(value(&zoned, row), *instant, "{name}, in a zone");
    }
    assert!(matches!(zoned.data_type(), DataType::Timestamp(_, Some(zone)) if **zone == *"US/Eastern"));
}

#[test]
fn unknown_members_are_one_column_of_json() {
    let answer = json!([{"text": "x", "new": {"a": [1, "é"]}, "more": null}, {"text": "y"}]);
    let extra = values(&column(&batch(&tape::tests::ALL, &answer, None), "extra"));
    assert_eq!(extra, json!([r#"{"new":{"a":[1,"é"]},"more":null}"#, null]));
}

#[test]
fn derived_members_follow_the_others() {
    let event = json!({"Time": "2024-05-02 10:15:00", "Username": "ada@example.com", "Action": "Log in"});
    let events = batch(&Event::SCHEMA.0, &json!([event]), Some("US/Eastern"));
    let names: Vec<&str> = events.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(
        names,
        ["time", "username", "ip_address", "action", "data", "siem_id", "id", "ordinal", "extra"]
    );
    assert_eq!(value(&column(&events, "id"), 0).as_str().unwrap().len(), 32);
    assert_eq!(value(&column(&events, "ordinal"), 0), 0);

    let folder =
        json!({"deleted": 1, "users": [{"username": "ada", "can_administer": "1"}, {"superadmin": true}]});
    let folders = batch(&SharedFolder::SCHEMA.0, &json!([folder, {}]), None);
    assert_eq!(values(&column(&folders, "is_deleted")), json!([true, false]));
    let members = value(&column(&folders, "users"), 0);
    assert_eq!((&members[0]["role"], &members[0]["is_super_admin"]), (&json!("admin"), &json!(false)));
    assert_eq!((&members[1]["role"], &members[1]["is_super_admin"]), (&json!("unmapped"), &json!(true)));
}

#[test]
fn the_columns_do_not_depend_on_the_data() {
    let full = json!([{"text": "x", "time": "2024-05-02 10:15:00", "objects": [{"name": "x"}], "attribs": {"a": "b"}}]);
    for zone in [None, Some("US/Eastern")] {
        let schemas = [json!([]), json!([{}]), full.clone()]
            .map(|answer| batch(&tape::tests::ALL, &answer, zone).schema());
        assert!(schemas.iter().all(|schema| *schema == schemas[0]), "{schemas:#?}");
    }
}

#[test]
fn an_absent_record_is_null_with_all_its_members() {
    let tape = Arc::new(tape::tests::tape("{}").unwrap());
    let arrays = Arrays { tape: &tape, zone: None };
    for column in arrays.columns(&tape::tests::ALL, &[NONE]).unwrap() {
        assert!(column.is_null(0) || matches!(value(&column, 0), Value::Array(items) if items.is_empty()));
    }
}

#[test]
fn texts_that_one_array_cannot_hold_are_an_error() {
    // Zeros that are only read take no memory.
    let huge = String::from_utf8(vec![0; 1 << 31]).unwrap();
    let error = texts([Some("x"), Some(&huge)].into_iter()).unwrap_err();
    assert!(error.to_string().contains("2147483649"), "{error}");
}
