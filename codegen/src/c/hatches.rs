//! The functions that no contract describes: calls of any path and command, of an address that is polled, of an operation by its
//! name, at once or in the background, the check of the credentials, and where the reading of events begins.

use super::documentation::taken;
use super::operations::{Function, Out};
use super::params::Argument;
use super::text::{Part, paragraphs};

/// What is taken: its name, its type in Rust, what hands it on, and what it is.
type Taken = (&'static str, &'static str, &'static str, &'static str);

/// A function that no contract describes.
struct Hatch {
    name: &'static str,
    texts: &'static [&'static str],
    takes: &'static [Taken],
    gives: Gives,
}

/// What comes of it: a type, and what it is then.
enum Gives {
    /// The answer of a call.
    Answer(&'static str, &'static str),
    /// What needs no client, by a name of its own: a function of the dispatch makes it.
    Made(&'static str, &'static str, &'static str),
    /// A call in the background: its end is told to a queue.
    Told,
}

/// What a function takes that calls an operation by its name.
const BY_NAME: [Taken; 2] = [
    ("operation", "*const c_char", "operation", "The name of the operation, such as `users.get`."),
    (
        "arguments",
        "*const c_char",
        "members",
        "A JSON object of `arguments_length` bytes; `NULL` with 0: no arguments.",
    ),
];

/// Where the end of a call in the background is told.
const ENDING: [&str; 2] = [
    "`queue`: What is told of its end.",
    "`number`: What it is told under: a number that no other call of the queue has which is under way.",
];

const HATCHES: [Hatch; 8] = [
    Hatch {
        name: "check",
        texts: &[
            "Asks each API once, in the cheapest way, whether it takes the credentials.",
            "A credential that does not work is no failure of this function: the report says why.",
        ],
        takes: &[],
        gives: Gives::Answer("lpa_credential_report", "Which of the credentials works."),
    },
    Hatch {
        name: "request",
        texts: &[
            "Calls any path of the Business API, for what this library does not know yet, with the client's credentials, limits \
             and retries.",
            "What only reads is sent again after an unclear failure, and nothing else.",
        ],
        takes: &[
            ("method", "*const c_char", "text", "The HTTP method in capitals, such as `GET`."),
            ("path", "*const c_char", "text", "The path below the base URL, such as `/v1/users`."),
            ("query", "*const lpa_string_pair", "pairs", "Parameters of the query."),
            ("body", "*const c_char", "json", "The body as JSON; `NULL`: none."),
        ],
        gives: Gives::Answer("lpa_raw_response", "The answer."),
    },
    Hatch {
        name: "command",
        texts: &[
            "Sends any command of the Provisioning API, for what this library does not know yet, with the client's credentials, \
             limits and retries.",
            "It is never sent again after an unclear failure.",
        ],
        takes: &[
            ("command", "*const c_char", "text", "The name of the command, such as `getuserdata`."),
            ("data", "*const c_char", "json", "What to send as `data`, as JSON; `NULL`: nothing."),
        ],
        gives: Gives::Answer("lpa_json", "The answer."),
    },
    Hatch {
        name: "poll",
        texts: &[
            "Asks how far something is that the Business API said it would do, at the address that it gave.",
        ],
        takes: &[("url", "*const c_char", "text", "The address.")],
        gives: Gives::Answer("lpa_raw_response", "The answer."),
    },
    Hatch {
        name: "call",
        texts: &[
            "Calls an operation by its name, with its arguments as a JSON object by the names of the parameters: \
             `{\"user_id\": 80001}`. It is there for bindings of other languages, and for programs that know an operation's \
             name at run time only.",
        ],
        takes: &BY_NAME,
        gives: Gives::Answer("lpa_answer", "What it answers."),
    },
    Hatch {
        name: "list",
        texts: &[
            "Begins a list by the name of its operation, as `lpa_call` calls one. Nothing is sent before its first page is \
                  asked for.",
        ],
        takes: &BY_NAME,
        gives: Gives::Answer("lpa_pager", "The list."),
    },
    Hatch {
        name: "queue_begin",
        texts: &[
            "Begins a call by the name of its operation, as `lpa_call` makes one, and does not wait for it: it goes on in the \
             background, and `lpa_queue_wait` tells how it ended.",
            "If this fails, the call was not begun, and its end is not told.",
        ],
        takes: &BY_NAME,
        gives: Gives::Told,
    },
    Hatch {
        name: "event_cursor_new",
        texts: &["Makes a cursor for `lpa_provisioning_events_since` that begins at a time."],
        takes: &[
            (
                "start",
                "*const c_char",
                "text",
                "The time in the zone of the account, such as `2026-04-30T10:15:00`.",
            ),
            (
                "overlap_seconds",
                "u32",
                "put",
                "Events that arrive so late are still found; 3600 is a good choice.",
            ),
        ],
        gives: Gives::Made(
            "lpa_json",
            "cursor",
            "The cursor, a JSON text: store it, and hand it in as it is.",
        ),
    },
];

pub(super) fn functions() -> Vec<Function> {
    HATCHES.iter().map(Hatch::function).collect()
}

impl Hatch {
    fn function(&self) -> Function {
        let arguments: Vec<Argument> = self.takes.iter().map(argument).collect();
        let names: Vec<String> = self.takes.iter().map(|(name, ..)| (*name).to_owned()).collect();
        let (out, told) = match self.gives {
            Gives::Answer(kind, text) => (Some(Out::new(kind, &names)), text),
            Gives::Made(kind, name, text) => {
                (Some(Out { name: name.to_owned(), kind: kind.to_owned() }), text)
            }
            Gives::Told => (None, ""),
        };
        let has_options = !matches!(self.gives, Gives::Made(..));
        let mut lines = taken(&arguments, has_options, out.as_ref(), Some(told));
        if matches!(self.gives, Gives::Told) {
            lines.extend(ENDING.map(|line| Part::Line(line.to_owned())));
        }
        let parts: Vec<Part> = paragraphs(self.texts).into_iter().chain(lines).collect();
        let answer = match self.gives {
            Gives::Answer("lpa_answer", _) => "give_named",
            Gives::Answer("lpa_pager", _) => "list",
            Gives::Answer(..) => "give",
            Gives::Made(..) => "make",
            Gives::Told => "begin",
        };
        let mut function = Function::new(self.name, &parts, arguments, out, answer);
        function.by_name = self.takes == BY_NAME;
        function
    }
}

fn argument(&(name, kind, way, text): &Taken) -> Argument {
    let length = format!("{name}_length");
    let (read, length) = match way {
        "members" | "pairs" => (format!("{name}, {length}"), Some((length, "usize".to_owned()))),
        _ => (name.to_owned(), None),
    };
    let gives = match way {
        // It is read where the call is made.
        "operation" => String::new(),
        "put" => format!("given.put(\"{name}\", {read})"),
        way => format!("given.{way}(\"{name}\", {read})?"),
    };
    let parts = std::iter::once((name.to_owned(), kind.to_owned())).chain(length).collect();
    Argument { parts, gives, text: text.to_owned() }
}
