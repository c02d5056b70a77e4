"""An error as JSON: every field that a user can read."""

from __future__ import annotations

import pickle
import traceback
from typing import Any

import lastpass_admin
from lastpass_admin import LastPassError

import answers
from faults import Fault

# Kinds whose class has another name, since Python has one of theirs.
_NAMES = {
    "permission": "PermissionDeniedError",
    "timeout": "RequestTimeoutError",
    "connection": "RequestConnectionError",
}

# What Python itself calls some of them.
_BASES = {"timeout": TimeoutError, "connection": ConnectionError, "invalid_argument": ValueError}


def canonical(error: LastPassError) -> dict[str, Any]:
    """The error, if it is of the class of its kind and survives pickling."""
    shown = _fields(error)
    _check_class(error)
    again = pickle.loads(pickle.dumps(error))
    if type(again) is not type(error) or _fields(again) != shown or str(again) != str(error):
        raise Fault(f"a pickled error is another one: {again!r}, {error!r}")
    return shown | {"printed": f"{error!r} {error} {''.join(traceback.format_exception(error))}"}


def _fields(error: LastPassError) -> dict[str, Any]:
    return {
        "kind": error.kind,
        "number": error.number,
        "message": error.message,
        "operation": error.operation,
        "parameter": error.parameter,
        "status": error.status,
        "title": error.title,
        "detail": error.detail,
        "instance": error.instance,
        "field_errors": [{"detail": field.detail, "pointer": field.pointer} for field in error.field_errors],
        "attempts": error.attempts,
        "delivery": error.delivery,
        "retry_after": error.retry_after,
        "outcome": answers.canonical(error.outcome),
    }


def _check_class(error: LastPassError) -> None:
    plain = "".join(word.capitalize() for word in error.kind.split("_")) + "Error"
    name = _NAMES.get(error.kind, plain)
    if type(error) is not getattr(lastpass_admin, name):
        raise Fault(f"an error of the kind {error.kind} is no {name}: {type(error)}")
    base = _BASES.get(error.kind)
    if base is not None and not isinstance(error, base):
        raise Fault(f"{name} is no {base.__name__}")
