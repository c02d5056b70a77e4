"""asyncio: the same results as without it, and many calls at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from lastpass_admin import AsyncClient, NotFoundError, PartialError, ServerError

from conftest import LOOPS, Run
from sandbox import Sandbox, Tenant

IDS = list(range(80001, 80026))


def test_calls_answer_the_same_as_without_asyncio(tenant: Tenant, run: Run[None]) -> None:
    calls: dict[str, Callable[[Any], Any]] = {
        "a record": lambda lp: lp.users.get(80001),
        "records": lambda lp: lp.reports.list_billing_cycles(number_of_cycles=3),
        "groups": lambda lp: lp.provisioning.groups.list(),
        "a group": lambda lp: lp.provisioning.groups.get("Eng"),
        "an outcome": lambda lp: lp.provisioning.users.enable(["ada@example.com"]),
        "nothing": lambda lp: lp.provisioning.users.disable_mfa("ada@example.com"),
        "texts": lambda lp: lp.provisioning.users.list_invited(),
        "JSON": lambda lp: lp.command("getuserdata", {"username": "ada@example.com"}),
    }

    async def main() -> None:
        with tenant.client() as blocking:
            async with tenant.async_client() as client:
                for name, call in calls.items():
                    assert await call(client) == call(blocking), name

    run(main())


def test_lists_are_the_same_as_without_asyncio(tenant: Tenant, run: Run[None]) -> None:
    async def main() -> None:
        async with tenant.async_client() as client:
            with tenant.client() as blocking:
                pager = client.provisioning.users.list(page_size=10)
                assert [user async for user in pager] == list(blocking.provisioning.users.list())
                assert (pager.summary.items, pager.summary.total, pager.summary.complete) == (25, 25, True)
                assert pager.page_token is None
            pages = [page async for page in client.users.list(page_size=10).pages()]
            assert [user.id for page in pages for user in page] == IDS
            assert len(await client.users.list(page_size=10).collect()) == 25

    run(main())


def test_a_list_is_left_saved_and_read_on(tenant: Tenant, run: Run[None]) -> None:
    async def main() -> None:
        async with tenant.async_client() as client:
            pager = client.users.list(page_size=10)
            async for user in pager:
                if user.id == 80012:
                    break
            rest = client.users.list(page_size=10, page_token=pager.page_token)
            assert [user.id async for user in rest] == IDS[10:]
            assert [user.id async for user in pager] == IDS[12:]
            assert [user.id for user in await client.users.list(page_size=10).collect()] == IDS

    run(main())


def test_a_failure_in_the_middle_can_be_tried_again(tenant: Tenant, run: Run[None]) -> None:
    tenant.fault("listUsers", {"status": {"status": 500}}, after=1, times=1)

    async def main() -> None:
        async with tenant.async_client(max_retries=0) as client:
            pager = client.users.list(page_size=10)
            read: list[Any] = []
            with pytest.raises(ServerError):
                async for user in pager:
                    read.append(user.id)
            read.extend([user.id async for user in pager])
            assert read == IDS

    run(main())


def test_errors_are_raised_where_they_are_awaited(tenant: Tenant, run: Run[None]) -> None:
    tenant.quirks(unknown_addresses_are_errors=True)

    async def main() -> None:
        async with tenant.async_client() as client:
            with pytest.raises(NotFoundError) as raised:
                await client.users.get(4)
            assert (raised.value.status, raised.value.operation) == (404, "users.get")
            with pytest.raises(PartialError) as partial:
                await client.provisioning.users.disable(["ada@example.com", "nobody@example.com"])
            assert partial.value.outcome is not None and len(partial.value.outcome.applied) == 1

    run(main())


def test_two_hundred_at_once(own_sandbox: Sandbox, run: Run[None]) -> None:
    tenant = own_sandbox.tenant(users=25)
    tenant.fault("getUser", {"delay": {"before_ms": 50}})

    async def main() -> None:
        async with tenant.async_client() as client:
            asked = [IDS[number % 25] for number in range(200)]
            users = await asyncio.gather(*(client.users.get(user_id) for user_id in asked))
            assert [user.id for user in users] == asked
            mixed = await asyncio.gather(
                *(client.users.get(user_id) for user_id in (80001, 4, 80002)), return_exceptions=True
            )
            assert [type(each).__name__ for each in mixed] == ["CompanyUser", "NotFoundError", "CompanyUser"]

    run(main())
    assert tenant.hits("getUser") == 203


@pytest.mark.parametrize("kind", LOOPS)
def test_one_client_serves_loops_one_after_another(tenant: Tenant, kind: str) -> None:
    client = tenant.async_client()

    async def read() -> list[Any]:
        first = await asyncio.gather(*(client.users.get(user_id) for user_id in IDS[:5]))
        return [user.id for user in first] + [user.id async for user in client.users.list(page_size=10)]

    for _ in range(3):
        loop = LOOPS[kind]()
        assert loop.run_until_complete(read()) == IDS[:5] + IDS
        loop.close()
    loop = LOOPS[kind]()
    loop.run_until_complete(client.close())
    loop.close()


def test_one_client_serves_loops_in_several_threads(tenant: Tenant) -> None:
    client = tenant.async_client()
    results: list[list[Any]] = []

    async def read() -> None:
        for _ in range(5):
            users = await asyncio.gather(*(client.users.get(user_id) for user_id in IDS))
            results.append([user.id for user in users])

    threads = [threading.Thread(target=lambda: asyncio.run(read())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert results == [IDS] * 20
    asyncio.run(client.close())


def test_the_loop_goes_on_while_a_call_waits(tenant: Tenant, run: Run[None]) -> None:
    tenant.fault("getUser", {"delay": {"before_ms": 300}})
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    async def main() -> None:
        async with tenant.async_client() as client:
            ticking = asyncio.ensure_future(tick())
            await client.users.get(80001)
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)

    run(main())
    assert ticks > 10


def test_a_client_is_made_outside_of_any_loop(tenant: Tenant) -> None:
    client: AsyncClient = tenant.async_client()

    async def main() -> None:
        async with client:
            assert (await client.users.get(80001)).id == 80001

    asyncio.run(main())
