//! Programs in the project's documents: each document's blocks of Swift, one after the other, are a program. They are built in a package
//! of a user's, which takes ours from its folder.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::toolchain::Toolchain;
use crate::documents;
use crate::folders::empty;
use crate::process::{output, run, target};
use crate::sandbox::Sandbox;

/// The documents, and the names of their programs.
const DOCUMENTS: [(&str, &str); 2] = [("README.md", "Project"), ("uniffi/swift/README.md", "Package")];

/// Builds them, and runs each against a company of its own.
pub(super) fn check(swift: &Toolchain, root: &Path, sandbox: &Path) -> Result<()> {
    let folder = target(root).join("swift/user");
    empty(&folder)?;
    write(&folder.join("Package.swift"), &manifest(root, &DOCUMENTS.map(|(_, name)| name)))?;
    for (document, name) in DOCUMENTS {
        let program = folder.join("Sources").join(name).join("main.swift");
        fs::create_dir_all(program.parent().unwrap_or(&folder))?;
        documents::write(root, document, "swift", &program)?;
        let text = fs::read_to_string(&program).with_context(|| program.display().to_string())?;
        ensure!(text.contains("LastPassAdmin("), "{document} holds no program in Swift");
    }
    let swift_in = |subcommand: &str| {
        let mut command = swift.command(root, "swift");
        command.arg(subcommand).arg("--package-path").arg(&folder);
        command
    };
    run(swift_in("build").args(["-Xswiftc", "-warnings-as-errors"]))?;
    for (_, name) in DOCUMENTS {
        let company = Sandbox::start(sandbox, &[])?;
        // In a folder of its own: it keeps a file.
        let mut program = swift.command(root, "env");
        program.arg("-C").args([&folder, &folder.join(".build/debug").join(name)]);
        output(program.envs(company.environment()))?;
    }
    Ok(())
}

/// The manifest of a package with these programs, which takes ours from its folder.
pub(crate) fn manifest(ours: &Path, programs: &[&str]) -> String {
    let targets = programs.iter().map(|name| {
        format!(
            "        .executableTarget(name: \"{name}\", dependencies: [.product(name: \"LastPassAdmin\", package: \"lastpass-admin\")]),\n"
        )
    });
    format!(
        "// swift-tools-version: 6.0\nimport PackageDescription\n\nlet package = Package(\n    name: \"user\",\n    platforms: [.macOS(.v13)],\n    \
         dependencies: [.package(name: \"lastpass-admin\", path: \"{}\")],\n    targets: [\n{}    ]\n)\n",
        ours.display(),
        targets.collect::<String>()
    )
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}
