//! A user's module: it takes ours along with `go mod vendor`, the C library with it, and builds from that alone.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::toolchain::{OLDEST, go};
use crate::folders::empty;
use crate::process::{command, output, run, target};
use crate::sandbox::Sandbox;

/// The module's name.
pub(crate) const MODULE: &str = "github.com/lastpass-admin/lastpass-admin/bindings-go";

const PROGRAM: &str = r#"package main

import (
	"context"
	"fmt"
	"log"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

func main() {
	lp, err := lastpassadmin.New()
	if err != nil {
		log.Fatal(err)
	}
	defer lp.Close()
	users, err := lp.Users.ListPages(context.Background(), nil).Collect()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(users), "users")
}
"#;

/// Makes it, and runs it against a company of its own.
pub(super) fn check(root: &Path, sandbox: &Path) -> Result<()> {
    let folder = target(root).join("go/consumer");
    module(root, &folder, PROGRAM)?;
    run(&mut go(&folder, "mod vendor"))?;
    // Ours is out of reach now: what is built is what was taken along.
    run(&mut go(&folder, "build -mod=vendor -o consumer ."))?;
    let program = folder.join("consumer");
    let libraries = output(command("ldd").arg(&program))?;
    ensure!(!libraries.contains("lastpass"), "the library is not linked into the program:\n{libraries}");
    let company = Sandbox::start(sandbox, &["--users", "1200"])?;
    let printed = output(command(&program).envs(company.environment()))?;
    let counted = printed.split_whitespace().next().and_then(|number| number.parse().ok());
    ensure!(counted >= Some(1200), "the program printed {printed:?}");
    Ok(())
}

/// A module of one program that uses ours.
pub(super) fn module(root: &Path, folder: &Path, program: &str) -> Result<()> {
    empty(folder)?;
    let ours = root.join("bindings-go");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).with_context(|| name.to_owned());
    write(
        "go.mod",
        &format!(
            "module example.com/program\n\ngo {OLDEST}\n\nrequire {MODULE} v0.0.0\n\nreplace {MODULE} => {}\n",
            ours.display()
        ),
    )?;
    write("main.go", program)
}
