"""What every test has: a sandbox, a company of its own, and an environment that holds no credential."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeAlias, TypeVar

import pytest
from lastpass_admin import Client

from sandbox import Sandbox, Tenant

T = TypeVar("T")
Run: TypeAlias = Callable[[Coroutine[Any, Any, T]], T]

for name in [name for name in os.environ if name.startswith("LASTPASS_") and name != "LASTPASS_SANDBOX"]:
    del os.environ[name]
for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]

LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {"asyncio": asyncio.new_event_loop}
try:
    import uvloop
except ImportError:
    pass
else:
    LOOPS["uvloop"] = uvloop.new_event_loop


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The sandbox, with companies of many tests in it."""
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def own_sandbox() -> Iterator[Sandbox]:
    """A sandbox for one test alone, which counts connections and dropped requests."""
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def tenant(sandbox: Sandbox) -> Tenant:
    """A company of 25 users: ada, bob, eve and others."""
    return sandbox.tenant(users=25, companies=3, events=0)


@pytest.fixture
def client(tenant: Tenant) -> Iterator[Client]:
    """A client of that company, with both credentials."""
    with tenant.client() as client:
        yield client


@pytest.fixture(params=LOOPS)
def run(request: pytest.FixtureRequest) -> Iterator[Callable[[Coroutine[Any, Any, Any]], Any]]:
    """Runs a coroutine to its end, on each kind of loop that is installed."""
    loop = LOOPS[request.param]()
    yield loop.run_until_complete
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
