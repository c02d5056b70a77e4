"""What every test has: a sandbox, and a way to run an example against a company in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[1]
# The sandbox is that of the package's tests.
sys.path[:0] = [str(EXAMPLES), str(EXAMPLES.parents[1] / "bindings-python/tests")]

from sandbox import Sandbox, Tenant, control  # noqa: E402


@dataclass(frozen=True)
class Ended:
    """How a program ended, and what it printed."""

    code: int
    out: str
    err: str


class Company:
    """A company of the sandbox, the environment that leads to it, and the folder in which examples run."""

    def __init__(self, tenant: Tenant, folder: Path) -> None:
        self.tenant = tenant
        self.folder = folder
        self.environment = dict(tenant.environment)

    def start(self, program: str, *arguments: str) -> subprocess.Popen[str]:
        """Starts an example, with nothing in its environment but what leads to the company."""
        environment = {"PATH": os.environ.get("PATH", ""), "PYTHONWARNINGS": "error", **self.environment}
        command = [sys.executable, str(EXAMPLES / program), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=environment,
            stdout=pipe,
            stderr=pipe,
            text=True,
            encoding="utf-8",
            # What was started in the background would hand on that it ignores Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def ended(self, process: subprocess.Popen[str]) -> Ended:
        """Waits for the end of an example. Whatever it does, it prints no credential and no traceback."""
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
        for secret in (self.tenant.api_key, self.tenant.provhash):
            assert secret not in out + err
        assert "Traceback" not in err
        return Ended(process.returncode, out, err)

    def run(self, program: str, *arguments: str) -> Ended:
        """Runs an example to its end."""
        return self.ended(self.start(program, *arguments))

    def files(self) -> list[str]:
        """What stands in the folder."""
        return sorted(path.name for path in self.folder.iterdir())

    def command(self, name: str, data: object = None) -> Any:
        """A command, sent without the package: what the vendor would show."""
        body = {"cid": self.tenant.cid, "provhash": self.tenant.provhash, "cmd": name, "data": data}
        return control(self.environment["LASTPASS_PROVISIONING_URL"], "POST", body)

    def user(self, username: str) -> dict[str, Any] | None:
        """A user as the vendor shows it."""
        users = self.command("getuserdata", {"username": username})["Users"]
        return next(iter(users.values())) if users else None


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The sandbox, with the companies of all tests in it."""
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


class Founder:
    """Makes companies."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._sandbox = sandbox
        self._folder = folder

    def __call__(self, **size: object) -> Company:
        """A company of this size, always with the same people in it."""
        return Company(self._sandbox.tenant(seed=1, **size), self._folder)


@pytest.fixture
def company_of(sandbox: Sandbox, tmp_path: Path) -> Founder:
    """Makes a company for this test alone."""
    return Founder(sandbox, tmp_path)


@pytest.fixture
def company(company_of: Founder) -> Company:
    """A company of eight users: ada, bob, eve, who is disabled, and others; carol is invited."""
    return company_of(users=8, companies=3, folders=6, events=0)
