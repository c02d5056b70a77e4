"""The connection, and who reaches which shared folder, in the unified view."""

from __future__ import annotations

import pickle
from itertools import pairwise
from typing import Any

import pyarrow as pa  # pyright: ignore[reportMissingTypeStubs]
import pytest
from lastpass_admin import (
    Client,
    IamAccessKind,
    IamAction,
    IamAuthTypeValue,
    IamPermissionCheck,
    IamRoleTypeValue,
    IamUser,
)

from iam_calls import ADA, known, role_of
from sandbox import Tenant

pyarrow: Any = pa
EVE = "eve@example.com"


def rows(client: Client, **arguments: Any) -> list[tuple[str | None, str | None, list[str | None]]]:
    """Who, in which role, through which group."""
    return [
        (entry.id, role_of(entry).name, [group.name for group in known(entry.groups)])
        for entry in client.iam.list_resource_users(**arguments)
    ]


def test_the_connection_is_that_of_an_account(tenant: Tenant, client: Client) -> None:
    me = client.iam.me()
    assert (me.name, me.user, me.scopes, me.permissions) == (str(tenant.cid), None, [], None)
    assert me.auth_type is not None
    assert me.auth_type.value == IamAuthTypeValue.API_KEY == me.auth_type.source_value
    assert (tenant.hits("getuserdata"), tenant.hits("listUsers")) == (1, 1)
    with tenant.client(cid=None, provhash=None) as key_alone:
        assert key_alone.iam.me().name is None


def test_the_only_type_of_resources_is_a_plain_text(client: Client) -> None:
    types = client.iam.list_resource_types()
    assert types == ["shared_folder"] and type(types[0]) is str


def test_an_entry_is_one_way_of_a_user_into_a_folder(client: Client) -> None:
    entries = client.iam.list_resource_users(resource_id="5001").collect()
    direct, through_group, *_, root = entries
    assert type(direct) is IamUser
    assert (direct.id, direct.groups, role_of(direct).name) == (ADA, [], "admin")
    assert (through_group.id, role_of(through_group).name) == (ADA, "viewer")
    assert [(group.id, group.name) for group in known(through_group.groups)] == [("Eng", "Eng")]
    fields = root.unified_custom_fields
    assert root.id == "root@example.com" and fields is not None and fields.super_admin is True


def test_all_of_an_entry_is_about_its_folder(client: Client) -> None:
    entry = next(iter(client.iam.list_resource_users(resource_id="5001")))
    role, permissions = role_of(entry), known(entry.permissions)
    assert role.scope is not None and role.type is not None
    assert (role.scope.resource_type, role.scope.resource_id) == ("shared_folder", "5001")
    assert role.type.value == IamRoleTypeValue.ADMIN
    assert role.type.source_value == "can_administer=1 give=1 readonly=0"
    assert [permission.name for permission in permissions] == ["can_administer", "give"]
    assert role.permissions == permissions
    for permission in permissions:
        assert permission.type is not None
        assert (permission.type.value, permission.type.source_value) == ("unmapped_value", permission.name)
        assert [(folder.id, folder.name) for folder in known(permission.resources)] == [
            ("5001", "Shared-Infra")
        ]
        assert permission.scopes == [role.scope]
        kind = known(permission.resources)[0].type
        assert kind is not None and (kind.value, kind.source_value) == ("folder", "shared_folder")
    fields = known(entry.unified_custom_fields)
    assert (fields.resource_id, fields.resource_name) == ("5001", "Shared-Infra")
    assert fields.resource_deleted is False
    assert (fields.read_only, fields.give, fields.can_administer) == (False, True, True)
    assert (entry.status, entry.last_login_at) == (None, None)


def test_the_flag_that_lets_read_is_the_one_with_a_word(client: Client) -> None:
    entries = client.iam.list_resource_users(resource_id="5002")
    bob = next(entry for entry in entries if entry.id == "bob@example.com")
    assert [(each.name, each.type and each.type.value) for each in known(bob.permissions)] == [
        ("readonly", "read")
    ]
    assert role_of(bob).name == "viewer"


def test_without_a_flag_the_role_is_not_guessed(client: Client) -> None:
    entries = client.iam.list_resource_users(resource_id="5003", include_deleted=True)
    eve = next(entry for entry in entries if entry.id == EVE)
    role = role_of(eve)
    assert role.type is not None
    assert (role.name, role.type.value) == ("unmapped_value", "unmapped_value")
    assert role.type.source_value == "can_administer=0 give=0 readonly=0"
    assert eve.permissions == []
    fields = known(eve.unified_custom_fields)
    assert (fields.resource_name, fields.resource_deleted) == ("Shared-Old project", True)


@pytest.mark.parametrize("form", ["integers", "strings", "booleans", "mixed"])
def test_the_flags_may_come_in_any_form(tenant: Tenant, client: Client, form: str) -> None:
    expected = rows(client, include_deleted=True)
    tenant.quirks(folder_flags=form)
    assert rows(client, include_deleted=True) == expected


def test_deleted_folders_and_super_admins_have_filters(client: Client) -> None:
    listed, deleted_too = rows(client), rows(client, include_deleted=True)
    assert EVE not in [email for email, _, _ in listed]
    assert (EVE, "unmapped_value", []) in deleted_too and len(deleted_too) > len(listed)
    supers = rows(client, super_admins=True)
    assert {email for email, _, _ in supers} == {"root@example.com"}
    others = rows(client, super_admins=False)
    assert sorted(supers + others, key=str) == sorted(listed, key=str)


def test_groups_are_entries_with_their_members(tenant: Tenant, client: Client) -> None:
    eng = next(iter(client.iam.list_resource_groups(resource_id="5001")))
    assert (eng.id, eng.name, eng.organization_id) == ("Eng", "Eng", str(tenant.cid))
    assert eng.type is not None and eng.type.value == "group"
    role = role_of(eng)
    assert (role.name, role.scope and role.scope.resource_id) == ("viewer", "5001")
    through = [email for email, _, groups in rows(client, resource_id="5001") if groups == ["Eng"]]
    assert [user.id for user in known(eng.users)] == through
    # Whoever reaches it directly is in no entry.
    assert list(client.iam.list_resource_groups(resource_id="5002")) == []


def test_the_vendor_is_asked_once_for_all_folders(tenant: Tenant, client: Client) -> None:
    assert len(rows(client)) > 10
    assert tenant.seen()[-1].body["cmd"] == "getsfdata"
    assert tenant.hits() == 1


def test_a_list_of_many_goes_on_from_each_of_its_positions(sandbox: Any) -> None:
    tenant: Tenant = sandbox.tenant(users=400, companies=0, events=0, folders=300)
    with tenant.client() as client:
        pager = client.iam.list_resource_users()
        tokens, pages = [pager.page_token], list[list[IamUser]]()
        for page in pager.pages():
            pages.append(list(page))
            tokens.append(pager.page_token)
        assert len(pages) > 1 and tokens.pop() is None
        assert pager.summary.complete and pager.summary.items == sum(map(len, pages))
        for index, token in enumerate(tokens):
            rest = client.iam.list_resource_users(page_token=token).collect()
            assert list(rest) == [entry for page in pages[index:] for entry in page]
        # Pages end between folders.
        for one, other in pairwise(pages):
            assert role_of(one[-1]).scope != role_of(other[0]).scope


@pytest.mark.parametrize(
    ("user_id", "folder", "action", "allowed", "kinds"),
    [
        pytest.param(ADA, "5001", None, True, ["direct", "group"], id="two ways"),
        pytest.param(ADA, "5001", "write", True, ["direct", "group"], id="one of two ways allows it"),
        pytest.param("bob@example.com", "5002", "read", True, ["direct"], id="a viewer reads"),
        pytest.param("bob@example.com", "5002", "write", False, ["direct"], id="a viewer does not write"),
        pytest.param("bob@example.com", "5002", "delete", False, ["direct"], id="nor delete"),
        pytest.param("root@example.com", "5004", "write", True, ["super_admin"], id="a super admin"),
        pytest.param(EVE, "5001", "read", False, [], id="not listed"),
        pytest.param(ADA, "5003", "read", False, [], id="a deleted folder"),
        pytest.param(ADA.upper(), "5005", "write", True, ["group"], id="in other letters, through a group"),
    ],
)
def test_whether_a_user_may(
    client: Client, user_id: str, folder: str, action: str | None, allowed: bool, kinds: list[str]
) -> None:
    check = client.iam.check_permissions(user_id=user_id, resource_id=folder, action=action)
    reasons = known(check.reasons)
    assert (check.allowed, check.action) == (allowed, action)
    assert [reason.kind for reason in reasons] == kinds
    assert check.resource is not None and check.user is not None
    assert (check.resource.type, check.resource.id) == ("shared_folder", folder)
    assert bool(check.user.permissions) == bool(kinds)
    through = [reason.group and reason.group.name for reason in reasons]
    assert [bool(group) for group in through] == [kind == "group" for kind in kinds]


def test_a_check_is_a_value_with_enums(client: Client) -> None:
    ask = client.iam.check_permissions
    check = ask(user_id=ADA, resource_id="5001", action=IamAction.WRITE)
    assert type(check) is IamPermissionCheck and type(check.action) is IamAction
    assert [type(reason.kind) for reason in known(check.reasons)] == [IamAccessKind, IamAccessKind]
    assert [reason.allowed for reason in known(check.reasons)] == [True, False]
    assert check == ask(user_id=ADA, resource_id="5001", action="write")
    assert check != ask(user_id=ADA, resource_id="5001", action="read")
    assert pickle.loads(pickle.dumps(check)) == check
    assert check.to_dict()["reasons"][0]["role"]["name"] == "admin"
    assert check.user is not None
    assert [each.name for each in known(check.user.permissions)] == ["can_administer", "give", "readonly"]


def test_a_table_of_entries(client: Client) -> None:
    entries = client.iam.list_resource_users().collect()
    table = pyarrow.table(entries.to_arrow()).to_pylist()
    for row, entry in zip(table, entries, strict=True):
        assert (row["id"], row["roles"][0]["name"]) == (entry.id, role_of(entry).name)
        assert row["roles"][0]["scope"]["resource_type"] == "shared_folder"
        assert [each["name"] for each in row["permissions"]] == [
            each.name for each in known(entry.permissions)
        ]
    assert entries.to_dicts() == [entry.to_dict() for entry in entries]
