"""Comes to its end while something is under way. Its second argument: a file for the time of its end."""

from __future__ import annotations

import asyncio
import atexit
import sys
import threading
import time
from pathlib import Path

from lastpass_admin import AsyncClient, Client

client = Client()


def under_way() -> None:
    """Returns once the parent has seen that the request is under way."""
    sys.stdin.readline()


def call() -> None:
    client.users.get(80001)


def thread() -> None:
    threading.Thread(target=call).start()
    under_way()


def daemon_thread() -> None:
    threading.Thread(target=call, daemon=True).start()
    under_way()


def busy_daemon_threads() -> None:
    def for_ever() -> None:
        while True:
            call()

    for _ in range(8):
        threading.Thread(target=for_ever, daemon=True).start()
    under_way()


async def start_and_leave() -> None:
    shared = AsyncClient()
    loop = asyncio.get_running_loop()
    pending = asyncio.ensure_future(shared.users.get(80001))
    await loop.run_in_executor(None, under_way)
    assert not pending.done()


def in_asyncio() -> None:
    asyncio.run(start_and_leave())


def loop_in_daemon_thread() -> None:
    loop = asyncio.new_event_loop()
    shared = AsyncClient()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    asyncio.run_coroutine_threadsafe(shared.users.get(80001), loop)
    under_way()


def closed_loop() -> None:
    """The answer comes when the loop that waits for it is gone."""
    shared = AsyncClient()
    loop = asyncio.new_event_loop()
    call = shared.users.get(80001)

    async def begin() -> None:
        call.send(None)

    loop.run_until_complete(begin())
    loop.close()
    under_way()
    call.close()


def half_read_list() -> None:
    global pager
    pager = client.users.list(page_size=10)
    next(iter(pager))
    under_way()


def in_the_context() -> None:
    with client:
        threading.Thread(target=call, daemon=True).start()
        under_way()
        sys.exit(0)


def call_at_exit() -> None:
    atexit.register(call)
    client.provisioning.users.get("ada@example.com")
    under_way()


{
    each.__name__: each
    for each in (
        thread,
        daemon_thread,
        busy_daemon_threads,
        in_asyncio,
        loop_in_daemon_thread,
        closed_loop,
        half_read_list,
        call_at_exit,
    )
}.get(sys.argv[1], in_the_context)()
Path(sys.argv[2]).write_text(str(time.monotonic()))
