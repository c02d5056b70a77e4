//! Answers to every operation of the Business API.

use std::sync::LazyLock;

use lastpass_admin::ErrorKind;
use lastpass_admin::fuzzing::{self, Operation};

use crate::input::{Input, SECRET};
use crate::invariants::{answer, list};

static OPERATIONS: LazyLock<Vec<Operation>> =
    LazyLock::new(|| fuzzing::operations(true, SECRET).expect("the settings are good"));

/// Runs one input.
pub fn run(data: &[u8]) {
    let Some(input) = Input::new(data, &OPERATIONS) else { return };
    answer(input.operation, input.status, &input.body);
    list(input.operation, &input.pages());
    if let Err(error) = input.operation.interpret(input.status, &input.body) {
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{error:?}");
    }
}
