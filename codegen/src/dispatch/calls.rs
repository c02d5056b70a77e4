//! How a method is called: what it takes of the arguments, in which order it hands it on, and what becomes of its answer.

use serde::Serialize;

use crate::rust::methods::{MethodHole, Shape};

/// A call, as its template takes it.
#[derive(Serialize)]
pub(super) struct Call {
    method: String,
    takes: Vec<Taken>,
    /// Whether all arguments that are left make the last one, so that none can be left over.
    whole: bool,
    arguments: String,
    /// Whether it gives a list that is read page by page.
    pub(super) paged: bool,
    /// What makes an `Answer` of its answer.
    answer: &'static str,
    /// The crate's types that the call names.
    #[serde(skip)]
    pub(super) names: Vec<String>,
}

/// An argument.
#[derive(Serialize)]
struct Taken {
    name: String,
    kind: String,
    /// Whether it is made of all arguments that are left.
    rest: bool,
}

impl Call {
    /// Whether it takes arguments one by one.
    pub(super) fn takes_some(&self) -> bool {
        self.takes.iter().any(|one| !one.rest)
    }
}

pub(super) fn call(method: &MethodHole) -> Call {
    let mut takes: Vec<Taken> = method.path.names.iter().map(|name| taken(name, "i64")).collect();
    let mut arguments: Vec<String> = method.path.names.clone();
    let mut names = Vec::new();
    let mut by_reference = |one: Taken| {
        arguments.push(format!("&{}", one.name));
        takes.push(one);
    };
    match method.shape {
        Shape::Path | Shape::Whole | Shape::Gather => {}
        Shape::Pager | Shape::Body | Shape::Query | Shape::Item | Shape::Row => {
            names.push(method.request.clone());
            by_reference(Taken { rest: true, ..taken(&method.argument, &method.request) });
        }
        Shape::Rows => {
            names.push(method.request.clone());
            by_reference(taken(&method.argument, &format!("Vec<{}>", method.request)));
        }
        Shape::Names => by_reference(taken(&method.argument, "Vec<String>")),
        Shape::ViewPages | Shape::View => {
            method.texts.iter().for_each(|text| by_reference(taken(text, "String")));
            if !method.request.is_empty() {
                names.push(method.request.clone());
                by_reference(Taken { rest: true, ..taken(&method.argument, &method.request) });
            }
        }
        Shape::Texts | Shape::Lookup => {
            let confirm = method.confirm.iter().map(|name| format!("confirm_{name}"));
            method.texts.iter().cloned().chain(confirm).for_each(|text| by_reference(taken(&text, "String")));
        }
        Shape::Each => {
            names.push("DeleteAction".to_owned());
            by_reference(taken("usernames", "Vec<String>"));
            takes.extend([taken("action", "DeleteAction"), taken("at_most", "usize")]);
            arguments.extend(["action".to_owned(), "at_most".to_owned()]);
        }
    }
    Call {
        method: method.name.clone(),
        whole: takes.last().is_some_and(|last| last.rest),
        takes,
        arguments: arguments.join(", "),
        paged: matches!(method.shape, Shape::Pager | Shape::Whole | Shape::ViewPages),
        answer: answer(method.shape, &method.answers),
        names,
    }
}

fn taken(name: &str, kind: &str) -> Taken {
    Taken { name: name.to_owned(), kind: kind.to_owned(), rest: false }
}

/// What makes an `Answer` of what a method gives.
fn answer(shape: Shape, answers: &str) -> &'static str {
    match shape {
        Shape::Rows | Shape::Names | Shape::Each => return "Answer::Outcome",
        Shape::Texts | Shape::Row => return "Answer::nothing",
        Shape::Gather => return "Answer::Groups",
        _ => {}
    }
    match answers {
        "()" => "Answer::nothing",
        "Group" => "Answer::Group",
        "Vec<String>" => "Answer::Texts",
        "Option<Value>" => "Answer::maybe_json",
        answers if answers.starts_with("Option<") => "Answer::maybe_record",
        answers if answers.starts_with("Vec<") => "Answer::records",
        _ => "Answer::record",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_keeps_its_form() {
        let cases = [
            (Shape::Path, "()", "Answer::nothing"),
            (Shape::Path, "CompanyUser", "Answer::record"),
            (Shape::Query, "Vec<BillingReport>", "Answer::records"),
            (Shape::Body, "Option<AsyncRequest>", "Answer::maybe_record"),
            (Shape::Body, "Option<Value>", "Answer::maybe_json"),
            (Shape::Lookup, "Group", "Answer::Group"),
            (Shape::View, "Vec<String>", "Answer::Texts"),
            (Shape::Lookup, "ProvisioningUser", "Answer::record"),
            (Shape::Gather, "Group", "Answer::Groups"),
            (Shape::Names, "", "Answer::Outcome"),
            (Shape::Row, "", "Answer::nothing"),
        ];
        for (shape, answers, expected) in cases {
            assert_eq!(answer(shape, answers), expected, "{shape:?} {answers}");
        }
    }
}
