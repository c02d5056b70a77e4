"""A client takes from the environment what it is not given."""

from __future__ import annotations

import pytest
from lastpass_admin import Client, ConfigurationError

from sandbox import Tenant


@pytest.fixture
def environment(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment of a company, as a script has it."""
    for name, value in tenant.environment.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.usefixtures("environment")
def test_a_client_without_arguments_has_both_credentials_the_urls_and_the_time_zone() -> None:
    with Client() as client:
        assert client.users.get(80001).email == "ada@example.com"
        created = client.provisioning.users.get("ada@example.com").created
    assert created is not None and created.utcoffset() is not None


def test_the_environment_is_read_when_the_client_is_made(environment: pytest.MonkeyPatch) -> None:
    with Client() as client:
        environment.setenv("LASTPASS_API_KEY", "lpkey_of-another-company")
        assert client.users.get(80001).email == "ada@example.com"


def test_a_credential_that_is_given_stands_alone(tenant: Tenant, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LASTPASS_API_KEY", "lpkey_of-another-company")
    with Client(api_key=tenant.api_key) as client:
        assert client.users.get(80001).email == "ada@example.com"
        with pytest.raises(ConfigurationError):
            client.provisioning.users.get("ada@example.com")
    with Client(cid=tenant.cid, provhash=tenant.provhash) as client:
        assert client.provisioning.users.get("ada@example.com").username == "ada@example.com"
        with pytest.raises(ConfigurationError):
            client.users.get(80001)
    with Client(credentials=lambda: {"api_key": tenant.api_key}) as client:
        assert client.users.get(80001).email == "ada@example.com"
        with pytest.raises(ConfigurationError):
            client.provisioning.users.get("ada@example.com")


@pytest.mark.usefixtures("environment")
def test_a_setting_that_is_given_goes_over_the_environment() -> None:
    with Client(time_zone="Asia/Tokyo") as client:
        created = client.provisioning.users.get("ada@example.com").created
    assert created is not None and created.isoformat() == "2021-03-02T09:14:51+09:00"


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        (["LASTPASS_CID"], "LASTPASS_CID"),
        (["LASTPASS_PROVHASH"], "LASTPASS_PROVHASH"),
        (["LASTPASS_API_KEY", "LASTPASS_CID", "LASTPASS_PROVHASH"], "LASTPASS_API_KEY"),
    ],
)
@pytest.mark.parametrize("how", ["unset", "empty"])
def test_what_is_missing_is_named(
    environment: pytest.MonkeyPatch, missing: list[str], named: str, how: str
) -> None:
    for name in missing:
        environment.delenv(name) if how == "unset" else environment.setenv(name, "")
    with pytest.raises(ConfigurationError, match=named) as raised:
        Client()
    assert raised.value.delivery == "not_sent"


def test_one_credential_is_enough(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("LASTPASS_API_KEY")
    with Client() as client:
        assert client.provisioning.users.get("ada@example.com").username == "ada@example.com"
