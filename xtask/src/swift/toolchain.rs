//! Swift: that of the machine, or that of a Debian which has it, in a folder of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::debian;
use crate::process::{command, target, works};

/// Where Swift is.
pub(crate) enum Toolchain {
    /// On the machine.
    Here,
    /// In the root file system of another Debian.
    Below(PathBuf),
}

/// Starts a program within a root file system ($0), in a folder ($1), with folders of this machine where they stand here ($2, $3). The
/// name space of its mounts ends with the program, however that ends.
const ENTER: &str = r#"set -e
root=$0 folder=$1
mount --rbind /proc "$root/proc"
for shared in "$2" "$3"; do
    mkdir -p "$root$shared"
    mount --bind "$shared" "$root$shared"
done
shift 3
exec chroot "$root" env -C "$folder" "$@""#;

impl Toolchain {
    /// The one that is there, if there is one.
    pub(crate) fn find(root: &Path) -> Result<Option<Self>> {
        if works("swift", &["--version"])? {
            return Ok(Some(Toolchain::Here));
        }
        Ok(debian::find(root).map(Toolchain::Below))
    }

    /// The one that is there; on a CI machine it is installed. Otherwise this fails, and says how to get it.
    pub(crate) fn require(root: &Path) -> Result<Self> {
        match Self::find(root)? {
            Some(found) => Ok(found),
            None => debian::make(root).map(Toolchain::Below),
        }
    }

    /// A program that is run at the root of the project.
    pub(crate) fn command(&self, root: &Path, program: impl AsRef<OsStr>) -> Command {
        match self {
            Toolchain::Here => {
                let mut here = command(program);
                here.current_dir(root);
                here
            }
            Toolchain::Below(system) => {
                let mut below = command("unshare");
                below.args(["--mount", "--propagation", "private", "sh", "-c", ENTER]);
                below.args([system, root, root]).arg(target(root)).arg(program);
                below
            }
        }
    }
}
