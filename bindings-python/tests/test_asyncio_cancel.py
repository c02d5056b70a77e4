"""A task that is cancelled drops its request on the wire."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from lastpass_admin import AsyncClient, LastPassError

from conftest import LOOPS, Run
from sandbox import SLOW, Sandbox, Tenant


async def items(client: AsyncClient, reading: asyncio.Event) -> None:
    async for user in client.users.list(page_size=10):
        if user.id == 80010:
            reading.set()


async def pages(client: AsyncClient, reading: asyncio.Event) -> None:
    async for _ in client.users.list(page_size=10).pages():
        reading.set()


WAITS: dict[str, tuple[str, Callable[[AsyncClient], Coroutine[Any, Any, object]]]] = {
    "a call": ("getUser", lambda client: client.users.get(80001)),
    "a command": ("getuserdata", lambda client: client.provisioning.users.get("ada@example.com")),
    "a raw request": ("getUser", lambda client: client.request("GET", "/v1/users/80001")),
    "a write": ("disableuser", lambda client: client.provisioning.users.disable(["ada@example.com"])),
    "the first item": ("listUsers", lambda client: items(client, asyncio.Event())),
    "the first page": ("listUsers", lambda client: pages(client, asyncio.Event())),
    "collecting": ("listUsers", lambda client: client.users.list(page_size=10).collect()),
}


async def asked(tenant: Tenant, operation: str, times: int = 1) -> None:
    await asyncio.get_running_loop().run_in_executor(None, tenant.until_asked, operation, times)


async def cancel(task: asyncio.Future[Any]) -> None:
    """Cancels a task, which has to end at once."""
    begun = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("name", WAITS)
def test_cancelling_drops_the_request_and_the_client_goes_on(
    own_sandbox: Sandbox, run: Run[None], name: str
) -> None:
    operation, start = WAITS[name]
    tenant = own_sandbox.tenant(users=25)
    tenant.fault(operation, SLOW, after=1 if name == "collecting" else 0)

    async def main() -> None:
        async with tenant.async_client() as client:
            task = asyncio.ensure_future(start(client))
            await asked(tenant, operation, 2 if name == "collecting" else 1)
            await cancel(task)
            await asyncio.get_running_loop().run_in_executor(None, own_sandbox.until_dropped)
            tenant.clear_faults()
            assert (await client.users.get(80002)).id == 80002
            assert (await client.provisioning.users.get("bob@example.com")).username == "bob@example.com"

    run(main())


@pytest.mark.parametrize("read", [items, pages])
def test_cancelling_in_the_middle_of_a_list_drops_the_page_that_is_under_way(
    own_sandbox: Sandbox,
    run: Run[None],
    read: Callable[[AsyncClient, asyncio.Event], Coroutine[Any, Any, None]],
) -> None:
    tenant = own_sandbox.tenant(users=25)
    tenant.fault("listUsers", SLOW, after=1)

    async def main() -> None:
        async with tenant.async_client() as client:
            reading = asyncio.Event()
            task = asyncio.ensure_future(read(client, reading))
            await reading.wait()
            await asked(tenant, "listUsers", 2)
            await cancel(task)
            await asyncio.get_running_loop().run_in_executor(None, own_sandbox.until_dropped)
            assert (await client.users.get(80001)).id == 80001

    run(main())


def test_a_wait_before_sending_again_is_cancelled(own_sandbox: Sandbox, run: Run[None]) -> None:
    tenant = own_sandbox.tenant()
    tenant.fault("getUser", {"too-many-requests": {"retry_after": {"seconds": 30}}})

    async def main() -> None:
        async with tenant.async_client() as client:
            task = asyncio.ensure_future(client.users.get(80001))
            await asyncio.get_running_loop().run_in_executor(None, tenant.until_answered, 429)
            await cancel(task)
        assert tenant.hits("getUser") == 1

    run(main())


def test_a_call_that_is_cancelled_before_it_began_sends_nothing(tenant: Tenant, run: Run[None]) -> None:
    async def main() -> None:
        async with tenant.async_client() as client:
            await cancel(asyncio.ensure_future(client.users.get(80001)))

    run(main())
    assert tenant.hits() == 0


def test_a_time_limit_of_asyncio_drops_the_request(own_sandbox: Sandbox, run: Run[None]) -> None:
    tenant = own_sandbox.tenant()
    tenant.fault("getUser", SLOW)

    async def main() -> None:
        async with tenant.async_client() as client:
            with pytest.raises(asyncio.TimeoutError) as raised:
                await asyncio.wait_for(client.users.get(80001), 0.3)
            assert not isinstance(raised.value, LastPassError)
            if sys.version_info >= (3, 11):
                with pytest.raises(TimeoutError) as raised:
                    async with asyncio.timeout(0.3):
                        await client.users.get(80001)
                assert not isinstance(raised.value, LastPassError)

    run(main())
    own_sandbox.until_dropped(tenant.hits("getUser"))


def test_one_of_many_is_cancelled_alone(own_sandbox: Sandbox, run: Run[None]) -> None:
    tenant = own_sandbox.tenant()
    tenant.fault("getUser", SLOW, times=1)

    async def main() -> None:
        async with tenant.async_client() as client:
            slow = asyncio.ensure_future(client.users.get(80001))
            await asked(tenant, "getUser")
            others = [asyncio.ensure_future(client.users.get(80001 + number)) for number in range(20)]
            slow.cancel()
            users = await asyncio.gather(*others)
            assert [user.id for user in users] == list(range(80001, 80021))
            assert slow.cancelled()

    run(main())
    own_sandbox.until_dropped()


def test_a_failed_neighbour_in_a_group_drops_the_others(own_sandbox: Sandbox) -> None:
    tenant = own_sandbox.tenant()
    tenant.fault("getuserdata", SLOW)

    async def main() -> None:
        async with tenant.async_client() as client:
            waiting = asyncio.ensure_future(client.provisioning.users.get("ada@example.com"))
            await asked(tenant, "getuserdata")
            with pytest.raises(LastPassError):
                await asyncio.gather(waiting, client.users.get(4))
            assert not waiting.done()

    asyncio.run(main())  # cancels what is left, as every program does that ends with an error
    own_sandbox.until_dropped()


def test_leaving_an_async_for_drops_the_page_that_is_under_way(own_sandbox: Sandbox, run: Run[None]) -> None:
    tenant = own_sandbox.tenant(users=25)
    tenant.fault("listUsers", SLOW, after=1)

    async def main() -> None:
        async with tenant.async_client() as client:
            async for _ in client.users.list(page_size=10):
                await asked(tenant, "listUsers", 2)
                break
            gc.collect()
            await asyncio.get_running_loop().run_in_executor(None, own_sandbox.until_dropped)
            assert (await client.users.get(80001)).id == 80001

    run(main())


def test_a_coroutine_that_is_closed_drops_its_request(own_sandbox: Sandbox, run: Run[None]) -> None:
    tenant = own_sandbox.tenant()
    tenant.fault("getUser", SLOW)

    async def main() -> None:
        async with tenant.async_client() as client:
            call = client.users.get(80001)
            call.send(None)
            await asked(tenant, "getUser")
            call.close()
            await asyncio.get_running_loop().run_in_executor(None, own_sandbox.until_dropped)

    run(main())


def test_a_task_that_the_caller_forgets_is_finished(tenant: Tenant, run: Run[None]) -> None:
    tenant.fault("getUser", {"delay": {"before_ms": 300}})
    read: list[Any] = []

    async def work(client: AsyncClient, finished: asyncio.Event) -> None:
        read.append((await client.users.get(80001)).id)
        finished.set()

    async def main() -> None:
        async with tenant.async_client() as client:
            finished = asyncio.Event()
            asyncio.ensure_future(work(client, finished))  # noqa: RUF006
            await asked(tenant, "getUser")
            gc.collect()
            await asyncio.wait_for(finished.wait(), 5)

    run(main())
    assert read == [80001]


@pytest.mark.parametrize("kind", LOOPS)
def test_a_task_drops_its_request_when_its_loop_is_closed_and_gone(own_sandbox: Sandbox, kind: str) -> None:
    tenant = own_sandbox.tenant()
    tenant.fault("getUser", SLOW)
    client = tenant.async_client()
    loop = LOOPS[kind]()
    loop.set_exception_handler(
        lambda loop, context: None
    )  # asyncio's own "Task was destroyed but it is pending!"
    task = loop.create_task(client.users.get(80001))
    loop.run_until_complete(asked(tenant, "getUser"))
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    del task, loop
    gc.collect()
    own_sandbox.until_dropped()
    asyncio.run(client.close())
