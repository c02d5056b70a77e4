//! The Rust driver of the scenarios: a step as a line of JSON in, its outcome as a line of JSON out, played through the public
//! interface of the crate alone. `tests/README.md` describes the protocol.

mod argument;
mod asked;
mod canonical;
mod check;
mod generated;
mod listing;
mod problem;
mod session;
mod settings;

use std::io::{BufRead, Write};

use serde_json::{Value, json};

use session::Session;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let mut session = Session::default();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let outcome = match serde_json::from_str::<Value>(&line?) {
            Ok(step) => session.play(step).await,
            Err(error) => json!({ "fault": format!("the step is not JSON: {error}") }),
        };
        writeln!(out, "{outcome}")?;
        out.flush()?;
    }
    Ok(())
}
