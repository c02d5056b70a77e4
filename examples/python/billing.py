"""The billing records of all managed companies, as one CSV file.

    python billing.py --cycles 3 --out billing.csv     # the last three billing cycles

Each row is a record as the vendor sent it, with the cycle that it belongs to. Which members a record has is
not documented, so the columns are those that the records have; what is no plain value stands as JSON.

The file appears only if all records were read, and replaces that of an earlier run. It opens as UTF-8 in
spreadsheets, and no value in it is taken for a formula.

Needs LASTPASS_API_KEY of a managed service provider; `lastpass-sandbox` prints an environment to try it with.

Ends with 0 if the file is written, with 1 if the records could not be read, with 2 if it was called or set up
wrongly.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from lastpass_admin import (
    AuthenticationError,
    BillingCycle,
    Client,
    ConfigurationError,
    InvalidArgumentError,
    LastPassError,
    PermissionDeniedError,
    RateLimitError,
)


def records(lp: Client, cycles: int, license_type: str | None) -> Iterator[dict[str, Any]]:
    """The records of the last cycles, cycle after cycle, as they are read."""
    for cycle in lp.reports.list_billing_cycles(number_of_cycles=cycles):
        start, end = days(cycle)
        # A page holds 50 records at most; the pages are followed.
        for record in lp.reports.list_billing_records(
            start_date=start, end_date=end, license_type=license_type
        ):
            yield {"cycle_start": start, "cycle_end": end, **record.extra}


def days(cycle: BillingCycle) -> tuple[str, str]:
    if cycle.start_date is None or cycle.end_date is None:
        raise ValueError(f"a billing cycle has no dates: {cycle!r}")
    return cycle.start_date, cycle.end_date


def write(source: Iterator[dict[str, Any]], file: TextIO) -> int:
    """Writes the records as CSV; gives how many there were.

    The columns are known only at the end, so the records go through another file, and not through memory.
    """
    columns: dict[str, None] = {"cycle_start": None, "cycle_end": None}
    count = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
        for record in source:
            columns.update(dict.fromkeys(record))
            spool.write(json.dumps(record) + "\n")
            count += 1
        spool.seek(0)
        rows = csv.DictWriter(file, list(columns))
        rows.writerow({name: cell(name) for name in columns})
        rows.writerows({name: cell(value) for name, value in json.loads(line).items()} for line in spool)
    return count


def cell(value: Any) -> str:
    """A value for a spreadsheet, in which a text such as `=1+1` would be worked out as a formula."""
    if isinstance(value, str):
        return "'" + value if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return "" if value is None else json.dumps(value)


@contextmanager
def written_whole(path: Path) -> Generator[TextIO]:
    """A file that gets its name when it is complete."""
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
    parser.add_argument(
        "--cycles", type=int, default=1, help="how many of the last cycles, 1 to 12; default: 1"
    )
    parser.add_argument("--license-type", help="only records of this type, such as managed-msp")
    parser.add_argument("--out", type=Path, default=Path("billing.csv"), help="default: billing.csv")
    arguments = parser.parse_args()
    try:
        with Client(read_only=True, api_user="billing.py") as lp, written_whole(arguments.out) as file:
            count = write(records(lp, arguments.cycles, arguments.license_type), file)
    except LastPassError as error:
        print(f"No file was written: {error} {advice(error)}", file=sys.stderr)
        return 2 if isinstance(error, (ConfigurationError, InvalidArgumentError)) else 1
    except (OSError, ValueError) as reason:
        print(f"No file was written: {reason}", file=sys.stderr)
        return 1
    print(f"{count} records of {arguments.cycles} cycles: {arguments.out}")
    return 0


def advice(error: LastPassError) -> str:
    if isinstance(error, RateLimitError):
        return f"Run it again in {error.retry_after or 60:.0f} s."
    if isinstance(error, (AuthenticationError, ConfigurationError)):
        return "Take LASTPASS_API_KEY from the Admin Console: Advanced, LastPass API."
    if isinstance(error, PermissionDeniedError):
        return "Billing is for managed service providers, with a key that may read their companies."
    return "It only reads, so it can be run again at any time."


if __name__ == "__main__":
    sys.exit(main())
