"""What goes wrong in the unified view: told by its class, and never taken for an empty list."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from lastpass_admin import (
    AuthenticationError,
    ConfigurationError,
    InvalidArgumentError,
    LastPassError,
    NotFoundError,
    NotSupportedError,
    ServerError,
    SubscriptionExpiredError,
    UnexpectedResponseError,
)

from iam_calls import ADA, CALLS, STANCES, awaited, called
from sandbox import Sandbox, Tenant

PROVISIONING_ALONE, KEY_ALONE = STANCES["provisioning"], STANCES["business"]

LACKING: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "types of resources": (KEY_ALONE, "list_resource_types", {}),
    "who reaches folders": (KEY_ALONE, "list_resource_users", {}),
    "groups that reach folders": (KEY_ALONE, "list_resource_groups", {}),
    "permissions": (KEY_ALONE, "check_permissions", {}),
    "groups": (KEY_ALONE, "groups.list", {}),
    "a group": (KEY_ALONE, "groups.get", {}),
    "account roles": (KEY_ALONE, "roles.list", {"extended": None}),
    "an account role": (KEY_ALONE, "roles.get", {}),
    "the organization": (KEY_ALONE, "organizations.list", {"extended": None}),
    "who was invited": (KEY_ALONE, "users.list", {"extended": None}),
    "admin levels of users": (PROVISIONING_ALONE, "users.list", {}),
    "admin levels of a user": (PROVISIONING_ALONE, "users.get", {}),
    "admin levels": (PROVISIONING_ALONE, "roles.list", {}),
    "an admin level": (PROVISIONING_ALONE, "roles.get", {"id": "admin-level:100"}),
    "managed companies": (PROVISIONING_ALONE, "organizations.list", {}),
}

WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "an address that is none": ("users.get", {"id": "ada"}, "id"),
    "a filter that is no address": ("users.list", {"email": "ada"}, "email"),
    "a page without users": ("users.list", {"page_size": 0}, "page_size"),
    "a page that is too large": ("users.list", {"page_size": 2001}, "page_size"),
    "a position that is none": ("users.list", {"page_token": "nowhere"}, "page_token"),
    "a role of folders": ("roles.get", {"id": "editor"}, "id"),
    "an admin level without the extended mode": (
        "roles.get",
        {"id": "admin-level:100", "extended": None},
        "id",
    ),
    "another type of resources": ("list_resource_users", {"resource_type": "file"}, "resource_type"),
    "another type, by groups": ("list_resource_groups", {"resource_type": "file"}, "resource_type"),
    "another type, for one user": ("check_permissions", {"resource_type": "file"}, "resource_type"),
    "an action that does not exist": ("check_permissions", {"action": "erase"}, "action"),
    "a user that is no address": ("check_permissions", {"user_id": "ada"}, "user_id"),
}

MISSING: dict[str, tuple[str, dict[str, Any]]] = {
    "a user": ("users.get", {"id": "nobody@example.com"}),
    "a group": ("groups.get", {"id": "Nobody"}),
    "another organization": ("organizations.get", {"id": "1", "extended": None}),
    "a managed company": ("organizations.get", {"id": "1"}),
    "an admin level": ("roles.get", {"id": "admin-level:1"}),
    "a folder": ("list_resource_users", {"resource_id": "1"}),
    "a deleted folder": ("list_resource_users", {"resource_id": "5003", "include_deleted": None}),
    "a folder, by groups": ("list_resource_groups", {"resource_id": "1"}),
    "a folder, for one user": ("check_permissions", {"resource_id": "1"}),
    "a user, for a folder": ("check_permissions", {"user_id": "nobody@example.com"}),
}


@pytest.mark.parametrize("what", LACKING)
def test_what_no_credential_answers_names_the_one_it_needs(tenant: Tenant, what: str) -> None:
    settings, name, arguments = LACKING[what]
    with tenant.client(**settings) as client, pytest.raises(NotSupportedError) as raised:
        called(client, name, **arguments)
    error = raised.value
    needed = "LASTPASS_PROVHASH" if settings is KEY_ALONE else "LASTPASS_API_KEY"
    assert needed in error.message
    assert (error.kind, error.operation, error.delivery) == ("not_supported", f"iam.{name}", "not_sent")
    assert tenant.hits() == 0


@pytest.mark.parametrize("name", CALLS)
def test_a_client_without_any_credential_is_set_up_wrongly(tenant: Tenant, name: str) -> None:
    with (
        tenant.client(credentials=dict, **PROVISIONING_ALONE, **KEY_ALONE) as client,
        pytest.raises((ConfigurationError, NotSupportedError)) as raised,
    ):
        called(client, name)
    assert raised.value.operation == f"iam.{name}"
    assert tenant.hits() == 0


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_argument_is_refused_by_name_before_anything_is_sent(tenant: Tenant, what: str) -> None:
    name, arguments, parameter = WRONG[what]
    with tenant.client() as client, pytest.raises(InvalidArgumentError) as raised:
        called(client, name, **arguments)
    assert (raised.value.parameter, raised.value.operation) == (parameter, f"iam.{name}")
    assert tenant.hits() == 0


@pytest.mark.parametrize("action", ["comment", "export"])
def test_what_the_vendor_s_data_does_not_tell_is_not_supported(tenant: Tenant, action: str) -> None:
    with tenant.client() as client, pytest.raises(NotSupportedError, match=f"`{action}`"):
        client.iam.check_permissions(user_id=ADA, resource_id="5001", action=action)
    assert tenant.hits() == 0


@pytest.mark.parametrize("what", MISSING)
def test_what_is_not_there_is_not_found(tenant: Tenant, what: str) -> None:
    name, arguments = MISSING[what]
    with tenant.client() as client, pytest.raises(NotFoundError) as raised:
        called(client, name, **arguments)
    assert raised.value.operation == f"iam.{name}"
    assert raised.value.delivery == "answered"


@pytest.mark.parametrize("name", CALLS)
def test_a_dead_hash_is_an_error_of_each_of_them(tenant: Tenant, run: Any, name: str) -> None:
    tenant.revoke("provhash")

    async def ask() -> None:
        async with tenant.async_client(**PROVISIONING_ALONE) as twin:
            await awaited(twin, name, **plain(name))

    with tenant.client(**PROVISIONING_ALONE) as client, pytest.raises(AuthenticationError) as raised:
        called(client, name, **plain(name))
    with pytest.raises(AuthenticationError):
        run(ask())
    assert raised.value.operation == f"iam.{name}"
    assert "(in provisioning." in raised.value.message
    assert raised.value.status == 200


def plain(name: str) -> dict[str, Any]:
    """The call as the Provisioning credential alone answers it."""
    plain: dict[str, Any] = {"extended": None} if "extended" in CALLS[name] else {}
    return {**plain, "id": "1"} if name == "organizations.get" else plain


@pytest.mark.parametrize("name", [name for name in CALLS if "extended" in CALLS[name]])
def test_so_is_a_dead_key_where_it_is_needed(tenant: Tenant, name: str) -> None:
    over = {"id": "admin-level:100"} if name == "roles.get" else {}
    tenant.revoke("api-key")
    with tenant.client() as client, pytest.raises(AuthenticationError) as raised:
        called(client, name, **over)
    assert raised.value.operation == f"iam.{name}"
    assert raised.value.status == 401


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("html", UnexpectedResponseError),
        ("truncated-json", UnexpectedResponseError),
        ({"status": {"status": 503}}, ServerError),
    ],
    ids=["a page of a gateway", "half an answer", "a server in trouble"],
)
@pytest.mark.parametrize("name", CALLS)
def test_an_answer_that_is_none_is_an_error_of_each_of_them(
    tenant: Tenant, name: str, fault: object, expected: type[LastPassError]
) -> None:
    tenant.fault("any", fault)
    with tenant.client(max_retries=0) as client, pytest.raises(expected) as raised:
        called(client, name)
    assert raised.value.operation == f"iam.{name}"
    assert "(in " in raised.value.message


def test_the_subscription_has_ended(tenant: Tenant) -> None:
    with (
        tenant.client(api_key=tenant.expired_api_key) as client,
        pytest.raises(SubscriptionExpiredError) as raised,
    ):
        client.iam.users.list().collect()
    assert raised.value.status == 402


@pytest.mark.parametrize("stance", ["both", "alone"])
@pytest.mark.parametrize("operation", ["getuserdata", "listUsers"])
def test_a_page_in_the_middle_that_fails_fails_the_list(
    sandbox: Sandbox, operation: str, stance: str
) -> None:
    tenant = sandbox.tenant(users=1200, companies=0, events=0)
    tenant.fault(operation, "html", after=1)
    alone = KEY_ALONE if operation == "listUsers" else PROVISIONING_ALONE
    with tenant.client(**alone if stance == "alone" else {}) as client:
        users = client.iam.users.list(page_size=400)
        read: list[str | None] = []
        with pytest.raises(UnexpectedResponseError):
            read.extend(user.id for user in users)
        # Asking again tries the same page again.
        with pytest.raises(UnexpectedResponseError):
            next(users)
        assert users.summary.complete is False
        tenant.clear_faults()
        read.extend(user.id for user in users)
        assert len(read) == len(set(read)) == 1200
        assert users.summary.complete is True
        tenant.fault(operation, "html", after=1)
        with pytest.raises(UnexpectedResponseError):
            client.iam.users.list(page_size=400).collect()


@pytest.mark.parametrize("what", LACKING)
def test_an_error_survives_the_way_to_another_process(tenant: Tenant, what: str) -> None:
    settings, name, arguments = LACKING[what]
    with tenant.client(**settings) as client, pytest.raises(NotSupportedError) as raised:
        called(client, name, **arguments)
    again = pickle.loads(pickle.dumps(raised.value))
    assert (type(again), str(again), again.operation) == (
        NotSupportedError,
        str(raised.value),
        raised.value.operation,
    )
