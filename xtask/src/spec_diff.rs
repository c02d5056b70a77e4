//! `cargo xtask spec-diff VENDOR.yaml`: our document of the Business API beside the vendor's own.
//!
//! Exit status: 0 if nothing differs, 1 if something does, 2 if a document cannot be read.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use lastpass_codegen::diff::{Report, Source, compare};

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The vendor's OpenAPI document, in YAML or JSON.
    vendor: PathBuf,
    /// Lists the inferred facts that it confirms, too.
    #[arg(long)]
    confirmations: bool,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let report = match report(&root.join("spec/business.yaml"), &arguments.vendor) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {error:#}");
            std::process::exit(2)
        }
    };
    let mut out = std::io::stdout().lock();
    if arguments.confirmations {
        write!(out, "{}", report.confirmations_text())?;
    }
    write!(out, "{}", report.differences_text())?;
    if report.differs() {
        bail!("the vendor's document differs from spec/business.yaml");
    }
    Ok(())
}

fn report(ours: &Path, theirs: &Path) -> anyhow::Result<Report> {
    let read = |path: &Path| fs::read_to_string(path).with_context(|| path.display().to_string());
    let (our_text, their_text) = (read(ours)?, read(theirs)?);
    let their_name = theirs.display().to_string();
    let ours = Source { file: "spec/business.yaml", text: &our_text };
    Ok(compare(ours, Source { file: &their_name, text: &their_text })?)
}
