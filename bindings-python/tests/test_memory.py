"""Memory, files and threads stay flat, however long a program runs."""

from __future__ import annotations

import pytest

import programs
from sandbox import Sandbox


@pytest.mark.parametrize(
    "name", ["calls", "failures", "lists", "clients", "clients_in_asyncio", "cancelled", "tables"]
)
def test_it_stays_flat(sandbox: Sandbox, name: str) -> None:
    tenant = sandbox.tenant(users=25, recorded_requests=0)
    ended = programs.run("enduring", tenant, name)
    assert (ended.code, ended.err) == (0, "")
    grown, counts = ended.out.splitlines()
    assert int(grown) < 2048, "KiB"
    files, threads = map(int, counts.split())
    assert files < 40 and threads < 16
