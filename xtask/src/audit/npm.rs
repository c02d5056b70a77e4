//! Packages of npm, by what the lock files say of them. All of them build, test or measure: the package itself needs none of them.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::allowed;
use crate::tree;

/// Licences that are fine for what is part of nothing that is given away.
const FOR_TOOLS: [&str; 2] = ["BlueOak-1.0.0", "0BSD"];

pub(super) fn check(root: &Path) -> Result<()> {
    let allowed = allowed(root)?;
    let files = tree::text_files(root)?;
    let mut locks = files.iter().filter(|file| file.path.ends_with("package-lock.json")).peekable();
    ensure!(locks.peek().is_some(), "there is no lock file of npm");
    for lock in locks {
        let packages: Value = serde_json::from_str(&lock.text).with_context(|| lock.path.clone())?;
        let refused = refused(&packages, &allowed);
        if !refused.is_empty() {
            bail!("{}: {}", lock.path, refused.join(", "));
        }
    }
    Ok(())
}

/// The packages whose licence is not among these.
fn refused(lock: &Value, allowed: &[String]) -> Vec<String> {
    let is_good = |licence: &str| {
        let mut ways = licence.trim_matches(['(', ')']).split(" OR ");
        ways.any(|way| FOR_TOOLS.contains(&way) || allowed.iter().any(|allowed| allowed == way))
    };
    let packages = lock["packages"].as_object().into_iter().flatten();
    // The first one is the project's own.
    let of_others = packages.filter(|(path, package)| !path.is_empty() && package["link"] != true);
    let bad = of_others.filter_map(|(path, package)| {
        let licence = package["license"].as_str().unwrap_or("none");
        (!is_good(licence)).then(|| format!("{path} ({licence})"))
    });
    bad.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_licence_has_to_be_known() {
        let lock = json!({ "packages": {
            "": {},
            "a": { "license": "MIT" },
            "b": { "license": "(GPL-3.0 OR MIT)" },
            "c": { "license": "GPL-3.0" },
            "d": {},
            "e": { "license": "BlueOak-1.0.0" },
        }});
        assert_eq!(refused(&lock, &["MIT".to_owned()]), ["c (GPL-3.0)", "d (none)"]);
    }
}
