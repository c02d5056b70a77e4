"""The client that is open, and the steps played through it."""

from __future__ import annotations

import json
import traceback
from functools import reduce
from typing import Any

from lastpass_admin import LastPassError

import answers
import listing
import problem
from arguments import of_call, settings
from faults import Fault, Missing
from ways import Way

PROTOCOL = 1


class Session:
    """The client that is open, if one is."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._client: Any = None

    def play(self, line: str) -> dict[str, Any]:
        """Plays a step; gives its outcome."""
        try:
            return self._outcome(json.loads(line))
        except Missing as operation:
            return {"missing": str(operation)}
        except Exception:
            return {"fault": traceback.format_exc()}

    def _outcome(self, step: dict[str, Any]) -> dict[str, Any]:
        if step["do"] == "batch":
            return {"ok": self._way.batch([self._told(one) for one in step["steps"]])}
        cancel_after = step.pop("cancel_after", None)
        try:
            return {"ok": self._way.play(self._step(step), cancel_after)}
        except LastPassError as error:
            return {"error": problem.canonical(error)}

    async def _told(self, step: dict[str, Any]) -> dict[str, Any]:
        """The outcome of a step that leaves the client open."""
        try:
            return {"ok": await self._step(step)}
        except LastPassError as error:
            return {"error": problem.canonical(error)}

    async def _step(self, step: dict[str, Any]) -> Any:
        what = step.pop("do")
        if what == "open":
            return await self._open(step)
        if what == "close":
            return await self._close()
        if self._client is None:
            raise Fault("no client is open")
        options: dict[str, Any] = step.pop("options", None) or {}
        if what == "call":
            return await self._call(options, **step)
        client = self._client.with_options(**options)
        if what == "request":
            return answers.canonical(await self._way.result(client.request(**step)))
        if what == "command":
            return {"body": await self._way.result(client.command(**step))}
        if what == "check":
            return answers.canonical(await self._way.result(client.check(**step)))
        raise Fault(f"this driver knows no step `{what}`")

    async def _open(self, step: dict[str, Any]) -> None:
        if step["protocol"] != PROTOCOL:
            raise Fault(f"this driver speaks version {PROTOCOL} of the protocol and not {step['protocol']}")
        await self._close()
        self._client = self._way.client(**settings(step["client"]))

    async def _close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await self._way.result(client.close())

    async def _call(
        self,
        options: dict[str, Any],
        operation: str,
        arguments: dict[str, Any],
        read: dict[str, int] | str | None = None,
    ) -> Any:
        method = self._method(operation)
        called = method(**of_call(operation, arguments), **options)
        if isinstance(called, self._way.pager):
            return await listing.read(called, read or {})
        return answers.canonical(await self._way.result(called))

    def _method(self, operation: str) -> Any:
        try:
            return reduce(getattr, operation.split("."), self._client)
        except AttributeError:
            raise Missing(operation) from None
