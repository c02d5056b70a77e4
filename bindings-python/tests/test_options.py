"""Options of a call, and of all calls of a client."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from lastpass_admin import (
    Client,
    InvalidArgumentError,
    LastPassError,
    NotFoundError,
    RequestTimeoutError,
    ServerError,
)

from sandbox import SLOW, Tenant


@pytest.mark.parametrize("limit", [0.1, timedelta(milliseconds=100)], ids=["seconds", "timedelta"])
@pytest.mark.parametrize("name", ["timeout", "attempt_timeout"])
def test_a_time_limit_holds(tenant: Tenant, client: Client, name: Any, limit: Any) -> None:
    tenant.fault("getUser", SLOW)
    start = time.monotonic()
    options: dict[str, Any] = {name: limit, "max_retries": 0}
    with pytest.raises(RequestTimeoutError) as raised:
        client.users.get(80001, **options)
    assert 0.1 <= time.monotonic() - start < 2
    assert raised.value.delivery == "unknown"


def test_a_whole_number_of_seconds_will_do(client: Client) -> None:
    assert client.users.get(80001, timeout=5).id == 80001


def test_a_body_that_stops_is_given_up(tenant: Tenant, client: Client) -> None:
    tenant.fault("getUser", {"stall": {"after_bytes": 10}})
    with pytest.raises(RequestTimeoutError):
        client.users.get(80001, read_timeout=0.1, max_retries=0)


@pytest.mark.parametrize("retries", [0, 1, 4])
def test_a_call_is_sent_again_as_often_as_it_says(tenant: Tenant, client: Client, retries: int) -> None:
    tenant.fault("getUser", {"status": {"status": 503}})
    with pytest.raises(ServerError) as raised:
        client.users.get(80001, max_retries=retries)
    assert raised.value.attempts == tenant.hits("getUser") == retries + 1


def test_headers_and_query_parameters_go_along(tenant: Tenant, client: Client) -> None:
    tenant.quirks(unknown_query_parameter="ignore")
    client.users.get(80001, headers={"X-Request-Id": "abc-1", "X-Team": "it"}, query={"expand": "a&b"})
    seen = tenant.seen()[-1]
    assert (seen.headers["x-request-id"], seen.headers["x-team"]) == ("abc-1", "it")
    assert seen.query == {"expand": "a&b"}


def test_the_time_zone_of_one_call(tenant: Tenant) -> None:
    with tenant.client(time_zone=None) as client:
        users = client.provisioning.users
        plain, aware = (
            users.get("ada@example.com").created,
            users.get("ada@example.com", time_zone="Asia/Tokyo").created,
        )
    assert plain is not None and aware is not None
    assert plain.isoformat() == "2021-03-02T09:14:51"
    assert aware.isoformat() == "2021-03-02T09:14:51+09:00"


def test_the_size_of_a_part_and_the_pause_between(tenant: Tenant, client: Client) -> None:
    usernames = ["ada@example.com", "bob@example.com", "eve@example.com"]
    start = time.monotonic()
    client.provisioning.users.disable(usernames, chunk_size=2, chunk_pause=timedelta(milliseconds=150))
    assert time.monotonic() - start >= 0.15
    assert [seen.body["data"] for seen in tenant.seen()] == [usernames[:2], usernames[2:]]


def test_gone_is_deleted(tenant: Tenant, client: Client) -> None:
    tenant.fault("deleteUser", "reset-after", times=1)
    client.users.delete(80003, gone_is_deleted=True)
    tenant.fault("deleteUser", "reset-after", times=1)
    with pytest.raises(NotFoundError):
        client.users.delete(80004)


def test_options_of_a_call_go_over_those_of_with_options_and_these_over_the_client_s(tenant: Tenant) -> None:
    tenant.fault("getUser", {"status": {"status": 503}})

    def attempts(client: Client, **options: Any) -> int:
        with pytest.raises(ServerError) as raised:
            client.users.get(80001, **options)
        return raised.value.attempts

    with tenant.client(max_retries=3) as client:
        other = client.with_options(max_retries=1, headers={"x-team": "it"})
        assert attempts(client) == 4
        assert attempts(other) == 2
        assert attempts(other, max_retries=0) == 1
        assert attempts(other, timeout=5) == 2
        assert attempts(client) == 4, "the client itself stays as it was"
    sent = [seen.headers.get("x-team") for seen in tenant.seen()]
    assert sent == [None] * 4 + ["it"] * 5 + [None] * 4


def test_options_hold_for_every_page_of_a_list(tenant: Tenant, client: Client) -> None:
    assert len(list(client.users.list(page_size=10, headers={"x-team": "it"}))) == 25
    assert [seen.headers.get("x-team") for seen in tenant.seen()] == ["it"] * 3


def test_none_is_not_given(client: Client) -> None:
    options: dict[str, Any] = {"timeout": None, "max_retries": None, "headers": None}
    assert client.users.get(80001, **options).id == 80001


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a name that does not exist": ({"max_retires": 1}, "max_retires"),
    "a setting of the client": ({"read_only": True}, "read_only"),
    "a text for a number": ({"timeout": "5"}, "timeout"),
    "a flag for a number": ({"timeout": True}, "timeout"),
    "a time below zero": ({"timeout": -0.1}, "timeout"),
    "a timedelta below zero": ({"attempt_timeout": timedelta(seconds=-1)}, "attempt_timeout"),
    "a time that is no number": ({"read_timeout": float("nan")}, "read_timeout"),
    "a time without end": ({"connect_timeout": float("inf")}, "connect_timeout"),
    "a broken number of retries": ({"max_retries": 1.5}, "max_retries"),
    "retries below zero": ({"max_retries": -1}, "max_retries"),
    "retries without end": ({"max_retries": 2**40}, "max_retries"),
    "parts of a broken size": ({"chunk_size": 2.5}, "chunk_size"),
    "a text for a flag": ({"gone_is_deleted": "yes"}, "gone_is_deleted"),
    "headers that are no mapping": ({"headers": "x-team: it"}, "headers"),
    "a header that is no text": ({"headers": {"x-team": 5}}, "headers"),
    "a header name that is no text": ({"headers": {5: "it"}}, "headers"),
    "a header of two lines": ({"headers": {"x-team": "it\r\nx: y"}}, "headers"),
    "a header that is the client's own": ({"headers": {"authorization": "api-key x"}}, "headers"),
    "a query that is no text": ({"query": {"a": 5}}, "query"),
    "a zone that does not exist": ({"time_zone": "Mars/Olympus"}, "time_zone"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_option_is_refused_by_name_before_anything_is_sent(
    tenant: Tenant, client: Client, name: str
) -> None:
    options, parameter = WRONG[name]
    uses: list[Any] = [
        lambda: client.users.get(80001, **options),
        lambda: list(client.users.list(**options)),
        lambda: client.with_options(**options).users.get(80001),
        lambda: client.request("GET", "/v1/users", **options),
        lambda: client.command("getuserdata", **options),
        lambda: client.check(**options),
    ]
    for use in uses:
        with pytest.raises(InvalidArgumentError) as raised:
            use()
        assert (raised.value.parameter or "").startswith(parameter)
        assert raised.value.delivery == "not_sent"
    assert tenant.hits() == 0


def test_a_name_that_does_not_exist_is_answered_with_those_that_do(client: Client) -> None:
    untyped: Any = client.users.get
    with pytest.raises(LastPassError, match="max_retries"):
        untyped(80001, max_retires=1)
