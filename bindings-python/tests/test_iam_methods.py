"""The unified view in Python: the same methods with the same arguments, waiting and awaited."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from lastpass_admin import Client, InvalidArgumentError, RequestTimeoutError

from iam_calls import CALLS, awaited, called, method, methods
from sandbox import SLOW, Tenant


def test_every_method_is_here(tenant: Tenant) -> None:
    with tenant.client() as client:
        assert methods(client) == set(CALLS)
        for name, arguments in CALLS.items():
            assert set(inspect.signature(method(client, name)).parameters) == {*arguments, "options"}, name
    assert methods(tenant.async_client()) == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_waiting_and_awaited_say_the_same(tenant: Tenant, client: Client, run: Any, name: str) -> None:
    async def ask() -> Any:
        async with tenant.async_client() as twin:
            return await awaited(twin, name)

    answer = called(client, name)
    assert answer
    assert run(ask()) == answer


@pytest.mark.parametrize("name", CALLS)
def test_only_an_id_may_come_without_its_name(client: Client, name: str) -> None:
    for parameter in inspect.signature(method(client, name)).parameters.values():
        if parameter.name == "id":
            assert parameter.kind is parameter.POSITIONAL_OR_KEYWORD and parameter.default is parameter.empty
        elif parameter.name != "options":
            assert parameter.kind is parameter.KEYWORD_ONLY, parameter


@pytest.mark.parametrize("name", CALLS)
def test_what_is_none_is_not_given(client: Client, name: str) -> None:
    required = [
        parameter.name
        for parameter in inspect.signature(method(client, name)).parameters.values()
        if parameter.default is parameter.empty and parameter.name != "options"
    ]
    bare = {argument: CALLS[name][argument] for argument in required}
    if name == "organizations.get":
        bare["id"] = client.iam.me().name
    nothing = dict.fromkeys(CALLS[name])
    assert called(client, name, **nothing | bare) == items(method(client, name)(**bare))


def items(answer: Any) -> Any:
    return list(answer) if hasattr(answer, "pages") else answer


@pytest.mark.parametrize("name", CALLS)
def test_the_options_of_a_call_hold_for_what_it_sends(tenant: Tenant, client: Client, name: str) -> None:
    tenant.fault("any", SLOW)
    with pytest.raises(RequestTimeoutError) as raised:
        called(client, name, attempt_timeout=0.05, max_retries=0)
    assert raised.value.operation == f"iam.{name}"
    assert raised.value.attempts == 1


@pytest.mark.parametrize("name", CALLS)
def test_a_client_that_may_only_read_may_do_all_of_it(tenant: Tenant, client: Client, name: str) -> None:
    with tenant.client(read_only=True) as reader:
        assert called(reader, name) == called(client, name)


@pytest.mark.parametrize(
    ("name", "argument", "value"),
    [
        (name, argument, value)
        for name, arguments in CALLS.items()
        for argument in arguments
        for value in ([5, ["text"]] if isinstance(arguments[argument], str) else ["yes", 2**70])
    ],
    ids=str,
)
def test_a_value_of_another_kind_is_refused_by_name(
    tenant: Tenant, client: Client, name: str, argument: str, value: object
) -> None:
    with pytest.raises(InvalidArgumentError) as raised:
        called(client, name, **{argument: value})
    assert raised.value.parameter == argument
    assert (raised.value.delivery, tenant.hits()) == ("not_sent", 0)


@pytest.mark.parametrize("name", CALLS)
def test_an_argument_that_does_not_exist_is_refused(tenant: Tenant, client: Client, name: str) -> None:
    with pytest.raises((InvalidArgumentError, TypeError), match="updated_after"):
        called(client, name, updated_after="2024-05-01")
    assert tenant.hits() == 0
