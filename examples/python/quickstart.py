"""An admin's first ten minutes: what a company looks like through this package. It changes nothing.

Shows which credentials work, and then, for those that do: some users, who holds which admin level, managed
companies, shared folders, a few users read at once, and the audit events of the last day.

Needs LASTPASS_API_KEY, or LASTPASS_CID with LASTPASS_PROVHASH, or all three; for the events
LASTPASS_TIME_ZONE, the zone of the account as an IANA name such as America/New_York.

    python quickstart.py

Without an account, on a made-up company:

    cargo run -p lastpass-sandbox -- --users 50 > sandbox.json &
    until [ -s sandbox.json ]; do sleep 0.1; done
    export $(jq -r '.environment | to_entries[] | .key + "=" + .value' sandbox.json)
    python examples/python/quickstart.py

Ends with 0 if all that is set works, with 1 if something does not, with 2 if nothing is set.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import islice

from lastpass_admin import (
    AsyncClient,
    AuthenticationError,
    Client,
    ConfigurationError,
    CredentialStatus,
    LastPassError,
    NotFoundError,
    PermissionDeniedError,
    ProvisioningUser,
    RateLimitError,
    RequestConnectionError,
    RequestTimeoutError,
    ServerError,
)

SHOWN = 8

HOW_TO_BEGIN = """Set LASTPASS_API_KEY, or LASTPASS_CID and LASTPASS_PROVHASH; or try a made-up company:

    cargo run -p lastpass-sandbox -- --users 50 > sandbox.json &
    until [ -s sandbox.json ]; do sleep 0.1; done
    export $(jq -r '.environment | to_entries[] | .key + "=" + .value' sandbox.json)"""


def users(lp: Client) -> None:
    """A list is read page by page, as far as it is iterated."""
    for user in islice(lp.users.list(page_size=SHOWN), SHOWN):
        print(f"  {user.id}  {user.account_status or '-':<20} {user.email}")


def admin_levels(lp: Client) -> None:
    for level in lp.admin_levels.list():
        if level.id is not None:
            holders = sum(1 for _ in lp.admin_levels.list_users(level.id))
            print(f"  {level.name or '-':<28} {holders} {'user' if holders == 1 else 'users'}")


def companies(lp: Client) -> None:
    for company in islice(lp.managed_companies.list(), SHOWN):
        print(f"  {company.id}  {company.name:<28} {company.status}, {company.license_limit} licenses")


def folders(lp: Client) -> None:
    """Deleted folders are listed too. A member may have several rows: an own one, and one for each group."""
    for folder in islice(lp.provisioning.shared_folders.list(), SHOWN):
        people = {member.username for member in folder.users}
        print(f"  {folder.name or '-':<28} {len(people)} members{', deleted' if folder.is_deleted else ''}")


def several_at_once(lp: Client) -> None:
    """`AsyncClient` has the same methods, to be awaited. This is what it is for: many requests in flight."""
    names = [user.username for user in islice(lp.provisioning.users.list(), 5) if user.username]

    async def read_them() -> list[ProvisioningUser]:
        async with AsyncClient(read_only=True, api_user="quickstart.py") as client:
            return await asyncio.gather(*(client.provisioning.users.get(name) for name in names))

    for user in asyncio.run(read_them()):
        print(f"  {user.username:<28} second factor: {user.multifactor or 'none'}")


def events(lp: Client) -> None:
    """The vendor's times carry no zone. With the zone of the account they are `datetime`s with an offset."""
    now = datetime.now(timezone.utc)
    for event in islice(lp.provisioning.events.list(from_=now - timedelta(days=1), to=now), SHOWN):
        print(f"  {event.time}  {event.username or 'API':<24} {event.action}")


def advice(error: LastPassError) -> str:
    """What to do about an error, decided by its class. Its text is for people, not for programs."""
    if isinstance(error, RateLimitError):
        return f"Try again in {error.retry_after or 60:.0f} s."
    if isinstance(error, (RequestConnectionError, RequestTimeoutError, ServerError)):
        return "Try again later; reads can always be repeated."
    if isinstance(error, AuthenticationError):
        return "The credential is wrong or was reset. Take the new one from the Admin Console."
    return "Trying again will not help."


def show(title: str, part: Callable[[Client], None], lp: Client) -> bool:
    """Shows a part; whether it could be shown. Not every account may read everything, which is no failure."""
    print(f"\n{title}")
    try:
        part(lp)
    except (NotFoundError, PermissionDeniedError) as error:
        print(f"  not for this account: {error}")
    except LastPassError as error:
        print(f"  {error} {advice(error)}")
        return False
    return True


def tour(lp: Client) -> int:
    report = lp.check()
    print("Credentials")
    for name, status in (("API key", report.business), ("CID and hash", report.provisioning)):
        print(f"  {name:<14} {describe(status)}")

    parts: list[tuple[str, Callable[[Client], None]]] = []
    if works(report.business):
        parts += [("Users", users), ("Admin levels", admin_levels), ("Managed companies", companies)]
    if works(report.provisioning):
        parts += [("Shared folders", folders), ("Several at once", several_at_once)]
        if os.environ.get("LASTPASS_TIME_ZONE"):
            parts.append(("Audit events of the last day", events))
        else:
            print("\nAudit events need LASTPASS_TIME_ZONE, the time zone of the account.")
    shown = [show(title, part, lp) for title, part in parts]
    dead = any(status is not None and not status.works for status in (report.business, report.provisioning))
    return 0 if all(shown) and not dead else 1


def works(status: CredentialStatus | None) -> bool:
    return status is not None and status.works


def describe(status: CredentialStatus | None) -> str:
    if status is None:
        return "not set"
    return "works" if status.error is None else f"{status.error} {advice(status.error)}"


def main() -> int:
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    try:
        # A read-only client refuses every operation that writes, before anything is sent.
        with Client(read_only=True, api_user="quickstart.py") as lp:
            return tour(lp)
    except ConfigurationError as error:
        print(f"{error}\n\n{HOW_TO_BEGIN}", file=sys.stderr)
        return 2
    except LastPassError as error:
        print(f"{error} {advice(error)}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
