"""Records as JSON, read attribute by attribute, and whether all that Python tells of a record agrees."""

from __future__ import annotations

import pickle
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timezone
from inspect import isgetsetdescriptor
from typing import Any

from lastpass_admin import InvalidArgumentError, LocalTime

import answers
from faults import Fault

# What says how the record came, and what it holds beside its attributes.
_BESIDE = {"extra", "response"}

_checked = ContextVar("checked", default=True)


@contextmanager
def on_trust() -> Generator[None, None, None]:
    """Records are only read: what is checked of some thousands of one list is checked of its first ones."""
    before = _checked.set(False)
    try:
        yield
    finally:
        _checked.reset(before)


def canonical(record: Any) -> dict[str, Any]:
    """The record with its attributes, and its unknown members under `extra` if there are any."""
    shown = _shown(record)
    if _checked.get():
        _check(record, shown)
    return shown


def _check(record: Any, shown: dict[str, Any]) -> None:
    again = pickle.loads(pickle.dumps(record))
    checks = {
        "pickle": (_shown(again), shown),
        "==": (again == record, True),
        "!=": (again != record, False),
        "hash": (hash(again), hash(record)),
        "== to its JSON": (record == shown, False),
        # So it shows nothing that the outcome does not show.
        "repr": (repr(record), _repr(record)),
        "to_dict()": (record.to_dict(), _as_dict(record)),
    }
    for what, (one, other) in checks.items():
        if one != other:
            raise Fault(f"{what} of a record does not agree with its attributes: {one!r}, {other!r}")


def _attributes(record: Any) -> list[str]:
    """The names of the attributes that records of this class have."""
    kind = record.__class__
    public = (name for name in dir(kind) if not name.startswith("_"))
    return [name for name in public if name not in _BESIDE and isgetsetdescriptor(getattr(kind, name))]


def _shown(record: Any) -> dict[str, Any]:
    shown = {name: _attribute(record, name) for name in _attributes(record)}
    return shown | {"extra": record.extra} if record.extra else shown


def _attribute(record: Any, name: str) -> Any:
    value = getattr(record, name)
    local = _local_time(record, name) if value is None or isinstance(value, datetime) else None
    if local is None:
        return _instant(value) if isinstance(value, datetime) else answers.canonical(value)
    if local.datetime != value:
        raise Fault(f"`{name}` and its local_time() differ: {value!r}, {local!r}")
    return _time(local)


def _local_time(record: Any, name: str) -> LocalTime | None:
    try:
        return record.local_time(name)
    except (AttributeError, InvalidArgumentError):
        # An attribute that is no time.
        return None


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise Fault(f"an instant without a zone: {moment!r}")
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _time(local: LocalTime) -> dict[str, Any]:
    moment = local.datetime
    aware = moment is not None and moment.tzinfo is not None
    instant = _instant(moment) if moment and aware else None
    return {"text": local.text, "instant": instant, "ambiguous": local.ambiguous}


def _as_dict(record: Any) -> dict[str, Any]:
    known = {name: _plain(getattr(record, name)) for name in _attributes(record)}
    return known | {"extra": record.extra}


def _repr(record: Any) -> str:
    known = {name: getattr(record, name) for name in record.to_dict() if name not in _BESIDE}
    given = (f"{name}={value!r}" for name, value in known.items() if value is not None)
    return f"{type(record).__name__}({', '.join(given)})"


def _plain(value: Any) -> Any:
    if issubclass(value.__class__, list):
        return [_plain(element) for element in value]
    return _as_dict(value) if hasattr(value, "to_dict") else value
