from __future__ import annotations

import csv
import os
import stat
from pathlib import Path

import pytest

from conftest import Company, Founder

FILES = ["inactive.csv", "mfa.csv"]


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["username"]: row for row in csv.DictReader(file)}


def test_the_files_hold_every_user_who_can_log_in(company: Company) -> None:
    company.command("updateuser", {"username": "bob@example.com", "fullname": "=HYPERLINK(1)"})
    ended = company.run("mfa_report.py", "--days", "30")
    assert ended.code == 0, ended.err
    assert company.files() == FILES

    users = [user for user in company.command("getuserdata")["Users"].values() if not user["disabled"]]
    mfa = rows(company.folder / "mfa.csv")
    assert {name: row["multifactor"] for name, row in mfa.items()} == {
        user["username"]: user.get("multifactor", "") for user in users
    }
    with_mfa = sum("multifactor" in user for user in users)
    assert f"{with_mfa} of {len(users)} users have a second factor" in ended.out
    assert mfa["ada@example.com"]["last_login"] == "2022-06-20T08:00:07-04:00"
    assert mfa["bob@example.com"]["last_login"] == "never"
    # A spreadsheet would work it out.
    assert mfa["bob@example.com"]["full_name"] == "'=HYPERLINK(1)"

    inactive = rows(company.folder / "inactive.csv")
    assert "eve@example.com" not in inactive
    assert int(inactive["ada@example.com"]["days"]) > 1000
    assert inactive["ada@example.com"]["groups"] == "Eng; Oncall"
    # He never logged in, so the days count from his creation.
    assert int(inactive["bob@example.com"]["days"]) > 1000
    for name in FILES:
        assert stat.S_IMODE(os.stat(company.folder / name).st_mode) == 0o600


def test_who_logged_in_of_late_is_not_inactive(company: Company) -> None:
    assert company.run("mfa_report.py", "--days", "100000").code == 0
    assert rows(company.folder / "inactive.csv") == {}


@pytest.mark.parametrize(
    ("fault", "said"),
    [("html", "not understood"), ({"shift-pages": {"by": 1}}, "run it again")],
    ids=["a page that is none", "a list that loses users while it is read"],
)
def test_no_file_is_written_if_a_page_in_the_middle_fails(
    company_of: Founder, fault: object, said: str
) -> None:
    company = company_of(users=4100, companies=0, events=0)
    company.tenant.fault("getuserdata", fault, after=1)
    before = company.folder / "mfa.csv"
    before.write_text("of yesterday")
    ended = company.run("mfa_report.py")
    assert ended.code == 1
    assert said in ended.err
    assert company.files() == ["mfa.csv"]
    assert before.read_text() == "of yesterday"


def test_all_pages_are_read(company_of: Founder) -> None:
    company = company_of(users=4100, companies=0, events=0)
    assert company.run("mfa_report.py").code == 0
    disabled = sum(
        user["disabled"] for user in company.command("getuserdata", {"disabled": 1})["Users"].values()
    )
    assert len(rows(company.folder / "mfa.csv")) == 4100 - disabled


def test_what_is_not_set_is_named(company: Company) -> None:
    del company.environment["LASTPASS_TIME_ZONE"]
    ended = company.run("mfa_report.py")
    assert (ended.code, company.files()) == (2, [])
    assert "LASTPASS_TIME_ZONE" in ended.err

    company.environment["LASTPASS_TIME_ZONE"] = "Mars/Olympus"
    assert company.run("mfa_report.py").code == 2

    company.environment = {"LASTPASS_TIME_ZONE": "Europe/Berlin"}
    ended = company.run("mfa_report.py")
    assert (ended.code, company.files()) == (2, [])
    assert "LASTPASS_PROVHASH" in ended.err


def test_a_dead_hash_is_no_empty_company(company: Company) -> None:
    company.tenant.revoke("provhash")
    ended = company.run("mfa_report.py")
    assert (ended.code, company.files()) == (1, [])
    assert "Enterprise API" in ended.err
