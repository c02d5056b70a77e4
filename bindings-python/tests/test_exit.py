"""The interpreter ends at once and in silence, whatever is under way."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import programs
from sandbox import SLOW, Sandbox

SOON = {"delay": {"before_ms": 500}}
ENDS = {
    "thread": ("getUser", SOON, 1),
    "daemon_thread": ("getUser", SLOW, 1),
    "busy_daemon_threads": ("getUser", {"delay": {"before_ms": 1}}, 50),
    "in_asyncio": ("getUser", SLOW, 1),
    "loop_in_daemon_thread": ("getUser", SLOW, 1),
    "closed_loop": ("getUser", SOON, 1),
    "half_read_list": ("listUsers", SLOW, 2),
    "call_at_exit": ("getuserdata", {"delay": {"before_ms": 0}}, 1),
    "in_the_context": ("getUser", SLOW, 1),
}


@pytest.mark.parametrize("time_and_again", range(4))
@pytest.mark.parametrize("name", ENDS)
def test_exit(own_sandbox: Sandbox, tmp_path: Path, name: str, time_and_again: int) -> None:
    operation, fault, times = ENDS[name]
    tenant = own_sandbox.tenant(users=25)
    tenant.fault(operation, fault, after=1 if operation == "listUsers" else 0)
    file = tmp_path / "time"
    with programs.started("leaving", tenant, name, str(file)) as process:
        tenant.until_asked(operation, times)
        started = time.monotonic()
        ended = programs.end(process)
    last_line = float(file.read_text()) if file.exists() else started
    assert ended == programs.Ended(0, "", "")
    assert time.monotonic() - last_line < 2
    if name == "call_at_exit":
        assert tenant.hits("getUser") == 1
