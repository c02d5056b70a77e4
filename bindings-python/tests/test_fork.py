"""A client works on both sides of a fork, whatever was under way."""

from __future__ import annotations

import pytest

import programs
from sandbox import Tenant

FORKS = [
    "never_used",
    "live",
    "grandchild",
    "child_closes",
    "child_with_threads",
    "new_client_in_child",
    "half_read_list",
    "busy",
    "in_asyncio",
    "busy_asyncio",
    "child_exits_as_programs_do",
]


@pytest.mark.parametrize("name", FORKS)
def test_fork(tenant: Tenant, name: str) -> None:
    assert programs.run("forked", tenant, name) == programs.Ended(0, "", "")


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_a_pool_of_processes(tenant: Tenant, method: str) -> None:
    assert programs.run("pooled", tenant, method) == programs.Ended(0, "", "")
