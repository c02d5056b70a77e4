//! What it takes to build and to test in C.

use anyhow::Result;

use crate::tools::{self, Tool};

const TOOLS: [Tool; 5] = [
    ("cc", &["--version"], "gcc"),
    ("c++", &["--version"], "g++"),
    ("pkg-config", &["--version"], "pkg-config"),
    ("pkg-config", &["jansson"], "libjansson-dev"),
    ("valgrind", &["--version"], "valgrind"),
];

/// What the library is measured beside.
const PEERS: [Tool; 2] =
    [("pkg-config", &["libcurl"], "libcurl4-openssl-dev"), ("pkg-config", &["libcjson"], "libcjson-dev")];

/// Fails if a tool is missing, and says what installs those that are.
pub(crate) fn require() -> Result<()> {
    tools::require("C", &TOOLS)
}

/// The same, for measuring.
pub(crate) fn require_peers() -> Result<()> {
    tools::require("C", &[&TOOLS[..3], &PEERS].concat())
}
