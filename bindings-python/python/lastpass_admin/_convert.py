"""What a caller hands in, as what JSON can hold."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def plain(value: Any) -> Any:
    """The value in a form of JSON's, if it has one: rows as dicts, times as texts, lengths of time as seconds."""
    for method in ("_given", "isoformat", "total_seconds"):
        convert = getattr(value, method, None)
        if callable(convert):
            return convert()
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return dict(value)
    if hasattr(value, "__iter__"):
        return list(value)
    raise TypeError(f"a {type(value).__name__} cannot be sent")
