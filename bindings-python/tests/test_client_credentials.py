"""Credentials that a function of the caller gives: a vault, a secrets manager."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from lastpass_admin import Client, ConfigurationError, LastPassError

from conftest import Run
from sandbox import Tenant


class Vault:
    """Gives credentials, and remembers how often it was asked."""

    def __init__(self, answers: Iterator[Any]) -> None:
        self.asked = 0
        self._answers = answers
        self._lock = threading.Lock()

    def __call__(self) -> Any:
        with self._lock:
            self.asked += 1
            answer = next(self._answers)
        if isinstance(answer, BaseException):
            raise answer
        return answer


def both(tenant: Tenant) -> dict[str, Any]:
    return {"api_key": tenant.api_key, "cid": tenant.cid, "provhash": tenant.provhash}


def connect(tenant: Tenant, vault: Any) -> Client:
    return tenant.client(api_key=None, cid=None, provhash=None, credentials=vault)


def test_they_are_asked_for_when_the_first_request_needs_them_and_never_again(tenant: Tenant) -> None:
    vault = Vault(iter([both(tenant)]))
    with connect(tenant, vault) as client:
        pager = client.users.list()
        assert vault.asked == 0
        assert len(list(pager)) == 25
        assert client.provisioning.users.get("ada@example.com").username == "ada@example.com"
        assert client.with_options(timeout=5).users.get(80001).id == 80001
    assert vault.asked == 1


def test_threads_that_begin_together_ask_once(tenant: Tenant) -> None:
    vault = Vault(iter([both(tenant)]))
    with connect(tenant, vault) as client, ThreadPoolExecutor(8) as threads:
        ids = [user.id for user in threads.map(client.users.get, range(80001, 80017))]
    assert ids == list(range(80001, 80017))
    assert vault.asked == 1


def test_a_failure_is_the_cause_and_the_next_call_asks_again(tenant: Tenant) -> None:
    failure = ConnectionRefusedError("the vault is sealed")
    vault = Vault(iter([failure, both(tenant)]))
    with connect(tenant, vault) as client:
        with pytest.raises(ConfigurationError) as raised:
            client.users.get(80001)
        assert raised.value.__cause__ is failure
        assert (raised.value.delivery, raised.value.attempts) == ("not_sent", 0)
        assert tenant.hits() == 0
        assert client.users.get(80001).id == 80001
    assert vault.asked == 2


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(None, id="nothing"),
        pytest.param({}, id="no credential"),
        pytest.param("lpkey_1", id="a text"),
        pytest.param({"api_key": "0123"}, id="a key that is none"),
        pytest.param({"api_key": 5}, id="a number"),
        pytest.param({"apikey": "lpkey_1"}, id="a wrong name"),
        pytest.param({"cid": 5}, id="half a credential"),
    ],
)
def test_an_answer_that_is_no_credential_is_refused_unsent(tenant: Tenant, answer: Any) -> None:
    with connect(tenant, lambda: answer) as client, pytest.raises(LastPassError) as raised:
        client.users.get(80001)
    assert raised.value.kind in {"configuration", "invalid_argument"}
    assert raised.value.delivery == "not_sent"
    assert tenant.hits() == 0


def test_asyncio_asks_once_too(tenant: Tenant, run: Run[None]) -> None:
    vault = Vault(iter([ValueError("sealed"), both(tenant)]))

    async def main() -> None:
        settings = tenant.settings | {"api_key": None, "cid": None, "provhash": None}
        async with tenant.async_client(**settings | {"credentials": vault}) as client:
            with pytest.raises(ConfigurationError) as raised:
                await client.users.get(80001)
            assert isinstance(raised.value.__cause__, ValueError)
            assert (await client.users.get(80001)).id == 80001
            assert len([user async for user in client.users.list()]) == 25

    run(main())
    assert vault.asked == 2
