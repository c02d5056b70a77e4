"""Forks, and uses a client on both sides."""

from __future__ import annotations

import asyncio
import faulthandler
import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable

from lastpass_admin import AsyncClient, Client, ConfigurationError

warnings.filterwarnings("ignore", category=DeprecationWarning)  # of fork beside threads, from CPython 3.12 on
faulthandler.register(signal.SIGALRM, chain=True)
signal.alarm(30)  # a process that hangs says where, and ends
IDS = range(80001, 80026)
client = Client()


def fork(act: Callable[[], object]) -> int:
    """Lets a child do something; gives its id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(20)
            act()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def join(*children: int) -> None:
    """Waits until children have ended, and well."""
    for child in children:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status == 0, f"a child ended with {status}"


def read() -> None:
    """Reads each user, and the list; every answer has to be the one that was asked for."""
    for user_id in IDS:
        assert client.users.get(user_id).id == user_id
    assert [user.id for user in client.users.list(page_size=10)] == list(IDS)


def never_used() -> None:
    join(*(fork(read) for _ in range(3)))
    read()


def live() -> None:
    read()
    children = [fork(read) for _ in range(3)]
    read()
    join(*children)
    read()


def grandchild() -> None:
    def child() -> None:
        read()
        join(fork(read))
        read()

    read()
    join(fork(child))


def child_closes() -> None:
    read()
    join(fork(client.close))
    read()


def child_with_threads() -> None:
    def child() -> None:
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    read()
    join(fork(child))


def new_client_in_child() -> None:
    def child() -> None:
        with Client() as own:
            assert own.users.get(80001).id == 80001

    read()
    join(fork(child))


def half_read_list() -> None:
    """The parent reads on; a child begins again where the list stands."""
    pager = client.users.list(page_size=10)
    items = iter(pager)
    for _ in range(13):
        next(items)

    def child() -> None:
        read: list[int | None] = []
        try:
            read.extend(user.id for user in items)
        except ConfigurationError as error:
            assert "page token" in str(error)
        else:
            raise AssertionError("the pages that are left were on their way to the parent")
        rest = client.users.list(page_size=10, page_token=pager.page_token)
        assert read + [user.id for user in rest] == list(IDS[13:])

    join(fork(child))
    assert [user.id for user in items] == list(IDS[13:])


def busy() -> None:
    """Forks 30 times while eight threads are calling."""
    done = threading.Event()
    calls: list[int] = []
    failures: list[str] = []

    def call(offset: int) -> None:
        try:
            while not done.is_set():
                user_id = IDS[(offset + len(calls)) % 25]
                assert client.users.get(user_id).id == user_id
                calls.append(user_id)
        except BaseException:
            failures.append(traceback.format_exc())

    def child() -> None:
        assert client.users.get(80007).id == 80007
        assert len(list(client.users.list(page_size=10))) == 25

    threads = [threading.Thread(target=call, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(30):
        join(fork(child))
    before = len(calls)
    while len(calls) < before + 50 and not failures:
        assert client.users.get(80001).id == 80001
    done.set()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]


def in_asyncio() -> None:
    shared = AsyncClient()

    async def main() -> None:
        users = await asyncio.gather(*(shared.users.get(user_id) for user_id in IDS))
        assert [user.id for user in users] == list(IDS)
        assert [user.id async for user in shared.users.list(page_size=10)] == list(IDS)

    asyncio.run(main())
    children = [fork(lambda: asyncio.run(main())) for _ in range(3)]
    asyncio.run(main())
    join(*children)
    asyncio.run(shared.close())


def busy_asyncio() -> None:
    """Forks while a loop in another thread has calls under way."""
    shared = AsyncClient()
    done = threading.Event()
    failures: list[str] = []

    async def main() -> None:
        users = await asyncio.gather(*(shared.users.get(user_id) for user_id in IDS))
        assert [user.id for user in users] == list(IDS)

    def call() -> None:
        try:
            while not done.is_set():
                asyncio.run(main())
        except BaseException:
            failures.append(traceback.format_exc())

    thread = threading.Thread(target=call)
    thread.start()
    for _ in range(10):
        join(fork(lambda: asyncio.run(main())))
    done.set()
    thread.join()
    assert not failures, failures[0]
    asyncio.run(shared.close())


def child_exits_as_programs_do() -> None:
    """A child that runs to the end of the interpreter, with its finalizers."""
    read()
    child = os.fork()
    read()
    if child == 0:
        sys.exit(0)
    join(child)
    read()


{
    each.__name__: each
    for each in (
        never_used,
        live,
        grandchild,
        child_closes,
        child_with_threads,
        new_client_in_child,
        half_read_list,
        busy,
        in_asyncio,
        busy_asyncio,
        child_exits_as_programs_do,
    )
}[sys.argv[1]]()
