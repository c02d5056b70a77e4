//! Decoding of every quirk, against a schema of every kind.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Kind, Member, Node, Schema, Tape, decode};
use crate::ResponseInfo;

static CHILD: Schema = Schema {
    name: "Child",
    keyed: false,
    ignore_case: false,
    knows_null: false,
    members: &[Member { name: "name", aliases: &[], kind: Kind::Text, sdk: "name" }],
};

static KEYED: Schema = Schema {
    name: "Keyed",
    keyed: true,
    ignore_case: false,
    knows_null: false,
    members: &[
        Member { name: "id", aliases: &[], kind: Kind::Text, sdk: "id" },
        Member { name: "name", aliases: &[], kind: Kind::Text, sdk: "name" },
    ],
};

pub(crate) static ALL: Schema = Schema {
    name: "All",
    keyed: false,
    ignore_case: false,
    knows_null: false,
    members: &[
        Member { name: "text", aliases: &["Text", "TEXT"], kind: Kind::Text, sdk: "text" },
        Member { name: "time", aliases: &[], kind: Kind::Time, sdk: "time" },
        Member { name: "integer", aliases: &[], kind: Kind::Integer, sdk: "integer" },
        Member { name: "number", aliases: &[], kind: Kind::Number, sdk: "number" },
        Member { name: "flag", aliases: &[], kind: Kind::Flag, sdk: "flag" },
        Member { name: "texts", aliases: &[], kind: Kind::Texts, sdk: "texts" },
        Member { name: "attribs", aliases: &[], kind: Kind::TextMap, sdk: "attribs" },
        Member { name: "groups", aliases: &[], kind: Kind::TextsMap, sdk: "groups" },
        Member { name: "json", aliases: &[], kind: Kind::Json, sdk: "json" },
        Member { name: "object", aliases: &[], kind: Kind::Object(&CHILD), sdk: "object" },
        Member { name: "objects", aliases: &[], kind: Kind::Objects(&CHILD), sdk: "objects" },
        Member { name: "rows", aliases: &[], kind: Kind::Rows(&CHILD), sdk: "rows" },
        Member { name: "map", aliases: &[], kind: Kind::ObjectMap(&KEYED), sdk: "map" },
    ],
};

pub(crate) fn tape(body: &str) -> Result<Tape, String> {
    let tape = decode(body.as_bytes().to_vec(), Kind::Object(&ALL), ResponseInfo::default(), None);
    tape.map_err(|(_, what)| what)
}

fn node(body: &str) -> Node {
    Arc::new(tape(body).unwrap()).root()
}

/// The member as it is read back.
fn read(body: &str) -> Value {
    node(body).to_json(&ALL)
}

#[test]
fn every_form_of_every_kind_is_read() {
    #[rustfmt::skip]
    let cases = [
        ("text", r#"{"text":"ada"}"#, json!({"text": "ada"})),
        ("text with escapes", r#"{"text":"a\"\u00e9\n"}"#, json!({"text": "a\"é\n"})),
        ("text as number", r#"{"text":7}"#, json!({"text": "7"})),
        ("text as boolean", r#"{"text":true}"#, json!({"text": "true"})),
        ("empty text", r#"{"text":""}"#, json!({"text": ""})),
        ("null", r#"{"text":null,"integer":null,"number":null,"flag":null,"texts":null,"attribs":null,"groups":null,"json":null,"object":null,"objects":null,"rows":null,"map":null}"#, json!({})),
        ("alias", r#"{"TEXT":"x"}"#, json!({"text": "x"})),
        ("null does not undo an alias", r#"{"Text":"x","text":null}"#, json!({"text": "x"})),
        ("integer", r#"{"integer":9007199254740993}"#, json!({"integer": 9_007_199_254_740_993_i64})),
        ("integer, smallest but one", r#"{"integer":-9223372036854775807}"#, json!({"integer": i64::MIN + 1})),
        ("integer as string", r#"{"integer":"42"}"#, json!({"integer": 42})),
        ("integer as whole float", r#"{"integer":42.0}"#, json!({"integer": 42})),
        ("integer as empty string", r#"{"integer":""}"#, json!({})),
        ("number", r#"{"number":87.5}"#, json!({"number": 87.5})),
        ("number as string", r#"{"number":"71.4"}"#, json!({"number": 71.4})),
        ("number as integer", r#"{"number":-0.0}"#, json!({"number": 0.0})),
        ("flag", r#"{"flag":false}"#, json!({"flag": false})),
        ("flag as 1", r#"{"flag":1}"#, json!({"flag": true})),
        ("flag as \"0\"", r#"{"flag":"0"}"#, json!({"flag": false})),
        ("flag as \"true\"", r#"{"flag":"true"}"#, json!({"flag": true})),
        ("flag as empty string", r#"{"flag":""}"#, json!({})),
        ("texts", r#"{"texts":["a","b\n"]}"#, json!({"texts": ["a", "b\n"]})),
        ("texts as one text", r#"{"texts":"No such user"}"#, json!({"texts": ["No such user"]})),
        ("texts with a number", r#"{"texts":[1]}"#, json!({"texts": ["1"]})),
        ("map of texts", r#"{"attribs":{"Department":"R&D","Number":7,"None":null}}"#, json!({"attribs": {"Department": "R&D", "Number": "7", "None": null}})),
        ("map of texts with JSON in it", r#"{"attribs":{"name":{"a":[1]}}}"#, json!({"attribs": {"name": "{\"a\":[1]}"}})),
        ("empty map as array", r#"{"attribs":[],"groups":[],"map":[]}"#, json!({"attribs": {}, "groups": {}, "map": []})),
        ("map of lists", r#"{"groups":{"Eng":["ada","bob"],"None":null}}"#, json!({"groups": {"Eng": ["ada", "bob"], "None": null}})),
        ("any JSON", r#"{"json":{"a":[1,"x"]}}"#, json!({"json": {"a": [1, "x"]}})),
        ("object", r#"{"object":{"name":"x"}}"#, json!({"object": {"name": "x"}})),
        ("objects", r#"{"objects":[{"name":"x"},{}]}"#, json!({"objects": [{"name": "x"}, {}]})),
        ("rows as map", r#"{"rows":{"0":{"name":"x"}}}"#, json!({"rows": [{"name": "x"}]})),
        ("map of objects", r#"{"map":{"5001":{"name":"x"}}}"#, json!({"map": [{"id": "5001", "name": "x"}]})),
        ("map of objects with an id of their own", r#"{"map":{"5001":{"id":9}}}"#, json!({"map": [{"id": 9}]})),
        ("unknown members", r#"{"new":{"a":1},"text":"x","n\u00e9w":[2]}"#, json!({"text": "x", "new": {"a": 1}, "néw": [2]})),
        ("last one wins", r#"{"text":"a","text":"b"}"#, json!({"text": "b"})),
    ];
    for (name, body, expected) in cases {
        assert_eq!(read(body), expected, "{name}");
        let detached = node(body).detach(&ALL);
        assert_eq!(detached.to_json(&ALL), expected, "{name}, detached");
    }
}

#[test]
fn another_shape_is_an_error_that_names_the_member_and_no_value() {
    let cases = [
        (r#"{"text":{"secret":1}}"#, "text: expected a text, found an object"),
        (r#"{"integer":"hunter2"}"#, "integer: expected an integer, found a text"),
        (r#"{"integer":1.5}"#, "integer: expected an integer, found a number"),
        (r#"{"integer":18446744073709551615}"#, "integer: expected an integer, found a number above 64 bits"),
        (r#"{"number":[]}"#, "number: expected a number, found an array"),
        (r#"{"flag":"hunter2"}"#, "flag: expected a flag, found a text"),
        (r#"{"texts":{"a":1}}"#, "texts: expected an array of texts, found an object"),
        (r#"{"map":["hunter2"]}"#, "map: expected a map, found an array that is not empty"),
        (r#"{"groups":{"Eng":{"a":1}}}"#, "groups: expected an array of texts, found an object"),
        (r#"{"objects":[null]}"#, "objects: expected an item, found null"),
        (r#"{"objects":{"a":{}}}"#, "objects: expected an array of objects, found an object"),
        (r#"{"object":"hunter2"}"#, "object: expected an object, found a text"),
        (r#"["hunter2"]"#, "the answer: expected an object, found an array"),
        (r#"{"text":"hunter2"#, "the JSON ends too early"),
        (r#"{"text":"x"} hunter2"#, "it is not JSON"),
        ("hunter2", "it is not JSON"),
    ];
    for (body, expected) in cases {
        let what = tape(body).err().unwrap_or_default();
        assert!(what.starts_with(expected), "{body}: {what}");
        assert!(!what.contains("hunter2"), "{what}");
    }
    let map = decode(br#"{"5":"hunter2"}"#.to_vec(), Kind::ObjectMap(&KEYED), ResponseInfo::default(), None);
    assert!(!map.err().unwrap().1.contains("hunter2"));
}

#[test]
fn a_body_that_is_not_utf8_is_an_error() {
    let body = b"{\"text\":\"\xff\"}".to_vec();
    let what = decode(body, Kind::Object(&ALL), ResponseInfo::default(), None).err().unwrap().1;
    assert_eq!(what, "the body is not UTF-8");
}

#[test]
fn a_stored_password_never_leaves_the_decoder() {
    for secret in ["hunter2", "with \\\"escapes\\\" \\u00e9"] {
        let body =
            format!(r#"{{"attribs":{{"Department":"R&D","Password":"{secret}","password":"{secret}"}}}}"#);
        let tape = tape(&body).unwrap();
        for store in [&tape.body, &tape.arena] {
            assert!(!store.contains("hunter2") && !store.contains("escapes"), "{store}");
        }
        let read = Arc::new(tape).root().to_json(&ALL);
        assert_eq!(read["attribs"]["Department"], "R&D");
        assert!(read["attribs"]["Password"].as_str().unwrap().chars().all(|c| c == '*'));
    }
}

#[test]
fn a_stored_password_of_another_kind_is_overwritten_and_the_body_stays_json() {
    for secret in ["null", "7", "-12345.5", "true", r#"{"a":"hunter2"}"#, r#"["hunter2"]"#] {
        let tape = tape(&format!(r#"{{"attribs":{{"password":{secret}}},"text":"x"}}"#)).unwrap();
        let body: Value = serde_json::from_str(&tape.body).unwrap();
        assert_eq!(body["text"], "x", "{secret}");
        assert!(!tape.body.contains("hunter2") && !tape.body.contains("12345"), "{}", tape.body);
        let read = Arc::new(tape).root().to_json(&ALL);
        assert_eq!(
            read["attribs"]["password"],
            if secret == "null" { Value::Null } else { json!("*") },
            "{secret}"
        );
    }
}

#[test]
fn an_unknown_member_that_is_not_proper_json_does_not_hide_the_others() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for odd in [deep.as_str(), r#""\ud800""#] {
        let item = node(&format!(r#"{{"text":"x","odd":{odd}}}"#));
        assert_eq!(item.to_json(&ALL), json!({"text": "x", "odd": odd}));
        assert_eq!(item.extra(&ALL)["odd"], odd);
    }
}

#[test]
fn unknown_members_cost_nothing_where_there_are_none() {
    let plain = tape(r#"{"text":"x"}"#).unwrap();
    assert_eq!(plain.slots.len(), ALL.members.len() + 1);
    assert_eq!(
        node(r#"{"text":"x","more":[1]}"#).extra(&ALL),
        json!({"more": [1]}).as_object().unwrap().clone()
    );
}

#[test]
fn an_object_without_any_known_member_is_no_answer() {
    for (body, known) in
        [(r#"{"text":null}"#, true), (r#"{"text":"x"}"#, true), ("{}", false), (r#"{"a":1}"#, false)]
    {
        assert_eq!(tape(body).unwrap().names_any_member(&ALL), known, "{body}");
    }
}
