"""Waits for something, and prints the time at which Ctrl-C got through to it."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from typing import Any

from lastpass_admin import AsyncClient, Client

with Client() as client:
    names = ["ada@example.com", "bob@example.com"]

    async def in_asyncio() -> None:
        async with AsyncClient() as other:
            await other.users.get(80001)

    def in_uvloop() -> None:
        import uvloop

        uvloop.run(in_asyncio())

    def vault() -> Any:
        print("asked", flush=True)
        time.sleep(30)

    waits: dict[str, Callable[[], object]] = {
        "a slow answer": lambda: client.users.get(80001),
        "a slow command": lambda: client.command("getuserdata"),
        "a wait before sending again": lambda: client.users.get(80001),
        "the first page": lambda: list(client.users.list(page_size=10)),
        "the next page": lambda: list(client.users.list(page_size=10)),
        "collecting": lambda: client.users.list(page_size=10).collect(),
        "pages": lambda: list(client.users.list(page_size=10).pages()),
        "a pause between parts": lambda: client.provisioning.users.disable(
            names, chunk_size=1, chunk_pause=30
        ),
        "the caller's vault": lambda: Client(credentials=vault).users.get(80001),
        "asyncio": lambda: asyncio.run(in_asyncio()),
        "uvloop": in_uvloop,
    }
    try:
        waits[sys.argv[1]]()
    except KeyboardInterrupt:
        print(time.monotonic(), flush=True)
    sys.stdin.readline()
    print(client.provisioning.users.get("bob@example.com").username)
