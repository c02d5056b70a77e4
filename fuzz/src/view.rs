//! The view over both APIs: what it makes of any answers, and of any positions and arguments of the caller's.

use std::sync::LazyLock;

use lastpass_admin::blocking::{Caller, Cancel};
use lastpass_admin::erased::Reader;
use lastpass_admin::{Error, ErrorKind};
use lastpass_dispatch::{Prepared, Session, operations};
use serde_json::{Map, Value};

use crate::input::planted;
use crate::invariants::no_secret;
use crate::stub;

static OPERATIONS: LazyLock<Vec<&str>> =
    LazyLock::new(|| operations().filter(|name| name.starts_with("iam.")).collect());

/// The first byte is the operation, the second one the status; behind them stand the arguments and the bodies of the answers, with
/// the byte 1E between any two of them.
pub fn run(data: &[u8]) {
    let [operation, status, rest @ ..] = data else { return };
    let operation = OPERATIONS[usize::from(operation.wrapping_sub(b'0')) % OPERATIONS.len()];
    let status = [200, 401, 404, 500][usize::from(status.wrapping_sub(b'0')) % 4];
    let rest = planted(rest);
    let mut parts = rest.split(|byte| *byte == 0x1e);
    let Ok(Value::Object(arguments)) = serde_json::from_slice(parts.next().unwrap_or_default()) else {
        return;
    };
    let settings = stub::answering(status, &parts.collect::<Vec<_>>());
    let session = Session::new(settings, None::<fn() -> _>).expect("the settings are good");
    let prepare = || session.prepare(operation, arguments.clone(), Map::new()).expect("no option is given");
    let outcome = if is_list(operation) { list(prepare()) } else { one(prepare()) };
    if let Err(error) = outcome {
        // A name of an argument that is not known is named.
        if error.kind() != ErrorKind::InvalidArgument {
            no_secret(&error);
        }
        assert_ne!(error.kind(), ErrorKind::Internal, "{error:?}");
    }
}

fn is_list(operation: &str) -> bool {
    operation.ends_with(".list")
        || operation.starts_with("iam.list_resource_") && !operation.ends_with("types")
}

fn one(prepared: Prepared) -> Result<(), Error> {
    let answer = prepared.run_until(&Cancel::new())?;
    // What is printed of a record is its JSON.
    let _ = format!("{answer:?}");
    Ok(())
}

/// Reads a list to its end, with a position behind every page but the last.
fn list(prepared: Prepared) -> Result<(), Error> {
    let reader: Reader = prepared.list()?;
    while let Some(page) = Caller::wait(reader.take_page(), || false)? {
        let mut json = Vec::new();
        for at in 0..page.len() {
            page.get(at).expect("it is there").write_json(&mut json)?;
        }
        if let Some(token) = page.next_token() {
            lastpass_admin::fuzzing::page_token(token.as_str())?;
        }
    }
    assert!(reader.page_token().is_none(), "a list that was read to its end goes on");
    Ok(())
}
