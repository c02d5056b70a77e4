//! The fault matrix leaves nothing out: every fault that the sandbox knows is played, and every class of repetition of both APIs
//! meets it, as the contract says.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use common::contract;
use lastpass_codegen::model::{Operation, Repeat};
use lastpass_conformance::{Api, Class, played_faults, probes};
use lastpass_sandbox::FaultKind;
use serde_json::Value;

/// The name of a fault: a text, or the one member of an object.
fn name(fault: &Value) -> String {
    let member = fault.as_object().and_then(|members| members.keys().next());
    fault.as_str().or(member.map(String::as_str)).unwrap().to_owned()
}

#[test]
fn every_fault_of_the_sandbox_is_played() {
    // What reads a fault names all of them when it meets one that it does not know.
    let refusal = serde_json::from_str::<FaultKind>(r#""no such fault""#).unwrap_err().to_string();
    let known: BTreeSet<String> = refusal.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    let played: BTreeSet<String> = played_faults().map(|fault| name(&fault)).collect();
    assert!(known.len() > 25, "{refusal}");
    assert_eq!(known.difference(&played).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_operation_of_the_matrix_is_of_the_class_that_the_contract_says() {
    let contract = contract();
    let find = |api: Api, id: &str| -> Operation {
        let api = if api == Api::Business { &contract.business } else { &contract.provisioning };
        api.operations.iter().find(|operation| operation.id == id).cloned().unwrap()
    };
    let mut met = BTreeSet::new();
    for probe in probes() {
        let operation = find(probe.api, probe.on);
        let class = match operation.repeat {
            Repeat::Safe => Class::Safe,
            Repeat::Idempotent => Class::Idempotent,
            Repeat::Once => Class::Once,
        };
        assert_eq!(probe.class, class, "{}", probe.call);
        let is_its_own = operation.methods.iter().any(|method| method.full_name() == probe.call);
        assert!(is_its_own || probe.api == Api::View, "{} makes no {}", probe.call, probe.on);
        met.insert((probe.api, class));
    }
    let classes = [Class::Safe, Class::Idempotent, Class::Once];
    let wanted =
        [Api::Business, Api::Provisioning].into_iter().flat_map(|api| classes.map(|class| (api, class)));
    assert_eq!(wanted.filter(|one| !met.contains(one)).collect::<Vec<_>>(), []);
    assert!(met.contains(&(Api::View, Class::Safe)));
}
