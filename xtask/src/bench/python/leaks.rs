//! `cargo xtask bench python --leaks`.

use anyhow::Result;

use super::super::leaks::growth;
use super::super::limits::Limit;
use super::installed::Installed;
use crate::sandbox::Sandbox;

const LOOPS: [(&str, &str); 4] = [
    ("calls", "100,000 calls"),
    ("calls-asyncio", "100,000 calls, asyncio"),
    ("clients", "1,000 clients"),
    ("clients-asyncio", "1,000 clients, asyncio"),
];

pub(super) fn look(installed: &Installed, server: &Sandbox) -> Result<Vec<Limit>> {
    let loops = LOOPS.iter();
    loops.map(|(name, title)| growth(name, title, &mut installed.script("leaks.py", server))).collect()
}
