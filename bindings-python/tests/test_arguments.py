"""What the methods take and what they refuse."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest
from lastpass_admin import (
    BatchAddUser,
    Client,
    CompanyUserAccountStatus,
    DeleteAction,
    GroupChange,
    InvalidArgumentError,
)

from sandbox import Tenant

ADA = "ada@example.com"
WRONG: dict[str, tuple[str, tuple[Any, ...], dict[str, Any], str]] = {
    "a number as text": ("users.get", ("80001",), {}, "user_id"),
    "a number that is a flag": ("users.get", (True,), {}, "user_id"),
    "a broken number": ("users.get", (80001.0,), {}, "user_id"),
    "a number that is too large": ("users.get", (2**63,), {}, "user_id"),
    "nothing": ("users.get", (None,), {}, "user_id"),
    "an argument that does not exist": ("users.list", (), {"status": "enrolled"}, "status"),
    "a size of the page out of range": ("users.list", (), {"page_size": 501}, "page_size"),
    "a token of another kind": ("users.list", (), {"page_token": "index:1:10"}, "page_token"),
    "a token that is no text": ("users.list", (), {"page_token": 5}, "page_token"),
    "an enum that is no text": ("users.list", (), {"account_status": 5}, "account_status"),
    "one text for a list of them": ("managed_companies.list", (), {"status": "active"}, "status"),
    "one address for a list of them": ("provisioning.users.disable", (ADA,), {}, "usernames"),
    "an address that is none": ("provisioning.users.disable", ([ADA, "nobody"],), {}, "usernames"),
    "a number among addresses": ("provisioning.users.disable", ([ADA, 5],), {}, "usernames"),
    "no addresses": ("provisioning.users.disable", ([],), {}, "usernames"),
    "an address that is not repeated": (
        "provisioning.users.delete_permanently",
        (ADA,),
        {"confirm_username": "bob@example.com"},
        "confirm_username",
    ),
    "more deletions than are allowed": (
        "provisioning.users.delete_many",
        ([ADA, "bob@example.com"],),
        {"action": "deactivate", "at_most": 1},
        "usernames",
    ),
    "an action that does not exist": (
        "provisioning.users.delete_many",
        ([ADA],),
        {"action": "erase", "at_most": 1},
        "action",
    ),
    "a row that is no row": ("provisioning.users.add", ([ADA],), {}, "users"),
    "an end before its start": (
        "reports.list_billing_records",
        (),
        {"start_date": date(2026, 4, 30), "end_date": date(2026, 4, 1)},
        "end_date",
    ),
    "a date that is none": (
        "reports.list_billing_records",
        (),
        {"start_date": "April", "end_date": date(2026, 4, 1)},
        "start_date",
    ),
    "a time that is none": ("provisioning.events.list", (), {"from_": "yesterday"}, "from"),
    "JSON that is none": (
        "users.create",
        (),
        {"email": ADA, "creation_account_action": "stage", "extra": {"a": object()}},
        "extra",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_argument_is_refused_by_name_before_anything_is_sent(
    tenant: Tenant, client: Client, name: str
) -> None:
    operation, positional, named, parameter = WRONG[name]
    method: Any = client
    for part in operation.split("."):
        method = getattr(method, part)
    with pytest.raises(InvalidArgumentError) as raised:
        answer = method(*positional, **named)
        list(answer)
    assert (raised.value.parameter or "").startswith(parameter)
    assert raised.value.delivery == "not_sent"
    assert tenant.hits() == 0


def test_a_required_argument_is_asked_for_as_python_does(client: Client) -> None:
    get: Any = client.users.get
    create: Any = client.users.create
    with pytest.raises(TypeError, match="user_id"):
        get()
    with pytest.raises(TypeError, match="creation_account_action"):
        create(email=ADA)


@pytest.mark.parametrize(
    "value", ["disabled", CompanyUserAccountStatus.DISABLED, CompanyUserAccountStatus("disabled")]
)
def test_an_enum_may_be_its_text(tenant: Tenant, client: Client, value: str) -> None:
    assert "eve@example.com" in [user.email for user in client.users.list(account_status=value)]
    assert tenant.seen()[-1].query["account-status"] == "disabled"


@pytest.mark.parametrize("rows", [list, tuple], ids=["list", "tuple"])
def test_several_values_may_come_in_any_sequence(tenant: Tenant, client: Client, rows: Any) -> None:
    client.provisioning.users.disable(rows(["ada@example.com", "eve@example.com"]))
    assert tenant.seen()[-1].body["data"] == ["ada@example.com", "eve@example.com"]


def test_rows_are_objects(tenant: Tenant, client: Client) -> None:
    users = [
        BatchAddUser(
            username="grace@example.com", full_name="Grace", groups=["Eng"], password="First-login-1"
        ),
        BatchAddUser(username="hal@example.com", attribs={"Department": "Navy"}),
    ]
    client.provisioning.users.add(users)
    client.provisioning.groups.change_members([GroupChange(username=ADA, add=["Fresh"], remove=["Eng"])])
    added, changed = (seen.body["data"] for seen in tenant.seen())
    assert added == [
        {
            "username": "grace@example.com",
            "fullname": "Grace",
            "groups": ["Eng"],
            "password": "First-login-1",
        },
        {"username": "hal@example.com", "attribs": {"Department": "Navy"}},
    ]
    assert changed == [{"username": ADA, "add": ["Fresh"], "del": ["Eng"]}]


def test_a_row_is_a_plain_value() -> None:
    row = BatchAddUser(username=ADA, groups=["Eng"], password="Secret-1")
    assert row == BatchAddUser(username=ADA, groups=["Eng"], password="Secret-1")
    assert row != BatchAddUser(username=ADA, groups=["Eng"], password="Secret-2")
    assert row != ADA
    assert ADA in repr(row) and "Secret-1" not in repr(row) + str(row)
    untyped: Any = row
    with pytest.raises(AttributeError):
        untyped.user_name = ADA
    with pytest.raises(TypeError, match="user_name"):
        BatchAddUser(user_name=ADA)  # pyright: ignore[reportArgumentType, reportCallIssue]


@pytest.mark.parametrize("action", ["deactivate", DeleteAction.DEACTIVATE])
def test_how_to_delete_may_be_its_name(tenant: Tenant, client: Client, action: str) -> None:
    client.provisioning.users.delete_many(["bob@example.com"], action=action, at_most=1)
    assert tenant.seen()[-1].body["data"]["deleteaction"] == 0


@pytest.mark.parametrize("day", [date(2026, 4, 1), "2026-04-01"])
def test_a_date_may_be_a_date_or_its_text(tenant: Tenant, client: Client, day: Any) -> None:
    list(client.reports.list_billing_records(start_date=day, end_date=day))
    assert tenant.seen()[-1].query["start-date"] == "2026-04-01"


@pytest.mark.parametrize(
    ("bound", "sent"),
    [
        (datetime(2024, 5, 2, 10, 0, 0), "2024-05-02 10:00:00"),
        ("2024-05-02 10:00:00", "2024-05-02 10:00:00"),
        (datetime(2024, 5, 2, 10, 0, 0, tzinfo=timezone.utc), "2024-05-02 06:00:00"),
        ("2024-05-02T10:00:00Z", "2024-05-02 06:00:00"),
        ("2024-05-02T10:00:00+02:00", "2024-05-02 04:00:00"),
    ],
    ids=str,
)
def test_an_aware_time_is_an_instant_and_a_naive_one_is_local(
    tenant: Tenant, client: Client, bound: Any, sent: str
) -> None:
    assert list(client.provisioning.events.list(from_=bound)) == []
    assert tenant.seen()[-1].body["data"]["from"] == sent


def test_members_that_this_version_does_not_know_can_be_sent(tenant: Tenant, client: Client) -> None:
    client.users.create(
        email="grace@example.com", creation_account_action="stage", extra={"costCenter": [1, None]}
    )
    assert tenant.seen()[-1].body == {
        "email": "grace@example.com",
        "creationAccountAction": "stage",
        "costCenter": [1, None],
    }
