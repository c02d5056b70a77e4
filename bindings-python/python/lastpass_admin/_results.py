"""What calls answer that is no record of the vendor's."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime as DateTime
    from datetime import timedelta
    from typing import Any, ClassVar

    from typing_extensions import Self

    from ._enums import RowState
    from ._errors import LastPassError
    from ._native import Event


class _Result:
    """A frozen object with named values."""

    __slots__: ClassVar[Iterable[str]] = ()

    def _set(self, *values: object) -> None:
        for name, value in zip(self.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; `{name}` cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; `{name}` cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return type(self), self._values()

    def __repr__(self) -> str:
        values = (f"{name}={value!r}" for name, value in zip(self.__slots__, self._values(), strict=True))
        return f"{type(self).__name__}({', '.join(values)})"


class RowOutcome(_Result):
    """What became of one user of a call on many."""

    __slots__ = {
        "username": "The user, as the caller gave it.",
        "state": "What is known: `applied`, `unchanged`, `rejected`, `unknown` or `not_sent`.",
        "detail": "What the vendor said of this row, or why it was not sent.",
    }

    username: str
    state: RowState
    detail: str | None

    def __init__(self, username: str, state: RowState, detail: str | None) -> None:
        self._set(username, state, detail)


class Outcome(_Result):
    """What became of all users of a call on many, in the caller's order."""

    __slots__ = {
        "rows": "One entry for each row of the caller.",
        "messages": "Remarks of the vendor on requests that it took.",
    }

    rows: tuple[RowOutcome, ...]
    messages: tuple[str, ...]

    def __init__(self, rows: tuple[RowOutcome, ...], messages: tuple[str, ...]) -> None:
        self._set(rows, messages)

    @property
    def applied(self) -> list[str]:
        """The users for whom the operation took effect."""
        return [row.username for row in self.rows if row.state == "applied"]

    @property
    def unchanged(self) -> list[str]:
        """The users whom the vendor left as they were: already in the state, or not known to it."""
        return [row.username for row in self.rows if row.state == "unchanged"]

    @property
    def failed(self) -> list[RowOutcome]:
        """The rows that did not take effect, or may not have."""
        return [row for row in self.rows if row.state not in ("applied", "unchanged")]


class Group(_Result):
    """A group and its members."""

    __slots__ = {
        "name": "The name, by which the vendor knows the group.",
        "members": "The e-mail addresses of the members, in order.",
    }

    name: str
    members: tuple[str, ...]

    def __init__(self, name: str, members: tuple[str, ...]) -> None:
        self._set(name, members)


class LocalTime(_Result):
    """A time as the vendor sent it, without a zone, and what it stands for."""

    __slots__ = {
        "text": "The text as it came.",
        "datetime": "The time: aware where the client knows the zone of the account, naive where it does not; None if the text is no time. Of the two instants of an hour that daylight saving repeats, this is the earlier one.",
        "ambiguous": "Whether the text names two instants, or none, in the zone of the account.",
    }

    text: str
    datetime: DateTime | None
    ambiguous: bool

    def __init__(self, text: str, datetime: DateTime | None, ambiguous: bool) -> None:
        self._set(text, datetime, ambiguous)

    def __str__(self) -> str:
        return self.text


class ResponseInfo(_Result):
    """What came with an answer beside its body."""

    __slots__ = {
        "status": "The HTTP status. The Provisioning API answers 200 for failures too.",
        "headers": "The headers, with names in lower case; cookies are left out.",
        "attempts": "How many attempts the answer took.",
        "elapsed": "How long the last attempt took, in seconds.",
    }

    status: int
    headers: Mapping[str, str]
    attempts: int
    elapsed: float

    def __init__(self, status: int, headers: Mapping[str, str], attempts: int, elapsed: float) -> None:
        self._set(status, headers, attempts, elapsed)

    def __hash__(self) -> int:
        return hash((self.status, self.attempts, self.elapsed))


class RawResponse(_Result):
    """An answer as it came."""

    __slots__ = {
        "info": "Status, headers, attempts.",
        "body": "The body; None if there was none.",
    }

    info: ResponseInfo
    body: Any

    def __init__(self, info: ResponseInfo, body: object) -> None:
        self._set(info, body)

    def __hash__(self) -> int:
        return hash(self.info)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.info.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, with names in lower case; cookies are left out."""
        return self.info.headers


class ListSummary(_Result):
    """What is known of a list that is being read."""

    __slots__ = {
        "items": "Items given so far.",
        "duplicates": "Items that came a second time, because the list shifted while it was read, and were left out.",
        "total": "What the vendor says the list holds, where it says so and no filter is set.",
        "complete": "Whether the last page has been read.",
        "resumed": "Whether the list was read on from a stored position, so that the items before it are not counted.",
        "is_inconsistent": "Whether a list that was read from its start to its end holds another number of items than the vendor says.",
    }

    items: int
    duplicates: int
    total: int | None
    complete: bool
    resumed: bool
    is_inconsistent: bool

    def __init__(
        self,
        items: int,
        duplicates: int,
        total: int | None,
        complete: bool,
        resumed: bool,
        is_inconsistent: bool,
    ) -> None:
        self._set(items, duplicates, total, complete, resumed, is_inconsistent)


class CredentialStatus(_Result):
    """Whether a credential works."""

    __slots__ = {
        "error": "Why it does not; None if it does.",
    }

    error: LastPassError | None

    def __init__(self, error: LastPassError | None) -> None:
        self._set(error)

    @property
    def works(self) -> bool:
        """Whether the vendor accepts it."""
        return self.error is None


class CredentialReport(_Result):
    """Which of the credentials of a client work."""

    __slots__ = {
        "business": "The API key; None if the client holds none.",
        "provisioning": "CID and provisioning hash; None if the client holds none.",
    }

    business: CredentialStatus | None
    provisioning: CredentialStatus | None

    def __init__(self, business: CredentialStatus | None, provisioning: CredentialStatus | None) -> None:
        self._set(business, provisioning)

    @property
    def all_work(self) -> bool:
        """Whether every credential that the client holds works."""
        return all(status is None or status.works for status in (self.business, self.provisioning))


class EventCursor(_Result):
    """How far a job has read the audit log, for `provisioning.events.since()`.

    Keep it, as `str(cursor)` or pickled, once the events that came with it are safely stored: a job that dies in between gives
    them again, and never loses one.

    Args:
        start: Where to begin, a time in the zone of the account: a naive `datetime`, or a text such as `2024-05-02 10:15:00`.
        overlap: How late an event may arrive and still be found, in seconds; an hour by default.
    """

    __slots__ = {
        "latest": "The latest time that was read, in the zone of the account; or where to begin.",
        "overlap": "How late an event may arrive and still be found, in seconds.",
        "given": "The ids of the events that were given within the overlap.",
    }

    latest: str
    overlap: int
    given: frozenset[str]

    def __init__(
        self, start: DateTime | str, overlap: float | timedelta = 3600, given: frozenset[str] = frozenset()
    ) -> None:
        if not isinstance(start, str):
            if not hasattr(start, "isoformat"):
                given_type = type(start).__name__
                raise TypeError(
                    f"start is a datetime or a text such as '2024-05-02 10:15:00', not a {given_type}"
                )
            if getattr(start, "tzinfo", None) is not None:
                raise ValueError("start is a time in the zone of the account; give a datetime without tzinfo")
            start = start.isoformat()
        if not isinstance(overlap, (int, float)):
            overlap = overlap.total_seconds()
        self._set(start, int(overlap), frozenset(given))

    @classmethod
    def parse(cls, text: str) -> EventCursor:
        """The cursor that was kept as `str(cursor)`."""
        import json

        return cursor(json.loads(text))

    def _given(self) -> dict[str, object]:
        return {"latest": self.latest, "overlap_seconds": self.overlap, "given": sorted(self.given)}

    def __str__(self) -> str:
        import json

        return json.dumps(self._given())


def cursor(state: Any) -> EventCursor:
    """The cursor of what it was stored as."""
    try:
        return EventCursor(state["latest"], state["overlap_seconds"], frozenset(state["given"]))
    except (KeyError, TypeError):
        raise ValueError("this text is no cursor; keep it as `str(cursor)` gives it") from None


class EventBatch(_Result):
    """New events, the earliest first, and the cursor behind them."""

    __slots__ = {
        "events": "Events that were not given before.",
        "cursor": "Where to go on.",
    }

    events: tuple[Event, ...]
    cursor: EventCursor

    def __init__(self, events: tuple[Event, ...], cursor: EventCursor) -> None:
        self._set(events, cursor)
