//! The tarball, unpacked somewhere: the shared library by what pkg-config says, and the static one by plain gcc.

use anyhow::Result;

use super::User;
use crate::c::{Compiler, Program, linking, require};
use crate::dist::archive;
use crate::process::command;

pub(super) fn check(user: &User) -> Result<()> {
    require()?;
    let place = user.place("c")?;
    let tarball = user.package("c", ".tar.gz")?;
    archive::unpack(&tarball, &place)?;
    let name = tarball.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let prefix = place.join(name.trim_end_matches(".tar.gz"));
    let quickstart = place.join("quickstart");
    let source = user.root.join("examples/c/quickstart.c");
    let program = Program { sources: &[source], includes: &[], packages: &[], flags: &[] };
    Compiler::new(&prefix).compile(&program, &quickstart)?;
    user.show(&mut command(&quickstart))?;
    linking::check(user.root, &prefix, &user.sandbox)
}
