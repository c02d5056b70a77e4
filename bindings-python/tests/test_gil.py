"""Other threads go on while a call waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from lastpass_admin import Client

from sandbox import Tenant

WAITS: dict[str, Callable[[Client], object]] = {
    "a call": lambda client: client.users.get(80001),
    "a list": lambda client: list(client.users.list()),
    "pages": lambda client: list(client.users.list().pages()),
    "collecting": lambda client: client.users.list().collect(),
    "a command": lambda client: client.command("getuserdata"),
    "a pause": lambda client: client.provisioning.users.disable(
        ["ada@example.com", "bob@example.com"], chunk_size=1, chunk_pause=0.3
    ),
}


@pytest.mark.parametrize("name", WAITS)
def test_another_thread_makes_progress(tenant: Tenant, client: Client, name: str) -> None:
    tenant.fault("any", {"delay": {"before_ms": 300}})
    done = threading.Event()
    ticks: list[float] = []

    def tick() -> None:
        while not done.wait(0.005):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.monotonic()
    WAITS[name](client)
    took = time.monotonic() - start
    done.set()
    thread.join()
    assert took >= 0.3
    assert len(ticks) > 15


def test_calls_of_several_threads_wait_together(tenant: Tenant, client: Client) -> None:
    tenant.fault("any", {"delay": {"before_ms": 300}})
    with ThreadPoolExecutor(8) as threads:
        start = time.monotonic()
        list(threads.map(client.users.get, range(80001, 80009)))
        assert time.monotonic() - start < 1.2, "one after another it would be 2.4 s"
