//! `cargo xtask audit`: what others wrote and the project is built of: licences, second versions, known weaknesses.

mod crates;
mod npm;

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::steps::Steps;
use crate::tree;

/// The settings of cargo-deny, whose licences hold for every language.
const SETTINGS: &str = "deny.toml";

pub(crate) fn run(root: &Path) -> Result<()> {
    crates::require()?;
    let mut steps = Steps::default();
    steps.step("crates: licences, second versions, sources", || crates::check(root));
    steps.step("crates: known weaknesses", || crates::advisories(root));
    other_languages(&mut steps, root);
    steps.finish()
}

/// What is checked by `cargo xtask test`: all that takes a moment and needs nothing from elsewhere.
pub(crate) fn check(steps: &mut Steps, root: &Path) {
    if crates::is_there().unwrap_or(false) {
        steps.step("licences of crates", || crates::check(root));
    }
    other_languages(steps, root);
}

fn other_languages(steps: &mut Steps, root: &Path) {
    steps.step("licences of npm packages", || npm::check(root));
    steps.step("Go modules of others", || go(root));
}

/// The Go modules use no others.
fn go(root: &Path) -> Result<()> {
    let files = tree::text_files(root)?;
    let modules: Vec<_> = files.iter().filter(|file| file.path.ends_with("go.mod")).collect();
    ensure!(!modules.is_empty(), "there is no Go module");
    for module in modules {
        let mut required = module.text.lines().filter_map(|line| line.trim().strip_prefix("require "));
        if let Some(other) = required.find(|line| !line.contains("/lastpass-admin/")) {
            anyhow::bail!("{}: {other} is not ours: say here what its licence is", module.path);
        }
    }
    Ok(())
}

/// The licences that every part of the project may have.
fn allowed(root: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(root.join(SETTINGS)).context(SETTINGS)?;
    let settings: toml::Table = text.parse().context(SETTINGS)?;
    let allowed = settings.get("licenses").and_then(|licenses| licenses.get("allow")?.as_array());
    let allowed = allowed.with_context(|| format!("{SETTINGS} allows no licence"))?;
    Ok(allowed.iter().filter_map(|license| Some(license.as_str()?.to_owned())).collect())
}
