"""Open enums: texts with names, for known values and for those to come."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, cast

import lastpass_admin
import pytest
from lastpass_admin import Client, CompanyUserAccountStatus

from catalogue import public
from sandbox import Tenant

ENUMS = [name for name, value in public(str).items() if hasattr(value, "KNOWN") and name != "OpenEnum"]


def test_the_enums_are_there() -> None:
    assert {"CompanyUserAccountStatus", "ManagedCompanyType", "DeleteAction", "RowState"} <= set(ENUMS)


@pytest.mark.parametrize("name", ENUMS)
def test_its_names_are_its_known_values(name: str) -> None:
    enum: Any = getattr(lastpass_admin, name)
    names = [constant for constant in vars(cast("type", enum)) if constant.isupper() and constant != "KNOWN"]
    constants: list[Any] = [getattr(enum, constant) for constant in names]
    assert sorted(constants) == sorted(enum.KNOWN)
    for value in constants:
        assert type(value) is enum and value.known
        assert enum(str(value)) == value
    assert enum.__doc__


@pytest.mark.parametrize("name", ENUMS)
@pytest.mark.parametrize("text", ["to-come", "", "Grüße"])
def test_any_value_is_one(name: str, text: str) -> None:
    enum: Any = getattr(lastpass_admin, name)
    value: Any = enum(text)
    assert value.known is False
    assert isinstance(value, str) and value == text and hash(value) == hash(text)
    assert {text: 1}[value] == 1
    assert f"{value}" == str(value) == text
    assert type(str(value)) is str
    assert repr(value) == f"{name}({text!r})"
    assert json.dumps(value) == json.dumps(text)
    for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert type(again) is enum and again == value


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_known_values_are_pickled(protocol: int) -> None:
    again = pickle.loads(pickle.dumps(CompanyUserAccountStatus.STAGED, protocol))
    assert type(again) is CompanyUserAccountStatus and again.known


def test_a_value_stays_as_it_is() -> None:
    untyped: Any = CompanyUserAccountStatus("to-come")
    with pytest.raises(AttributeError):
        untyped.known = True
    with pytest.raises(AttributeError):
        untyped.note = "mine"


def test_answers_hold_enums(client: Client) -> None:
    status = client.users.get(80001).account_status
    assert type(status) is CompanyUserAccountStatus
    assert status == CompanyUserAccountStatus.ENROLLED == "enrolled" and status.known
    addons = client.managed_companies.get(5501).addons
    assert addons == ["mfa"] and type(addons[0]) is lastpass_admin.ManagedCompanyAddon


def test_a_value_to_come_is_handed_on(tenant: Tenant, client: Client) -> None:
    tenant.fault("any", "unknown-enum-values")
    status = client.users.get(80001).account_status
    assert type(status) is CompanyUserAccountStatus
    assert status and not status.known


def test_a_value_to_come_can_be_asked_for(tenant: Tenant, client: Client) -> None:
    with pytest.raises(lastpass_admin.InvalidRequestError):
        list(client.users.list(account_status="to-come"))
    assert tenant.seen()[-1].query["account-status"] == "to-come"
