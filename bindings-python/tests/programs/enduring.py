"""Uses clients for a long time, and prints by how many KiB its resident memory grew after warming up."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from lastpass_admin import AsyncClient, Client, NotFoundError

shared = Client()


def resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def calls() -> None:
    for _ in range(500):
        shared.users.get(80001)


def failures() -> None:
    for _ in range(200):
        with contextlib.suppress(NotFoundError):
            shared.users.get(4)


def lists() -> None:
    for _ in range(20):
        list(shared.users.list(page_size=10))
        next(iter(shared.users.list(page_size=10)))


def clients() -> None:
    for _ in range(20):
        with Client() as own:
            own.users.get(80001)
            next(iter(own.users.list(page_size=10)))


def clients_in_asyncio() -> None:
    async def main() -> None:
        for _ in range(10):
            async with AsyncClient() as own:
                await asyncio.gather(*(own.users.get(80001) for _ in range(10)))

    asyncio.run(main())


def cancelled() -> None:
    async def main() -> None:
        async with AsyncClient() as own:
            for _ in range(50):
                task = asyncio.ensure_future(own.users.get(80001))
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    asyncio.run(main())


def tables() -> None:
    import pyarrow  # pyright: ignore[reportMissingTypeStubs]

    table: Callable[[object], object] = vars(pyarrow)["table"]
    users = shared.users.list(page_size=10).collect()
    for _ in range(100):
        table(users)
        users.__arrow_c_stream__()  # that nobody reads


rounds: dict[str, tuple[Callable[[], None], int]] = {
    "calls": (calls, 20),
    "failures": (failures, 10),
    "lists": (lists, 10),
    "clients": (clients, 10),
    "clients_in_asyncio": (clients_in_asyncio, 10),
    "cancelled": (cancelled, 10),
    "tables": (tables, 10),
}
act, times = rounds[sys.argv[1]]
for _ in range(max(3, times // 4)):
    act()
before = resident()
for _ in range(times):
    act()
print(resident() - before)
print(len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task")))
