//! The functions that no contract describes: calls of any path and command, of an address that is polled, of an operation by its
//! name, and the check of the credentials.

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
    gives: &'static str,
    answer: &'static str,
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

const HATCHES: [Hatch; 6] = [
    Hatch {
        name: "check",
        texts: &[
            "Asks each API once, in the cheapest way, whether it takes the credentials.",
            "A credential that does not work is no failure of this function: the report says why.",
        ],
        takes: &[],
        gives: "lpa_credential_report",
        answer: "Which of the credentials works.",
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
        gives: "lpa_raw_response",
        answer: "The answer.",
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
        gives: "lpa_json",
        answer: "The answer.",
    },
    Hatch {
        name: "poll",
        texts: &[
            "Asks how far something is that the Business API said it would do, at the address that it gave.",
        ],
        takes: &[("url", "*const c_char", "text", "The address.")],
        gives: "lpa_raw_response",
        answer: "The answer.",
    },
    Hatch {
        name: "call",
        texts: &[
            "Calls an operation by its name, with its arguments as a JSON object by the names of the parameters: \
             `{\"user_id\": 80001}`. It is there for bindings of other languages, and for programs that know an operation's \
             name at run time only.",
        ],
        takes: &BY_NAME,
        gives: "lpa_answer",
        answer: "What it answers.",
    },
    Hatch {
        name: "list",
        texts: &[
            "Begins a list by the name of its operation, as `lpa_call` calls one. Nothing is sent before its first page is \
                  asked for.",
        ],
        takes: &BY_NAME,
        gives: "lpa_pager",
        answer: "The list.",
    },
];

pub(super) fn functions() -> Vec<Function> {
    HATCHES.iter().map(Hatch::function).collect()
}

impl Hatch {
    fn function(&self) -> Function {
        let arguments: Vec<Argument> = self.takes.iter().map(argument).collect();
        let names: Vec<String> = self.takes.iter().map(|(name, ..)| (*name).to_owned()).collect();
        let out = Out::new(self.gives, &names);
        let lines = taken(&arguments, Some(&out), Some(self.answer));
        let parts: Vec<Part> = paragraphs(self.texts).into_iter().chain(lines).collect();
        let answer = match self.gives {
            "lpa_answer" => "give_named",
            "lpa_pager" => "list",
            _ => "give",
        };
        let mut function = Function::new(self.name, &parts, arguments, Some(out), answer);
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
        way => format!("given.{way}(\"{name}\", {read})?"),
    };
    let parts = std::iter::once((name.to_owned(), kind.to_owned())).chain(length).collect();
    Argument { parts, gives, text: text.to_owned() }
}
