"""Who has a second factor, and who no longer uses LastPass? Two CSV files, and the adoption in one line.

    python mfa_report.py --mfa mfa.csv --inactive inactive.csv --days 90

mfa.csv has a row for each user who can log in, with the method of the second factor, empty without one.
inactive.csv has those of them who have not logged in for so many days, or never did since they were created
so long ago. Disabled users are in neither.

Both files appear only if all users were read, and if the vendor's count agrees; they replace those of an
earlier run. They open as UTF-8 in spreadsheets, and no value in them is taken for a formula.

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_TIME_ZONE, the zone of the account as an IANA name
such as America/New_York. `lastpass-sandbox` prints an environment to try it with.

Ends with 0 if both files are written, with 1 if the users could not be read, with 2 if it was called or set
up wrongly.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Literal, TextIO

from lastpass_admin import (
    AuthenticationError,
    Client,
    ConfigurationError,
    InvalidArgumentError,
    LastPassError,
    Pager,
    ProvisioningUser,
    RateLimitError,
)

MFA = ("username", "full_name", "multifactor", "admin", "last_login")
INACTIVE = ("username", "full_name", "created", "last_login", "days", "multifactor", "groups")


class NotComplete(Exception):
    """The users were read, and yet not all of them."""


@dataclass
class Counts:
    disabled: int = 0
    active: int = 0
    with_mfa: int = 0
    inactive: int = 0

    def adoption(self) -> str:
        percent = 100 * self.with_mfa / self.active if self.active else 0
        return f"{self.with_mfa} of {self.active} users have a second factor ({percent:.1f} %)"


def report(users: Pager[ProvisioningUser], mfa: TextIO, inactive: TextIO, days: int) -> Counts:
    """Writes a row as it is read: a company of any size needs no more memory than a page of it."""
    counts = Counts()
    now = datetime.now(timezone.utc)
    mfa_rows, inactive_rows = csv.writer(mfa), csv.writer(inactive)
    mfa_rows.writerow(MFA)
    inactive_rows.writerow(INACTIVE)
    for user in users:
        if user.disabled:
            counts.disabled += 1
            continue
        counts.active += 1
        # The member is left out for a user without a second factor; its values are an open list.
        counts.with_mfa += bool(user.multifactor)
        common = (user.username, user.full_name)
        mfa_rows.writerow(
            cells(*common, user.multifactor, "yes" if user.admin else "", shown(user, "last_login"))
        )
        idle = idle_time(user, now)
        if idle is not None and idle >= timedelta(days=days):
            counts.inactive += 1
            times = (shown(user, "created"), shown(user, "last_login"), idle.days)
            inactive_rows.writerow(cells(*common, *times, user.multifactor, "; ".join(user.groups)))
    summary = users.summary
    if summary.is_inconsistent:
        raise NotComplete(f"the vendor counts {summary.total} users, {summary.items} came: run it again")
    return counts


def idle_time(user: ProvisioningUser, now: datetime) -> timedelta | None:
    """Since the last login, or the creation of who never logged in; None if the text is no time."""
    last = user.last_login if user.local_time("last_login") else user.created
    return None if last is None else now - last


def shown(user: ProvisioningUser, name: Literal["created", "last_login"]) -> str:
    """A time with its offset; the vendor's own text where that is no time."""
    local = user.local_time(name)
    if local is None:
        return "never" if name == "last_login" else ""
    return local.text if local.datetime is None else local.datetime.isoformat()


def cells(*values: str | int | None) -> Iterable[str]:
    return map(cell, values)


def cell(value: str | int | None) -> str:
    """A value for a spreadsheet. A name such as `=1+1` would be worked out as a formula."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@contextmanager
def written_whole(path: Path) -> Generator[TextIO]:
    """A file that gets its name when it is complete. Only its owner may read it: it holds personal data."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        # With the mark that tells spreadsheets that it is UTF-8.
        with open(handle, "w", encoding="utf-8-sig", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mfa", type=Path, default=Path("mfa.csv"), help="default: mfa.csv")
    parser.add_argument("--inactive", type=Path, default=Path("inactive.csv"), help="default: inactive.csv")
    parser.add_argument("--days", type=int, default=90, help="without a login; default: 90")
    arguments = parser.parse_args()
    if not os.environ.get("LASTPASS_TIME_ZONE"):
        parser.error("set LASTPASS_TIME_ZONE: the vendor's times carry no zone")

    try:
        with (
            Client(read_only=True, api_user="mfa_report.py") as lp,
            written_whole(arguments.mfa) as mfa,
            written_whole(arguments.inactive) as inactive,
        ):
            counts = report(lp.provisioning.users.list(), mfa, inactive, arguments.days)
    except LastPassError as error:
        print(f"No file was written: {error} {advice(error)}", file=sys.stderr)
        return 2 if isinstance(error, (ConfigurationError, InvalidArgumentError)) else 1
    except (NotComplete, OSError) as reason:
        print(f"No file was written: {reason}", file=sys.stderr)
        return 1
    print(counts.adoption())
    print(f"{counts.inactive} of them have not logged in for {arguments.days} days")
    print(f"{counts.disabled} more are disabled")
    return 0


def advice(error: LastPassError) -> str:
    if isinstance(error, RateLimitError):
        return f"Run it again in {error.retry_after or 60:.0f} s."
    if isinstance(error, (AuthenticationError, ConfigurationError)):
        return "Take LASTPASS_CID and LASTPASS_PROVHASH from the Admin Console: Advanced, Enterprise API."
    return "It only reads, so it can be run again at any time."


if __name__ == "__main__":
    sys.exit(main())
