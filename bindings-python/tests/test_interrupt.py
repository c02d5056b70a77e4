"""Ctrl-C gets through at once, whatever a call waits for, and drops the request."""

from __future__ import annotations

import logging
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from lastpass_admin import Client

import programs
from conftest import LOOPS
from sandbox import SLOW, Sandbox, Tenant

ASKED_TO_WAIT = {"too-many-requests": {"retry_after": {"seconds": 30}}}


@dataclass(frozen=True)
class Wait:
    """What a program waits for, how one sees that it does, and how many requests it drops."""

    until: Callable[[Tenant], None]
    fault: tuple[str, Any] | None = None
    when: dict[str, int] = field(default_factory=dict[str, int])
    dropped: int = 1


WAITS = {
    "a slow answer": Wait(lambda tenant: tenant.until_asked("getUser"), ("getUser", SLOW)),
    "a slow command": Wait(lambda tenant: tenant.until_asked("getuserdata"), ("getuserdata", SLOW)),
    "a wait before sending again": Wait(
        lambda tenant: tenant.until_answered(429), ("getUser", ASKED_TO_WAIT), dropped=0
    ),
    "the first page": Wait(lambda tenant: tenant.until_asked("listUsers"), ("listUsers", SLOW)),
    "the next page": Wait(
        lambda tenant: tenant.until_asked("listUsers", 2), ("listUsers", SLOW), {"after": 1}
    ),
    "collecting": Wait(lambda tenant: tenant.until_asked("listUsers", 2), ("listUsers", SLOW), {"after": 1}),
    "pages": Wait(lambda tenant: tenant.until_asked("listUsers", 2), ("listUsers", SLOW), {"after": 1}),
    "a pause between parts": Wait(lambda tenant: tenant.until_answered(200), dropped=0),
    "asyncio": Wait(lambda tenant: tenant.until_asked("getUser"), ("getUser", SLOW)),
    "uvloop": Wait(lambda tenant: tenant.until_asked("getUser"), ("getUser", SLOW)),
}


@pytest.mark.parametrize("name", [name for name in WAITS if name != "uvloop" or name in LOOPS])
def test_it_gets_through_at_once_and_the_client_goes_on(own_sandbox: Sandbox, name: str) -> None:
    wait = WAITS[name]
    tenant = own_sandbox.tenant(users=25)
    if wait.fault is not None:
        tenant.fault(*wait.fault, **wait.when)
    with programs.started("interrupted", tenant, name) as process:
        wait.until(tenant)
        assert interrupt(process) < 1
        own_sandbox.until_dropped(wait.dropped)
        tenant.clear_faults()
        ended = programs.end(process)
    assert (ended.code, ended.out, ended.err) == (0, "bob@example.com\n", "")


def test_it_gets_through_to_the_caller_s_function_for_credentials(tenant: Tenant) -> None:
    with programs.started("interrupted", tenant, "the caller's vault") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        assert interrupt(process) < 1
        assert programs.end(process).code == 0


def interrupt(process: subprocess.Popen[str]) -> float:
    """Presses Ctrl-C; gives the seconds until it got through."""
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    return float(process.stdout.readline() or "nan") - sent


@pytest.mark.parametrize("wait", ["a call", "a list"])
def test_other_signals_are_handled_while_a_call_waits_and_it_goes_on(
    tenant: Tenant, client: Client, wait: str
) -> None:
    handled: list[float] = []
    tenant.fault("any", {"delay": {"before_ms": 800}})
    before = signal.signal(signal.SIGALRM, lambda number, frame: handled.append(time.monotonic()))
    try:
        start = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        answer = client.users.get(80001) if wait == "a call" else next(iter(client.users.list()))
        assert answer.email == "ada@example.com"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(handled) == 1 and handled[0] - start < 0.6
    assert tenant.hits() == 1


def test_it_gets_through_in_the_middle_of_a_log_line(client: Client) -> None:
    class Impatient(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            signal.raise_signal(signal.SIGINT)

    logger = logging.getLogger("lastpass_admin")
    handler = Impatient()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    # A program that was started in the background ignores it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            client.users.get(80001)
    finally:
        signal.signal(signal.SIGINT, before)
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


def test_what_a_signal_handler_raises_comes_out_of_the_call(own_sandbox: Sandbox) -> None:
    tenant = own_sandbox.tenant()
    tenant.fault("getUser", SLOW)

    def out_of_time(number: int, frame: object) -> None:
        raise TimeoutError("out of time")

    before = signal.signal(signal.SIGALRM, out_of_time)
    try:
        with tenant.client() as client, pytest.raises(TimeoutError, match="out of time"):
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            client.users.get(80001)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    own_sandbox.until_dropped()
