//! The Maven artefacts, from the folder that Maven takes for a repository, in a project with a local repository of its own.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::User;
use crate::folders::{copy, empty};
use crate::kotlin::require;
use crate::process::{command, run};

/// The examples of the project: their POM names the package as any other one.
const PARTS: [&str; 2] = ["pom.xml", "src/main"];

pub(super) fn check(user: &User) -> Result<()> {
    require()?;
    let place = user.place("kotlin")?;
    empty(&place.join("src"))?;
    for part in PARTS {
        copy(&user.root.join("examples/kotlin").join(part), &place.join(part))?;
    }
    let settings = place.join("settings.xml");
    fs::write(&settings, self::settings(&user.packages.join("kotlin"))).context("settings.xml")?;
    let mut maven = command("mvn");
    maven.args(["--batch-mode", "--quiet", "package", "-DskipTests", "--global-settings"]).arg(settings);
    maven.arg(format!("-Dmaven.repo.local={}", place.join("repository").display()));
    run(maven.current_dir(&place))?;
    let path = env::join_paths([place.join("target/examples.jar"), place.join("target/libraries/*")])?;
    let mut java = command("java");
    user.show(java.arg("-cp").arg(path).arg("com.example.QuickstartKt").current_dir(&place))
}

/// Where Maven looks: our packages, then what it has fetched for this machine before, and only then elsewhere.
fn settings(packages: &Path) -> String {
    let fetched = env::home_dir().unwrap_or_default().join(".m2/repository");
    let places = [("packages", packages), ("fetched", fetched.as_path())];
    let of = |element: &str| -> String {
        let places = places.iter().map(|(id, folder)| {
            format!("<{element}><id>{id}</id><url>file://{}</url></{element}>", folder.display())
        });
        places.collect()
    };
    format!(
        "<settings><profiles><profile><id>dist-test</id>\
         <repositories>{}</repositories><pluginRepositories>{}</pluginRepositories>\
         </profile></profiles><activeProfiles><activeProfile>dist-test</activeProfile></activeProfiles></settings>\n",
        of("repository"),
        of("pluginRepository"),
    )
}
