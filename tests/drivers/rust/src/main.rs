//! The Rust driver of the scenarios: a step as a line of JSON in, its outcome as a line of JSON out, played through the public
//! interface of the crate. `tests/README.md` describes the protocol.

mod answer;
mod canonical;
mod generated;
mod listing;
mod outcome;
mod problem;
mod session;
mod step;

use std::io::{BufRead, Write};

use outcome::Failure;
use session::Session;

// What the client does on the side goes on while the next step is waited for, as it does in a program.
#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() -> std::io::Result<()> {
    let mut session = Session::default();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let outcome = match serde_json::from_str(&line?) {
            Ok(step) => session.play(step).await,
            Err(error) => Err(Failure::Fault(error.to_string())),
        };
        writeln!(out, "{}", outcome::line(outcome))?;
        out.flush()?;
    }
    Ok(())
}
