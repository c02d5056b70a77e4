from __future__ import annotations

from conftest import Company

BUSINESS = ["Users", "Admin levels", "Managed companies"]
PROVISIONING = ["Shared folders", "Several at once", "Audit events of the last day"]
READS = {
    "getuserdata",
    "getsfdata",
    "reporting",
    "listUsers",
    "listAdminLevels",
    "listAdminLevelUsers",
    "listManagedCompanies",
}


def missing(titles: list[str], out: str) -> list[str]:
    return [title for title in titles if title not in out.splitlines()]


def test_every_part_is_shown_and_nothing_is_changed(company: Company) -> None:
    ended = company.run("quickstart.py")
    assert ended.code == 0, ended.err
    assert missing(["Credentials", *BUSINESS, *PROVISIONING], ended.out) == []
    for shown in ("ada@example.com", "Helpdesk", "Example Child Ltd", "Shared-Infra", "googleauth"):
        assert shown in ended.out
    assert {seen.operation for seen in company.tenant.seen()} == READS


def test_without_credentials_it_says_in_one_message_how_to_get_some(company: Company) -> None:
    company.environment.clear()
    ended = company.run("quickstart.py")
    assert (ended.code, ended.out) == (2, "")
    for named in ("LASTPASS_API_KEY", "LASTPASS_PROVHASH", "cargo run -p lastpass-sandbox"):
        assert named in ended.err


def test_a_dead_key_is_named_and_the_rest_is_shown(company: Company) -> None:
    company.tenant.revoke("api-key")
    ended = company.run("quickstart.py")
    assert ended.code == 1
    assert "CID and hash   works" in ended.out
    assert "was reset" in ended.out
    assert missing(PROVISIONING, ended.out) == []
    assert missing(BUSINESS, ended.out) == BUSINESS


def test_one_credential_is_enough(company: Company) -> None:
    del company.environment["LASTPASS_CID"], company.environment["LASTPASS_PROVHASH"]
    ended = company.run("quickstart.py")
    assert ended.code == 0, ended.out
    assert missing(BUSINESS, ended.out) == []


def test_what_the_account_may_not_read_is_no_failure(company: Company) -> None:
    company.tenant.fault("listManagedCompanies", {"status": {"status": 403}})
    ended = company.run("quickstart.py")
    assert ended.code == 0, ended.out
    assert "not for this account" in ended.out


def test_a_part_that_fails_is_a_failure(company: Company) -> None:
    company.tenant.fault("getsfdata", "html")
    ended = company.run("quickstart.py")
    assert ended.code == 1
    assert missing(PROVISIONING, ended.out) == []
