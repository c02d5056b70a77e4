"""Reading the audit log again and again, with a cursor that is stored in between."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from lastpass_admin import Client, EventBatch, EventCursor

from conftest import Run
from sandbox import Tenant

START = "2024-05-02 00:00:00"


def stored(cursor: EventCursor) -> list[EventCursor]:
    """The cursor after each way to store it."""
    return [
        cursor,
        EventCursor.parse(str(cursor)),
        pickle.loads(pickle.dumps(cursor)),
    ]


def actions(batch: EventBatch) -> list[str | None]:
    """What happened; without the reading itself, which the vendor logs too."""
    return [event.action for event in batch.events if event.action != "Reporting"]


def test_an_event_is_given_once_and_a_late_one_too(tenant: Tenant, client: Client) -> None:
    events = client.provisioning.events
    tenant.event("2024-05-02 10:15:00", times=2)
    first = events.since(EventCursor(START))
    assert actions(first) == ["Log in", "Log in"]
    for cursor in stored(first.cursor):
        assert cursor == first.cursor
        assert actions(events.since(cursor)) == []
    tenant.event("2024-05-02 10:00:00", action="Log out")
    tenant.event("2024-05-02 10:30:00", action="Site added")
    second = events.since(first.cursor)
    assert actions(second) == ["Log out", "Site added"], "the earliest first"
    assert {event.id for event in first.events} & {event.id for event in second.events} == set()


def test_how_late_an_event_may_come_is_said(tenant: Tenant, client: Client) -> None:
    events = client.provisioning.events
    tenant.event("2024-05-02 10:15:00")
    cursor = events.since(EventCursor(START, overlap=timedelta(minutes=5))).cursor
    tenant.event("2024-05-02 10:05:00", action="Log out")
    assert actions(events.since(cursor)) == []
    assert tenant.seen()[-1].body["data"]["from"] == "2024-05-02 10:10:00"


@pytest.mark.parametrize("start", [START, "2024-05-02T00:00:00", datetime(2024, 5, 2)], ids=str)
def test_it_begins_at_a_local_time(tenant: Tenant, client: Client, start: Any) -> None:
    client.provisioning.events.since(EventCursor(start, overlap=0))
    assert tenant.seen()[-1].body["data"]["from"] == START


def test_filters_go_along(tenant: Tenant, client: Client) -> None:
    tenant.event("2024-05-02 10:15:00")
    tenant.event("2024-05-02 10:16:00", username="bob@example.com")
    batch = client.provisioning.events.since(
        EventCursor(START), user="bob@example.com", headers={"x-team": "it"}
    )
    assert [event.username for event in batch.events] == ["bob@example.com"]
    assert tenant.seen()[-1].headers["x-team"] == "it"


@pytest.mark.parametrize(
    "start", ["yesterday", "", datetime(2024, 5, 2, tzinfo=timezone.utc), 5, None], ids=str
)
def test_a_start_that_is_no_local_time_is_refused(tenant: Tenant, client: Client, start: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        client.provisioning.events.since(EventCursor(start))
    assert tenant.hits() == 0


def test_a_stored_text_that_is_no_cursor_is_refused() -> None:
    for text in ("", "{}", "[]", "not JSON"):
        with pytest.raises(ValueError, match=r".+"):
            EventCursor.parse(text)


def test_asyncio_reads_on_from_the_same_cursor(tenant: Tenant, client: Client, run: Run[None]) -> None:
    tenant.event("2024-05-02 10:15:00")
    cursor = client.provisioning.events.since(EventCursor(START)).cursor
    tenant.event("2024-05-02 10:16:00", action="Log out")

    async def main() -> None:
        async with tenant.async_client() as client:
            batch = await client.provisioning.events.since(cursor)
            assert actions(batch) == ["Log out"]

    run(main())
