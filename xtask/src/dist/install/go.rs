//! The module, from the folder that Go takes for a proxy: no other one is asked.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::User;
use crate::dist::VERSION;
use crate::folders::copy;
use crate::go::{MODULE, go};
use crate::process::{command, run};

pub(super) fn check(user: &User) -> Result<()> {
    let place = user.place("go")?;
    let proxy = format!("file://{}", user.packages.join("go").display());
    let go = |line: &str| -> Command {
        let mut go = go(&place, line);
        // The database of checksums does not know it. What is in the cache can be removed like other files.
        go.env("GOPROXY", &proxy).env("GOSUMDB", "off").env("GOFLAGS", "-mod=mod -modcacherw");
        go.env("GOMODCACHE", place.join("modules"));
        go
    };
    fs::create_dir_all(place.join("quickstart")).context("quickstart")?;
    copy(&user.root.join("examples/go/quickstart/main.go"), &place.join("quickstart/main.go"))?;
    run(&mut go("mod init example.com/program"))?;
    run(go("get").arg(format!("{MODULE}@v{VERSION}")))?;
    run(&mut go("build -o program ./quickstart"))?;
    user.show(&mut command(place.join("program")))
}
