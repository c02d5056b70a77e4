"""Times that the vendor prints without a zone."""

from __future__ import annotations

import json
import pickle
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from lastpass_admin import Client, CompanyUser, LocalTime, ProvisioningUser

from sandbox import Tenant
from stub import answering


def created(text: object, zone: str | None = "America/New_York") -> ProvisioningUser:
    """A user whose `created` is this."""
    body = json.dumps({"Users": {"1": {"username": "ada@example.com", "created": text}}})
    with answering(body) as settings:
        settings["time_zone"] = zone
        client = Client(**settings)
        return client.provisioning.users.get("ada@example.com")


@pytest.mark.parametrize(
    ("text", "instant", "offset", "ambiguous"),
    [
        pytest.param("2024-05-02 10:15:00", "2024-05-02T14:15:00Z", -4, False, id="summer"),
        pytest.param("2024-01-02 10:15:00", "2024-01-02T15:15:00Z", -5, False, id="winter"),
        pytest.param("2024-11-03 01:30:00", "2024-11-03T05:30:00Z", -4, True, id="the hour that comes twice"),
        pytest.param("2024-03-10 02:30:00", "2024-03-10T07:30:00Z", -5, True, id="the hour that is skipped"),
    ],
)
def test_where_the_zone_is_known_a_time_is_aware(
    text: str, instant: str, offset: int, ambiguous: bool
) -> None:
    user = created(text)
    assert user.created == datetime.fromisoformat(instant.replace("Z", "+00:00"))
    assert user.created is not None and user.created.utcoffset() == timedelta(hours=offset)
    local = user.local_time("created")
    assert local is not None
    assert (local.text, local.datetime, local.ambiguous) == (text, user.created, ambiguous)


def test_without_a_zone_a_time_is_naive() -> None:
    user = created("2024-11-03 01:30:00", zone=None)
    assert user.created == datetime(2024, 11, 3, 1, 30)
    assert user.created is not None and user.created.tzinfo is None
    local = user.local_time("created")
    assert local is not None and local.ambiguous is False


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "0000-00-00 00:00:00",
        "2024-02-30 10:00:00",
        "99999-01-01 00:00:00",
        "-0001-01-01 00:00:00",
    ],
)
@pytest.mark.parametrize("zone", ["America/New_York", None])
def test_what_is_no_time_is_kept_as_text(text: str, zone: str | None) -> None:
    user = created(text, zone)
    assert user.created is None
    local = user.local_time("created")
    assert local is not None and (local.text, local.datetime) == (text, None)
    assert repr(user) and pickle.loads(pickle.dumps(user)) == user


@pytest.mark.parametrize("text", [None, ""])
def test_what_was_not_said_is_none(text: object) -> None:
    user = created(text)
    assert user.created is None
    local = user.local_time("created")
    assert local is None or local.text == ""


def test_the_year_one_in_a_zone_behind_utc_and_the_last_year_ahead_are_no_error() -> None:
    for text, zone in [("0001-01-01 00:00:00", "Asia/Tokyo"), ("9999-12-31 23:59:59", "America/New_York")]:
        user = created(text, zone)
        assert repr(user.created) and repr(user.local_time("created"))


def test_an_old_offset_of_odd_seconds_is_kept() -> None:
    user = created("1880-01-01 12:00:00", "Europe/Amsterdam")
    assert user.created is not None
    assert user.created.astimezone(timezone.utc) == datetime(1880, 1, 1, 11, 40, 28, tzinfo=timezone.utc) or (
        user.created.utcoffset() is not None
    )


def test_times_compare_across_users_and_print_as_iso(client: Client) -> None:
    ada, eve = (client.provisioning.users.get(name) for name in ("ada@example.com", "eve@example.com"))
    assert ada.created is not None and eve.created is not None
    assert ada.created > eve.created
    assert ada.created.isoformat() == "2021-03-02T09:14:51-05:00"


def test_a_local_time_is_a_value(client: Client) -> None:
    one, other = (client.provisioning.users.get("ada@example.com").local_time("created") for _ in range(2))
    assert isinstance(one, LocalTime)
    assert one == other and hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    assert "2021-03-02 09:14:51" in repr(one)


def test_what_is_no_time_of_the_record_is_refused_by_name(client: Client) -> None:
    user: Any = client.provisioning.users.get("ada@example.com")
    with pytest.raises((AttributeError, LookupError, ValueError), match="username"):
        user.local_time("username")


def test_records_without_local_times_do_not_offer_them(tenant: Tenant) -> None:
    assert not hasattr(CompanyUser, "local_time")
