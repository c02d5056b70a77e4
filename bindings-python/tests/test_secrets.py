"""No key, hash or password in anything that can be printed, even if the vendor sends it back."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import lastpass_admin
import pytest
from lastpass_admin import AsyncClient, BatchAddUser, Client, LastPassError

from sandbox import Tenant
from stub import HASH, KEY, answering

if TYPE_CHECKING:
    from lastpass_admin import Credentials

PASSWORD = "First-login-literal-1"
SECRETS = (KEY, HASH, PASSWORD)
TEXT = f"{KEY}, {HASH} and {PASSWORD}"
ECHO = json.dumps({"title": f"bad {TEXT}", "detail": TEXT, "status": "FAIL", "errors": [TEXT]})
USES: dict[str, Callable[[Client], object]] = {
    "a read": lambda client: client.users.get(80001),
    "a list": lambda client: client.users.list().collect(),
    "a command": lambda client: client.provisioning.users.get("ada@example.com"),
    "users with a password": lambda client: client.provisioning.users.add(
        [BatchAddUser(username="grace@example.com", password=PASSWORD)]
    ),
    "a site with a password": lambda client: client.provisioning.sites.push(
        users="ada@example.com", url="https://p.example", name="P", password=PASSWORD
    ),
    "a raw command with a password": lambda client: client.command(
        "batchadd", [{"username": "a@b.c", "password": PASSWORD}]
    ),
}


def clean(text: str, secrets: tuple[str, ...] = SECRETS) -> None:
    """Fails if a secret stands in a text, and does not print it."""
    for secret in secrets:
        at = text.find(secret)
        assert at < 0, f"secret {secrets.index(secret)} behind {text[max(0, at - 200) : at]!r}"


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def printed(error: BaseException) -> str:
    """All that can be printed of an error."""
    parts = [f"{each!r} {each} {each.args} {vars(each)}" for each in chain(error)]
    return "\n".join([*parts, *traceback.format_exception(error)])


def variables(error: BaseException) -> str:
    """The variables of our frames, which pytest and error trackers show."""
    traces = [traceback.TracebackException.from_exception(each, capture_locals=True) for each in chain(error)]
    package = str(Path(lastpass_admin.__file__).parent)
    return "\n".join(
        str(frame.locals) for each in traces for frame in each.stack if package in frame.filename
    )


@pytest.mark.parametrize(
    ("use", "status"),
    [(use, status) for use in USES for status in (200, 401, 422, 500) if (use, status) != ("a read", 200)],
)
def test_an_answer_that_repeats_a_secret_is_not_handed_on(
    use: str, status: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, logger="lastpass_admin")
    with (
        answering(ECHO, status) as settings,
        Client(**settings) as client,
        warnings.catch_warnings(record=True) as warned,
    ):
        warnings.simplefilter("always")
        with pytest.raises(LastPassError) as raised:
            USES[use](client)
    sent = SECRETS if "password" in use else (KEY, HASH)
    clean(printed(raised.value) + variables(raised.value), sent)
    clean(caplog.text + "".join(capfd.readouterr()) + str([str(each.message) for each in warned]), sent)


WRONG: dict[str, Callable[[], object]] = {
    "a key with a blank": lambda: Client(api_key=f"{KEY} "),
    "a key in the place of the hash": lambda: Client(cid=1, provhash=KEY),
    "a hash in the place of the key": lambda: Client(api_key=HASH),
    "a hash in the place of the number": lambda: Client(cid=HASH, provhash=HASH),
    "a key in the place of a URL": lambda: Client(
        api_key=KEY, business_url=f"https://user:{PASSWORD}@example.com"
    ),
    "a key in a list": lambda: Client(api_key=[KEY]),  # pyright: ignore[reportArgumentType]
    "a key as bytes": lambda: Client(api_key=KEY.encode()),  # pyright: ignore[reportArgumentType]
    "a password in the proxy": lambda: Client(api_key=KEY, proxy=f"bad://user:{PASSWORD}@"),
    "a wrong setting beside them": lambda: Client(
        api_key=KEY, cid=1, provhash=HASH, time_zone="Mars/Olympus"
    ),
    "credentials of a function": lambda: Client(credentials=lambda: {"api_key": HASH}).users.get(1),
    "a wrong answer of a function": lambda: Client(credentials=lambda: {"key": KEY}).users.get(1),  # pyright: ignore[reportArgumentType]
    "a password of a wrong type": lambda: Client(api_key=KEY, cid=1, provhash=HASH).provisioning.users.add(
        [BatchAddUser(username="a@b.c", password=[PASSWORD])]  # pyright: ignore[reportArgumentType]
    ),
    "a row with a wrong member": lambda: Client(cid=1, provhash=HASH).provisioning.users.add(
        [BatchAddUser(username="nobody", password=PASSWORD)]
    ),
    "rows that are dicts": lambda: Client(cid=1, provhash=HASH).provisioning.users.add(
        [{"username": "nobody", "pass": PASSWORD}]  # pyright: ignore[reportArgumentType]
    ),
    "a header": lambda: Client(cid=1, provhash=HASH).command(
        "getuserdata", headers={"x-secret": f"{PASSWORD}\n"}
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_refusal_does_not_repeat_what_it_refuses(name: str) -> None:
    with pytest.raises(LastPassError) as raised:
        WRONG[name]()
    clean(printed(raised.value))
    if name not in {"rows that are dicts", "a header"}:
        clean(variables(raised.value))


def test_objects_do_not_print_their_secrets() -> None:
    settings: dict[str, Any] = {"api_key": KEY, "cid": 4711, "provhash": HASH}
    row = BatchAddUser(username="grace@example.com", password=PASSWORD)
    for client in (
        Client(**settings),
        AsyncClient(**settings),
        Client(credentials=lambda: cast("Credentials", settings)),
    ):
        objects: list[Any] = [
            client,
            client.users,
            client.provisioning,
            client.provisioning.users,
            client.users.list(),
        ]
        objects += [client.with_options(timeout=1), row, [row], copy.copy(row)]
        for each in objects:
            clean(f"{each!r} {each} {each!a} {getattr(each, '__dict__', '')}")
            clean("".join(repr(getattr(each, name)) for name in dir(each) if name != "password"))


def test_a_password_among_the_attributes_of_a_user_is_not_handed_out(sandbox: Any) -> None:
    tenant: Tenant = sandbox.tenant(users=200)
    with tenant.client() as client:
        users = [user for user in client.provisioning.users.list() if "password" in user.attribs]
        assert users, "the sandbox has such a user"
        for user in users:
            clean(f"{user!r} {user.attribs} {user.to_dict()} {user.extra}", ("Clear-text-",))
            seen = client.iam.users.get(user.username or "")
            fields = seen.unified_custom_fields
            assert fields is not None and fields.attribs is not None and "password" in fields.attribs
            clean(f"{seen!r} {fields.attribs} {seen.to_dict()} {pickle.dumps(seen)!r}", ("Clear-text-",))
