"""Settings and arguments as a Python user gives them."""

from __future__ import annotations

import json
import keyword
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from lastpass_admin import BatchAddUser, EventCursor, GroupChange


def settings(given: dict[str, Any]) -> dict[str, Any]:
    """Keyword arguments of a client, which uses no proxy."""
    backoff = given.get("backoff")
    if backoff is not None:
        given["backoff"] = (backoff["base"], backoff["cap"], backoff["longest_asked"])
    return {**given, "no_proxy": True}


def of_call(operation: str, given: dict[str, Any]) -> dict[str, Any]:
    """Keyword arguments of an operation."""
    if operation == "poll":
        # In Python, what was accepted may be given in place of its URL.
        return {"accepted": given["url"]}
    return {_name(name): _value(name, value) for name, value in given.items()}


def _name(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def _value(name: str, value: Any) -> Any:
    # `users` are rows for one operation, and a text for another.
    if name in _ROWS and not isinstance(value, str):
        return [_ROWS[name](**row) for row in value]
    return _NATIVE[name](value) if name in _NATIVE else value


def _time(text: str) -> datetime:
    # Before Python 3.11, `Z` is no offset.
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _cursor(stored: dict[str, Any]) -> EventCursor:
    return EventCursor.parse(json.dumps(stored))


_ROWS: dict[str, type[BatchAddUser] | type[GroupChange]] = {"users": BatchAddUser, "changes": GroupChange}

_NATIVE: dict[str, Callable[[Any], Any]] = {
    "start_date": date.fromisoformat,
    "end_date": date.fromisoformat,
    "from": _time,
    "to": _time,
    "cursor": _cursor,
}
