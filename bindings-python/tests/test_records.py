"""Records, of every class: what the vendor said, as it is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, cast

import lastpass_admin
import pytest
from lastpass_admin import Client, CompanyUser, FolderRole

from catalogue import RECORDS, Record, attributes, company, met
from sandbox import Sandbox, Tenant


@pytest.fixture(scope="module")
def records(sandbox: Sandbox) -> dict[str, Record]:
    """One record of every class."""
    return met(company(sandbox))


def test_every_class_is_met(records: dict[str, Record]) -> None:
    assert len(RECORDS) > 10
    assert set(RECORDS) == set(records)


@pytest.mark.parametrize("name", RECORDS)
def test_it_cannot_be_changed(records: dict[str, Record], name: str) -> None:
    record: Any = records[name]
    for attribute in [*attributes(record), "extra", "response", "note_of_mine"]:
        with pytest.raises(AttributeError):
            setattr(record, attribute, None)
        with pytest.raises(AttributeError):
            delattr(record, attribute)
    assert not hasattr(record, "__dict__")


@pytest.mark.parametrize("name", RECORDS)
def test_it_is_made_by_the_client_alone(name: str) -> None:
    with pytest.raises(TypeError):
        getattr(lastpass_admin, name)()


@pytest.mark.parametrize("name", RECORDS)
def test_it_says_what_it_is_in_one_line(records: dict[str, Record], name: str) -> None:
    printed = repr(records[name])
    assert printed.startswith(f"{name}(") and printed.endswith(")")
    assert "\n" not in printed
    assert str(records[name]) == printed


@pytest.mark.parametrize("name", RECORDS)
def test_its_dict_holds_what_its_attributes_hold(records: dict[str, Record], name: str) -> None:
    record = records[name]
    plain = record.to_dict()
    assert plain["extra"] == record.extra
    for attribute in attributes(record):
        assert plain[attribute] == in_dicts(getattr(record, attribute)), attribute
    json.dumps(plain, default=datetime.isoformat)


def in_dicts(value: Any) -> Any:
    """A value as `to_dict` shows it."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, list):
        return [in_dicts(each) for each in cast("list[Any]", value)]
    return value


@pytest.mark.parametrize("name", RECORDS)
def test_its_dict_and_its_lists_are_the_caller_s(records: dict[str, Record], name: str) -> None:
    record: Any = records[name]
    before = record.to_dict()
    for attribute in [*attributes(record), "extra"]:
        value = getattr(record, attribute)
        if isinstance(value, (list, dict)):
            value.clear()
    record.to_dict().clear()
    assert record.to_dict() == before


@pytest.mark.parametrize("name", RECORDS)
def test_every_attribute_is_described(name: str, records: dict[str, Record]) -> None:
    for attribute in attributes(records[name]):
        assert getattr(getattr(lastpass_admin, name), attribute).__doc__, attribute


def test_attributes_are_python_values(client: Client) -> None:
    user = client.provisioning.users.get("ada@example.com")
    assert (user.id, user.full_name, user.disabled, user.sites) == ("700101", "Ada Example", False, 41)
    assert (user.total_score, user.legacy_total_score) == (71.4, None)
    assert (user.groups, user.attribs) == (["Eng", "Oncall"], {"Department": "R&D"})
    assert user.response.status == 200


def test_what_is_null_or_absent_is_none_or_empty(tenant: Tenant, client: Client) -> None:
    tenant.fault("any", "null-members")
    user = client.provisioning.users.list().collect()[0]
    company_user = next(iter(client.users.list()))
    assert (company_user.id, company_user.name, company_user.account_status) == (None, None, None)
    assert (user.created, user.disabled, user.groups, user.attribs) == (None, None, [], {})


def test_numbers_are_numbers_whatever_their_form(tenant: Tenant, client: Client) -> None:
    tenant.fault("any", "numbers-as-strings")
    assert client.users.get(80001).id == 80001


def test_large_ids_keep_every_digit(tenant: Tenant, client: Client) -> None:
    tenant.fault("any", "large-ids")
    large = next(iter(client.users.list())).id
    assert large is not None and large > 2**53
    assert client.users.get(large).id == large


def test_members_that_this_version_does_not_know_are_in_extra(tenant: Tenant, client: Client) -> None:
    assert client.users.get(80001).extra == {}
    tenant.fault("any", "unknown-members")
    user = client.users.get(80001)
    assert user.extra and user.to_dict()["extra"] == user.extra
    assert user != client.users.get(80002)


def test_a_bill_whose_members_nobody_knows_is_all_extra(client: Client) -> None:
    bill = next(iter(client.reports.list_billing_records(start_date="2020-01-01", end_date="2030-01-01")))
    extra: dict[str, Any] = bill.extra
    assert isinstance(extra["companyId"], int)
    assert extra["purchaseOrder"] is None
    assert extra["sandboxInvoice"]["lines"] == []


def test_derived_members(tenant: Tenant, client: Client) -> None:
    folders = {folder.id: folder for folder in client.provisioning.shared_folders.list()}
    assert (folders["5001"].is_deleted, folders["5003"].is_deleted) == (False, True)
    members = folders["5001"].users
    roles = {(member.username, member.group_name): member.role for member in members}
    assert roles["ada@example.com", None] == FolderRole.ADMIN == "admin"
    assert roles["ada@example.com", "Eng"] == FolderRole.VIEWER == "viewer"
    assert [member.username for member in members if member.is_super_admin] == ["root@example.com"]
    tenant.event("2024-05-02 10:15:00", times=2)
    events = client.provisioning.events.list(from_="2024-05-01 00:00:00")
    first, second = (event for event in events if event.action == "Log in")
    assert (first.ordinal, second.ordinal) == (0, 1)
    assert len(first.id) == 32 and first.id != second.id


def test_a_class_can_be_matched() -> None:
    assert CompanyUser.__module__ == "lastpass_admin"
    assert CompanyUser.__name__ == CompanyUser.__qualname__ == "CompanyUser"
