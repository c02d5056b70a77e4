"""Records as values: equal, hashed, copied, pickled, kept in sets and sent to other processes."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from typing import Any

import pytest
from lastpass_admin import Client

from catalogue import RECORDS, Record, attributes, company, met
from sandbox import Sandbox, Tenant


@pytest.fixture(scope="module")
def records(sandbox: Sandbox) -> dict[str, Record]:
    """One record of every class."""
    return met(company(sandbox))


def same(left: Any, right: Any) -> bool:
    """Whether two records cannot be told apart."""
    assert type(left) is type(right)
    assert (left == right, left != right, hash(left) == hash(right)) == (True, False, True)
    assert left.to_dict() == right.to_dict()
    for attribute in attributes(left):
        assert getattr(left, attribute) == getattr(right, attribute)
        assert type(getattr(left, attribute)) is type(getattr(right, attribute))
    return repr(left) == repr(right)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("name", RECORDS)
def test_pickled(records: dict[str, Record], name: str, protocol: int) -> None:
    assert same(pickle.loads(pickle.dumps(records[name], protocol)), records[name])


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy])
@pytest.mark.parametrize("name", RECORDS)
def test_copied(records: dict[str, Record], name: str, make: Any) -> None:
    assert same(make(records[name]), records[name])


@pytest.mark.parametrize("name", RECORDS)
def test_unlike_anything_else(records: dict[str, Record], name: str) -> None:
    record: Any = records[name]
    assert record != record.to_dict()
    assert record is not None and record != 5
    assert all(record != other for other_name, other in records.items() if other_name != name)
    with pytest.raises(TypeError):
        sorted([record, record])


def test_equal_is_what_says_the_same_wherever_it_was_read(client: Client) -> None:
    one, other = client.users.get(80001), next(iter(client.users.list()))
    assert one is not other and same(one, other)
    assert one != client.users.get(80002)
    assert len({*client.users.list(page_size=10), *client.users.list(page_size=7)}) == 25


def test_the_zone_of_its_times_goes_along(tenant: Tenant) -> None:
    with tenant.client() as zoned, tenant.client(time_zone=None) as plain:
        aware, naive = (lp.provisioning.users.get("ada@example.com") for lp in (zoned, plain))
    assert same(pickle.loads(pickle.dumps(aware)), aware)
    assert same(pickle.loads(pickle.dumps(naive)), naive)
    assert aware != naive


def test_extra_and_unknown_values_go_along(tenant: Tenant, client: Client) -> None:
    tenant.fault("any", "unknown-members")
    tenant.fault("any", "unknown-enum-values")
    user = client.users.get(80001)
    assert user.extra
    assert same(pickle.loads(pickle.dumps(user)), user)


def test_an_event_keeps_its_identity(tenant: Tenant, client: Client) -> None:
    tenant.event("2024-05-02 10:15:00", times=3)
    for event in client.provisioning.events.list(from_="2024-05-01 00:00:00"):
        again = pickle.loads(pickle.dumps(event))
        assert (again.id, again.ordinal) == (event.id, event.ordinal)


def test_another_process_reads_it(records: dict[str, Record]) -> None:
    read = "import pickle, sys; print([repr(each) for each in pickle.load(sys.stdin.buffer)])"
    pickled = pickle.dumps(list(records.values()))
    printed = subprocess.run([sys.executable, "-c", read], input=pickled, stdout=subprocess.PIPE, check=True)
    assert printed.stdout.decode().strip() == str([repr(each) for each in records.values()])


def test_what_is_no_record_is_refused(records: dict[str, Record]) -> None:
    pickled = pickle.dumps(records["CompanyUser"], 0)
    with pytest.raises(Exception, match=r".+"):
        pickle.loads(pickled.replace(b"CompanyUser", b"CompanyLoser"))
