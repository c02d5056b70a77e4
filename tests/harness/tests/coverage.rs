//! The scenarios leave nothing out: what has to be covered is read from the contract, so that a new operation or kind of
//! error without a scenario shows.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use common::{contract, root};
use lastpass_codegen::model::by_hand;
use lastpass_codegen::model::{
    Api, Contract, Form, Kind, Method, Operation, PagingStyle, Repeat, Schema, Style,
};
use lastpass_conformance::{Action, Actions, File, Scenario, Step};
use serde_json::Value;

/// Kinds that no scenario can force: the first is raised by a language of its own accord (a scenario sees that the call is
/// cancelled), the second by a fault of the library.
const NOT_FORCED: [&str; 2] = ["cancelled", "internal"];

fn files() -> Vec<File> {
    File::read_all(&root().join("tests/scenarios")).unwrap()
}

fn scenarios(files: &[File]) -> impl Iterator<Item = &Scenario> {
    files.iter().flat_map(|file| &file.scenarios)
}

fn steps(files: &[File]) -> impl Iterator<Item = &Step> {
    scenarios(files).flat_map(|scenario| &scenario.steps)
}

fn file<'a>(files: &'a [File], name: &str) -> &'a File {
    files.iter().find(|file| file.name == name).unwrap()
}

fn methods(api: &Api) -> impl Iterator<Item = (&Operation, &Method)> {
    api.operations
        .iter()
        .flat_map(|operation| operation.methods.iter().map(move |method| (operation, method)))
}

fn all_methods(contract: &Contract) -> impl Iterator<Item = (&Operation, &Method)> {
    methods(&contract.business).chain(methods(&contract.provisioning)).chain(methods(&contract.iam))
}

/// Every operation of the contract, and those that the client has beside them.
fn operations() -> impl Iterator<Item = String> {
    // These are steps of their own.
    let called = |name: &&str| !["check", "command", "request"].contains(name);
    lastpass_dispatch::operations().filter(called).map(str::to_owned)
}

/// What is missing of what is wanted.
fn missing<'a>(wanted: impl Iterator<Item = String>, there: impl Iterator<Item = &'a str>) -> Vec<String> {
    let there: BTreeSet<&str> = there.collect();
    wanted.filter(|one| !there.contains(one.as_str())).collect()
}

#[test]
fn every_operation_succeeds_in_a_scenario() {
    let files = files();
    let succeed = steps(&files).filter(|step| step.error.is_none()).flat_map(Step::operations);
    assert_eq!(missing(operations(), succeed), [""; 0], "operations without a scenario");
}

#[test]
fn scenarios_call_what_there_is() {
    let files = files();
    let names: Vec<String> = operations().collect();
    let called = steps(&files).flat_map(Step::operations).map(str::to_owned);
    assert_eq!(missing(called, names.iter().map(String::as_str)), [""; 0], "operations that do not exist");
}

#[test]
fn every_kind_of_error_is_forced() {
    let (contract, files) = (contract(), files());
    let of_steps = steps(&files).filter_map(|step| step.error.as_ref());
    let refused = scenarios(&files).filter_map(|scenario| scenario.refused.as_ref());
    let forced: Vec<&Value> = of_steps.chain(refused).collect();
    let wanted = contract.errors.iter().filter(|kind| !NOT_FORCED.contains(&kind.name.as_str()));
    for kind in wanted {
        let mut named = forced.iter().filter(|error| error["kind"] == kind.name.as_str());
        // Both are compared where a scenario names them; one has to name both.
        let (name, number) = (&kind.name, kind.number);
        assert!(named.any(|error| error["number"] == number), "no scenario forces `{name}`, number {number}");
    }
}

/// A misspelt argument is refused too: a scenario that is refused says which argument it means.
#[test]
fn a_refused_argument_is_named() {
    let files = files();
    let errors = steps(&files).filter_map(|step| step.error.as_ref());
    let errors = errors.chain(scenarios(&files).filter_map(|scenario| scenario.refused.as_ref()));
    for error in errors.filter(|error| error["kind"] == "invalid_argument") {
        assert!(!error["parameter"].is_null(), "{error}");
    }
}

/// Lists, look-ups, and reads that answer a list: what could be taken for empty.
fn reads_a_list(operation: &Operation, method: &Method) -> bool {
    let body = operation.successes.iter().find_map(|success| success.kind.as_ref());
    let style = matches!(method.style, Style::Pager | Style::Collect | Style::Lookup);
    !operation.writes && (style || matches!(body, Some(Kind::List(_))))
}

#[test]
fn every_list_is_kept_apart_from_an_answer_that_is_not_understood() {
    let (contract, files) = (contract(), files());
    for scenario in &file(&files, "never_an_empty_list").scenarios {
        let called: Vec<&str> = scenario.steps.iter().flat_map(Step::operations).collect();
        let of = |surface: &str| called.iter().any(|name| name.starts_with(surface));
        let api = match (of("iam."), of("provisioning.")) {
            (true, _) => &contract.iam,
            (_, true) => &contract.provisioning,
            _ => &contract.business,
        };
        // Of the view every read counts: to a dead credential, a user, a group or a role could seem to be missing.
        let lists = methods(api).filter(|(operation, method)| of("iam.") || reads_a_list(operation, method));
        let missing = missing(lists.map(|(_, method)| method.full_name()), called.iter().copied());
        assert_eq!(missing, [""; 0], "{}", scenario.name);
    }
}

#[test]
fn every_write_is_refused_by_a_read_only_client() {
    let (contract, files) = (contract(), files());
    let refused = steps(&files)
        .filter(|step| step.error.as_ref().is_some_and(|error| error["kind"] == "read_only"))
        .flat_map(Step::operations);
    let writes = all_methods(&contract).filter(|(operation, _)| operation.writes);
    assert_eq!(missing(writes.map(|(_, method)| method.full_name()), refused), [""; 0]);
}

#[test]
fn every_class_of_repetition_meets_every_failure() {
    let (contract, files) = (contract(), files());
    let operations: Vec<&Operation> =
        contract.business.operations.iter().chain(&contract.provisioning.operations).collect();
    let class = |id: &str| operations.iter().find(|operation| operation.id == id).map(|found| found.repeat);
    let faults: Vec<Value> = file(&files, "repeating")
        .scenarios
        .iter()
        .flat_map(|scenario| &scenario.faults)
        .map(|fault| serde_json::to_value(fault).unwrap())
        .collect();
    for repeat in [Repeat::Safe, Repeat::Idempotent, Repeat::Once] {
        let met: Vec<&Value> = faults
            .iter()
            .filter(|fault| class(fault["on"].as_str().unwrap()) == Some(repeat))
            .map(|fault| &fault["kind"])
            .collect();
        assert!(met.iter().any(|kind| **kind == "reset-after"), "{repeat:?} meets no reset");
        assert!(met.iter().any(|kind| kind["status"]["status"] == 500), "{repeat:?} meets no failure");
        assert!(met.iter().any(|kind| kind["too-many-requests"].is_object()), "{repeat:?} meets no refusal");
    }
}

#[test]
fn every_way_to_page_is_resumed() {
    let (contract, files) = (contract(), files());
    let resumed: BTreeSet<&str> = steps(&files)
        .filter(|step| {
            step.with.get("page_token").and_then(Value::as_str).is_some_and(|token| token.starts_with('$'))
        })
        .flat_map(Step::operations)
        .collect();
    for style in [PagingStyle::Token, PagingStyle::Index, PagingStyle::Next, PagingStyle::Continuation] {
        let mut pagers = all_methods(&contract)
            .filter(|(operation, _)| operation.paging.as_ref().is_some_and(|paging| paging.style == style));
        assert!(pagers.any(|(_, method)| resumed.contains(method.full_name().as_str())), "{style:?}");
    }
}

/// What a caller can give a method, besides what stands in its path.
fn arguments(api: &Api, operation: &Operation, method: &Method) -> Vec<String> {
    if !matches!(method.style, Style::Call | Style::Pager | Style::Chunks) {
        return Vec::new();
    }
    let fixed = |wire: &str| method.set.iter().any(|(name, _)| name == wire);
    let own = api.arguments(operation).iter().filter(|member| member.is_argument() && !fixed(&member.wire));
    own.map(|member| member.name.clone()).collect()
}

#[test]
fn every_argument_is_given_in_a_scenario() {
    let (contract, files) = (contract(), files());
    for api in [&contract.business, &contract.provisioning, &contract.iam] {
        for (operation, method) in methods(api) {
            let mut given = BTreeSet::new();
            let name = method.full_name();
            for step in steps(&files).filter(|step| step.call.as_ref() == Some(&name)) {
                named(&Value::Object(step.with.clone()), &mut given);
            }
            let missing =
                missing(arguments(api, operation, method).into_iter(), given.iter().map(String::as_str));
            assert_eq!(missing, [""; 0], "{name}");
        }
    }
}

/// The names of all members that an expectation names.
fn named(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            names.insert(name.clone());
            named(value, names);
        }),
        Value::Array(values) => values.iter().for_each(|value| named(value, names)),
        _ => {}
    }
}

/// The objects that calls give: items of lists, and the answers of single reads and writes.
fn given(api: &Api) -> Vec<&Schema> {
    let mut left: Vec<&str> = Vec::new();
    for (operation, method) in methods(api).filter(|(operation, _)| !operation.command || !operation.writes) {
        let body = operation.successes.iter().find_map(|success| success.kind.as_ref());
        left.extend(api.items(operation, method).map(|items| items.kind).or(body).and_then(Kind::schema));
    }
    let mut schemas: Vec<&Schema> = Vec::new();
    while let Some(name) = left.pop() {
        let schema = api.schema(name).unwrap();
        if matches!(schema.form, Form::Object(_)) && schemas.iter().all(|known| known.name != name) {
            left.extend(schema.members().iter().filter_map(|member| member.kind.schema()));
            schemas.push(schema);
        }
    }
    schemas
}

#[test]
fn every_member_of_a_result_is_looked_at() {
    let (contract, files) = (contract(), files());
    let mut names = BTreeSet::new();
    for step in steps(&files) {
        step.expect.iter().chain(&step.exactly).for_each(|expected| named(expected, &mut names));
    }
    let schemas = [&contract.business, &contract.provisioning, &contract.iam].into_iter().flat_map(given);
    let members = schemas.flat_map(|schema| {
        let own = schema.members().iter().map(|member| member.name.as_str());
        let derived = by_hand::derived(&schema.name).map(|derived| derived.name);
        own.chain(derived).map(|name| format!("{}.{name}", schema.name))
    });
    let unseen: Vec<String> =
        members.filter(|member| !names.contains(member.rsplit('.').next().unwrap())).collect();
    assert_eq!(unseen, [""; 0]);
}

/// Each action has its row, a method that there is, and a result that says more than that nothing failed.
#[test]
fn every_action_of_connectors_is_walked() {
    let actions = Actions::read(&root().join("tests/connector_actions.yaml")).unwrap().actions;
    let mut numbers: Vec<u32> = actions.iter().map(|action| action.number).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=34).collect::<Vec<_>>());
    let methods: BTreeSet<String> = operations().collect();
    let is_something = |value: &Value| match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        other => !other.is_null(),
    };
    for Action { number, call, expect, exactly, company, hits, .. } in &actions {
        assert!(methods.contains(call), "{number}: {call}");
        let shown = [expect, exactly, company, hits].into_iter().flatten().any(is_something);
        assert!(shown, "{number} shows nothing");
    }
}
