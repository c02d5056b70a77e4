//! The functions: one for each method of the SDK.

use serde::Serialize;

use super::params::{self, Argument, Params};
use super::text::{Part, doc};
use super::{documentation, names};
use crate::Result;
use crate::methods::{Method, methods};
use crate::model::{Api, ErrorKind, Gives, Parameter, Resource};

/// A function, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Function {
    name: String,
    doc: String,
    operation: String,
    /// Whether it is told the name of the operation instead.
    pub(super) by_name: bool,
    /// Names and types in Rust.
    parameters: Vec<(String, String)>,
    /// What hands the values on.
    puts: Vec<String>,
    /// What reads pointers.
    reads: Vec<String>,
    out: Option<Out>,
    /// What takes the answer, or the list.
    answer: &'static str,
}

/// What a function gives by an out-parameter.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Out {
    pub(super) name: String,
    /// The type in Rust.
    pub(super) kind: String,
}

/// The functions of a resource, and the structs that they take.
pub(super) fn functions(
    api: &Api,
    errors: &[ErrorKind],
    resource: &Resource<'_>,
) -> Result<(Vec<Function>, Vec<Params>)> {
    let (mut functions, mut structs) = (Vec::new(), Vec::new());
    for method in methods(api, resource)? {
        let (function, params) = function(api, errors, &method)?;
        functions.push(function);
        structs.extend(params);
    }
    Ok((functions, structs))
}

fn function(api: &Api, errors: &[ErrorKind], method: &Method<'_>) -> Result<(Function, Option<Params>)> {
    let Method { operation, said, signature, .. } = method;
    let name = names::function(operation);
    let (own, rest): (Vec<&Parameter<'_>>, Vec<_>) =
        signature.parameters.iter().partition(|parameter| parameter.own);
    let mut arguments = own.into_iter().map(|one| params::argument(api, one)).collect::<Result<Vec<_>>>()?;
    let params = match rest.as_slice() {
        [] => None,
        rest => {
            let besides = if arguments.is_empty() { "" } else { " besides" };
            let text = format!("What `{name}` takes{besides}. What is 0 or `NULL` is not given.");
            Some(params::params(api, &format!("{name}_params"), &[text], rest.iter().copied())?)
        }
    };
    let taken: Vec<String> = signature.parameters.iter().map(|one| one.name.clone()).collect();
    let out = out(signature.gives, &taken);
    arguments.extend(params.as_ref().map(|params| Argument {
        parts: vec![("params".to_owned(), format!("*const {}", params.shape.name))],
        gives: "given.params(params)?".to_owned(),
        text: documentation::params(&params.shape.name, arguments.is_empty(), &rest),
    }));
    let parts = documentation::parts(said, errors, signature, &arguments, out.as_ref());
    let answer = if matches!(signature.gives, Gives::Pages(_)) { "list" } else { "give" };
    Ok((Function::new(operation, &parts, arguments, out, answer), params))
}

impl Function {
    pub(super) fn new(
        operation: &str,
        parts: &[Part],
        arguments: Vec<Argument>,
        out: Option<Out>,
        answer: &'static str,
    ) -> Self {
        let parameters = arguments.iter().flat_map(|argument| &argument.parts);
        let parameters = parameters.map(|(name, kind)| (names::in_rust(name), kind.clone())).collect();
        let gives = arguments.into_iter().map(|argument| argument.gives).filter(|gives| !gives.is_empty());
        let (reads, puts) = gives.partition(|one| params::is_reading(one));
        Function {
            name: names::function(operation),
            doc: doc(0, parts),
            operation: operation.to_owned(),
            by_name: false,
            parameters,
            puts,
            reads,
            out,
            answer,
        }
    }
}

impl Out {
    pub(super) fn new(kind: &str, taken: &[String]) -> Self {
        Out { name: names::out(kind, taken), kind: kind.to_owned() }
    }
}

fn out(gives: Gives<'_>, taken: &[String]) -> Option<Out> {
    let kind = match gives {
        Gives::Nothing => return None,
        Gives::Item(said) | Gives::MaybeItem(said) => names::record(&said.schema.name),
        Gives::Items(said) => names::list(&said.schema.name),
        Gives::Pages(_) => "lpa_pager".to_owned(),
        Gives::MaybeJson => "lpa_json".to_owned(),
        Gives::Outcome => "lpa_outcome".to_owned(),
        Gives::Group => "lpa_group".to_owned(),
        Gives::Groups => "lpa_group_list".to_owned(),
        Gives::Texts(_) => "lpa_texts".to_owned(),
        Gives::EventBatch => "lpa_event_batch".to_owned(),
    };
    Some(Out::new(&kind, taken))
}
