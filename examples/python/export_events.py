"""Exports one day of audit events to JSON Lines, for a log collector or an archive.

    python export_events.py                                   # yesterday, to events-2026-11-21.jsonl
    python export_events.py --day 2026-11-01 --out day.jsonl

A day is one of the account's time zone, from its first second to its last: 23 or 25 hours where daylight
saving begins or ends. Each line is an event, the latest first: the vendor's local time as `time`, the instant
in UTC, whether the local time is one that comes twice that day, and an `id` that is the same in every export,
by which a collector drops what it has already.

The file appears only if the whole day was read, and replaces one of an earlier run. Events may reach the log
late, so run it an hour after midnight or later; to follow the log closely, see `provisioning.events.since`.

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_TIME_ZONE, the zone of the account as an IANA name
such as America/New_York. `lastpass-sandbox` prints an environment to try it with.

Ends with 0 if the file is written, with 1 if the events could not be read, with 2 if it was called or set up
wrongly.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lastpass_admin import (
    AuthenticationError,
    Client,
    ConfigurationError,
    Event,
    InvalidArgumentError,
    LastPassError,
    RateLimitError,
)


def export(events: Iterable[Event], file: TextIO) -> int:
    """Writes an event as it is read; gives how many there were."""
    count = 0
    for event in events:
        json.dump(as_json(event), file, ensure_ascii=False)
        file.write("\n")
        count += 1
    return count


def as_json(event: Event) -> dict[str, Any]:
    local = event.local_time("time")
    moment = None if local is None else local.datetime
    return {
        "id": event.id,
        # Equal events of one second are told apart by their number, in the id too.
        "ordinal": event.ordinal,
        "time": None if local is None else local.text,
        "instant": None if moment is None else moment.astimezone(timezone.utc).isoformat(),
        "ambiguous": local is not None and local.ambiguous,
        "username": event.username,
        "ip_address": event.ip_address,
        "action": event.action,
        "data": event.data,
        # What the vendor sends and this version does not know.
        **({"extra": event.extra} if event.extra else {}),
    }


@contextmanager
def written_whole(path: Path) -> Generator[TextIO]:
    """A file that gets its name when it is complete. Only its owner may read it: it holds personal data."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
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
    parser.add_argument("--day", type=date.fromisoformat, help="as YYYY-MM-DD; default: yesterday")
    parser.add_argument("--out", type=Path, help="default: events-DAY.jsonl")
    arguments = parser.parse_args()
    try:
        zone = ZoneInfo(os.environ["LASTPASS_TIME_ZONE"])
    except (KeyError, ValueError, ZoneInfoNotFoundError):
        parser.error(
            "set LASTPASS_TIME_ZONE to an IANA name; a system without zones needs `pip install tzdata`"
        )
    today = datetime.now(zone).date()
    day: date = arguments.day or today - timedelta(days=1)
    if day >= today:
        parser.error(f"{day} is not over yet in {zone.key}")
    out: Path = arguments.out or Path(f"events-{day}.jsonl")

    # Times without an offset are local ones, as the vendor's own bounds are. So the day is whole however many
    # hours it has; a start with an offset and 24 hours more would not be.
    start, end = datetime.combine(day, time.min), datetime.combine(day, time(23, 59, 59))
    try:
        with Client(read_only=True, api_user="export_events.py") as lp, written_whole(out) as file:
            count = export(lp.provisioning.events.list(from_=start, to=end), file)
    except LastPassError as error:
        print(f"No file was written: {error} {advice(error)}", file=sys.stderr)
        return 2 if isinstance(error, (ConfigurationError, InvalidArgumentError)) else 1
    except OSError as reason:
        print(f"No file was written: {reason}", file=sys.stderr)
        return 1
    print(f"{count} events of {day} in {zone.key}: {out}")
    return 0


def advice(error: LastPassError) -> str:
    if isinstance(error, RateLimitError):
        return f"Run it again in {error.retry_after or 60:.0f} s."
    if isinstance(error, (AuthenticationError, ConfigurationError)):
        return "Take LASTPASS_CID and LASTPASS_PROVHASH from the Admin Console: Advanced, Enterprise API."
    return "It only reads, so it can be run again at any time."


if __name__ == "__main__":
    sys.exit(main())
