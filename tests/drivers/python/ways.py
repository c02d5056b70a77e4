"""The two ways to call the package: a call that blocks, and one that is awaited."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from inspect import isawaitable
from typing import Any, Protocol

from lastpass_admin import AsyncClient, AsyncPager, Client, Pager

from faults import Fault

CANCELLED = {"cancelled": True}


class Way(Protocol):
    """How steps are played. A step is a coroutine either way, so that it is written once."""

    @property
    def client(self) -> type[Any]:
        """The class of its clients."""
        ...

    @property
    def pager(self) -> type[Any]:
        """The class of their lists."""
        ...

    def play(self, step: Coroutine[Any, None, Any], cancel_after: float | None) -> Any:
        """Plays a step to its end, or until its caller gives up."""

    def batch(self, steps: list[Coroutine[Any, None, Any]]) -> list[Any]:
        """Plays steps at the same time."""
        ...

    async def result(self, called: Any) -> Any:
        """The result of what a call returned."""

    def end(self) -> None:
        """Lets go of what the way needs."""


class Blocking:
    """`Client`: a call returns its result. A caller gives up by pressing Ctrl-C."""

    client = Client
    pager = Pager

    def __init__(self) -> None:
        # A process that was started in the background ignores Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._threads = ThreadPoolExecutor(32)

    def play(self, step: Coroutine[Any, None, Any], cancel_after: float | None) -> Any:
        if cancel_after is None:
            return finished(step)
        timer = threading.Timer(cancel_after, interrupt)
        timer.start()
        try:
            return finished(step)
        except KeyboardInterrupt:
            return CANCELLED
        finally:
            timer.cancel()

    def batch(self, steps: list[Coroutine[Any, None, Any]]) -> list[Any]:
        return list(self._threads.map(finished, steps))

    async def result(self, called: Any) -> Any:
        if isawaitable(called):
            raise Fault(f"a blocking call returned something to await: {called!r}")
        return called

    def end(self) -> None:
        self._threads.shutdown()


class Asynchronous:
    """`AsyncClient`: what a call returns is awaited. A caller gives up by cancelling the task."""

    client = AsyncClient
    pager = AsyncPager

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def play(self, step: Coroutine[Any, None, Any], cancel_after: float | None) -> Any:
        return self._loop.run_until_complete(self._limited(step, cancel_after))

    def batch(self, steps: list[Coroutine[Any, None, Any]]) -> list[Any]:
        return self._loop.run_until_complete(self._together(steps))

    async def _together(self, steps: list[Coroutine[Any, None, Any]]) -> list[Any]:
        return await asyncio.gather(*steps)

    async def _limited(self, step: Coroutine[Any, None, Any], cancel_after: float | None) -> Any:
        if cancel_after is None:
            return await step
        task = self._loop.create_task(step)
        timer = self._loop.call_later(cancel_after, task.cancel)
        try:
            return await task
        except asyncio.CancelledError:
            return CANCELLED
        finally:
            timer.cancel()

    async def result(self, called: Any) -> Any:
        if not isawaitable(called):
            raise Fault(f"a call of AsyncClient returned nothing to await: {called!r}")
        return await called

    def end(self) -> None:
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()


def finished(step: Coroutine[Any, None, Any]) -> Any:
    """Runs a coroutine that never waits for anything."""
    try:
        step.send(None)
    except StopIteration as end:
        return end.value
    finally:
        step.close()
    raise Fault("a blocking step waits")


def interrupt() -> None:
    """What Ctrl-C does: the signal comes to the main thread, wherever it is."""
    main = threading.main_thread().ident
    if main is not None:
        signal.pthread_kill(main, signal.SIGINT)
