"""A client that cannot work is refused when it is made, with the setting named."""

from __future__ import annotations

from typing import Any

import pytest
from lastpass_admin import AsyncClient, Client, ConfigurationError, InvalidArgumentError, LastPassError

from sandbox import Tenant

HASH = "0123456789abcdef0123456789abcdef"
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "a hash in the place of the key": ({"api_key": HASH}, "api_key"),
    "an empty key": ({"api_key": ""}, "api_key"),
    "a key with white space": ({"api_key": "lpkey_a b"}, "api_key"),
    "a key that is no text": ({"api_key": 5}, "api_key"),
    "a key in the place of the hash": ({"provhash": "lpkey_0123"}, "provhash"),
    "a hash that is no text": ({"provhash": b"0123"}, "provhash"),
    "an account number that is none": ({"cid": "acme"}, "cid"),
    "an account number below zero": ({"cid": -1}, "cid"),
    "credentials that cannot be called": ({"credentials": {"api_key": "lpkey_1"}}, "credentials"),
    "plain HTTP to another machine": ({"business_url": "http://api.example.com/business"}, "business_url"),
    "a URL with a password": ({"provisioning_url": "https://a:b@example.com/"}, "provisioning_url"),
    "a URL that is none": ({"business_url": "api.example.com"}, "business_url"),
    "a zone that does not exist": ({"time_zone": "Mars/Olympus"}, "time_zone"),
    "an offset in the place of a zone": ({"time_zone": "+02:00"}, "time_zone"),
    "no requests a second": ({"requests_per_second": 0}, "requests_per_second"),
    "requests a second that are no number": ({"requests_per_second": float("nan")}, "requests_per_second"),
    "a suffix of two lines": ({"user_agent_suffix": "a\r\nb"}, "user_agent_suffix"),
    "a proxy that is none": ({"proxy": "no proxy"}, "proxy"),
    "certificates that are none": ({"business_url": "https://example.com", "ca_pem": "mine"}, "ca_pem"),
    "a flag that is a text": ({"read_only": "no"}, "read_only"),
    "a backoff of one number": ({"backoff": 5}, "backoff"),
    "a backoff below zero": ({"backoff": (-1, 8, 60)}, "backoff"),
    "an option that does not exist": ({"time_out": 5}, "time_out"),
    "an option out of range": ({"timeout": -1}, "timeout"),
    "a header that is the client's own": ({"headers": {"Authorization": "api-key x"}}, "headers"),
}


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize("name", CASES)
def test_a_setting_that_cannot_work_is_refused_by_name(
    tenant: Tenant, kind: type[Client] | type[AsyncClient], name: str
) -> None:
    settings, parameter = CASES[name]
    with pytest.raises(InvalidArgumentError) as raised:
        kind(**tenant.settings | settings)
    error = raised.value
    assert (error.parameter or "").startswith(parameter)
    assert parameter in str(error)
    assert isinstance(error, ValueError)
    assert (error.delivery, error.attempts) == ("not_sent", 0)


@pytest.mark.parametrize("half", [{"cid": 5}, {"provhash": HASH}])
def test_half_a_credential_is_refused(half: dict[str, Any]) -> None:
    with pytest.raises(LastPassError) as raised:
        Client(**half)
    assert isinstance(raised.value, (ConfigurationError, InvalidArgumentError))
    assert "cid" in str(raised.value) and "provhash" in str(raised.value)


def test_positional_settings_are_refused(tenant: Tenant) -> None:
    untyped: Any = Client
    with pytest.raises(TypeError):
        untyped(tenant.api_key)
