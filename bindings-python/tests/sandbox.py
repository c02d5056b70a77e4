"""The sandbox program, and companies in it: made, put in trouble and looked into by its control interface."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lastpass_admin import AsyncClient, Client

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = itertools.count(1)
SLOW = {"delay": {"before_ms": 30_000}}
"""A fault: no answer within the time that any test takes."""


def until(holds: Callable[[], bool], what: str, seconds: float = 10.0) -> None:
    """Waits until a condition holds, and fails if it does not come to hold."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.005)


def program() -> str:
    """The sandbox program: the one that `LASTPASS_SANDBOX` names, or the one of this tree, built now."""
    if named := os.environ.get("LASTPASS_SANDBOX"):
        return named
    cargo = shutil.which("cargo")
    if cargo is None:
        raise RuntimeError(
            "set LASTPASS_SANDBOX to the program lastpass-sandbox, or install cargo to build it"
        )
    build = [cargo, "build", "--quiet", "--package", "lastpass-sandbox", "--bin", "lastpass-sandbox"]
    subprocess.run(build, cwd=PROJECT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"))
    return str(PROJECT / target / "debug" / "lastpass-sandbox")


def control(url: str, method: str = "GET", body: object = None) -> Any:
    """One request to the control interface."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request(method, parts.path, None if body is None else json.dumps(body))
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise AssertionError(f"{method} {parts.path}: {text.decode()}")
        return json.loads(text) if text else None
    finally:
        connection.close()


@dataclass(frozen=True)
class Traffic:
    """What goes on at the server, over all companies."""

    connections: int
    in_flight: int
    aborted: int


@dataclass(frozen=True)
class Seen:
    """A request as the server saw it. `status` is None as long as it is not answered."""

    operation: str | None
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    status: int | None


class Sandbox:
    """A running sandbox, which ends with this process."""

    def __init__(self) -> None:
        arguments = [program(), "--users", "0", "--companies", "0", "--events", "0", "--until-stdin-closes"]
        self._process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._url: str = json.loads(self._process.stdout.readline())["sandbox_url"]

    def tenant(self, **size: object) -> Tenant:
        """A company of its own, with a key that no other company has: a key's limits are those of the process."""
        made = control(f"{self._url}/tenants", "POST", {"seed": next(SEEDS), **size})
        names = (
            "cid",
            "api_key",
            "provhash",
            "expired_api_key",
            "forbidden_api_key",
            "environment",
            "control_url",
        )
        return Tenant(**{name: made[name] for name in names})

    def traffic(self) -> Traffic:
        """What goes on, without the connection that asks."""
        now = control(self._url)
        return Traffic(now["open_connections"] - 1, now["requests_in_flight"], now["aborted_requests"])

    def until_dropped(self, requests: int = 1) -> None:
        """Waits until clients have dropped so many requests, and no other one is under way."""
        until(lambda: self.traffic().aborted >= requests, f"{requests} dropped requests, {self.traffic()}")
        until(lambda: self.traffic().in_flight == 0, f"no request in flight, {self.traffic()}")
        assert self.traffic().aborted == requests

    def close(self) -> None:
        """Ends the program."""
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()


@dataclass(frozen=True)
class Tenant:
    """A company."""

    cid: int
    api_key: str
    provhash: str
    expired_api_key: str
    forbidden_api_key: str
    environment: dict[str, str]
    control_url: str

    @property
    def settings(self) -> dict[str, Any]:
        """Settings of a client of this company, which does not wait long before it sends again."""
        return {
            "api_key": self.api_key,
            "cid": self.cid,
            "provhash": self.provhash,
            "business_url": self.environment["LASTPASS_BUSINESS_URL"],
            "provisioning_url": self.environment["LASTPASS_PROVISIONING_URL"],
            "time_zone": self.environment["LASTPASS_TIME_ZONE"],
            "backoff": (0.001, 0.01, 60.0),
        }

    def client(self, **over: Any) -> Client:
        """A client of this company. None takes a setting away."""
        return Client(**self.settings | over)

    def async_client(self, **over: Any) -> AsyncClient:
        """The same for asyncio."""
        return AsyncClient(**self.settings | over)

    def fault(self, on: str, kind: object, **when: int) -> None:
        """Lets something go wrong: `times` says how often, `after` how many requests pass first."""
        control(f"{self.control_url}/faults", "POST", {"on": on, "kind": kind, **when})

    def clear_faults(self) -> None:
        """Lets everything go well again."""
        control(f"{self.control_url}/faults", "DELETE")

    def quirks(self, **quirks: object) -> None:
        """Turns switches of the sandbox."""
        control(f"{self.control_url}/quirks", "PATCH", quirks)

    def change_user(self, email: str, **change: object) -> None:
        """Changes a user, or what one API says of the user: `known_to`, `username`, `account_status` and others."""
        control(f"{self.control_url}/users/{email}", "PATCH", change)

    def event(self, time: str, times: int = 1, **event: object) -> None:
        """Adds an event to the audit log."""
        event = {"username": "ada@example.com", "action": "Log in", "ip_address": "203.0.113.7", **event}
        control(f"{self.control_url}/events", "POST", {"event": {"time": time, **event}, "times": times})

    def revoke(self, credential: str) -> None:
        """Takes back the `api-key` or the `provhash`."""
        control(f"{self.control_url}/{credential}/revoke", "POST")

    def hits(self, operation: str | None = None) -> int:
        """How often an operation was asked for, or all of them together."""
        hits: dict[str, int] = control(f"{self.control_url}/hits")
        return sum(hits.values()) if operation is None else hits.get(operation, 0)

    def seen(self) -> list[Seen]:
        """All requests so far."""
        requests = control(f"{self.control_url}/requests")
        return [
            Seen(each["operation"], dict(each["query"]), dict(each["headers"]), each["body"], each["status"])
            for each in requests
        ]

    def until_asked(self, operation: str, times: int = 1) -> None:
        """Waits until an operation has been asked for."""
        until(lambda: self.hits(operation) >= times, f"{times} requests {operation}")

    def until_answered(self, status: int) -> None:
        """Waits until the latest request has been answered with a status."""
        until(lambda: [each.status for each in self.seen()][-1:] == [status], f"an answer {status}")
