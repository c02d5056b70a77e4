"""One record of every class, as the sandbox answers them, and the attributes that they have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol, cast

import lastpass_admin

from sandbox import Tenant


class Record(Protocol):
    """What all records have in common."""

    @property
    def extra(self) -> dict[str, Any]: ...
    def to_dict(self) -> dict[str, Any]: ...


def public(kind: type) -> dict[str, type]:
    """The public classes below a class."""
    named = ((name, getattr(lastpass_admin, name)) for name in lastpass_admin.__all__)
    return {name: value for name, value in named if isinstance(value, type) and issubclass(value, kind)}


NEVER_GIVEN = {"IamPolicy"}
"""Classes of the unified schema that LastPass has nothing for."""

RECORDS = [
    name
    for name, value in public(object).items()
    if {"to_dict", "extra", "response"} <= set(dir(value)) and name not in NEVER_GIVEN
]
"""The names of all record classes whose records can be met."""

CLOCK = "2024-06-15T12:00:00Z"


def company(sandbox: Any) -> Tenant:
    """A company in which every record can be met, at a day that stands still."""
    tenant: Tenant = sandbox.tenant(users=25, companies=3, events=0, now=CLOCK)
    tenant.quirks(push_sites_available=True)
    tenant.event("2024-05-02 10:15:00", data="portal.example")
    return tenant


def met(tenant: Tenant) -> dict[str, Record]:
    """One record of every class, by name."""
    found: dict[str, Record] = {}
    with tenant.client() as lp:
        for answer in (
            lp.users.get(80001),
            lp.admin_levels.list(),
            lp.admin_levels.list_users(100),
            lp.admin_levels.add_user(200, user_id=80003),
            lp.managed_companies.get(5501),
            lp.managed_companies.update(5501, license_limit=30),
            lp.reports.list_admin_users(),
            lp.reports.list_billing_cycles(),
            lp.reports.list_billing_records(start_date=date(2024, 1, 1), end_date=date(2024, 12, 31)),
            lp.provisioning.users.get("ada@example.com"),
            lp.provisioning.shared_folders.list(),
            lp.provisioning.events.list(from_="2024-05-01 00:00:00"),
            lp.provisioning.reports.list_expired_master_passwords(),
            lp.provisioning.sites.push(users="ada@example.com", url="https://portal.example", name="Portal"),
            lp.iam.me(),
            lp.iam.users.get("ada@example.com"),
            lp.iam.check_permissions(user_id="ada@example.com", resource_id="5001"),
            lp.iam.groups.list(),
            lp.iam.organizations.list(),
        ):
            gather(answer, found)
    return found


def gather(value: Any, into: dict[str, Record]) -> None:
    """Takes a record and those in it."""
    if type(value).__name__ in RECORDS:
        if into.setdefault(type(value).__name__, value) is value:
            for name in attributes(value):
                gather(getattr(value, name), into)
    elif isinstance(value, Iterable) and not isinstance(value, (str, dict)):
        for each in cast("Iterable[Any]", value):
            gather(each, into)


def attributes(record: Any) -> list[str]:
    """The members of a record, as its `to_dict` names them."""
    return [name for name in record.to_dict() if name != "extra"]
