//! What the comment of a function says: what it does, takes, gives, and which statuses it comes to.

use super::names;
use super::operations::Out;
use super::params::Argument;
use super::text::{Part, paragraphs};
use crate::documentation::{self, Said, Words};
use crate::model::{Api, ErrorKind, Given, Kind, Parameter, Signature};
use crate::prose;

const WORDS: Words = Words {
    nothing: "`NULL`",
    list: "A list that is read page by page with `lpa_pager_next_page`; nothing is sent before.",
    date: "A date as `YYYY-MM-DD`.",
    local_time: "A text with an offset, or with `Z`, is an instant; one without is a time in the zone of the account.",
};

/// What is said of the options of a call.
const OPTIONS: &str = "`options`: Options of this call over those of the client; `NULL`: none.";

/// What is said of any failure.
const ANY_FAILURE: &str =
    "Any other status: `lpa_error_delivery` says whether the request may have taken effect.";

/// The parts of the comment.
pub(super) fn parts(
    said: &Said,
    errors: &[ErrorKind],
    signature: &Signature<'_>,
    arguments: &[Argument],
    out: Option<&Out>,
) -> Vec<Part> {
    let mut parts = paragraphs(said.texts.iter().map(|text| in_words(text)));
    let answer = documentation::answer(signature.gives, &WORDS);
    parts.extend(taken(arguments, true, out, answer.as_deref()));
    let raised = said.raises(errors, signature);
    let raised =
        raised.map(|kind| format!("`{}`: {}", names::status(&kind.name), prose::sentence(&kind.title)));
    parts.push(Part::Paragraph("Fails with:".to_owned()));
    parts.extend(raised.chain([ANY_FAILURE.to_owned()]).map(Part::Line));
    parts
}

/// What is said of the parameters.
pub(super) fn taken(
    arguments: &[Argument],
    has_options: bool,
    out: Option<&Out>,
    answer: Option<&str>,
) -> Vec<Part> {
    let mut lines = Vec::new();
    for argument in arguments {
        let [name, length @ ..] = argument.parts.as_slice() else { continue };
        let length = length.iter().find(|(length, _)| !argument.text.contains(length.as_str()));
        let beside = length.map(|(length, _)| format!(" There are `{length}` of them.")).unwrap_or_default();
        lines.push(format!("`{}`: {}{beside}", name.0, argument.text));
    }
    lines.extend(has_options.then(|| OPTIONS.to_owned()));
    lines.extend(out.map(|Out { name, kind }| {
        format!("`{name}`: {} Free it with `{kind}_free`.", answer.unwrap_or_default())
    }));
    lines.into_iter().map(Part::Line).collect()
}

/// What is said of the struct of the parameters that are none of their own.
pub(super) fn params(name: &str, is_all: bool, parameters: &[&Parameter<'_>]) -> String {
    let besides = if is_all { "" } else { " besides" };
    match parameters.iter().any(|parameter| parameter.required) {
        true => format!("What it takes{besides}, see `{name}`."),
        false => format!("What it takes{besides}, see `{name}`; `NULL`: nothing."),
    }
}

/// What is said of a parameter.
pub(super) fn argument(api: &Api, parameter: &Parameter<'_>) -> String {
    let text = documentation::argument(api, parameter, &WORDS);
    let form = match parameter.value {
        Given::Cursor => " JSON, as `lpa_event_cursor_new` and a batch give it.",
        Given::DeleteAction => " One of `LPA_DELETE_ACTION_…`.",
        Given::Extra => " A JSON object.",
        Given::Value(Kind::Any) => " JSON.",
        _ => "",
    };
    text + form
}

/// The text with the names of operations as they are in C.
fn in_words(text: &str) -> String {
    let pieces = text.split('`').enumerate().map(|(index, piece)| match piece.split('.').next() {
        Some("iam" | "provisioning") if index % 2 == 1 && piece.contains('.') => names::function(piece),
        _ => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_called_as_in_c() {
        let cases = [
            ("See `iam.users.get`.", "See `lpa_iam_users_get`."),
            ("`name` and `GET /v1/users`, iam.users", "`name` and `GET /v1/users`, iam.users"),
        ];
        for (text, expected) in cases {
            assert_eq!(in_words(text), expected);
        }
    }
}
