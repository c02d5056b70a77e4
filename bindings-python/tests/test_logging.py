"""Logs go to `logging.getLogger("lastpass_admin")`, and tell no secret and nobody's address."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
from typing import Any

import pytest
from lastpass_admin import BatchAddUser, Client, LastPassError

from conftest import Run
from sandbox import Tenant

LOGGER = "lastpass_admin"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, logger=LOGGER)
    return caplog


def test_an_attempt_is_a_line(lines: pytest.LogCaptureFixture, client: Client) -> None:
    client.users.get(80001)
    (record,) = lines.records
    assert (record.name, record.levelno) == (LOGGER, logging.DEBUG)
    message = record.getMessage()
    for part in ("users.get", "GET", "200"):
        assert part in message
    assert "80001" not in message, "the path's template, not the path"


def test_sending_again_is_a_warning(lines: pytest.LogCaptureFixture, tenant: Tenant, client: Client) -> None:
    tenant.fault("getUser", {"status": {"status": 503}}, times=1)
    client.users.get(80001)
    assert [record.levelname for record in lines.records] == ["DEBUG", "WARNING", "DEBUG"]
    assert "server" in lines.records[1].getMessage()


def test_the_level_of_the_logger_counts_at_any_time(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    for level, expected in ((logging.WARNING, 0), (logging.DEBUG, 1), (logging.INFO, 0), (logging.DEBUG, 1)):
        caplog.clear()
        caplog.set_level(level, logger=LOGGER)
        client.users.get(80001)
        assert len(caplog.records) == expected, logging.getLevelName(level)


def test_lists_and_asyncio_log_too(lines: pytest.LogCaptureFixture, tenant: Tenant, run: Run[None]) -> None:
    with tenant.client() as client:
        list(client.users.list(page_size=10))
    assert len(lines.records) == 3
    lines.clear()

    async def main() -> None:
        async with tenant.async_client() as client:
            await client.users.get(80001)
            assert len([user async for user in client.users.list(page_size=10)]) == 25

    run(main())
    assert len(lines.records) == 4
    assert all(record.name == LOGGER for record in lines.records)


def test_no_secret_and_no_address_is_logged(lines: pytest.LogCaptureFixture, tenant: Tenant) -> None:
    rows = [BatchAddUser(username="grace@example.com", password="First-login-1")]
    with tenant.client() as client:
        uses: list[Any] = [
            lambda: list(client.users.list(email="ada@example.com", name="Ada%")),
            lambda: client.users.create(email="ada@example.com", creation_account_action="stage"),
            lambda: client.provisioning.users.get("nobody@example.com"),
            lambda: client.provisioning.users.add(rows),
            lambda: client.provisioning.sites.push(
                users="ada@example.com", url="https://p.example", name="P", password="Pushed-1"
            ),
            lambda: client.request("GET", "/v1/users", query={"email": "ada@example.com"}),
            lambda: client.check(),
        ]
        for use in uses:
            with contextlib.suppress(LastPassError):
                use()
    text = "\n".join(f"{record.getMessage()} {vars(record)}" for record in lines.records)
    assert len(lines.records) >= len(uses)
    for secret in (
        tenant.api_key,
        tenant.provhash,
        str(tenant.cid),
        "First-login-1",
        "Pushed-1",
        "@",
        "Ada",
        "p.example",
    ):
        assert secret not in text, secret


def test_a_handler_that_fails_does_not_fail_the_call(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise RuntimeError("the disk is full")

    logger = logging.getLogger(LOGGER)
    handler = Broken()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        assert client.users.get(80001).id == 80001
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    capsys.readouterr()


def program(tenant: Tenant, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys\nfrom lastpass_admin import Client\nclient = Client()\n{code}"
    own = {**os.environ, **tenant.environment, **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=own, capture_output=True, text=True, timeout=30, check=False
    )


def test_a_program_that_does_not_log_does_not_load_logging(tenant: Tenant) -> None:
    tenant.fault("getUser", {"status": {"status": 503}}, times=1)
    ended = program(tenant, "client.users.get(80001)\nprint('logging' in sys.modules)")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "False\n", "")


def test_a_program_that_loads_logging_and_sets_nothing_up_sees_warnings_alone(tenant: Tenant) -> None:
    tenant.fault("getUser", {"status": {"status": 503}}, times=1)
    ended = program(tenant, "import logging\nclient.users.get(80001)")
    assert ended.returncode == 0
    assert len(ended.stderr.splitlines()) <= 1


@pytest.mark.parametrize(
    ("level", "lines"), [("debug", 3), ("warn", 1), ("off", 0), ("nonsense", 0), ("", 0)]
)
def test_the_environment_turns_a_log_on(tenant: Tenant, level: str, lines: int) -> None:
    tenant.fault("getUser", {"status": {"status": 503}}, times=1)
    ended = program(tenant, "client.users.get(80001)", LASTPASS_LOG=level)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert len(ended.stderr.splitlines()) == lines
    assert tenant.api_key not in ended.stderr
