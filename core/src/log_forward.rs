//! The client's log, handed to a function: for languages that have a log of their own.

use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicU8, Ordering};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

/// How weighty a line of the log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// Something has to be done.
    Error,
    /// Something went wrong and was made good: a request is sent again.
    Warn,
    /// What happens, in short.
    Info,
    /// Every request.
    Debug,
}

/// The least weighty level that is wanted, counted from 1; 0 for none.
static WANTED: AtomicU8 = AtomicU8::new(0);

/// Hands every line of the client's log to a function, from any thread. The first function stays; until
/// [`want_log`] says otherwise, no line is wanted. Lines name operations, path templates and times, never a query, a
/// body or a secret.
pub fn forward_log(write: impl Fn(LogLevel, &str) + Send + Sync + 'static) {
    // A second one is refused, as said.
    let _ = tracing::subscriber::set_global_default(Forward(write));
}

/// Says which lines are wanted: those of this level and the weightier ones.
pub fn want_log(level: Option<LogLevel>) {
    WANTED.store(level.map_or(0, |level| level as u8 + 1), Ordering::Relaxed);
}

struct Forward<W>(W);

fn level_of(metadata: &Metadata<'_>) -> LogLevel {
    match *metadata.level() {
        Level::ERROR => LogLevel::Error,
        Level::WARN => LogLevel::Warn,
        Level::INFO => LogLevel::Info,
        _ => LogLevel::Debug,
    }
}

impl<W: Fn(LogLevel, &str) + Send + Sync + 'static> Subscriber for Forward<W> {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        // What the libraries below say may hold addresses.
        if metadata.target() == "lastpass_admin" { Interest::sometimes() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        (level_of(metadata) as u8) < WANTED.load(Ordering::Relaxed)
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        line.message.push_str(&line.fields);
        (self.0)(level_of(event.metadata()), line.message.trim_start());
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// A message, and ` name=value` for each field.
#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        // Writing to a string cannot fail.
        let _ = write!(self.fields, " {}={value}", field.name());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}
