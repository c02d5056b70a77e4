"""Each kind of error, forced once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from lastpass_admin import Client, LastPassError

from sandbox import SLOW, Tenant

ADA = "ada@example.com"


@dataclass(frozen=True)
class Failure:
    """How a kind of error comes about, and what its fields say."""

    use: Callable[[Client], object]
    expected: dict[str, Any]
    prepare: Callable[[Tenant], object] = lambda tenant: None
    settings: Callable[[Tenant], dict[str, Any]] = field(default=lambda tenant: {})

    def force(self, tenant: Tenant) -> LastPassError:
        """Makes the error in a company of its own."""
        self.prepare(tenant)
        with tenant.client(**self.settings(tenant)) as client, pytest.raises(LastPassError) as raised:
            self.use(client)
        return raised.value


def get(client: Client) -> object:
    return client.users.get(80001)


def create(client: Client) -> object:
    return client.users.create(email=ADA, creation_account_action="stage")


UNSENT = {"attempts": 0, "delivery": "not_sent", "status": None}
ANSWERED = {"attempts": 1, "delivery": "answered"}

FAILURES: dict[str, Failure] = {
    "invalid_argument": Failure(
        lambda client: client.users.list(page_size=0).collect(),
        {"number": 1, "parameter": "page_size", "operation": "users.list", **UNSENT},
    ),
    "configuration": Failure(
        get, {"number": 2, "operation": "users.get", **UNSENT}, settings=lambda tenant: {"api_key": None}
    ),
    "read_only": Failure(
        create,
        {"number": 3, "operation": "users.create", **UNSENT},
        settings=lambda tenant: {"read_only": True},
    ),
    "authentication": Failure(
        lambda client: client.provisioning.users.get(ADA),
        {"number": 4, "operation": "provisioning.users.get", "status": 200, **ANSWERED},
        lambda tenant: tenant.revoke("provhash"),
    ),
    "permission": Failure(
        get,
        {"number": 5, "status": 403, **ANSWERED},
        settings=lambda tenant: {"api_key": tenant.forbidden_api_key},
    ),
    "subscription_expired": Failure(
        get,
        {"number": 6, "status": 402, **ANSWERED},
        settings=lambda tenant: {"api_key": tenant.expired_api_key},
    ),
    "not_found": Failure(lambda client: client.users.get(4), {"number": 7, "status": 404, **ANSWERED}),
    "conflict": Failure(
        create,
        {"number": 8, "status": 409, **ANSWERED},
        lambda tenant: tenant.quirks(duplicate_email_status=409),
    ),
    "invalid_request": Failure(create, {"number": 9, "status": 422, **ANSWERED}),
    "unsupported_media_type": Failure(
        lambda client: client.users.update(80001, name="Ada"),
        {"number": 10, "status": 415, **ANSWERED},
        lambda tenant: tenant.quirks(patch_media_type="merge-patch"),
    ),
    "rate_limit": Failure(
        get,
        {"number": 11, "status": 429, "retry_after": 300.0, **ANSWERED},
        lambda tenant: tenant.fault("getUser", {"too-many-requests": {"retry_after": {"seconds": 300}}}),
    ),
    "server": Failure(
        get,
        {"number": 12, "status": 503, "attempts": 3, "delivery": "answered"},
        lambda tenant: tenant.fault("getUser", {"status": {"status": 503}}),
    ),
    "rejected": Failure(
        lambda client: client.provisioning.users.reinvite("nobody@example.com"),
        {"number": 13, "status": 200, **ANSWERED},
    ),
    "partial": Failure(
        lambda client: client.provisioning.users.disable([ADA, "nobody@example.com"]),
        {"number": 14, "operation": "provisioning.users.disable", "delivery": "answered"},
        lambda tenant: tenant.quirks(unknown_addresses_are_errors=True),
    ),
    "unexpected_response": Failure(
        get, {"number": 15, "status": 200, **ANSWERED}, lambda tenant: tenant.fault("getUser", "html")
    ),
    "timeout": Failure(
        get,
        {"number": 16, "status": None, "attempts": 1, "delivery": "unknown"},
        lambda tenant: tenant.fault("getUser", SLOW),
        lambda tenant: {"attempt_timeout": 0.05, "max_retries": 0},
    ),
    "connection": Failure(
        create,
        {"number": 17, "status": None, "attempts": 1, "delivery": "unknown"},
        lambda tenant: tenant.fault("createUser", "reset-after"),
    ),
    "paging": Failure(
        lambda client: client.users.list(page_size=10).collect(),
        {"number": 18, "operation": "users.list", "delivery": "answered"},
        lambda tenant: tenant.fault("listUsers", "repeat-token"),
    ),
    "not_supported": Failure(
        lambda client: client.iam.list_resource_types(),
        {"number": 20, "operation": "iam.list_resource_types", **UNSENT},
        settings=lambda tenant: {"cid": None, "provhash": None},
    ),
}
