//! The Python package, beside the stacks that a Python user would pick.

mod installed;

use std::path::Path;

use anyhow::Result;

use super::contest::{Client, Contest, Program, Workload, workloads};
use installed::Installed;

const LOOPS: [(&str, &str); 4] = [
    ("calls", "100,000 calls"),
    ("calls-asyncio", "100,000 calls, asyncio"),
    ("clients", "1,000 clients"),
    ("clients-asyncio", "1,000 clients, asyncio"),
];

/// While streaming, the peak stays below this, whatever the directory's size.
const STREAM_PEAK_MIB: f64 = 40.0;

/// The client that blocks is held against the fastest peer of any kind, the one for asyncio against aiohttp + msgspec.
const CLIENTS: [Client; 10] = [
    Client::ours("ours", "lastpass-admin", None),
    Client::ours("ours-asyncio", "lastpass-admin, asyncio", Some("aiohttp-msgspec")).asyncio(),
    Client::peer("requests-dataclasses", "requests + dataclasses"),
    Client::peer("httpx-pydantic", "httpx + pydantic"),
    Client::peer("httpx-pydantic-asyncio", "httpx + pydantic, asyncio").asyncio(),
    Client::nearest("urllib3-msgspec", "urllib3 + msgspec"),
    Client::peer("aiohttp-orjson", "aiohttp + orjson, asyncio").asyncio(),
    Client::nearest("aiohttp-msgspec", "aiohttp + msgspec, asyncio").asyncio(),
    Client::sockets("sockets", "sockets alone"),
    Client::sockets("sockets-asyncio", "sockets alone, asyncio").asyncio(),
];

/// The peers make all members of a user, however many are read.
const WORKLOADS: [Workload; 6] = workloads([&[1.4, 1.1], &[2.5, 4.5], &[3.3, 1.6], &[1.8, 1.5]]);

/// Builds the wheel as it ships, and installs it beside the peers. Imports are not in the times.
pub(super) fn prepare(root: &Path) -> Result<Contest> {
    let installed = Installed::new(root)?;
    Ok(Contest {
        platform: format!("CPython {}", installed.version),
        clients: &CLIENTS,
        workloads: &WORKLOADS,
        stream_peak: STREAM_PEAK_MIB,
        loops: &LOOPS,
        program: Box::new(move |program| {
            installed.script(match program {
                Program::Client(_) => "workload.py",
                Program::Leaks => "leaks.py",
            })
        }),
    })
}
