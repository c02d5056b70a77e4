"""A class for each kind of error, with what a program needs to decide what to do."""

from __future__ import annotations

import copy
import pickle
import re
import traceback
from typing import Any

import lastpass_admin
import pytest
from lastpass_admin import LastPassError

from catalogue import public
from failures import FAILURES
from sandbox import PROJECT, Sandbox, Tenant

RENAMED = {
    "permission": "PermissionDeniedError",
    "timeout": "RequestTimeoutError",
    "connection": "RequestConnectionError",
}
BUILTIN: dict[str, type[Exception]] = {
    "invalid_argument": ValueError,
    "timeout": TimeoutError,
    "connection": ConnectionError,
}
FIELDS = (
    "kind",
    "number",
    "message",
    "operation",
    "parameter",
    "status",
    "title",
    "detail",
    "instance",
    "field_errors",
    "attempts",
    "delivery",
    "retry_after",
    "outcome",
)
TABLE = dict(re.findall(r"- name: (\w+)\n +number: (\d+)", (PROJECT / "spec/errors.yaml").read_text()))


def class_of(kind: str) -> type[LastPassError]:
    """The class of a kind of the error table."""
    name = "".join(part.capitalize() for part in kind.split("_")) + "Error"
    return getattr(lastpass_admin, RENAMED.get(kind, name))


class Errors(dict[str, LastPassError]):
    """Each kind of error, made when it is first asked for."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__()
        self._sandbox = sandbox

    def __missing__(self, kind: str) -> LastPassError:
        return self.setdefault(kind, FAILURES[kind].force(self._sandbox.tenant(users=3)))


@pytest.fixture(scope="module")
def errors(sandbox: Sandbox) -> Errors:
    """Each kind of error that a server or a caller can bring about."""
    return Errors(sandbox)


def test_every_kind_of_the_table_has_a_class_and_every_class_a_kind() -> None:
    classes = {class_of(kind) for kind in TABLE}
    assert len(classes) == len(TABLE) == 21
    assert classes | {LastPassError} == set(public(LastPassError).values())
    assert set(TABLE) - set(FAILURES) == {"cancelled", "internal"}


@pytest.mark.parametrize("kind", TABLE)
def test_a_class_stands_below_the_root_and_below_the_builtin_of_its_meaning(kind: str) -> None:
    error = class_of(kind)
    assert issubclass(error, LastPassError) and issubclass(error, Exception)
    assert error.__doc__
    assert error.__module__ == "lastpass_admin"
    for builtin in (ValueError, TimeoutError, ConnectionError, PermissionError, KeyError, LookupError):
        assert issubclass(error, builtin) == (BUILTIN.get(kind) is builtin)


@pytest.mark.parametrize("kind", FAILURES)
def test_an_error_is_raised_as_its_class(errors: Errors, kind: str) -> None:
    error = errors[kind]
    assert type(error) is class_of(kind)
    assert (error.kind, error.number) == (kind, int(TABLE[kind]))


@pytest.mark.parametrize("kind", FAILURES)
def test_its_fields_say_what_happened(errors: Errors, kind: str) -> None:
    error = errors[kind]
    expected = FAILURES[kind].expected
    assert {name: getattr(error, name) for name in expected} == expected
    assert type(error.message) is str and error.message
    assert error.operation
    assert isinstance(error.field_errors, tuple)
    assert (error.parameter is None) == (kind != "invalid_argument")
    assert (error.retry_after is None) == (kind != "rate_limit")
    assert (error.outcome is None) == (kind != "partial")
    assert error.message in str(error)
    assert error.operation in str(error)


def test_what_the_vendor_says_is_handed_on(errors: Errors) -> None:
    missing = errors["not_found"]
    assert missing.title and missing.detail and missing.instance
    refused = errors["invalid_request"].field_errors[0]
    assert refused.detail and refused.pointer == "/email"
    assert "/email" in repr(refused)
    assert pickle.loads(pickle.dumps(refused)) == refused
    assert errors["rejected"].field_errors[0].detail


def test_what_is_below_an_error_is_its_cause(errors: Errors) -> None:
    assert isinstance(errors["connection"].__cause__, ConnectionError)


@pytest.mark.parametrize("act", ["pickle", "copy", "deepcopy"])
@pytest.mark.parametrize("kind", FAILURES)
def test_it_survives_the_way_to_another_process(errors: Errors, kind: str, act: str) -> None:
    error = errors[kind]
    ways: dict[str, Any] = {
        "pickle": lambda: [
            pickle.loads(pickle.dumps(error, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ],
        "copy": lambda: [copy.copy(error)],
        "deepcopy": lambda: [copy.deepcopy(error)],
    }
    for again in ways[act]():
        assert type(again) is type(error)
        assert {name: getattr(again, name) for name in FIELDS} == {
            name: getattr(error, name) for name in FIELDS
        }
        assert (str(again), repr(again)) == (str(error), repr(error))


@pytest.mark.parametrize("kind", FAILURES)
def test_it_prints_what_happened_and_no_credential(sandbox: Sandbox, kind: str) -> None:
    tenant = sandbox.tenant(users=3)
    error = FAILURES[kind].force(tenant)
    printed = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error)) + repr(error.args)
    assert error.message in printed
    assert repr(error).startswith(type(error).__name__ + "(")
    secrets = (tenant.api_key, tenant.provhash, tenant.forbidden_api_key, tenant.expired_api_key)
    assert not [secret for secret in secrets if secret in printed]


@pytest.mark.parametrize("kind", FAILURES)
def test_notes_can_be_added_and_it_can_be_raised_again(errors: Errors, kind: str) -> None:
    with pytest.raises(class_of(kind)) as raised:
        raise errors[kind] from None
    assert raised.value is errors[kind]


def test_kinds_are_caught_by_their_builtin(tenant: Tenant) -> None:
    for kind, builtin in BUILTIN.items():
        with pytest.raises(builtin):
            raise FAILURES[kind].force(tenant)
        tenant.clear_faults()


def test_an_error_can_be_made_for_a_test_of_one_s_own() -> None:
    error = lastpass_admin.NotFoundError("there is no such user", operation="users.get", status=404)
    assert (error.kind, error.number, error.status, error.operation) == ("not_found", 7, 404, "users.get")
    assert (error.attempts, error.delivery, error.field_errors) == (0, "not_sent", ())
    assert pickle.loads(pickle.dumps(error)).status == 404
