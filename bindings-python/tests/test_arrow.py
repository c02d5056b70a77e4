"""Pages and collected lists as Arrow tables."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pyarrow as pa  # pyright: ignore[reportMissingTypeStubs]
import pytest
from lastpass_admin import Client, ItemList, Page, ProvisioningUser

from sandbox import Sandbox, Tenant

pyarrow: Any = pa


def first(client: Client) -> Page[ProvisioningUser]:
    return next(client.provisioning.users.list().pages())


def collected(client: Client, size: int = 10) -> ItemList[ProvisioningUser]:
    return client.provisioning.users.list(page_size=size).collect()


@pytest.mark.parametrize("make", [first, collected])
def test_a_table_says_what_the_records_say(client: Client, make: Any) -> None:
    items = make(client)
    rows = pyarrow.table(items).to_pylist()
    assert len(rows) == 25
    for row, record in zip(rows, items, strict=True):
        for name in ("id", "username", "full_name", "disabled", "total_score", "sites", "created", "groups"):
            assert row[name] == getattr(record, name), name


def test_columns_have_the_type_of_their_member(client: Client) -> None:
    schema = pyarrow.table(first(client)).schema
    types = {
        "username": pyarrow.string(),
        "disabled": pyarrow.bool_(),
        "total_score": pyarrow.float64(),
        "sites": pyarrow.int64(),
        "groups": pyarrow.list_(pyarrow.string()),
    }
    for name, expected in types.items():
        actual = schema.field(name).type
        if pyarrow.types.is_list(actual):
            assert actual.value_type == pyarrow.string(), name
        else:
            assert actual == expected, name
    assert pyarrow.types.is_timestamp(schema.field("created").type)
    users = pyarrow.table(next(client.users.list().pages())).schema
    assert users.field("id").type == pyarrow.int64()
    assert users.field("account_status").type == pyarrow.string()


def test_the_columns_are_the_members(client: Client) -> None:
    names = set(first(client)[0].to_dict())
    assert set(pyarrow.table(first(client)).column_names) - {"extra"} == names - {"extra"}


def test_what_is_not_there_is_null(tenant: Tenant, client: Client) -> None:
    rows = pyarrow.table(collected(client))
    assert (
        rows.column("last_login").null_count == sum(user.last_login is None for user in collected(client)) > 0
    )
    tenant.fault("any", "null-members")
    nulls = pyarrow.table(next(client.users.list().pages()))
    assert nulls.column("id").null_count == nulls.column("email").null_count == 25


def test_times_are_instants_where_the_zone_is_known_and_local_where_not(tenant: Tenant) -> None:
    with tenant.client() as zoned, tenant.client(time_zone=None) as plain:
        aware, naive = (pyarrow.table(first(client)).column("created") for client in (zoned, plain))
    assert aware.type.tz and naive.type.tz is None
    assert aware[0].as_py().astimezone(timezone.utc) == datetime(2021, 3, 2, 14, 14, 51, tzinfo=timezone.utc)
    assert naive[0].as_py() == datetime(2021, 3, 2, 9, 14, 51)


def test_an_empty_list_has_the_same_columns(sandbox: Sandbox, client: Client) -> None:
    full = pyarrow.table(collected(client)).schema
    with sandbox.tenant(users=0).client() as nobody:
        for empty in (first(nobody), collected(nobody)):
            table = pyarrow.table(empty)
            assert table.num_rows == 0
            assert table.schema.equals(full)


def test_all_pages_of_a_list_are_one_table(client: Client) -> None:
    tables = [pyarrow.table(page) for page in client.provisioning.users.list(page_size=10).pages()]
    assert pyarrow.concat_tables(tables).combine_chunks() == pyarrow.table(collected(client)).combine_chunks()


def test_a_table_can_be_taken_twice_and_outlives_its_page(client: Client) -> None:
    page = first(client)
    once, twice = pyarrow.table(page), pyarrow.table(page)
    del page
    assert once == twice


def test_records_in_records(client: Client) -> None:
    page = next(client.provisioning.shared_folders.list().pages())
    table = pyarrow.table(page)
    assert table.column("id").to_pylist() == [folder.id for folder in page]
    members = table.column("users").to_pylist() if "users" in table.column_names else None
    assert members is None or [each["username"] for each in members[0]] == [
        each.username for each in page[0].users
    ]


def test_to_arrow_is_the_same(client: Client) -> None:
    page: Any = first(client)
    assert pyarrow.table(page.to_arrow()) == pyarrow.table(page)


def test_plain_dicts_need_no_arrow(client: Client) -> None:
    dicts = collected(client).to_dicts()
    assert [each["username"] for each in dicts] == [user.username for user in collected(client)]
