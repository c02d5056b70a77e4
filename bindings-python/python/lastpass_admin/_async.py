"""Calls that asyncio awaits. Imported with the first `AsyncClient`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, ref

from ._lists import AsyncPager
from ._native import Completions

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from ._native import Session
    from ._options import RequestOptions


class Reply(asyncio.Future[Any]):
    """A call that is under way. Cancelling it, or no longer awaiting it, ends its request."""

    __slots__ = ("_calls", "_number")

    def __init__(self, loop: asyncio.AbstractEventLoop, number: int, calls: Calls) -> None:
        super().__init__(loop=loop)
        self._number = number
        self._calls = calls
        calls.awaited[number] = self

    def _end(self) -> None:
        self._calls.awaited.pop(self._number, None)
        self._calls.completions.cancel(self._number)

    def __await__(self) -> Generator[Any, None, Any]:
        try:
            return (yield from super().__await__())
        finally:
            if not self.done():
                self._end()

    def cancel(self, msg: object = None) -> bool:
        self._end()
        return super().cancel(msg)

    def __del__(self) -> None:
        if not self.done():
            self._end()
        super().__del__()


class Calls:
    """The calls of an event loop that are under way. The loop holds it, and it holds them, until the loop is closed."""

    __slots__ = ("__weakref__", "awaited", "begun", "completions")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.awaited: dict[int, Reply] = {}
        self.begun: int = 0
        self.completions: Completions = Completions()
        loop.add_reader(self.completions.fileno(), self.finish)

    def finish(self) -> None:
        """Hands what calls came to over to those who await them."""
        for number, value, error in self.completions.take():
            reply = self.awaited.pop(number, None)
            if reply is None or reply.done():
                continue
            if error is None:
                reply.set_result(value)
            else:
                reply.set_exception(error)


_calls: WeakKeyDictionary[asyncio.AbstractEventLoop, ref[Calls]] = WeakKeyDictionary()


def begin() -> tuple[Reply, int, Completions]:
    """A future in the event loop that runs, its number, and where to put the call once it has finished."""
    loop = asyncio.get_running_loop()
    known = _calls.get(loop)
    calls = known() if known is not None else None
    if calls is None:
        calls = Calls(loop)
        _calls[loop] = ref(calls)
    calls.begun += 1
    return Reply(loop, calls.begun, calls), calls.begun, calls.completions


class AsyncSession:
    """What the resources of an `AsyncClient` call."""

    __slots__ = ("_native", "call")

    call: Callable[[str, dict[str, object], RequestOptions], Reply]
    """Begins a call; gives a future of its answer."""

    def __init__(self, native: Session) -> None:
        self._native = native
        self.call = native.start

    def list(self, operation: str, arguments: dict[str, object], options: RequestOptions) -> AsyncPager[Any]:
        """A list of the operation."""
        return AsyncPager(self._native.list(operation, arguments, options))
