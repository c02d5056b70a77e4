"""Programs of users, which run in processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sandbox import Tenant

FOLDER = Path(__file__).with_name("programs")


@dataclass(frozen=True)
class Ended:
    """How a program ended, and all that it has printed."""

    code: int
    out: str
    err: str


@contextmanager
def started(
    name: str, tenant: Tenant, *arguments: str, **environment: str
) -> Generator[subprocess.Popen[str], None, None]:
    """A program with the credentials of a company, to which warnings and bad use of memory are errors.

    What is left of it in the end is killed.
    """
    python = [sys.executable, "-X", "faulthandler", "-W", "error", str(FOLDER / f"{name}.py")]
    own = {**os.environ, "PYTHONMALLOC": "debug", **tenant.environment, **environment}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*python, *arguments],
        env=own,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def end(process: subprocess.Popen[str], seconds: float = 60) -> Ended:
    """Waits for its end; one that hangs fails the test with what it has printed."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        raise AssertionError(f"it hangs; so far it has printed:\n{out}{err}") from None
    return Ended(process.returncode, out, err)


def run(name: str, tenant: Tenant, *arguments: str, **environment: str) -> Ended:
    """Runs a program to its end."""
    with started(name, tenant, *arguments, **environment) as process:
        return end(process)
