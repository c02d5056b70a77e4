"""A client from its making to its closing."""

from __future__ import annotations

import copy
import gc
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from lastpass_admin import Client, LastPassError

from conftest import Run
from sandbox import Sandbox, Tenant, until


def test_leaving_the_context_closes_the_connections(own_sandbox: Sandbox) -> None:
    with own_sandbox.tenant().client() as client:
        client.users.get(80001)
        assert own_sandbox.traffic().connections == 1
    until(lambda: own_sandbox.traffic().connections == 0, "no connection left")


def test_close_closes_the_connections_and_may_come_twice(own_sandbox: Sandbox) -> None:
    client = own_sandbox.tenant().client()
    client.users.get(80001)
    client.close()
    client.close()
    until(lambda: own_sandbox.traffic().connections == 0, "no connection left")


def test_a_client_that_nobody_holds_any_more_closes_its_connections(own_sandbox: Sandbox) -> None:
    client = own_sandbox.tenant().client()
    users = client.users
    del client
    assert users.get(80001).id == 80001
    del users
    gc.collect()
    until(lambda: own_sandbox.traffic().connections == 0, "no connection left")


def test_after_closing_every_use_is_refused_unsent(tenant: Tenant) -> None:
    client = tenant.client()
    users = client.users
    half_read = iter(client.users.list(page_size=10))
    next(half_read)
    client.close()
    asked = tenant.hits()
    uses: dict[str, Any] = {
        "a call": lambda: users.get(80001),
        "a list": lambda: list(client.users.list()),
        "another command": lambda: client.provisioning.users.get("ada@example.com"),
        "other options": lambda: client.with_options(timeout=5).users.get(80001),
    }
    for name, use in uses.items():
        with pytest.raises(LastPassError, match="closed") as raised:
            use()
        assert raised.value.delivery == "not_sent", name
    assert tenant.hits() <= asked + 1, "the page that was being read ahead, at most"


def test_a_body_that_raises_closes_and_hands_the_error_on(own_sandbox: Sandbox) -> None:
    with pytest.raises(ZeroDivisionError), own_sandbox.tenant().client() as client:
        client.users.get(80001)
        raise ZeroDivisionError
    until(lambda: own_sandbox.traffic().connections == 0, "no connection left")


def test_the_context_is_the_client(tenant: Tenant) -> None:
    client = tenant.client()
    with client as entered:
        assert entered is client


def test_calls_one_after_another_share_a_connection(own_sandbox: Sandbox) -> None:
    with own_sandbox.tenant().client() as client:
        for _ in range(5):
            client.users.get(80001)
            client.with_options(max_retries=0).provisioning.users.get("ada@example.com")
        assert own_sandbox.traffic().connections == 1


def addresses(client: Client) -> list[str | None]:
    return [user.email for user in client.users.list(page_size=7)]


def test_sixteen_threads_share_a_client(own_sandbox: Sandbox) -> None:
    tenant = own_sandbox.tenant(users=40)
    with tenant.client() as client, ThreadPoolExecutor(16) as threads:
        ids = [80001 + number % 40 for number in range(320)]
        users = list(threads.map(client.users.get, ids))
        names = list(threads.map(addresses, [client] * 16))
        assert own_sandbox.traffic().connections <= 48, "one for each call at a time, with some room"
    assert [user.id for user in users] == ids
    assert all(len(each) == 40 and each == names[0] for each in names)


@pytest.mark.parametrize("act", [pickle.dumps, copy.deepcopy])
def test_a_client_with_its_secrets_is_not_pickled(tenant: Tenant, act: Any) -> None:
    with tenant.client() as client, pytest.raises(TypeError):
        act(client)


def test_an_asyncio_client_closes_likewise(own_sandbox: Sandbox, run: Run[None]) -> None:
    tenant = own_sandbox.tenant()

    async def main() -> None:
        async with tenant.async_client() as client:
            assert (await client.users.get(80001)).id == 80001
        asked = tenant.hits()
        await client.close()
        with pytest.raises(LastPassError, match="closed") as raised:
            await client.users.get(80001)
        assert raised.value.delivery == "not_sent"
        assert tenant.hits() == asked

    run(main())
    until(lambda: own_sandbox.traffic().connections == 0, "no connection left")


def test_a_client_says_what_it_is(tenant: Tenant) -> None:
    with tenant.client() as client:
        assert repr(client) == "<lastpass_admin.Client>"
    assert repr(tenant.async_client()) == "<lastpass_admin.AsyncClient>"
