"""Types of what a caller hands in, for type checkers and for reading; nothing here is needed when a program runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypedDict

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]
"""A JSON value."""


class RequestOptions(TypedDict, total=False):
    """Options of `request()`, which has the query as an argument of its own; other calls have `CallOptions`."""

    timeout: float | timedelta | None
    """Limit of the whole call with its retries and waits, in seconds; 120 by default."""
    attempt_timeout: float | timedelta | None
    """Limit of one attempt, in seconds; 30 by default, 60 for the bulk reads of the Provisioning API."""
    connect_timeout: float | timedelta | None
    """Limit of making a connection, in seconds; 5 by default."""
    read_timeout: float | timedelta | None
    """Limit between two pieces of an answer, in seconds; 15 by default."""
    max_retries: int | None
    """How often a call is sent again after a failure where that is safe; 2 by default."""
    headers: Mapping[str, str] | None
    """Further request headers."""
    time_zone: str | None
    """Time zone of the account, as an IANA name such as `US/Eastern`."""
    chunk_size: int | None
    """How many users go into one request of an operation on many users."""
    chunk_pause: float | timedelta | None
    """Pause between two such requests, in seconds."""
    gone_is_deleted: bool | None
    """Take "not found" for a success where a deletion was sent a second time; off by default."""


class CallOptions(RequestOptions, total=False):
    """Options of a call, or of all calls of a client.

    Every method takes them as keyword arguments, a client takes them too, and `with_options()` gives the same client with
    other ones. `None` stands for an option that is not given.
    """

    query: Mapping[str, str] | None
    """Further query parameters of the Business API."""


class Credentials(TypedDict, total=False):
    """What a `credentials` function gives: an API key, or a CID with its provisioning hash, or all three."""

    api_key: str | None
    cid: int | str | None
    provhash: str | None
