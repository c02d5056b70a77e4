//! `cargo xtask secrets`: what programs print of their secrets, and what their memory holds of them once their clients are closed.
//! `tests/secrets/README.md` says what the programs do.

mod holder;
mod marks;
mod memory;

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;

use crate::programs::{HOLDER, Profile};
use crate::sandbox::{self, Sandbox};
use crate::surface::Surface;
use holder::Holder;
use marks::{Found, Marks};
use memory::Held;

/// Made up for the search; with what JSON, URLs and shells write in other ways.
const PASSWORD: &str = r#"F1rst-login marked "7531" & more"#;

/// What stands before the key of the Business API in the head of a request. The HTTP library makes it, and drops it as it is; the libraries
/// for other languages overwrite it with all other memory.
const HEAD: &[u8] = b"authorization: api-key ";

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Search this surface alone; may be given several times.
    #[arg(long, value_enum)]
    only: Vec<Surface>,
}

/// How often secrets were found.
struct Counts {
    /// In memory that is searched once the clients are closed, while they are open.
    open: usize,
    printed: usize,
    native: usize,
    heads: usize,
    own: usize,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<()> {
    ensure!(cfg!(target_os = "linux"), "the memory of another process is read as Linux shows it");
    let sandbox = sandbox::build(root)?;
    let (mut table, mut failed, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let chosen = Surface::value_variants().iter().filter(|surface| wants(arguments, **surface));
    for &surface in chosen {
        match line(root, surface)? {
            None => left_out.push(format!("{surface:?} cannot be searched: {}", surface.missing())),
            Some(line) => {
                let tenant = Sandbox::start(&sandbox, &["--users", "20"])?;
                match search(&line, surface, &tenant) {
                    Ok(counts) => {
                        failed.extend(complaint(&counts).map(|what| format!("{surface:?} {what}")));
                        table.push((surface, counts));
                    }
                    Err(error) => failed.push(format!("{surface:?}: {error:#}")),
                }
            }
        }
    }
    println!(
        "{:8} {:>10} {:>8} {:>12} {:>14} {:>18}",
        "", "while open", "printed", "native after", "HTTP head after", "language's own"
    );
    for (surface, counts) in &table {
        let Counts { open, printed, native, heads, own } = counts;
        println!("{:8} {open:>10} {printed:>8} {native:>12} {heads:>14} {own:>18}", format!("{surface:?}"));
    }
    left_out.iter().for_each(|line| println!("{line}"));
    if !failed.is_empty() {
        bail!("{}", failed.join("\n"));
    }
    ensure!(left_out.is_empty() || arguments.only.is_empty(), "{}", left_out.join("\n"));
    Ok(())
}

fn wants(arguments: &Arguments, surface: Surface) -> bool {
    arguments.only.is_empty() || arguments.only.contains(&surface)
}

/// What starts the program of a language; none if the package of that language is not built.
fn line(root: &Path, surface: Surface) -> Result<Option<Vec<String>>> {
    let mut line = HOLDER.line(root, surface, Profile::Dev, None)?;
    let option = match surface {
        Surface::Node => Some("--expose-gc"),
        Surface::Kotlin => Some("-Xmx64m"),
        _ => None,
    };
    if let (Some(line), Some(option)) = (&mut line, option) {
        line.insert(1, option.to_owned());
    }
    Ok(line)
}

/// Whether the program overwrites its own texts, so that all of its memory can be searched.
fn overwrites_its_own(surface: Surface) -> bool {
    matches!(surface, Surface::Rust | Surface::Python | Surface::C)
}

/// What is wrong with what was found.
fn complaint(counts: &Counts) -> Option<String> {
    match counts {
        Counts { open: 0, .. } => {
            Some("holds no secret while it uses them: the search finds nothing".to_owned())
        }
        Counts { printed: 1.., .. } => Some(format!("printed a secret {} times", counts.printed)),
        Counts { native: 1.., .. } => {
            Some(format!("holds a secret in {} places after it was closed", counts.native))
        }
        _ => None,
    }
}

/// Runs a program, and searches what it prints and holds.
fn search(line: &[String], surface: Surface, tenant: &Sandbox) -> Result<Counts> {
    let of = |name| tenant.environment().find(|(known, _)| *known == name).map(|(_, value)| value);
    let of = |name| of(name).with_context(|| format!("the sandbox names no {name}"));
    let secrets = [of("LASTPASS_API_KEY")?, of("LASTPASS_PROVHASH")?, PASSWORD];
    let marks = Marks::of(&[("key", secrets[0]), ("hash", secrets[1]), ("password", secrets[2])]);
    let plain = [of("LASTPASS_BUSINESS_URL")?, of("LASTPASS_PROVISIONING_URL")?, of("LASTPASS_CID")?];
    let mut holder = Holder::start(line, plain, secrets)?;
    let is_searched = |found: &Held| found.is_native || overwrites_its_own(surface);
    holder.wait_for("OPEN")?;
    let open = memory::search(holder.id(), &marks)?.iter().filter(|found| is_searched(found)).count();
    holder.go_on()?;
    holder.wait_for("CLOSED")?;
    let (native, own): (Vec<_>, Vec<_>) =
        memory::search(holder.id(), &marks)?.into_iter().partition(is_searched);
    let (heads, native): (Vec<_>, Vec<_>) =
        native.into_iter().partition(|found| surface == Surface::Rust && found.before.ends_with(HEAD));
    for found in &native {
        println!("   held: the {}, {}, at {:x} in {}", found.secret, found.form, found.address, found.region);
    }
    let printed = marks.find(&holder.end()?);
    for Found { secret, form, .. } in &printed {
        println!("   printed: the {secret}, {form}");
    }
    Ok(Counts { open, printed: printed.len(), native: native.len(), heads: heads.len(), own: own.len() })
}
