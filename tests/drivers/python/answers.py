"""What calls give, as JSON that is the same in every language."""

from __future__ import annotations

import json
from typing import Any

from lastpass_admin import (
    CredentialReport,
    CredentialStatus,
    EventBatch,
    Group,
    LastPassError,
    ListSummary,
    Outcome,
    RawResponse,
)

import problem
import records
from faults import Fault


def canonical(value: Any) -> Any:
    """The value with the names of the SDK; records are read attribute by attribute."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return _text(value)
    if issubclass(value.__class__, (list, tuple)):
        return [canonical(element) for element in value]
    if issubclass(value.__class__, dict):
        return {name: canonical(member) for name, member in value.items()}
    if isinstance(value, LastPassError):
        return problem.canonical(value)
    if isinstance(value, Outcome):
        return _outcome(value)
    if isinstance(value, EventBatch):
        return {"events": canonical(value.events), "cursor": json.loads(str(value.cursor))}
    for kind, names in _PLAIN.items():
        if isinstance(value, kind):
            return {name: canonical(getattr(value, name)) for name in names}
    return records.canonical(value)


def _text(value: str) -> str:
    """The text of a value of an open enum; every other text is its own."""
    text = str(value)
    if value != text or hash(value) != hash(text) or type(value)(text) != value:
        raise Fault(f"{value!r} is not the same as its text")
    return text


def _outcome(outcome: Outcome) -> dict[str, Any]:
    rows = [{"username": row.username, "state": str(row.state), "detail": row.detail} for row in outcome.rows]
    return {"rows": rows, "messages": list(outcome.messages)}


_PLAIN: dict[type, tuple[str, ...]] = {
    Group: ("name", "members"),
    RawResponse: ("status", "body"),
    CredentialReport: ("business", "provisioning"),
    CredentialStatus: ("works", "error"),
    ListSummary: ("items", "duplicates", "total", "complete", "resumed", "is_inconsistent"),
}
