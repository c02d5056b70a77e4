//! The Kotlin package with the native libraries in it, its sources, its documentation, and its POM, as a folder that Maven takes
//! for a repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cyclonedx_bom::prelude::Bom;

use super::materials::{self, Package};
use super::{Maker, VERSION, archive};
use crate::folders::{copy, empty};
use crate::kotlin;
use crate::licenses;
use crate::process::{command, run, source_date, target};
use crate::uniffi::{self, Build};

/// What the package is built of.
const PARTS: [&str; 3] = ["README.md", "pom.xml", "src/main"];

/// The plugins of Maven that make what it takes beside the package itself.
const DEPLOY: &str = "org.apache.maven.plugins:maven-deploy-plugin:3.1.4:deploy";
const BILL: &str = "org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeBom";
const DOCUMENT: &str = "org.jetbrains.dokka:dokka-maven-plugin:javadoc";

pub(super) fn make(maker: &Maker) -> Result<()> {
    kotlin::require()?;
    let folder = maker.folder_for("kotlin")?;
    let workshop = target(maker.root).join("kotlin/package");
    for folder in ["src", "licenses"] {
        empty(&workshop.join(folder))?;
    }
    for part in PARTS {
        copy(&maker.root.join("uniffi/kotlin").join(part), &workshop.join(part))?;
    }
    for license in licenses::FILES {
        copy(&maker.root.join("uniffi").join(license), &workshop.join("licenses").join(license))?;
    }
    uniffi::place_in(maker.root, Build::Dist, &workshop.join("native"))?;
    if let Some(natives) = maker.arguments.natives_of("kotlin") {
        for file in archive::files(&natives)? {
            let to = workshop.join("native/resources").join(archive::below(&natives, &file)?);
            let platform = to.parent().context("a library stands in a folder")?;
            fs::create_dir_all(platform).with_context(|| platform.display().to_string())?;
            copy(&file, &to)?;
        }
    }
    let mut maven = command("mvn");
    maven.args(["--batch-mode", "--quiet", "clean", "package", BILL, DOCUMENT, DEPLOY, "-DskipTests"]);
    maven.arg("-Dlicenses=licenses");
    maven.arg(format!("-DaltDeploymentRepository=packages::file://{}", folder.display()));
    maven.arg(format!("-Dproject.build.outputTimestamp={}", source_date()?));
    maven.args([
        "-DschemaVersion=1.5",
        "-DoutputFormat=json",
        "-DoutputName=bom",
        "-Dcyclonedx.skipAttach=true",
    ]);
    maven.args(["-DincludeTestScope=false", "-DincludeBomSerialNumber=false"]);
    run(maven.current_dir(&workshop))?;
    // Which versions there are, and since when: a repository says that by itself.
    for file in archive::files(&folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("maven-metadata.xml") {
            fs::remove_file(&file)?;
        }
    }
    let version = folder.join(format!("com/lastpassadmin/lastpass-admin/{VERSION}"));
    let jar = |kind: &str| version.join(format!("lastpass-admin-{VERSION}{kind}.jar"));
    archive::zip(&all_of(&workshop.join("src/main/kotlin"))?, &jar("-sources"))?;
    archive::zip(&all_of(&workshop.join("target/dokkaJavadoc"))?, &jar("-javadoc"))?;
    for path in ["", "-sources", "-javadoc"].map(jar) {
        let size = fs::metadata(&path).with_context(|| path.display().to_string())?.len();
        println!("   {}: {size} bytes", path.display());
    }

    let file = workshop.join("target/bom.json");
    let file = fs::File::open(&file).with_context(|| file.display().to_string())?;
    let package = Package {
        name: "lastpass-admin-kotlin",
        krate: "lastpass-admin-uniffi",
        url: "pkg:maven/com.lastpassadmin/lastpass-admin",
        compiled: true,
    };
    materials::write(maker.root, &maker.folder, &maker.crates, &package, Some(Bom::parse_from_json(file)?))
}

/// The files of a folder, for a jar of them. Maven's own plugins find no sources: they are those of the compiler of Kotlin.
fn all_of(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let files = archive::files(folder)?.into_iter();
    files.map(|file| Ok((archive::below(folder, &file)?, file))).collect()
}
