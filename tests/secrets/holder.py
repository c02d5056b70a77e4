"""Uses clients with secrets as a program in Python does; see README.md.

It wipes its own copies, which Python itself never does: what is left is the library's.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import sys
import time
import traceback
from collections.abc import Callable

from lastpass_admin import BatchAddUser, Client, LastPassError


def read_secret() -> str:
    """Reads a secret, which comes as numbers that are each one higher than a byte of it; in one piece."""
    return "".join(chr(int(number) - 1) for number in sys.stdin.readline().split())


def wipe(text: str) -> None:
    """Overwrites a text of ASCII in place: it stands at the end of its object, with a NUL behind it."""
    ctypes.memset(id(text) + sys.getsizeof(text) - len(text) - 1, 0, len(text))


def attempt(call: Callable[[], object]) -> None:
    """Prints all of what a call fails with."""
    try:
        call()
    except LastPassError as error:
        print(repr(error), vars(error))
        traceback.print_exc(file=sys.stdout)


def use(client: Client, password: str) -> None:
    """What a client is used for, which succeeds or fails as its credentials and its server are."""
    print(repr(client))
    attempt(lambda: client.users.list().collect())
    attempt(lambda: client.users.get(1))
    for username in ("grace@example.com", "nobody"):
        row = BatchAddUser(username=username, password=password)
        print(repr(row))
        attempt(lambda row=row: client.provisioning.users.add([row]))


def reached(place: str) -> None:
    """Says how far it is, and waits until it is told to go on."""
    print(place, flush=True)
    sys.stdin.readline()


def play(urls: tuple[str, str], cid: str, secrets: tuple[str, str, str]) -> None:
    """Opens clients, uses them, and closes them."""
    key, provhash, password = secrets
    nowhere = ("http://127.0.0.1:9", "http://127.0.0.1:9")
    clients: list[Client] = []
    for api_key, own_hash, (business, provisioning) in (
        (key, provhash, urls),
        ("lpkey_of-nobody", "of-nobody", urls),
        (key, provhash, nowhere),
        (provhash, key, urls),
    ):
        attempt(
            lambda api_key=api_key, own_hash=own_hash, business=business, provisioning=provisioning: (
                clients.append(
                    Client(
                        api_key=api_key,
                        cid=cid,
                        provhash=own_hash,
                        business_url=business,
                        provisioning_url=provisioning,
                        max_retries=1,
                        no_proxy=True,
                    )
                )
            )
        )
    for client in clients:
        use(client, password)
    reached("OPEN")
    for client in clients:
        client.close()


def main() -> None:
    """Reads the secrets, and says when there should be none any more."""
    logging.basicConfig(level=logging.DEBUG)
    urls = (sys.stdin.readline().strip(), sys.stdin.readline().strip())
    cid = sys.stdin.readline().strip()
    secrets = (read_secret(), read_secret(), read_secret())
    play(urls, cid, secrets)
    for secret in secrets:
        wipe(secret)
    gc.collect()
    # Connections end in the background.
    time.sleep(0.2)
    reached("CLOSED")


if __name__ == "__main__":
    main()
