//! Debian has Swift from trixie on. Where the machine is older, that one stands in a folder of its own, which takes root's rights.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::toolchain::Toolchain;
use crate::process::{command, is_ci, run, target};
use crate::tools::{self, Tool};

const RELEASE: &str = "trixie";

/// What makes such a folder.
const TOOLS: [Tool; 1] = [("debootstrap", &["--version"], "debootstrap")];

/// What is installed in it.
const INSTALL: &str =
    "apt-get install -y --no-install-recommends ca-certificates g++ gcc libc6-dev libstdc++-14-dev swiftlang";

/// Names one that exists, for several clones of the project.
const VARIABLE: &str = "LASTPASS_SWIFT_ROOT";

/// The folder, if it is there and whole.
pub(super) fn find(root: &Path) -> Option<PathBuf> {
    let folder = folder(root);
    // A link that leads somewhere within the folder alone.
    folder.join("usr/bin/swift").symlink_metadata().is_ok().then_some(folder)
}

/// Makes the folder on a CI machine; elsewhere this fails and says how.
pub(super) fn make(root: &Path) -> Result<PathBuf> {
    let folder = folder(root);
    if !is_ci() {
        bail!(
            "Swift is missing; install Swift 6, or as root a Debian that has it: \
             `debootstrap --variant=minbase {RELEASE} {0} && mount -t proc proc {0}/proc && chroot {0} {INSTALL}`",
            folder.display()
        );
    }
    tools::require("Swift", &TOOLS)?;
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    run(command("debootstrap").args(["--variant=minbase", RELEASE]).arg(&folder))?;
    let mut install = INSTALL.split_whitespace();
    let mut apt = Toolchain::Below(folder).command(root, install.next().unwrap_or_default());
    run(apt.args(install).env("DEBIAN_FRONTEND", "noninteractive"))?;
    find(root).context("no Swift was installed")
}

fn folder(root: &Path) -> PathBuf {
    env::var_os(VARIABLE).map_or_else(|| target(root).join("swift/root"), PathBuf::from)
}
