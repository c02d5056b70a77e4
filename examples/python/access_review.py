"""Reviews who can reach which shared folder, through which group, in which role: as a table or as CSV.

    python access_review.py                              # a table for each folder
    python access_review.py --folder 5001 --as groups    # one folder, group by group
    python access_review.py --output access.csv          # a file for a spreadsheet
    python access_review.py --csv | sort                 # the same on standard output

A row is one way in: whoever reaches a folder directly and through two groups has three. The role is derived
from the vendor's flags; without any of them it is `unmapped_value`. Beside it stands the status of the
account, and a remark where somebody should look: access of an account that is disabled, was never taken into
use, or is none of this company's users.

In CSV a value that begins with = + - or @ has a quote in front, since a spreadsheet would take it for a
formula. A file appears only if everything was read, and replaces that of an earlier run; what --csv wrote is
complete only if the program ends with 0.

Needs LASTPASS_CID with LASTPASS_PROVHASH; with LASTPASS_API_KEY too, the status is what both APIs say.
`lastpass-sandbox` prints an environment to try it with.

Ends with 0 if everything was read, with 1 if not, with 2 if it was called or set up wrongly.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TextIO, TypeAlias

from lastpass_admin import (
    AuthenticationError,
    Client,
    ConfigurationError,
    IamGroupReference,
    IamRole,
    IamUser,
    IamUserStatus,
    InvalidArgumentError,
    LastPassError,
    NotFoundError,
    NotSupportedError,
    Pager,
    RateLimitError,
)

SUPER_ADMINS = {"only": True, "without": False}

Row: TypeAlias = tuple[str, ...]
Accounts: TypeAlias = dict[str, str]


class NotComplete(Exception):
    """A list was read, and yet not all of it."""


@dataclass(frozen=True)
class Folder:
    id: str = ""
    name: str = ""
    is_deleted: bool = False


Write: TypeAlias = Callable[[Folder, list[Row]], None]


@dataclass
class Counts:
    folders: int = 0
    rows: int = 0
    remarks: int = 0


def review(lp: Client, arguments: argparse.Namespace, write: Write) -> Counts:
    """Reads a folder, writes it and forgets it; the status of all accounts is all that is kept."""
    accounts = read_accounts(lp)
    entries = lp.iam.list_resource_users(
        resource_id=arguments.folder,
        include_deleted=arguments.include_deleted,
        super_admins=SUPER_ADMINS.get(arguments.super_admins),
    )
    view = VIEWS[arguments.view]
    counts = Counts()
    # The entries of a folder come one after the other.
    for folder, of_folder in groupby(entries, folder_of):
        if rows := view.rows(of_folder, accounts):
            write(folder, rows)
            counts.folders += 1
            counts.rows += len(rows)
            counts.remarks += sum(bool(row[-1]) for row in rows)
    whole(entries, "entries")
    return counts


def read_accounts(lp: Client) -> Accounts:
    """The status of each account by its address, in lower case; of people who were only invited, too."""
    users = lp.iam.users.list(include_invited=True)
    accounts: Accounts = {}
    for user in users:
        accounts[fold(user.id)] = described(user.status)
    whole(users, "users")
    return accounts


def described(status: IamUserStatus | None) -> str:
    """A status; what the view has no word for with that of the vendor."""
    if status is None or status.value is None:
        return "unknown"
    is_unmapped = status.value == "unmapped_value"
    return f"{status.value}: {status.source_value}" if is_unmapped else str(status.value)


def whole(users: Pager[IamUser], what: str) -> None:
    summary = users.summary
    if summary.is_inconsistent:
        raise NotComplete(f"the vendor counts {summary.total} {what}, {summary.items} came: run it again")


def folder_of(entry: IamUser) -> Folder:
    fields = entry.unified_custom_fields
    if fields is None:
        return Folder()
    return Folder(fields.resource_id or "", fields.resource_name or "", fields.resource_deleted or False)


def user_rows(entries: Iterable[IamUser], accounts: Accounts) -> list[Row]:
    return [user_row(entry, accounts) for entry in entries]


def user_row(entry: IamUser, accounts: Accounts) -> Row:
    fields, group = entry.unified_custom_fields, name_of(entry.groups)
    is_super_admin = fields is not None and fields.super_admin
    access = "super admin" if is_super_admin else "group" if group else "direct"
    status = accounts.get(fold(entry.id), "no account")
    remark = "" if status == "enabled" else "not enabled"
    return entry.id or "", name_of(entry.roles), access, group, status, remark


def group_rows(entries: Iterable[IamUser], accounts: Accounts) -> list[Row]:
    """As `iam.list_resource_groups`, whose entries do not say whether their folder was deleted."""
    members: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        if group := name_of(entry.groups):
            members.setdefault((group, name_of(entry.roles)), []).append(entry.id or "")
    return [(*key, *member_cells(users, accounts)) for key, users in sorted(members.items())]


def member_cells(users: list[str], accounts: Accounts) -> Row:
    idle = [user for user in users if accounts.get(fold(user)) != "enabled"]
    more = f" and {len(idle) - 3} more" if len(idle) > 3 else ""
    remark = f"not enabled: {', '.join(idle[:3])}{more}" if idle else ""
    return str(len(users)), str(len(idle)), remark


def name_of(members: Sequence[IamRole | IamGroupReference] | None) -> str:
    """The name of the one role, or group, that an entry has."""
    return next((member.name or "" for member in members or ()), "")


def fold(address: str | None) -> str:
    return (address or "").casefold()


@dataclass(frozen=True)
class View:
    columns: Row
    rows: Callable[[Iterable[IamUser], Accounts], list[Row]]


VIEWS = {
    "users": View(("user", "role", "access", "group", "status", "remark"), user_rows),
    "groups": View(("group", "role", "members", "not_enabled", "remark"), group_rows),
}


def table(file: TextIO, columns: Row) -> Write:
    """Writes a table for each folder."""

    def write(folder: Folder, rows: list[Row]) -> None:
        print(printable(f"{folder.name or '-'} (id {folder.id}{', deleted' * folder.is_deleted})"), file=file)
        lines = [columns, *(tuple(map(printable, row)) for row in rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            cells = (value.ljust(width) for value, width in zip(line, widths, strict=True))
            print("   ", "  ".join(cells).rstrip(), file=file)

    return write


def printable(text: str) -> str:
    """A name as it may be printed: whoever names a folder or a group must not control a terminal."""
    return text if text.isprintable() else "".join(each if each.isprintable() else "?" for each in text)


def csv_rows(file: TextIO, columns: Row) -> Write:
    """Writes a row for each entry, below a header."""
    out = csv.writer(file)
    out.writerow(("folder_id", "folder", "deleted", *columns))

    def write(folder: Folder, rows: list[Row]) -> None:
        common = (folder.id, folder.name, "yes" if folder.is_deleted else "")
        out.writerows(map(cell, (*common, *row)) for row in rows)

    return write


def cell(text: str) -> str:
    """A value for a spreadsheet. A name such as `=1+1` would be worked out as a formula."""
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
    parser.add_argument("--folder", metavar="ID", help="only this folder; default: all")
    parser.add_argument(
        "--as", dest="view", choices=tuple(VIEWS), default="users", help="what a row is; default: users"
    )
    parser.add_argument(
        "--include-deleted", action="store_true", help="deleted folders too; nobody reaches them"
    )
    parser.add_argument(
        "--super-admins", choices=tuple(SUPER_ADMINS), help="list super admins only, or leave them out"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="write CSV to standard output, not a table")
    form.add_argument("--output", type=Path, metavar="FILE", help="write CSV to a file")
    arguments = parser.parse_args()
    columns = VIEWS[arguments.view].columns
    try:
        with Client(read_only=True, api_user="access_review.py") as lp:
            if arguments.output is None:
                write = csv_rows if arguments.csv else table
                counts = review(lp, arguments, write(sys.stdout, columns))
                sys.stdout.flush()
            else:
                with written_whole(arguments.output) as file:
                    counts = review(lp, arguments, csv_rows(file, columns))
    except LastPassError as error:
        print(f"The review is not complete: {error} {advice(error)}", file=sys.stderr)
        return 2 if isinstance(error, (ConfigurationError, InvalidArgumentError, NotSupportedError)) else 1
    except BrokenPipeError:
        # Whoever read it has read enough; nothing more may be written, not even at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (NotComplete, OSError) as reason:
        print(f"The review is not complete: {reason}", file=sys.stderr)
        return 1
    summary = f"{counts.rows} ways into {counts.folders} folders, {counts.remarks} of them with a remark"
    print(summary, file=sys.stderr)
    return 0


def advice(error: LastPassError) -> str:
    if isinstance(error, RateLimitError):
        return f"Run it again in {error.retry_after or 60:.0f} s."
    if isinstance(error, (AuthenticationError, ConfigurationError, NotSupportedError)):
        return "CID and hash are in the Admin Console: Advanced, Enterprise API."
    if isinstance(error, NotFoundError):
        return "Without --folder all are listed with their ids, by --include-deleted the deleted ones too."
    return "It only reads, so it can be run again at any time."


if __name__ == "__main__":
    sys.exit(main())
