from __future__ import annotations

import csv
import io
import os
import stat

import pytest

import access_review
from conftest import Company, Ended, Founder
from sandbox import control

Row = dict[str, str]


def rows(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of(ended: Ended) -> list[Row]:
    assert ended.code == 0, ended.err
    return rows(ended.out)


def ways(company: Company) -> list[tuple[str, str, str]]:
    """Who reaches which folder, through which group: what the vendor shows of folders that are not deleted."""
    folders = company.command("getsfdata", "all")
    return [
        (folder_id, row["username"], row.get("group_name", ""))
        for folder_id, folder in folders.items()
        for row in folder["users"]
        if not folder["deleted"]
    ]


def test_every_way_into_a_folder_is_a_row(company: Company) -> None:
    review = of(company.run("access_review.py", "--csv"))
    # All folders in one answer, and the account of everyone in one reading of the list.
    assert (company.tenant.hits("getsfdata"), company.tenant.hits("listUsers")) == (1, 1)
    assert [(row["folder_id"], row["user"], row["group"]) for row in review] == ways(company)
    infra = [(row["user"], row["role"], row["access"]) for row in review if row["folder"] == "Shared-Infra"]
    assert ("ada@example.com", "admin", "direct") in infra
    assert ("ada@example.com", "viewer", "group") in infra
    assert ("root@example.com", "admin", "super admin") in infra


def test_groups_are_those_of_the_list_of_groups(company: Company) -> None:
    with company.tenant.client() as lp:
        groups = [
            (role.scope and role.scope.resource_id, group.name, role.name, str(len(group.users or ())))
            for group in lp.iam.list_resource_groups(include_deleted=True)
            for role in group.roles or ()
        ]
    review = of(company.run("access_review.py", "--csv", "--as", "groups", "--include-deleted"))
    assert [(row["folder_id"], row["group"], row["role"], row["members"]) for row in review] == groups


def test_access_of_accounts_that_are_not_enabled_is_remarked(company: Company) -> None:
    company.command("disableuser", ["ada@example.com"])
    review = of(company.run("access_review.py", "--csv"))
    status = {row["user"]: (row["status"], row["remark"]) for row in review}
    assert status["ada@example.com"] == ("disabled", "not enabled")
    assert status["root@example.com"] == ("no account", "not enabled")
    assert ("enabled", "") in status.values()

    groups = of(company.run("access_review.py", "--csv", "--as", "groups"))
    eng = next(row for row in groups if (row["folder"], row["group"]) == ("Shared-Infra", "Eng"))
    through = [user for folder, user, group in ways(company) if (folder, group) == ("5001", "Eng")]
    assert (eng["role"], eng["members"]) == ("viewer", str(len(through)))
    assert int(eng["not_enabled"]) >= 1 and "ada@example.com" in eng["remark"]


def test_a_status_that_nobody_knows_is_remarked(company: Company) -> None:
    company.tenant.change_user("ada@example.com", account_status="enabled")
    review = of(company.run("access_review.py", "--csv"))
    ada = {(row["status"], row["remark"]) for row in review if row["user"] == "ada@example.com"}
    assert ada == {("unmapped_value: enabled", "not enabled")}


def test_the_status_needs_no_key(company: Company) -> None:
    del company.environment["LASTPASS_API_KEY"]
    review = of(company.run("access_review.py", "--csv"))
    assert {row["status"] for row in review if row["user"] == "ada@example.com"} == {"enabled"}
    assert company.tenant.hits("listUsers") == 0


def test_a_table_shows_the_same_to_people(company: Company) -> None:
    ended = company.run("access_review.py")
    assert ended.code == 0, ended.err
    lines = [line.split() for line in ended.out.splitlines()]
    assert ["Shared-Infra", "(id", "5001)"] in lines
    assert ["ada@example.com", "viewer", "group", "Eng", "enabled"] in lines
    assert "Old project" not in ended.out
    assert f"{len(ways(company))} ways into" in ended.err


def test_one_folder_by_its_id(company: Company) -> None:
    review = of(company.run("access_review.py", "--csv", "--folder", "5002"))
    assert [row["user"] for row in review] == ["ada@example.com", "bob@example.com"]
    unknown = company.run("access_review.py", "--csv", "--folder", "4")
    assert unknown.code == 1
    assert "no shared folder" in unknown.err


def test_deleted_folders_are_shown_if_asked_for_and_marked(company: Company) -> None:
    review = of(company.run("access_review.py", "--csv", "--include-deleted"))
    assert {row["folder_id"] for row in review if row["deleted"]} == {"5003"}
    eve = next(row for row in review if row["folder_id"] == "5003" and row["user"] == "eve@example.com")
    # Without any flag there is no role, and yet the folder has its name.
    assert (eve["role"], eve["status"], eve["folder"]) == ("unmapped_value", "disabled", "Shared-Old project")
    table = company.run("access_review.py", "--include-deleted", "--folder", "5003")
    assert table.out.startswith("Shared-Old project (id 5003, deleted)\n")
    assert company.run("access_review.py", "--folder", "5003").code == 1


def test_super_admins_alone_or_left_out(company: Company) -> None:
    only = of(company.run("access_review.py", "--csv", "--super-admins", "only"))
    assert {row["access"] for row in only} == {"super admin"}
    without = of(company.run("access_review.py", "--csv", "--super-admins", "without"))
    assert {row["access"] for row in without} == {"direct", "group"}
    assert len(only) + len(without) == len(ways(company))


def test_a_file_appears_when_it_is_complete(company: Company) -> None:
    ended = company.run("access_review.py", "--output", "access.csv")
    assert (ended.code, ended.out, company.files()) == (0, "", ["access.csv"]), ended.err
    path = company.folder / "access.csv"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert path.read_bytes().startswith(b"\xef\xbb\xbffolder_id,")
    assert len(rows(path.read_text(encoding="utf-8-sig"))) == len(ways(company))


@pytest.mark.parametrize("first", "=+-@")
def test_no_value_is_a_formula_in_a_spreadsheet(company: Company, first: str) -> None:
    assert access_review.cell(f"{first}1+1") == f"'{first}1+1"
    if first == "@":
        return  # no address begins with it
    change = {"oldemail": "ada@example.com", "newemail": f"{first}ada@example.com"}
    company.command("updateemail", change)
    control(f"{company.tenant.control_url}/email-changes/confirm", "POST", {"oldemail": "ada@example.com"})
    users = [row["user"] for row in of(company.run("access_review.py", "--csv"))]
    assert f"'{first}ada@example.com" in users and f"{first}ada@example.com" not in users


def test_no_name_is_a_command_of_a_terminal() -> None:
    folder = access_review.Folder("5001", "\x1b[2JInfra\n")
    out = io.StringIO()
    access_review.table(out, ("a", "b", "c"))(folder, [("Grüße", "\x9b1m", "東京")])
    assert out.getvalue().splitlines() == [
        "?[2JInfra? (id 5001)",
        "    a      b    c",
        "    Grüße  ?1m  東京",
    ]


@pytest.mark.parametrize(
    ("operation", "fault", "said"),
    [
        ("getuserdata", "html", "not understood"),
        ("getuserdata", {"shift-pages": {"by": 1}}, "run it again"),
    ],
    ids=["a page that is none", "a list that loses users while it is read"],
)
def test_what_is_not_complete_is_no_review(
    company_of: Founder, operation: str, fault: object, said: str
) -> None:
    company = company_of(users=4100, companies=0, events=0)
    del company.environment["LASTPASS_API_KEY"]
    company.tenant.fault(operation, fault, after=1)
    before = company.folder / "access.csv"
    before.write_text("of yesterday")
    ended = company.run("access_review.py", "--output", "access.csv")
    assert ended.code == 1
    assert said in ended.err
    assert company.files() == ["access.csv"]
    assert before.read_text() == "of yesterday"


def test_folders_that_cannot_be_read_are_no_empty_review(company: Company) -> None:
    company.tenant.fault("getsfdata", "xml-authorization-error")
    ended = company.run("access_review.py", "--output", "access.csv")
    assert (ended.code, company.files()) == (1, [])
    assert "Enterprise API" in ended.err


def test_what_is_not_set_is_named(company: Company) -> None:
    del company.environment["LASTPASS_PROVHASH"]
    del company.environment["LASTPASS_CID"]
    ended = company.run("access_review.py", "--output", "access.csv")
    assert (ended.code, company.files()) == (2, [])
    assert "LASTPASS_PROVHASH" in ended.err


def test_whoever_reads_it_may_stop(company_of: Founder) -> None:
    company = company_of(users=2000, companies=0, events=0, folders=400)
    process = company.start("access_review.py", "--csv")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("folder_id,")
    process.stdout.close()
    assert process.wait(timeout=60) == 1
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
