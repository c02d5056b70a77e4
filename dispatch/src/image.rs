//! Errors, answers and pages as memory that another language walks, by the rules of [`Image`].
//!
//! Each stands at a new place of the writer, and what belongs to it behind it. A number and an address is a word; a text and a list
//! are two; what may be absent and is no text has its value and whether there is one.
//!
//! | what | its cells |
//! | --- | --- |
//! | error | texts `kind`; number `number`; texts `text`, `message`, `operation`, `parameter`; number `http_status`, 0 for none; texts `title`, `detail`, `instance`; list `field_errors` of the texts `detail` and `pointer`; number `attempts`; text `delivery`; decimal `retry_after` in seconds, negative for none; address of an `outcome`; texts `cause`, `json` |
//! | outcome | list of rows, each of the texts `username`, `state` and `detail`; list of texts `messages` |
//! | group | text `name`, list of texts `members` |
//! | groups, texts, records | list |
//! | json | text |
//! | response | numbers `status`, `attempts`; decimal `elapsed` in seconds; list `headers` of two texts each |
//! | raw | address of a `response`; text `body`, as JSON |
//! | report | flags `business`, `provisioning`; addresses of an `error` for each that does not work |
//! | events | list of records; text `cursor`, as JSON |
//! | named | texts `kind`, `type_name`; list of records; text `json` of what holds none, or of the cursor of events; text `texts`, which holds all others |
//! | batch | list of rows, each of two numbers and the address of an error or of an answer |
//! | page | text `type_name`; list of records; texts `token`, `next_token`; address of a `response`; text `texts`, which holds all others |

use std::sync::{Mutex, PoisonError};

use lastpass_admin::erased::{Image, ImageWriter, Record, RecordPage, RecordPager};
use lastpass_admin::{
    CredentialStatus, Error, EventBatch, Group, Outcome, PageToken, RawResponse, ResponseInfo,
};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::plain;

/// Cells that are written one behind the other.
struct Cells<'a> {
    writer: &'a mut ImageWriter,
    next: usize,
}

impl Cells<'_> {
    fn skip(&mut self, words: usize) -> usize {
        self.next += words;
        self.next - words
    }

    fn word(&mut self, word: u64) {
        let place = self.skip(1);
        self.writer.word(place, word);
    }

    fn flag(&mut self, flag: Option<bool>) {
        let place = self.skip(1);
        flag.into_iter().for_each(|flag| self.writer.flag(place, flag));
    }

    fn text<'a>(&mut self, text: impl Into<Option<&'a str>>) {
        let place = self.skip(2);
        text.into().into_iter().for_each(|text| self.writer.text(place, text));
    }

    fn texts(&mut self, texts: &[String]) {
        let place = self.skip(2);
        self.writer.texts(place, texts.iter().map(String::as_str));
    }

    fn all_texts(&mut self) {
        let place = self.skip(2);
        self.writer.all_texts(place);
    }

    fn address(&mut self, of: Option<impl FnOnce(&mut ImageWriter) -> usize>) {
        let place = self.skip(1);
        if let Some(write) = of {
            let to = write(self.writer);
            self.writer.pointer(place, to);
        }
    }

    fn list<T>(
        &mut self,
        items: impl ExactSizeIterator<Item = T>,
        words: usize,
        mut write: impl FnMut(&mut Cells<'_>, T),
    ) {
        let place = self.skip(2);
        let next = self.writer.list(place, items.len(), words);
        let mut cells = Cells { writer: self.writer, next };
        items.for_each(|item| write(&mut cells, item));
    }

    fn records(&mut self, records: &[Record]) {
        let place = self.skip(2);
        let items = self.writer.records(records);
        self.writer.pointer(place, items);
        self.writer.word(place + 1, records.len() as u64);
    }
}

/// Writes a block of its own. Word 0 is for whoever owns it; what is written first stands at 1.
pub fn block(write: impl FnOnce(&mut ImageWriter) -> usize) -> Image {
    let mut writer = ImageWriter::new();
    writer.reserve(1);
    write(&mut writer);
    writer.finish()
}

/// A list whose pages are written while the caller works on the one before.
pub fn ahead(list: RecordPager) -> RecordPager {
    list.making(|page| Some(Mutex::new(Some(block(|writer| self::page(writer, page))))))
}

/// The block of a page, which may have been written already.
pub fn block_of(page: &RecordPage) -> Image {
    let written = page.made::<Mutex<Option<Image>>>();
    let written = written.and_then(|written| written.lock().unwrap_or_else(PoisonError::into_inner).take());
    written.unwrap_or_else(|| block(|writer| self::page(writer, page)))
}

/// Writes cells at a new place of so many words.
fn new(writer: &mut ImageWriter, words: usize, write: impl FnOnce(&mut Cells<'_>)) -> usize {
    let place = writer.reserve(words);
    let mut cells = Cells { writer, next: place };
    write(&mut cells);
    debug_assert_eq!(cells.next, place + words);
    place
}

/// Writes an error with all its fields.
pub fn error(writer: &mut ImageWriter, error: &Error) -> usize {
    let plain = plain::error(error);
    new(writer, 29, |cells| {
        cells.text(error.kind().as_str());
        cells.word(u64::from(error.kind().number()));
        cells.text(&*error.to_string());
        cells.text(error.message());
        cells.text(error.operation());
        cells.text(error.parameter());
        cells.word(error.status().map_or(0, u64::from));
        cells.text(error.title());
        cells.text(error.detail());
        cells.text(error.instance());
        cells.list(error.field_errors().iter(), 4, |cells, field| {
            cells.text(field.detail.as_deref());
            cells.text(field.pointer.as_deref());
        });
        cells.word(u64::from(error.attempts()));
        cells.text(error.delivery().as_str());
        cells.word(error.retry_after().map_or(-1.0, |wait| wait.as_secs_f64()).to_bits());
        cells.address(error.outcome().map(|outcome| |writer: &mut _| self::outcome(writer, outcome)));
        cells.text(plain["cause"]["text"].as_str());
        cells.text(&*plain.to_string());
    })
}

/// Writes what is in an answer. Nothing takes no room, and a record stands as it is.
pub fn answer(writer: &mut ImageWriter, answer: &Answer) -> usize {
    match answer {
        Answer::Nothing => writer.reserve(0),
        Answer::Record(record) => writer.records(std::slice::from_ref(record)),
        Answer::Records(records) => new(writer, 2, |cells| cells.records(records)),
        Answer::Json(value) => new(writer, 2, |cells| cells.text(&*value.to_string())),
        Answer::Outcome(outcome) => self::outcome(writer, outcome),
        Answer::Group(group) => new(writer, 4, |cells| members(cells, group)),
        Answer::Groups(groups) => new(writer, 2, |cells| cells.list(groups.iter(), 4, members)),
        Answer::Texts(texts) => new(writer, 2, |cells| cells.texts(texts)),
        Answer::Report(report) => {
            let statuses = [&report.business, &report.provisioning].map(Option::as_ref);
            new(writer, 4, |cells| {
                for status in statuses {
                    cells.flag(status.map(CredentialStatus::works));
                }
                for failure in statuses.map(|status| status.and_then(CredentialStatus::error)) {
                    cells.address(failure.map(|failure| |writer: &mut _| error(writer, failure)));
                }
            })
        }
        Answer::Raw(RawResponse { info, body, .. }) => new(writer, 3, |cells| {
            cells.address(Some(|writer: &mut _| response(writer, info)));
            cells.text(body.as_ref().map(Value::to_string).as_deref());
        }),
        Answer::Events(batch) => new(writer, 4, |cells| {
            cells.records(&events(batch));
            cells.text(&*json!(batch.cursor).to_string());
        }),
    }
}

/// Writes an answer of any kind beside the name of the kind.
pub fn named(writer: &mut ImageWriter, answer: &Answer) -> usize {
    new(writer, 10, |cells| {
        cells.text(answer.kind());
        cells.text(answer.type_name());
        match answer {
            Answer::Record(record) => cells.records(std::slice::from_ref(record)),
            Answer::Records(records) => cells.records(records),
            Answer::Events(batch) => cells.records(&events(batch)),
            _ => drop(cells.skip(2)),
        }
        cells.text(
            match answer {
                Answer::Events(batch) => Some(json!(batch.cursor).to_string()),
                other => other.plain().map(|(_, value)| value.to_string()),
            }
            .as_deref(),
        );
        cells.all_texts();
    })
}

/// What a row of a batch points to.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// As [`answer`] writes it; the address of nothing is 0.
    Answer(&'a Answer),
    /// As [`error`] writes it.
    Error(&'a Error),
}

/// Writes a batch: for each item two numbers that the caller makes of it, and what they belong to.
pub fn batch<'a, T>(
    writer: &mut ImageWriter,
    items: impl ExactSizeIterator<Item = T>,
    mut row: impl FnMut(T) -> (u64, u64, Option<Content<'a>>),
) -> usize {
    new(writer, 2, |cells| {
        cells.list(items, 3, |cells, item| {
            let (first, second, content) = row(item);
            cells.word(first);
            cells.word(second);
            let content = content.filter(|content| !matches!(content, Content::Answer(Answer::Nothing)));
            cells.address(content.map(|content| {
                move |writer: &mut _| match content {
                    Content::Answer(answer) => self::answer(writer, answer),
                    Content::Error(error) => self::error(writer, error),
                }
            }));
        });
    })
}

/// Writes a page of a list.
pub fn page(writer: &mut ImageWriter, page: &RecordPage) -> usize {
    new(writer, 11, |cells| {
        cells.text(page.type_name());
        cells.address(Some(|writer: &mut ImageWriter| writer.page(page)));
        cells.word(page.len() as u64);
        cells.text(page.token().as_str());
        cells.text(page.next_token().map(PageToken::as_str));
        cells.address(Some(|writer: &mut _| response(writer, page.response())));
        cells.all_texts();
    })
}

fn outcome(writer: &mut ImageWriter, outcome: &Outcome) -> usize {
    new(writer, 4, |cells| {
        cells.list(outcome.rows.iter(), 6, |cells, row| {
            cells.text(&*row.username);
            cells.text(row.state.as_str());
            cells.text(row.detail.as_deref());
        });
        cells.texts(&outcome.messages);
    })
}

fn events(batch: &EventBatch) -> Vec<Record> {
    batch.events.iter().cloned().map(Record::from).collect()
}

fn members(cells: &mut Cells<'_>, group: &Group) {
    cells.text(&*group.name);
    cells.texts(&group.members);
}

fn response(writer: &mut ImageWriter, info: &ResponseInfo) -> usize {
    let headers: Vec<(&str, &str)> = info.headers().collect();
    new(writer, 5, |cells| {
        cells.word(u64::from(info.status));
        cells.word(u64::from(info.attempts));
        cells.word(info.elapsed.as_secs_f64().to_bits());
        cells.list(headers.into_iter(), 4, |cells, (name, value)| {
            cells.text(name);
            cells.text(value);
        });
    })
}
