"""From the JSON of the native part to the objects that users get."""

from __future__ import annotations

from ._enums import RowState
from ._errors import BY_KIND, FieldError, LastPassError
from ._results import (
    CredentialReport,
    CredentialStatus,
    EventBatch,
    Group,
    ListSummary,
    LocalTime,
    Outcome,
    RawResponse,
    ResponseInfo,
    RowOutcome,
    cursor,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ._native import Event


def error(fields: dict[str, Any]) -> LastPassError:
    kind = BY_KIND[fields.pop("kind")]
    del fields["number"]
    fields["field_errors"] = [FieldError(**found) for found in fields["field_errors"]]
    fields["outcome"] = fields["outcome"] and outcome(fields["outcome"])
    cause = fields.pop("cause")
    made = kind(fields.pop("text"), **fields)
    if cause:
        made.__cause__ = _cause(cause)
    return made


def _cause(cause: dict[str, Any]) -> Exception:
    if "kind" in cause:
        return error(cause)
    return OSError(cause["number"], cause["text"]) if cause["number"] else Exception(cause["text"])


def json(value: object) -> object:
    return value


texts = nothing = json


def outcome(value: dict[str, Any]) -> Outcome:
    rows = (RowOutcome(row["username"], RowState(row["state"]), row["detail"]) for row in value["rows"])
    return Outcome(tuple(rows), tuple(value["messages"]))


def group(value: dict[str, Any]) -> Group:
    return Group(value["name"], tuple(value["members"]))


def groups(values: list[dict[str, Any]]) -> list[Group]:
    return [group(value) for value in values]


def report(value: dict[str, Any]) -> CredentialReport:
    def status(found: dict[str, Any] | None) -> CredentialStatus | None:
        if found is None:
            return None
        return CredentialStatus(error(found["error"]) if found["error"] else None)

    return CredentialReport(status(value["business"]), status(value["provisioning"]))


def raw(value: dict[str, Any]) -> RawResponse:
    return RawResponse(response(value["info"]), value["body"])


def response(value: dict[str, Any]) -> ResponseInfo:
    return ResponseInfo(**value)


def summary(value: dict[str, Any]) -> ListSummary:
    return ListSummary(**value)


def events(state: dict[str, Any]) -> Callable[[list[Event]], EventBatch]:
    return lambda found: EventBatch(tuple(found), cursor(state))


def local_time(parts: dict[str, Any]) -> LocalTime:
    from datetime import datetime

    iso = parts["iso"]
    return LocalTime(parts["text"], iso and datetime.fromisoformat(iso), parts["ambiguous"])
