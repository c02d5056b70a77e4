//! How the driver calls a method: what it takes from the arguments of a scenario, and in which order it hands it on.

use serde::Serialize;

use crate::rust::methods::{MethodHole, Shape};

/// A call, as its template takes it.
#[derive(Serialize)]
pub(super) struct Call {
    /// The full name, for example `users.list`.
    operation: String,
    method: String,
    takes: Vec<Given>,
    /// Whether all arguments that are left make the last one, so that none can be left over.
    whole: bool,
    arguments: String,
    /// Whether it gives a list that is read page by page.
    pub(super) paged: bool,
    /// The crate's types that the call names.
    #[serde(skip)]
    pub(super) names: Vec<String>,
}

/// An argument.
#[derive(Serialize)]
struct Given {
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

pub(super) fn call(resource: &str, method: &MethodHole) -> Call {
    let mut takes: Vec<Given> = method.path.names.iter().map(|name| given(name, "i64")).collect();
    let mut arguments: Vec<String> = method.path.names.clone();
    let mut names = Vec::new();
    let mut by_reference = |one: Given| {
        arguments.push(format!("&{}", one.name));
        takes.push(one);
    };
    match method.shape {
        Shape::Path | Shape::Whole | Shape::Gather => {}
        Shape::Pager | Shape::Body | Shape::Query | Shape::Item | Shape::Row => {
            names.push(method.request.clone());
            by_reference(Given { rest: true, ..given(&method.argument, &method.request) });
        }
        Shape::Rows => {
            names.push(method.request.clone());
            by_reference(given(&method.argument, &format!("Vec<{}>", method.request)));
        }
        Shape::Names => by_reference(given(&method.argument, "Vec<String>")),
        Shape::Texts | Shape::Lookup => {
            let confirm = method.confirm.iter().map(|name| format!("confirm_{name}"));
            method.texts.iter().cloned().chain(confirm).for_each(|text| by_reference(given(&text, "String")));
        }
        Shape::Each => {
            names.push("DeleteAction".to_owned());
            by_reference(given("usernames", "Vec<String>"));
            takes.extend([given("action", "DeleteAction"), given("at_most", "usize")]);
            arguments.extend(["action".to_owned(), "at_most".to_owned()]);
        }
    }
    Call {
        operation: format!("{resource}.{}", method.name),
        method: method.name.clone(),
        whole: takes.last().is_some_and(|last| last.rest),
        takes,
        arguments: arguments.join(", "),
        paged: matches!(method.shape, Shape::Pager | Shape::Whole),
        names,
    }
}

fn given(name: &str, kind: &str) -> Given {
    Given { name: name.to_owned(), kind: kind.to_owned(), rest: false }
}
