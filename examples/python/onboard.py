"""Onboards the people of a CSV file, and says of each row what became of it.

    python onboard.py people.csv --dry-run     # checks the file, and who is there already; changes nothing
    python onboard.py people.csv               # writes people.results.csv, and if need be the next two

The file is UTF-8, with a header: `username` (the e-mail address), and perhaps `full_name`, `groups`
(separated by `;`) and columns such as `attrib.Department`, which become attributes of the user. New users
most likely get an activation e-mail. Who is a user already, or is invited, is left out, since the vendor
would change an existing user instead.

people.results.csv  every row with its line, its state and what the vendor said
people.failed.csv   rows that did not take effect, exactly as they were: mend what is wrong and run the file
                    again
people.unknown.csv  rows that may or may not have taken effect: look at these people first. Run again as it
                    is, the file leaves out who has become a user, yet others may get a second e-mail

Needs LASTPASS_CID with LASTPASS_PROVHASH; `lastpass-sandbox` prints an environment to try it with.

Ends with 0 if all rows took effect or were there already, with 1 if some did not, with 2 if it was called or
set up wrongly or the file has faults (nothing is sent then), with 130 if it was interrupted.
"""

from __future__ import annotations

import argparse
import csv
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lastpass_admin import (
    AuthenticationError,
    BatchAddUser,
    Client,
    ConfigurationError,
    InvalidArgumentError,
    LastPassError,
    Outcome,
    RateLimitError,
    RowState,
)

# As many rows as the client puts into one request, and the rest that the vendor's service needs in between.
PORTION = 100
PAUSE = 1.0

# What the vendor sorted out by itself: the next rows may go.
BY_ROW = ("partial", "rejected")

THERE_ALREADY = "there already"


class FaultyFile(Exception):
    """The file cannot be used as it is."""


@dataclass
class Row:
    line: int
    cells: dict[str, str]
    state: str = RowState.NOT_SENT
    detail: str = ""

    @property
    def username(self) -> str:
        return self.cells["username"].strip()

    def user(self) -> BatchAddUser:
        groups = [group.strip() for group in self.cells.get("groups", "").split(";") if group.strip()]
        attribs = {
            name.removeprefix("attrib."): value
            for name, value in self.cells.items()
            if name.startswith("attrib.") and value
        }
        return BatchAddUser(
            username=self.username,
            full_name=self.cells.get("full_name", "").strip() or None,
            groups=groups or None,
            attribs=attribs or None,
        )


def read(path: Path) -> tuple[list[str], list[Row]]:
    """The columns and the rows of a file; or else all that is wrong with it, line by line."""
    # Spreadsheets put a mark before UTF-8, which would become a part of the first column's name.
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="", strict=True)
        columns = list(reader.fieldnames or [])
        known = {"username", "full_name", "groups"}
        unknown = [name for name in columns if name not in known and not name.startswith("attrib.")]
        if "username" not in columns or unknown or len(set(columns)) < len(columns):
            raise FaultyFile(
                f"line 1: {columns} has to hold `username`, and each once; {unknown} are not known"
            )
        rows = [Row(reader.line_num, cells) for cells in reader]
    faults: list[str] = []
    lines: dict[str, int] = {}
    for row in rows:
        if "" in row.cells:
            faults.append(f"line {row.line}: has more cells than there are columns")
        elif "@" not in row.username:
            faults.append(f"line {row.line}: `{row.username}` is no e-mail address")
        elif row.username.casefold() in lines:
            faults.append(
                f"line {row.line}: {row.username} stands in line {lines[row.username.casefold()]} too"
            )
        lines.setdefault(row.username.casefold(), row.line)
    if faults:
        raise FaultyFile("\n".join(faults))
    return columns, rows


def mark_known(lp: Client, rows: Sequence[Row]) -> None:
    """Marks those who are users or invited. All users are read, page by page, and none of them is kept."""
    by_name = {row.username.casefold(): row for row in rows}
    users = (user.username for user in lp.provisioning.users.list())
    for names, what in ((users, "is a user"), (lp.provisioning.users.list_invited(), "is invited")):
        for name in names:
            row = by_name.get((name or "").casefold())
            if row is not None:
                row.state, row.detail = THERE_ALREADY, what


def add(lp: Client, rows: Sequence[Row]) -> LastPassError | None:
    """Adds people, portion after portion; gives the error that ended it. What is known stands in the rows."""
    for start in range(0, len(rows), PORTION):
        if start:
            time.sleep(PAUSE)
        portion = rows[start : start + PORTION]
        for row in portion:
            # Until the answer is there. It stays so if somebody presses Ctrl-C.
            row.state, row.detail = RowState.UNKNOWN, "interrupted before the answer came"
        try:
            settle(portion, lp.provisioning.users.add([row.user() for row in portion]))
        except LastPassError as error:
            if error.outcome is not None:
                settle(portion, error.outcome)
            else:
                state = RowState.NOT_SENT if error.delivery == "not_sent" else RowState.UNKNOWN
                for row in portion:
                    row.state, row.detail = state, error.message
            if error.kind not in BY_ROW or error.__cause__ is not None:
                return error
    return None


def settle(rows: Sequence[Row], outcome: Outcome) -> None:
    for row, told in zip(rows, outcome.rows, strict=True):
        row.state, row.detail = told.state, told.detail or ""
    for message in outcome.messages:
        print(f"LastPass says: {message}")


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes a file that gets its name when it is complete. Only its owner may read it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def harmless(text: str) -> str:
    """A text for a spreadsheet: one that begins like a formula would be worked out."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def write_results(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> bool:
    """Writes the results, and the rows to be looked at or run again; whether they could be written."""
    results = path.with_suffix(".results.csv")
    shown = [[row.line, harmless(row.username), row.state, harmless(row.detail)] for row in rows]
    try:
        write(results, ["line", "username", "state", "detail"], shown)
    except OSError as reason:
        # What became of people must not be lost for want of room on a disk.
        csv.writer(sys.stdout).writerows(shown)
        print(f"No file was written: {reason}. The results stand above.", file=sys.stderr)
        return False
    print(f"See {results}")
    for name, states in (
        ("failed", (RowState.REJECTED, RowState.NOT_SENT)),
        ("unknown", (RowState.UNKNOWN,)),
    ):
        chosen = [row for row in rows if row.state in states]
        file = path.with_suffix(f".{name}.csv")
        if chosen:
            # As they came, or a second run would be about other people.
            write(file, columns, ([row.cells[column] for column in columns] for row in chosen))
            print(f"See {file}")
        else:
            # One of an earlier run would be taken for one of this.
            file.unlink(missing_ok=True)
    return True


def run(lp: Client, path: Path, columns: Sequence[str], rows: Sequence[Row], dry_run: bool) -> int:
    mark_known(lp, rows)
    new = [row for row in rows if row.state != THERE_ALREADY]
    print(f"{len(new)} of {len(rows)} people are new.")
    if dry_run:
        return 0
    # Whoever ends a job sends another signal than Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    interrupted = False
    try:
        error = add(lp, new)
        if error is not None:
            print(f"Stopped: {error} {advice(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        # Whatever ended it, what is known of the people is kept.
        written = write_results(path, columns, rows)
    counts = Counter(str(row.state) for row in rows)
    print(", ".join(f"{count} {state}" for state, count in counts.most_common()))
    done = counts[RowState.APPLIED] + counts[RowState.UNCHANGED] + counts[THERE_ALREADY]
    return 130 if interrupted else 0 if written and done == len(rows) else 1


def advice(error: LastPassError) -> str:
    if isinstance(error, RateLimitError):
        return f"Run the failed rows again in {error.retry_after or 60:.0f} s."
    if isinstance(error, (AuthenticationError, ConfigurationError)):
        return "Take LASTPASS_CID and LASTPASS_PROVHASH from the Admin Console: Advanced, Enterprise API."
    return "The rows say what is known of each."


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="CSV file of people")
    parser.add_argument("--dry-run", action="store_true", help="check the file and who is there already")
    arguments = parser.parse_args()
    try:
        columns, rows = read(arguments.file)
    except (FaultyFile, OSError, UnicodeDecodeError, csv.Error) as fault:
        print(f"{arguments.file} cannot be used, and nothing was sent:\n{fault}", file=sys.stderr)
        return 2
    try:
        with Client(read_only=arguments.dry_run, api_user="onboard.py") as lp:
            return run(lp, arguments.file, columns, rows, arguments.dry_run)
    except LastPassError as error:
        # What fails while people are added is kept with its rows; this was before.
        print(f"Nothing was sent: {error} {advice(error)}", file=sys.stderr)
        return 2 if isinstance(error, (ConfigurationError, InvalidArgumentError)) else 1


if __name__ == "__main__":
    sys.exit(main())
