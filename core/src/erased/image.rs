//! Records as memory that another language walks, without a call for each member.
//!
//! A record is a row of cells, a cell is one or more words of 64 bits, and a pointer is an address of this process:
//!
//! | a member that is | has the words |
//! | --- | --- |
//! | a text, an enum, a date | where it stands, its length in bytes; behind it stands a NUL |
//! | any JSON | the same, of its text |
//! | a whole number, a number | its value, 1 |
//! | a flag | its value in the lower half, 1 in the upper one |
//! | a time without a zone, an instant | the text, as a text; seconds since 1970; in the lower half of the last word the seconds ahead of UTC, in the next two bytes 1 if there is an instant, and 1 if there are two of it or none |
//! | an object | where it stands |
//! | a list | where its items stand, how many there are; the items of a map of texts are a key and a value |
//!
//! All words of what is absent are 0; an empty list stands somewhere. Behind the members stand the derived ones, and then the
//! unknown members as the text of a JSON object.

use std::sync::Arc;

use super::json::pairs;
use super::{Record, RecordPage};
use crate::derived::{self, Derived, Value};
use crate::local_time::LocalTime;
use crate::tape::{Item, Kind, NONE, Node, Schema, Tape};

/// Records, lists and texts at addresses that stay as long as it lives.
#[derive(Debug)]
pub struct Image {
    words: Vec<u64>,
    texts: Vec<u8>,
}

impl Image {
    /// Where a place of [`ImageWriter`] has come to stand.
    pub fn at(&self, place: usize) -> *const u64 {
        self.words.as_ptr().wrapping_add(place)
    }

    /// All texts, one behind the other, each with a NUL behind it.
    pub fn texts(&self) -> &[u8] {
        &self.texts
    }

    /// The members of a record of this type by their names, each with the bytes before it, and the bytes of the whole.
    pub fn layout<T: Item>() -> (Vec<(&'static str, usize)>, usize) {
        let schema = &T::SCHEMA.0;
        let members = schema.seen().map(|(_, member)| (member.sdk, words(member.kind)));
        let derived = derived::of(schema).iter().map(|derived| (derived.name, derived_words(derived)));
        let (mut cells, mut bytes) = (Vec::new(), 0);
        for (name, words) in members.chain(derived).chain([("extra", 2)]) {
            cells.push((name, bytes));
            bytes += words * size_of::<u64>();
        }
        (cells, bytes)
    }

    /// Sets a word that was reserved.
    pub fn set(&mut self, place: usize, value: u64) {
        if let Some(word) = self.words.get_mut(place) {
            *word = value;
        }
    }
}

/// Writes an [`Image`]: a place is the number of a word.
#[derive(Debug, Default)]
pub struct ImageWriter {
    words: Vec<u64>,
    texts: Vec<u8>,
    /// Words that hold the place of a text, and are to hold its address.
    of_texts: Vec<usize>,
    /// Words that hold the place of a word, and are to hold its address.
    of_words: Vec<usize>,
    /// Where the text is to stand that holds all others.
    of_all: Option<usize>,
}

impl ImageWriter {
    /// An empty one.
    pub fn new() -> Self {
        ImageWriter::default()
    }

    /// Gives a new place of so many words, all 0.
    pub fn reserve(&mut self, words: usize) -> usize {
        let place = self.words.len();
        self.words.resize(place + words, 0);
        place
    }

    /// Writes a word.
    pub fn word(&mut self, place: usize, value: u64) {
        self.words[place] = value;
    }

    /// Writes an address into a word.
    pub fn pointer(&mut self, place: usize, to: usize) {
        self.words[place] = to as u64;
        self.of_words.push(place);
    }

    /// Writes a flag: one word.
    pub fn flag(&mut self, place: usize, value: bool) {
        self.words[place] = halves(u32::from(value), 1);
    }

    /// Writes a text: two words.
    pub fn text(&mut self, place: usize, text: &str) {
        self.spelled(place, |texts| texts.extend_from_slice(text.as_bytes()));
    }

    /// Writes a list of texts: two words.
    pub fn texts<'a>(&mut self, place: usize, texts: impl ExactSizeIterator<Item = &'a str>) {
        let items = self.list(place, texts.len(), 2);
        for (number, text) in texts.enumerate() {
            self.text(items + 2 * number, text);
        }
    }

    /// Begins a list: two words, and a new place for its items of so many words.
    pub fn list(&mut self, place: usize, length: usize, words: usize) -> usize {
        let items = self.reserve(length * words);
        self.pointer(place, items);
        self.words[place + 1] = length as u64;
        items
    }

    /// Writes records of one type to a new place, one behind the other.
    pub fn records(&mut self, records: &[Record]) -> usize {
        let schema = records.first().map(|record| &record.schema.0);
        let size = schema.map_or(0, size);
        let place = self.reserve(records.len() * size);
        for (number, record) in records.iter().enumerate() {
            let tape = record.node.tape();
            self.record(place + number * size, tape, record.node.base(), &record.schema.0);
        }
        place
    }

    /// Writes the records of a page to a new place, one behind the other.
    pub fn page(&mut self, page: &RecordPage) -> usize {
        let schema = &page.record_type.schema.0;
        let (tape, bases) = page.page.records();
        let size = size(schema);
        self.words.reserve(bases.len() * size * 5 / 4);
        self.texts.reserve(tape.body().len() / 2);
        let place = self.reserve(bases.len() * size);
        for (number, &base) in bases.iter().enumerate() {
            self.record(place + number * size, tape, base, schema);
        }
        place
    }

    /// Writes the text that holds all others, also those that are written later: two words. There is one place for it.
    pub fn all_texts(&mut self, place: usize) {
        self.of_all = Some(place);
    }

    /// Gives everything its address.
    pub fn finish(self) -> Image {
        let ImageWriter { mut words, texts, of_texts, of_words, of_all } = self;
        let (first_word, first_text) = (words.as_ptr() as u64, texts.as_ptr() as u64);
        for place in of_texts {
            words[place] += first_text;
        }
        for place in of_words {
            words[place] = first_word + words[place] * size_of::<u64>() as u64;
        }
        if let Some(place) = of_all {
            (words[place], words[place + 1]) = (first_text, texts.len() as u64);
        }
        Image { words, texts }
    }

    /// Writes the words, and the texts behind them, to the end of a buffer, so that they may be moved: an address is the number of bytes
    /// from the start of the words. The first word, which has to have been reserved and which nobody may point at, holds that of what stands
    /// at `first`.
    pub fn append(mut self, first: usize, buffer: &mut Vec<u8>) {
        self.pointer(0, first);
        let ImageWriter { mut words, texts, of_texts, of_words, of_all } = self;
        let before = words.len() * size_of::<u64>();
        for place in of_texts {
            words[place] += before as u64;
        }
        for place in of_words {
            words[place] *= size_of::<u64>() as u64;
        }
        if let Some(place) = of_all {
            (words[place], words[place + 1]) = (before as u64, texts.len() as u64);
        }
        let start = buffer.len();
        buffer.reserve_exact(before + texts.len());
        buffer.resize(start + before, 0);
        for (bytes, word) in buffer[start..].chunks_exact_mut(size_of::<u64>()).zip(words) {
            bytes.copy_from_slice(&word.to_ne_bytes());
        }
        buffer.extend_from_slice(&texts);
    }

    fn record(&mut self, mut place: usize, tape: &Arc<Tape>, base: u32, schema: &Schema) {
        for (index, member) in schema.seen() {
            if let Some(slot) = tape.member(base, index) {
                self.member(place, member.kind, tape, slot);
            }
            place += words(member.kind);
        }
        for derived in derived::of(schema) {
            let node = Node::new(tape.clone(), base);
            match derived.value {
                Value::Flag(read) => self.flag(place, read(node)),
                Value::Count(read) => self.number(place, read(node)),
                Value::Text(read) => self.text(place, &read(node)),
            }
            place += derived_words(derived);
        }
        if let Some(extra) = tape.member(base, schema.members.len()) {
            self.spelled(place, |texts| {
                pairs(tape, texts, extra, |texts, value| {
                    texts.extend_from_slice(tape.text(value).as_bytes())
                });
            });
        }
    }

    fn member(&mut self, place: usize, kind: Kind, tape: &Arc<Tape>, slot: u64) {
        match kind {
            Kind::Text | Kind::Json => self.text(place, tape.text(slot)),
            Kind::Time => self.time(place, LocalTime::new(tape.text(slot), tape.zone())),
            Kind::Instant => {
                if let Some(instant) = LocalTime::new(tape.text(slot), tape.zone()).instant() {
                    self.text(place, &instant.to_string());
                    self.moment(place, instant.as_second(), 0, false);
                }
            }
            Kind::Integer | Kind::Number => self.number(place, slot),
            Kind::Flag => self.flag(place, slot != 0),
            Kind::Texts => self.texts(place, entries(tape, slot)),
            Kind::TextMap => self.map(place, tape, slot, 4, |writer, place, value| {
                writer.text(place, tape.entry(value));
            }),
            Kind::TextsMap => self.map(place, tape, slot, 4, |writer, place, value| {
                writer.texts(place, entries(tape, value));
            }),
            Kind::Object(schema) => {
                let object = self.reserve(size(schema));
                self.pointer(place, object);
                self.record(object, tape, slot as u32, schema);
            }
            Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => {
                let (bases, size) = (tape.list(slot), size(schema));
                let items = self.list(place, bases.len(), size);
                for (number, &base) in bases.iter().enumerate() {
                    self.record(items + number * size, tape, base as u32, schema);
                }
            }
        }
    }

    fn number(&mut self, place: usize, value: u64) {
        self.words[place] = value;
        self.words[place + 1] = 1;
    }

    fn time(&mut self, place: usize, time: LocalTime<'_>) {
        // The empty text, "never", is no time.
        if time.text().is_empty() {
            return;
        }
        self.text(place, time.text());
        if let (Some(instant), Some(offset)) = (time.instant(), time.offset()) {
            self.moment(place, instant.as_second(), offset, time.is_ambiguous());
        }
    }

    fn moment(&mut self, place: usize, seconds: i64, offset: i32, is_ambiguous: bool) {
        self.words[place + 2] = seconds as u64;
        let [ambiguous, known] = [u8::from(is_ambiguous), 1];
        self.words[place + 3] = halves(offset as u32, u32::from_ne_bytes([known, ambiguous, 0, 0]));
    }

    /// Names and values that take turns.
    fn map(
        &mut self,
        place: usize,
        tape: &Tape,
        slot: u64,
        words: usize,
        mut write: impl FnMut(&mut Self, usize, u64),
    ) {
        let entries = tape.list(slot);
        let items = self.list(place, entries.len() / 2, words);
        for (number, pair) in entries.chunks_exact(2).enumerate() {
            self.text(items + number * words, tape.entry(pair[0]));
            write(self, items + number * words + 2, pair[1]);
        }
    }

    fn spelled(&mut self, place: usize, spell: impl FnOnce(&mut Vec<u8>)) {
        let start = self.texts.len();
        spell(&mut self.texts);
        self.words[place] = start as u64;
        self.words[place + 1] = (self.texts.len() - start) as u64;
        self.texts.push(0);
        self.of_texts.push(place);
    }
}

/// How many words a record has.
fn size(schema: &Schema) -> usize {
    let members: usize = schema.seen().map(|(_, member)| words(member.kind)).sum();
    let derived: usize = derived::of(schema).iter().map(derived_words).sum();
    members + derived + 2
}

fn words(kind: Kind) -> usize {
    match kind {
        Kind::Flag | Kind::Object(_) => 1,
        Kind::Time | Kind::Instant => 4,
        Kind::Text
        | Kind::Json
        | Kind::Integer
        | Kind::Number
        | Kind::Texts
        | Kind::TextMap
        | Kind::TextsMap
        | Kind::Objects(_)
        | Kind::Rows(_)
        | Kind::ObjectMap(_) => 2,
    }
}

fn derived_words(derived: &Derived) -> usize {
    match derived.value {
        Value::Flag(_) => 1,
        Value::Count(_) | Value::Text(_) => 2,
    }
}

/// Two halves of a word, the one at the lower address first.
fn halves(first: u32, second: u32) -> u64 {
    let ([a, b, c, d], [e, f, g, h]) = (first.to_ne_bytes(), second.to_ne_bytes());
    u64::from_ne_bytes([a, b, c, d, e, f, g, h])
}

/// The texts of a list in a map, which alone could say that there is none.
fn entries(tape: &Tape, slot: u64) -> impl ExactSizeIterator<Item = &str> {
    let entries = if slot == NONE { &[] } else { tape.list(slot) };
    entries.iter().map(|&slot| tape.entry(slot))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::generated::{Event, SharedFolder, SharedFolderMember};
    use crate::tape::decode;
    use crate::tape::tests::ALL;

    /// What another language would read.
    struct Memory {
        words: Vec<u64>,
        texts: Vec<u8>,
        /// The address of the first word, and of the first text.
        starts: [u64; 2],
        /// The place of the record.
        first: usize,
    }

    impl Memory {
        fn of(body: &str, schema: &'static Schema, zone: Option<&str>) -> Self {
            let (writer, first) = written(body, schema, zone);
            let Image { words, texts } = writer.finish();
            let starts = [words.as_ptr() as u64, texts.as_ptr() as u64];
            Memory { words, texts, starts, first }
        }

        /// The same as a block that may be moved, behind something else.
        fn moved(body: &str, schema: &'static Schema) -> Self {
            let (writer, first) = written(body, schema, None);
            let mut buffer = b"else".to_vec();
            let length = writer.words.len();
            writer.append(first, &mut buffer);
            assert_eq!(&buffer[..4], b"else");
            let (words, texts) = buffer[4..].split_at(length * 8);
            let words = words.chunks_exact(8).map(|word| u64::from_ne_bytes(word.try_into().unwrap()));
            let words: Vec<u64> = words.collect();
            let first = words[0] as usize / 8;
            Memory { words, texts: texts.to_vec(), starts: [0, length as u64 * 8], first }
        }

        /// The record that was written.
        fn read(&self, schema: &Schema) -> Json {
            self.record(self.first, schema)
        }

        fn record(&self, mut place: usize, schema: &Schema) -> Json {
            let mut members = serde_json::Map::new();
            for (_, member) in schema.seen() {
                members.extend(self.member(place, member.kind).map(|value| (member.sdk.to_owned(), value)));
                place += words(member.kind);
            }
            for derived in derived::of(schema) {
                let kind = match derived.value {
                    Value::Flag(_) => Kind::Flag,
                    Value::Count(_) => Kind::Integer,
                    Value::Text(_) => Kind::Text,
                };
                members.extend(self.member(place, kind).map(|value| (derived.name.to_owned(), value)));
                place += derived_words(derived);
            }
            members.extend(self.text(place).map(|extra| ("extra".to_owned(), json!(extra))));
            members.into()
        }

        fn member(&self, place: usize, kind: Kind) -> Option<Json> {
            let word = |place: usize| self.words[place];
            match kind {
                Kind::Text | Kind::Json => self.text(place).map(Json::from),
                Kind::Integer => (word(place + 1) == 1).then(|| json!(word(place) as i64)),
                Kind::Number => (word(place + 1) == 1).then(|| json!(f64::from_bits(word(place)))),
                Kind::Flag => match word(place).to_ne_bytes() {
                    [0, 0, 0, 0, 0, 0, 0, 0] => None,
                    [value, 0, 0, 0, 1, 0, 0, 0] => Some(json!(value == 1)),
                    other => panic!("{other:?}"),
                },
                Kind::Time | Kind::Instant => {
                    let bytes = word(place + 3).to_ne_bytes();
                    let offset = i32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
                    let text = self.text(place)?;
                    Some(json!([text, word(place + 2) as i64, offset, bytes[4], bytes[5]]))
                }
                Kind::Texts => self.list(place, |item| json!(self.text(item).unwrap()), 2),
                Kind::TextMap => self.list(place, |item| json!([self.text(item), self.text(item + 2)]), 4),
                Kind::TextsMap => {
                    self.list(place, |item| json!([self.text(item), self.member(item + 2, Kind::Texts)]), 4)
                }
                Kind::Object(schema) => {
                    (word(place) != 0).then(|| self.record(self.place(word(place)), schema))
                }
                Kind::Objects(schema) | Kind::Rows(schema) | Kind::ObjectMap(schema) => {
                    self.list(place, |item| self.record(item, schema), size(schema))
                }
            }
        }

        fn place(&self, address: u64) -> usize {
            (address - self.starts[0]) as usize / 8
        }

        fn list(&self, place: usize, read: impl Fn(usize) -> Json, size: usize) -> Option<Json> {
            let (address, length) = (self.words[place], self.words[place + 1] as usize);
            assert!(address != 0 || length == 0);
            (address != 0)
                .then(|| (0..length).map(|number| read(self.place(address) + number * size)).collect())
        }

        fn text(&self, place: usize) -> Option<&str> {
            let (address, length) = (self.words[place], self.words[place + 1] as usize);
            if address == 0 {
                assert_eq!(length, 0);
                return None;
            }
            let start = (address - self.starts[1]) as usize;
            assert_eq!(self.texts[start + length], 0, "no NUL behind a text");
            Some(std::str::from_utf8(&self.texts[start..start + length]).unwrap())
        }
    }

    /// A record behind a word that nothing points at, and its place.
    fn written(body: &str, schema: &'static Schema, zone: Option<&str>) -> (ImageWriter, usize) {
        let zone = zone.map(|zone| TimeZone::get(zone).unwrap());
        let tape = decode(body.as_bytes().to_vec(), Kind::Object(schema), Default::default(), zone);
        let node = Arc::new(tape.map_err(|(_, what)| what).unwrap()).root();
        let mut writer = ImageWriter::new();
        writer.reserve(1);
        let place = writer.reserve(size(schema));
        writer.record(place, node.tape(), node.base(), schema);
        (writer, place)
    }

    #[test]
    fn every_kind_is_read_back_and_what_is_absent_is_not() {
        #[rustfmt::skip]
        let cases = [
            ("nothing", "{}", json!({})),
            ("null", r#"{"text":null,"texts":null,"object":null,"flag":null}"#, json!({})),
            ("empty text", r#"{"text":""}"#, json!({"text": ""})),
            ("text with escapes", r#"{"text":"a\"\u00e9\u0000\n"}"#, json!({"text": "a\"é\0\n"})),
            ("integer", r#"{"integer":-9223372036854775807}"#, json!({"integer": -9_223_372_036_854_775_807_i64})),
            ("zero", r#"{"integer":0,"number":0}"#, json!({"integer": 0, "number": 0.0})),
            ("number", r#"{"number":"71.4"}"#, json!({"number": 71.4})),
            ("flags", r#"{"flag":false}"#, json!({"flag": false})),
            ("texts", r#"{"texts":["a","b\n"]}"#, json!({"texts": ["a", "b\n"]})),
            ("no texts", r#"{"texts":[],"objects":[],"attribs":[]}"#, json!({"texts": [], "objects": [], "attribs": []})),
            ("map", r#"{"attribs":{"Dep\t":"R&D","None":null}}"#, json!({"attribs": [["Dep\t", "R&D"], ["None", ""]]})),
            ("map of lists", r#"{"groups":{"Eng":["ada","b\n"],"None":null}}"#, json!({"groups": [["Eng", ["ada", "b\n"]], ["None", []]]})),
            ("any JSON", r#"{"json":{"a_b":[1,"x"]}}"#, json!({"json": r#"{"a_b":[1,"x"]}"#})),
            ("items", r#"{"object":{"name":"x"},"objects":[{"name":"x"},{}],"map":{"51":{"name":"x"}}}"#, json!({"object": {"name": "x"}, "objects": [{"name": "x"}, {}], "map": [{"id": "51", "name": "x"}]})),
            ("unknown members", r#"{"new_one":{"a":1},"text":"x"}"#, json!({"text": "x", "extra": r#"{"new_one":{"a":1}}"#})),
        ];
        for (name, body, expected) in cases {
            assert_eq!(Memory::of(body, &ALL, None).read(&ALL), expected, "{name}");
            assert_eq!(Memory::moved(body, &ALL).read(&ALL), expected, "{name}, moved");
        }
    }

    #[test]
    fn a_time_has_its_instant_where_the_zone_is_known() {
        let zone = Some("US/Eastern");
        let cases = [
            ("2024-05-02 10:15:00", None, json!({"time": ["2024-05-02 10:15:00", 0, 0, 0, 0]})),
            (
                "2024-05-02 10:15:00",
                zone,
                json!({"time": ["2024-05-02 10:15:00", 1_714_659_300, -14_400, 1, 0]}),
            ),
            (
                "2024-11-03 01:30:00",
                zone,
                json!({"time": ["2024-11-03 01:30:00", 1_730_611_800, -14_400, 1, 1]}),
            ),
            ("yesterday", zone, json!({"time": ["yesterday", 0, 0, 0, 0]})),
            ("", zone, json!({})),
        ];
        for (text, zone, expected) in cases {
            let body = json!({ "time": text }).to_string();
            assert_eq!(Memory::of(&body, &ALL, zone).read(&ALL), expected, "{text} {zone:?}");
        }
    }

    #[test]
    fn derived_members_stand_behind_the_others() {
        let body = r#"{"sharedfoldername":"Eng","users":[{"username":"ada","can_administer":"1"}]}"#;
        let schema = &SharedFolder::SCHEMA.0;
        let read = Memory::of(body, schema, None).read(schema);
        assert_eq!(
            (&read["is_deleted"], &read["users"][0]["role"]),
            (&json!(false), &json!("admin")),
            "{read}"
        );

        let schema = &Event::SCHEMA.0;
        let read = Memory::of(r#"{"ID":"7"}"#, schema, None).read(schema);
        assert_eq!((&read["siem_id"], &read["ordinal"]), (&json!("7"), &json!(0)), "{read}");
        assert_eq!(read["id"].as_str().map(str::len), Some(32), "{read}");
    }

    #[test]
    fn a_layout_names_every_cell_in_its_order() {
        let (cells, size) = Image::layout::<SharedFolderMember>();
        let names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
        assert_eq!(names[names.len() - 3..], ["role", "is_super_admin", "extra"]);
        assert_eq!(cells.last().map(|(_, start)| start + 16), Some(size));
        assert!(cells.windows(2).all(|pair| pair[0].1 < pair[1].1), "{cells:?}");
    }
}
