//! The wheel in an environment without anything else, and the source distribution, which builds there.

use anyhow::Result;

use super::User;
use crate::dist::VERSION;
use crate::folders::copy;
use crate::process::run;
use crate::python::{self, Environment};

pub(super) fn check(user: &User) -> Result<()> {
    let place = user.place("python")?;
    let fresh = Environment::with(place.join("venv"), "python3".into(), &[])?;
    python::install(&user.package("python", ".whl")?, &fresh)?;
    let version =
        format!("from importlib.metadata import version; assert version('lastpass-admin') == '{VERSION}'");
    run(fresh.python().args(["-I", "-c", &version]))?;
    copy(&user.root.join("examples/python/quickstart.py"), &place.join("quickstart.py"))?;
    user.show(fresh.python().arg("quickstart.py").current_dir(&place))?;
    python::install_sdist(user.root, &user.package("python", ".tar.gz")?, &fresh)
}
