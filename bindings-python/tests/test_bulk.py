"""Operations on many users, and what became of each."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from lastpass_admin import BatchAddUser, Client, Outcome, PartialError, RowState, ServerError

from sandbox import Tenant

ADA, BOB, EVE = "ada@example.com", "bob@example.com", "eve@example.com"


def states(outcome: Outcome | None) -> dict[str, str]:
    assert outcome is not None
    return {row.username: row.state for row in outcome.rows}


def test_the_outcome_says_who_was_changed(client: Client) -> None:
    outcome = client.provisioning.users.disable([ADA, EVE])
    assert isinstance(outcome.rows, tuple)
    assert states(outcome) == {ADA: "applied", EVE: "unchanged"}
    assert (list(outcome.applied), list(outcome.unchanged), list(outcome.failed)) == ([ADA], [EVE], [])
    assert type(outcome.rows[0].state) is RowState
    assert outcome.rows[0].state == RowState.APPLIED
    assert list(outcome.messages) == []


def test_what_the_vendor_remarks_is_kept(tenant: Tenant, client: Client) -> None:
    tenant.quirks(batchadd_message_above=1)
    users = [BatchAddUser(username=f"new{number}@example.com") for number in range(3)]
    outcome = client.provisioning.users.add(users)
    assert len(outcome.applied) == 3 and len(outcome.messages) == 1 and outcome.messages[0]


def test_a_part_that_fails_is_told_from_what_was_done_and_what_was_not_sent(
    tenant: Tenant, client: Client
) -> None:
    tenant.fault("batchadd", {"status": {"status": 500}}, after=1, times=1)
    users = [BatchAddUser(username=f"new{number}@example.com") for number in range(5)]
    with pytest.raises(PartialError) as raised:
        client.provisioning.users.add(users, chunk_size=2, chunk_pause=0)
    error = raised.value
    assert error.outcome is not None
    assert [row.state for row in error.outcome.rows] == [
        "applied",
        "applied",
        "unknown",
        "unknown",
        "not_sent",
    ]
    assert [row.username for row in error.outcome.failed] == [
        f"new{number}@example.com" for number in (2, 3, 4)
    ]
    assert isinstance(error.__cause__, ServerError) and error.__cause__.status == 500
    again = pickle.loads(pickle.dumps(error))
    assert again.outcome == error.outcome


def test_a_refused_user_comes_with_the_reason(tenant: Tenant, client: Client) -> None:
    tenant.quirks(unknown_addresses_are_errors=True)
    with pytest.raises(PartialError) as raised:
        client.provisioning.users.disable([ADA, "nobody@example.com"])
    outcome = raised.value.outcome
    assert states(outcome) == {ADA: "applied", "nobody@example.com": "rejected"}
    assert outcome is not None and outcome.failed[0].detail


def test_deletions_one_by_one(tenant: Tenant, client: Client) -> None:
    with pytest.raises(PartialError) as raised:
        client.provisioning.users.delete_many(
            [BOB, "nobody@example.com", EVE], action="remove_from_company", at_most=3
        )
    assert states(raised.value.outcome) == {BOB: "applied", "nobody@example.com": "rejected", EVE: "applied"}
    assert tenant.hits("deluser") == 3


def test_an_outcome_is_a_value(client: Client) -> None:
    outcome = client.provisioning.users.enable([ADA, EVE])
    again = pickle.loads(pickle.dumps(outcome))
    assert again == outcome and type(again) is Outcome
    assert repr(again) == repr(outcome) and repr(outcome).startswith("Outcome(")
    untyped: Any = outcome
    row: Any = outcome.rows[0]
    with pytest.raises(AttributeError):
        untyped.rows = ()
    with pytest.raises(AttributeError):
        row.state = "applied"


def test_groups_are_names_and_members(client: Client) -> None:
    groups = client.provisioning.groups.list()
    eng = client.provisioning.groups.get("Eng")
    assert eng in groups
    assert eng.name == "Eng" and ADA in eng.members
    assert pickle.loads(pickle.dumps(eng)) == eng
