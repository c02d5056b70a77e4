from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from conftest import Company

LONG = "2024-11-03"
"""The day in New York that has 25 hours."""


def lines(company: Company, name: str = f"events-{LONG}.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (company.folder / name).read_text(encoding="utf-8").splitlines()]


def instants(company: Company) -> list[str]:
    return sorted(line["instant"] for line in lines(company, "day.jsonl"))


def test_a_day_of_25_hours_is_whole(company: Company) -> None:
    for time in (
        "2024-11-02 23:59:59",
        f"{LONG} 00:00:00",
        f"{LONG} 01:30:00",
        f"{LONG} 23:59:59",
        "2024-11-04 00:00:00",
    ):
        company.tenant.event(time)
    company.tenant.event(f"{LONG} 01:30:00", second_pass=True, ip_address="203.0.113.8")
    ended = company.run("export_events.py", "--day", LONG, "--out", "day.jsonl")
    assert ended.code == 0, ended.err
    assert "4 events" in ended.out
    assert (instants(company)[0], instants(company)[-1]) == (
        "2024-11-03T04:00:00+00:00",
        "2024-11-04T04:59:59+00:00",
    )
    assert [(line["time"], line["ambiguous"]) for line in lines(company, "day.jsonl")] == [
        (f"{LONG} 23:59:59", False),
        (f"{LONG} 01:30:00", True),
        (f"{LONG} 01:30:00", True),
        (f"{LONG} 00:00:00", False),
    ]


def test_a_day_of_23_hours_is_whole(company: Company) -> None:
    for time in ("2024-03-10 00:00:00", "2024-03-10 03:00:00", "2024-03-10 23:59:59", "2024-03-11 00:00:00"):
        company.tenant.event(time)
    assert company.run("export_events.py", "--day", "2024-03-10", "--out", "day.jsonl").code == 0
    assert instants(company) == [
        "2024-03-10T05:00:00+00:00",
        "2024-03-10T07:00:00+00:00",
        "2024-03-11T03:59:59+00:00",
    ]


def test_equal_events_are_told_apart_and_known_again(company: Company) -> None:
    company.tenant.event(f"{LONG} 10:15:00", times=5, action="Failed login attempt", data="ünïcode")
    assert company.run("export_events.py", "--day", LONG).code == 0
    first = lines(company)
    assert sorted(line["ordinal"] for line in first) == [0, 1, 2, 3, 4]
    assert len({line["id"] for line in first}) == 5
    assert {line["data"] for line in first} == {"ünïcode"}
    assert company.run("export_events.py", "--day", LONG).code == 0
    assert lines(company) == first


def test_no_file_is_written_if_a_page_in_the_middle_fails(company: Company) -> None:
    company.tenant.quirks(event_limit=2)
    company.tenant.event(f"{LONG} 10:15:00", times=5)
    company.tenant.fault("reporting", "truncated-json", after=1)
    ended = company.run("export_events.py", "--day", LONG)
    assert (ended.code, company.files()) == (1, [])
    assert "No file was written" in ended.err

    company.tenant.clear_faults()
    assert company.run("export_events.py", "--day", LONG).code == 0
    assert len(lines(company)) == 5


def test_yesterday_is_that_of_the_account(company: Company) -> None:
    zone = ZoneInfo(company.environment["LASTPASS_TIME_ZONE"])
    yesterday = datetime.now(zone).date() - timedelta(days=1)
    company.tenant.event(f"{yesterday} 12:00:00")
    ended = company.run("export_events.py")
    assert ended.code == 0, ended.err
    assert company.files() == [f"events-{yesterday}.jsonl"]
    assert len(lines(company, f"events-{yesterday}.jsonl")) == 1


def test_a_day_that_is_not_over_is_refused(company: Company) -> None:
    today = datetime.now(ZoneInfo(company.environment["LASTPASS_TIME_ZONE"])).date()
    ended = company.run("export_events.py", "--day", str(today))
    assert ended.code == 2
    assert "is not over yet" in ended.err
    assert company.tenant.hits() == 0


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", "../etc"])
def test_without_the_zone_of_the_account_nothing_is_asked(company: Company, zone: str | None) -> None:
    del company.environment["LASTPASS_TIME_ZONE"]
    if zone is not None:
        company.environment["LASTPASS_TIME_ZONE"] = zone
    ended = company.run("export_events.py", "--day", LONG)
    assert ended.code == 2
    assert "LASTPASS_TIME_ZONE" in ended.err
    assert company.tenant.hits() == 0


def test_a_service_that_asks_to_wait_is_waited_for_no_longer_than_it_is_worth(company: Company) -> None:
    company.tenant.fault("reporting", {"too-many-requests": {"retry_after": {"seconds": 7200}}})
    ended = company.run("export_events.py", "--day", LONG)
    assert (ended.code, company.files()) == (1, [])
    assert "Run it again in 7200 s" in ended.err
