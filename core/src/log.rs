//! `LASTPASS_LOG`: the client's log on standard error, for programs that set up no log of their own.

use tracing::Level;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

/// Turns the log on if `LASTPASS_LOG` names a level and the program has no `tracing` subscriber.
pub(crate) fn from_env() {
    let Ok(level) = std::env::var("LASTPASS_LOG") else { return };
    let Ok(level) = level.parse::<LevelFilter>() else { return };
    if level < Level::ERROR || tracing::dispatcher::has_been_set() {
        return;
    }
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    let registry =
        tracing_subscriber::registry().with(Targets::new().with_target("lastpass_admin", level)).with(lines);
    // Another thread may have set one meanwhile; then that one is used.
    let _ = registry.try_init();
}
