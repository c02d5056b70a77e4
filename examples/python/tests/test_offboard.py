from __future__ import annotations

from typing import Any

from conftest import Company
from sandbox import control

ADA = "ada@example.com"
ALONE = ["Shared-Infra", "Shared-Finance"]
"""Folders that ada administers alone. Of the others, one is deleted, and one has a second admin."""


def holders_of(company: Company, level: int) -> list[str]:
    with company.tenant.client() as client:
        return [holder.email or "" for holder in client.admin_levels.list_users(level)]


def the_user(company: Company, username: str) -> dict[str, Any]:
    user = company.user(username)
    assert user is not None
    return user


def test_a_dry_run_says_what_would_be_done_and_does_nothing(company: Company) -> None:
    before = the_user(company, ADA)
    ended = company.run("offboard.py", ADA, "--dry-run")
    assert ended.code == 0, ended.err
    for said in (
        "would be disabled",
        "would be taken out of Eng, Oncall",
        "would be taken out of Super admin",
        *ALONE,
    ):
        assert said in ended.out
    assert the_user(company, ADA) == before
    assert holders_of(company, 100) == [ADA]
    assert company.tenant.hits("disableuser") == company.tenant.hits("batchchangegrp") == 0


def test_a_leaver_loses_every_access(company: Company) -> None:
    # However the address is written.
    ended = company.run("offboard.py", "Ada@Example.com")
    assert ended.code == 0, ended.err
    assert "NOT DONE" not in ended.out
    folders = [line.split(" (")[0].strip() for line in ended.out.splitlines() if "(id " in line]
    assert folders == ALONE
    assert the_user(company, ADA)["disabled"] is True
    assert "groups" not in the_user(company, ADA)
    assert holders_of(company, 100) == []

    again = company.run("offboard.py", ADA)
    assert again.code == 0, again.err
    for said in ("is disabled already", "is in none", "holds none"):
        assert said in again.out
    for write in ("disableuser", "batchchangegrp", "removeUserFromAdminLevel"):
        assert company.tenant.hits(write) == 1


def test_an_admin_who_is_disabled_looks_after_no_folder(company: Company) -> None:
    company.command("disableuser", ["user00003@example.com"])
    ended = company.run("offboard.py", ADA, "--dry-run")
    assert "Shared-Project 0005" in ended.out


def test_a_step_that_fails_is_not_called_done_and_keeps_no_other_from_being_taken(company: Company) -> None:
    company.tenant.fault("batchchangegrp", "html")
    ended = company.run("offboard.py", ADA)
    assert ended.code == 1
    assert [line.split()[2] for line in ended.out.splitlines() if line.startswith("NOT DONE")] == ["groups"]
    assert "not offboarded" in ended.err
    assert the_user(company, ADA)["groups"] == ["Eng", "Oncall"]
    assert holders_of(company, 100) == []

    company.tenant.clear_faults()
    assert company.run("offboard.py", ADA).code == 0
    assert "groups" not in the_user(company, ADA)


def test_an_answer_that_is_lost_is_looked_up(company: Company) -> None:
    company.tenant.fault("disableuser", "reset-after", times=1)
    ended = company.run("offboard.py", ADA)
    assert ended.code == 0, ended.out
    assert company.tenant.hits("disableuser") == 1


def test_groups_are_left_alone_while_the_folders_are_not_known(company: Company) -> None:
    company.tenant.fault("getsfdata", "truncated-json")
    ended = company.run("offboard.py", ADA)
    assert ended.code == 1
    assert the_user(company, ADA)["disabled"] is True
    assert the_user(company, ADA)["groups"] == ["Eng", "Oncall"]


def test_a_dead_credential_is_found_before_anything_is_changed(company: Company) -> None:
    company.tenant.revoke("api-key")
    ended = company.run("offboard.py", ADA)
    assert ended.code == 1
    assert "LASTPASS_API_KEY" in ended.err
    assert the_user(company, ADA)["disabled"] is False

    del company.environment["LASTPASS_API_KEY"]
    assert company.run("offboard.py", ADA).code == 2
    assert the_user(company, ADA)["disabled"] is False

    without = company.run("offboard.py", ADA, "--without-admin-levels")
    assert without.code == 0, without.err
    assert the_user(company, ADA)["disabled"] is True


def test_an_address_that_is_no_user_is_refused(company: Company) -> None:
    ended = company.run("offboard.py", "carol@example.com")
    assert ended.code == 1
    assert "no user" in ended.err
    assert company.run("offboard.py", "carol").code == 2
    requests = control(f"{company.tenant.control_url}/requests")
    assert not any(request["changed"] for request in requests)
