//! `cargo xtask bench …`: a surface beside its peers.
//!
//! Each cell is a fresh process against one sandbox, the clients take turns, and the median of the rounds' ratios is what
//! counts: machines are noisy, and a ratio within a round is less so.

mod c;
mod contest;
mod core;
mod figures;
mod go;
mod leaks;
mod limits;
mod node;
mod programs;
mod python;

use anyhow::{Result, ensure};

/// What to measure.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    surface: Surface,
}

/// The surfaces that have a benchmark.
#[derive(clap::Subcommand)]
enum Surface {
    /// The Rust client beside a bare loop over reqwest and serde_json.
    Core(Rounds),
    /// The Python package beside the stacks that a Python user would pick.
    Python(python::Arguments),
    /// The Node package beside the stacks that a Node user would pick.
    Node(node::Arguments),
    /// The C library beside what one would write with libcurl and cJSON.
    C(c::Arguments),
    /// The Go module beside what one would write with net/http and encoding/json.
    Go(go::Arguments),
}

/// How to measure.
#[derive(Clone, Copy, clap::Args)]
struct Rounds {
    /// Users in the directory.
    #[arg(long, default_value_t = 100_000)]
    users: u32,
    /// Rounds of each workload; in a round each client has its turn.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    /// Fails if a target is missed.
    #[arg(long)]
    strict: bool,
}

/// Measures a surface and prints its tables.
pub fn run(arguments: &Arguments) -> Result<()> {
    let root = crate::root()?;
    match &arguments.surface {
        Surface::Core(rounds) => rounds.judge(&core::run(&root, rounds)?),
        Surface::Python(arguments) => python::run(&root, arguments),
        Surface::Node(arguments) => node::run(&root, arguments),
        Surface::C(arguments) => c::run(&root, arguments),
        Surface::Go(arguments) => go::run(&root, arguments),
    }
}

impl Rounds {
    /// Fails if a target was missed and the caller is strict about it.
    fn judge(&self, missed: &[String]) -> Result<()> {
        ensure!(!self.strict || missed.is_empty(), "missed: {}", missed.join(", "));
        Ok(())
    }
}
