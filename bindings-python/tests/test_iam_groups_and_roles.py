"""Groups, roles and organizations of the unified view."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pyarrow as pa  # pyright: ignore[reportMissingTypeStubs]
import pytest
from lastpass_admin import Client, IamGroup, IamOrganization, IamRole, IamUser, Pager

from iam_calls import known
from sandbox import Tenant

pyarrow: Any = pa


def test_groups_hold_all_of_their_members(tenant: Tenant, client: Client) -> None:
    groups = {group.name: group for group in client.iam.groups.list()}
    users = client.iam.users.list().collect()
    assert {name for user in users for name in names(user)} == set(groups)
    for name, group in groups.items():
        assert group.id == group.remote_id == name
        members = [user.id or "" for user in users if name in names(user)]
        assert [user.id for user in known(group.users)] == sorted(members)
        assert group.organization_id == str(tenant.cid)
        assert (group.description, group.parent_id, group.created_at) == (None, None, None)


def names(user: IamUser) -> list[str | None]:
    return [group.name for group in known(user.groups)]


def test_one_group_is_as_the_list_has_it(client: Client) -> None:
    listed = next(group for group in client.iam.groups.list() if group.name == "Eng")
    assert client.iam.groups.get("Eng") == client.iam.groups.get(id="Eng") == listed


def test_the_two_roles_of_accounts(tenant: Tenant, client: Client) -> None:
    roles = list(client.iam.roles.list())
    assert [role.id for role in roles] == ["admin", "basic"]
    assert [role.type and (role.type.value, role.type.source_value) for role in roles] == [
        ("admin", "true"),
        ("basic", "false"),
    ]
    assert [client.iam.roles.get("admin"), client.iam.roles.get("basic")] == roles
    # The credential is proved before something is said that is always the same.
    assert tenant.hits("getuserdata") == 3


def test_admin_levels_are_roles_if_asked_for(client: Client) -> None:
    admin, basic, *levels = client.iam.roles.list(extended=True)
    assert (admin.id, basic.id) == ("admin", "basic")
    expected = {level.id: level.name for level in client.admin_levels.list()}
    assert {level.remote_id: level.name for level in levels} == {
        str(level_id): name for level_id, name in expected.items()
    }
    for level in levels:
        assert level.id == f"admin-level:{level.remote_id}"
        assert level.type is not None and level.type.value == "unmapped_value"
    assert client.iam.roles.get("admin-level:100", extended=True) == levels[0]
    assert levels[0].permissions


def test_with_the_key_alone_admin_levels_are_all_roles_there_are(tenant: Tenant, client: Client) -> None:
    with tenant.client(cid=None, provhash=None) as key_alone:
        roles = list(key_alone.iam.roles.list(extended=True))
    assert [role.id for role in roles] == [role.id for role in client.iam.roles.list(extended=True)][2:]


def test_the_organization_is_the_account(tenant: Tenant, client: Client) -> None:
    (organization,) = client.iam.organizations.list()
    assert organization.id == organization.remote_id == organization.name == str(tenant.cid)
    assert client.iam.organizations.get(str(tenant.cid)) == organization


def test_managed_companies_are_organizations_if_asked_for(tenant: Tenant, client: Client) -> None:
    _, *companies = client.iam.organizations.list(extended=True)
    assert {(company.id, company.name) for company in companies} == {
        (str(company.id), company.name) for company in client.managed_companies.list()
    }
    company_id = companies[0].id
    assert company_id is not None
    assert client.iam.organizations.get(company_id, extended=True) == companies[0]
    with tenant.client(cid=None, provhash=None) as key_alone:
        assert list(key_alone.iam.organizations.list(extended=True)) == companies


LISTS: dict[str, tuple[Callable[[Client], Pager[Any]], type]] = {
    "groups": (lambda client: client.iam.groups.list(), IamGroup),
    "roles": (lambda client: client.iam.roles.list(extended=True), IamRole),
    "organizations": (lambda client: client.iam.organizations.list(extended=True), IamOrganization),
}


@pytest.mark.parametrize("name", LISTS)
def test_they_are_lists_and_values_like_all_others(client: Client, name: str) -> None:
    start, kind = LISTS[name]
    pager = start(client)
    items = pager.collect()
    assert len(items) >= 3 and {type(item) for item in items} == {kind}
    assert (pager.page_token, pager.summary.items, pager.summary.complete) == (None, len(items), True)
    assert len({*items, *start(client)}) == len(items)
    assert [pickle.loads(pickle.dumps(item)) for item in items] == list(items)
    assert items.to_dicts() == [item.to_dict() for item in items]
    table = pyarrow.table(items.to_arrow())
    assert table.column("id").to_pylist() == [item.id for item in items]
