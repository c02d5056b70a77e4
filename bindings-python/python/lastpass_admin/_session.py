"""What the resources of a `Client` call."""

from __future__ import annotations

from ._lists import Pager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ._native import Session
    from ._options import RequestOptions


class SyncSession:
    """Calls that wait for their answers."""

    __slots__ = ("_native", "call")

    call: Callable[[str, dict[str, object], RequestOptions], Any]
    """Calls an operation and waits for its answer."""

    def __init__(self, native: Session) -> None:
        self._native = native
        self.call = native.call

    def list(self, operation: str, arguments: dict[str, object], options: RequestOptions) -> Pager[Any]:
        """A list of the operation."""
        return Pager(self._native.list(operation, arguments, options))
