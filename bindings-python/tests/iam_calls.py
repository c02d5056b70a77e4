"""Each method of the unified view with every argument that it takes, waiting and awaited."""

from __future__ import annotations

import inspect
from typing import Any, TypeVar, cast

from lastpass_admin import AsyncClient, AsyncPager, Client, IamGroup, IamRole, IamUser, Pager

ADA = "ada@example.com"

STANCES: dict[str, dict[str, Any]] = {
    "both": {},
    "provisioning": {"api_key": None},
    "business": {"cid": None, "provhash": None},
}
"""What takes credentials away from a client that has both."""

T = TypeVar("T")


def known(value: T | None) -> T:
    """A member that the credentials reach."""
    assert value is not None
    return value


def role_of(entry: IamUser | IamGroup) -> IamRole:
    """The one role of an entry of a folder."""
    (role,) = known(entry.roles)
    return role


CALLS: dict[str, dict[str, Any]] = {
    "me": {},
    "list_resource_types": {},
    "list_resource_users": {
        "resource_type": "shared_folder",
        "resource_id": "5001",
        "include_deleted": True,
        "super_admins": False,
        "page_token": "start",
    },
    "list_resource_groups": {
        "resource_type": "shared_folder",
        "resource_id": "5001",
        "include_deleted": True,
        "super_admins": False,
        "page_token": "start",
    },
    "check_permissions": {
        "user_id": ADA,
        "resource_id": "5001",
        "resource_type": "shared_folder",
        "action": "write",
    },
    "users.list": {
        "email": ADA,
        "include_invited": True,
        "never_logged_in_is_pending": True,
        "split_names": True,
        "extended": True,
        "page_size": 5,
        "page_token": "start",
    },
    "users.get": {"id": ADA, "never_logged_in_is_pending": True, "split_names": True, "extended": True},
    "groups.list": {"page_token": "start"},
    "groups.get": {"id": "Eng"},
    "roles.list": {"extended": True, "page_token": "start"},
    "roles.get": {"id": "admin", "extended": True},
    "organizations.list": {"extended": True, "page_token": "start"},
    "organizations.get": {"id": "5501", "extended": True},
}


def method(client: Client | AsyncClient, name: str) -> Any:
    """A method of the view by its name."""
    found: Any = client.iam
    for part in name.split("."):
        found = getattr(found, part)
    return found


def called(client: Client, name: str, **over: Any) -> Any:
    """What a method answers, a list whole."""
    answer = method(client, name)(**CALLS[name] | over)
    return list(cast("Pager[Any]", answer)) if isinstance(answer, Pager) else answer


async def awaited(client: AsyncClient, name: str, **over: Any) -> Any:
    """The same, awaited."""
    answer = method(client, name)(**CALLS[name] | over)
    if isinstance(answer, AsyncPager):
        return [item async for item in cast("AsyncPager[Any]", answer)]
    return await answer


def methods(client: Client | AsyncClient) -> set[str]:
    """The names of all methods of the view."""
    view: Any = client.iam
    kinds: dict[str, type] = {"": view.__class__}
    for name, value in vars(kinds[""]).items():
        if isinstance(value, property):
            kinds[f"{name}."] = getattr(view, name).__class__
    return {
        prefix + name
        for prefix, kind in kinds.items()
        for name, value in vars(kind).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
