"""Secrets on their way to the native part: a traceback that prints the variables of a frame does not print them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Hidden:
    """A value that is not printed."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def _given(self) -> object:
        return self._value

    def __repr__(self) -> str:
        return "<hidden>"


def hidden(value: object) -> Any:
    """The value, hidden; None stays None, which is not given."""
    return None if value is None else Hidden(value)
