"""Users of the unified view as Arrow tables and as plain dicts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa  # pyright: ignore[reportMissingTypeStubs]
import pytest
from lastpass_admin import Client, IamGroupReference, IamRole

from iam_calls import ADA, STANCES
from sandbox import Sandbox, Tenant

pyarrow: Any = pa


@pytest.mark.parametrize("stance", STANCES)
def test_a_table_says_what_the_users_say(tenant: Tenant, stance: str) -> None:
    with tenant.client(**STANCES[stance]) as client:
        users = client.iam.users.list(page_size=10).collect()
    rows = pyarrow.table(users.to_arrow()).to_pylist()
    assert len(rows) == 25
    for row, user in zip(rows, users, strict=True):
        for name in ("id", "remote_id", "name", "created_at", "last_login_at", "updated_at"):
            assert row[name] == getattr(user, name), name
        assert user.status is not None and user.unified_custom_fields is not None
        assert row["status"]["value"] == user.status.value
        assert row["status"]["source_value"] == user.status.source_value
        assert row["groups"] == plain(user.groups)
        assert of_each(row["roles"], "id") == of_each(plain(user.roles), "id")
        assert row["unified_custom_fields"]["source"] == stance
        assert row["unified_custom_fields"]["business_id"] == user.unified_custom_fields.business_id


def plain(members: Sequence[IamRole | IamGroupReference] | None) -> list[dict[str, Any]] | None:
    """As a column of a table has it; nothing is known otherwise than there being nothing."""
    return None if members is None else [each.to_dict() | {"extra": None} for each in members]


def of_each(members: list[dict[str, Any]] | None, name: str) -> list[Any] | None:
    return None if members is None else [each[name] for each in members]


def test_the_columns_are_the_members_of_an_empty_list_too(sandbox: Sandbox, client: Client) -> None:
    full = pyarrow.table(client.iam.users.list().collect())
    assert full.column_names == list(client.iam.users.get(ADA).to_dict())
    with sandbox.tenant(users=0).client() as nobody:
        assert pyarrow.table(nobody.iam.users.list().collect()).schema.equals(full.schema)


def test_instants_are_columns_of_instants_with_and_without_a_zone(tenant: Tenant) -> None:
    with tenant.client() as zoned, tenant.client(time_zone=None) as plain:
        one, other = (pyarrow.table(client.iam.users.list().collect()) for client in (zoned, plain))
    for name in ("created_at", "last_login_at", "updated_at", "last_active_at"):
        assert one.schema.field(name).type.tz == "UTC", name
    assert one.schema.equals(other.schema)
    assert one.column("created_at").null_count == 0 and other.column("created_at").null_count == 25


def test_plain_dicts_need_no_arrow(client: Client) -> None:
    users = client.iam.users.list().collect()
    dicts = users.to_dicts()
    assert dicts == [user.to_dict() for user in users]
    json.dumps(dicts, default=datetime.isoformat)
    assert json.loads(json.dumps(dicts[0], default=str))["status"]["value"] == "enabled"


def test_what_is_not_known_is_not_taken_for_none(tenant: Tenant) -> None:
    """Without the Provisioning API nobody knows who has a second factor."""
    with tenant.client(cid=None, provhash=None) as client:
        unknown = client.iam.users.list().collect()
    with tenant.client() as client:
        bob = client.iam.users.get("bob@example.com")
    assert bob.multi_factor_enabled == bob.to_dict()["multi_factor_enabled"] == []
    assert unknown[0].multi_factor_enabled is None
    assert unknown.to_dicts()[0]["multi_factor_enabled"] is None
    assert pyarrow.table(unknown).column("multi_factor_enabled").null_count == 25
