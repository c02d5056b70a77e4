from __future__ import annotations

import csv
import signal
from collections import Counter
from pathlib import Path

import pytest

from conftest import Company
from sandbox import SLOW

HEADER = "username,full_name,groups,attrib.Department\n"


def people(company: Company, *lines: str, header: str = HEADER) -> None:
    """Writes the file, as a spreadsheet does."""
    text = header + "".join(line + "\n" for line in lines)
    (company.folder / "people.csv").write_text(text, encoding="utf-8-sig")


def many(count: int) -> list[str]:
    return [f"new{number:03}@example.com,New {number},," for number in range(count)]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def states(company: Company) -> Counter[str]:
    return Counter(row["state"] for row in read(company.folder / "people.results.csv"))


def test_new_people_become_users(company: Company) -> None:
    people(
        company,
        'jürgen@example.com,"Müller, Jürgen",Eng; Neue Gruppe,Forschung',
        "grace@example.com,,,",
        "ada@example.com,Not Ada,,",
        "Carol@example.com,,,",
    )
    ended = company.run("onboard.py", "people.csv")
    assert ended.code == 0, ended.err
    assert company.files() == ["people.csv", "people.results.csv"]
    assert [
        (row["line"], row["state"], row["detail"]) for row in read(company.folder / "people.results.csv")
    ] == [
        ("2", "applied", ""),
        ("3", "applied", ""),
        ("4", "there already", "is a user"),
        ("5", "there already", "is invited"),
    ]
    user = company.user("jürgen@example.com")
    assert user is not None
    assert user["fullname"] == "Müller, Jürgen"
    assert user["groups"] == ["Eng", "Neue Gruppe"]
    assert user["attribs"] == {"Department": "Forschung"}
    # An existing user would have been changed.
    ada = company.user("ada@example.com")
    assert ada is not None
    assert ada["fullname"] == "Ada Example"


def test_a_dry_run_changes_nothing(company: Company) -> None:
    people(company, *many(3), "ada@example.com,,,")
    ended = company.run("onboard.py", "people.csv", "--dry-run")
    assert ended.code == 0, ended.err
    assert "3 of 4 people are new" in ended.out
    assert company.files() == ["people.csv"]
    assert company.tenant.hits("batchadd") == 0


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        (HEADER, "new001@example.com,,,", "line 4: new001@example.com stands in line 3 too"),
        (HEADER, "NEW001@example.com,,,", "stands in line 3 too"),
        (HEADER, "nobody,,,", "line 4: `nobody` is no e-mail address"),
        (HEADER, "a@example.com,,,,,", "line 4: has more cells"),
        ("name,full_name,groups,attrib.Department\n", "a@example.com,,,", "has to hold `username`"),
        ("username,username,groups,full_name\n", "a@example.com,,,", "each once"),
        ("username,full_name,groups,departement\n", "a@example.com,,,", "['departement'] are not known"),
        (HEADER, 'a@example.com,"open', "unexpected end"),
    ],
)
def test_a_faulty_file_is_refused_as_a_whole(company: Company, header: str, line: str, said: str) -> None:
    people(company, *many(2), line, header=header)
    ended = company.run("onboard.py", "people.csv")
    assert ended.code == 2
    assert said in ended.err
    assert company.tenant.hits() == 0


def test_rows_in_doubt_are_kept_apart_from_those_that_can_be_run_again(company: Company) -> None:
    people(company, *many(249), "last@example.com,=1+1,Eng,")
    # The second of three requests is lost before the vendor acts on it, which nobody can know.
    company.tenant.fault("batchadd", "reset-before", after=1, times=1)
    ended = company.run("onboard.py", "people.csv")
    assert ended.code == 1
    assert "Stopped" in ended.err
    assert states(company) == {"applied": 100, "unknown": 100, "not_sent": 50}
    unknown = read(company.folder / "people.unknown.csv")
    assert [row["username"] for row in unknown] == [
        f"new{number:03}@example.com" for number in range(100, 200)
    ]
    failed = read(company.folder / "people.failed.csv")
    assert [row["username"] for row in failed][:49] == [
        f"new{number:03}@example.com" for number in range(200, 249)
    ]
    # As it came, or the second run would be about another name.
    assert failed[-1]["full_name"] == "=1+1"

    for name in ("people.failed.csv", "people.unknown.csv"):
        again = company.run("onboard.py", name)
        assert again.code == 0, again.err
    last = company.user("last@example.com")
    assert last is not None
    assert (last["fullname"], last["groups"]) == ("=1+1", ["Eng"])
    assert company.command("getuserdata", {"pagesize": 1})["total"] == 8 + 250


def test_an_answer_that_is_lost_is_looked_up(company: Company) -> None:
    people(company, *many(3))
    company.tenant.fault("batchadd", "reset-after", times=1)
    ended = company.run("onboard.py", "people.csv")
    assert ended.code == 0, ended.out
    assert states(company) == {"applied": 3}
    assert company.tenant.hits("batchadd") == 1


def test_a_refusal_leaves_rows_that_can_be_run_again(company: Company) -> None:
    people(company, *many(3))
    company.tenant.fault("batchadd", "xml-authorization-error")
    ended = company.run("onboard.py", "people.csv")
    assert ended.code == 1
    assert company.files() == ["people.csv", "people.failed.csv", "people.results.csv"]
    assert (company.folder / "people.failed.csv").read_text() == (company.folder / "people.csv").read_text()


def test_files_of_an_earlier_run_are_not_taken_for_those_of_this(company: Company) -> None:
    people(company, *many(3))
    company.tenant.fault("batchadd", "reset-before", times=1)
    assert company.run("onboard.py", "people.csv").code == 1
    assert "people.unknown.csv" in company.files()
    assert company.run("onboard.py", "people.csv").code == 0
    assert company.files() == ["people.csv", "people.results.csv"]


def test_remarks_of_the_vendor_are_passed_on(company: Company) -> None:
    company.tenant.quirks(batchadd_message_above=2)
    people(company, *many(3))
    ended = company.run("onboard.py", "people.csv")
    assert ended.code == 0
    assert "LastPass says:" in ended.out


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "the end of the job"])
def test_an_interruption_loses_no_row(company: Company, sent: signal.Signals) -> None:
    people(company, *many(250))
    company.tenant.fault("batchadd", SLOW, after=1)
    process = company.start("onboard.py", "people.csv")
    company.tenant.until_asked("batchadd", times=2)
    process.send_signal(sent)
    ended = company.ended(process)
    assert ended.code == 130
    assert states(company) == {"applied": 100, "unknown": 100, "not_sent": 50}
    assert len(read(company.folder / "people.unknown.csv")) == 100
    assert len(read(company.folder / "people.failed.csv")) == 50


def test_results_are_printed_if_they_cannot_be_written(company: Company) -> None:
    people(company, *many(2))
    # Even an administrator of the machine cannot replace a folder by a file.
    (company.folder / "people.results.csv").mkdir()
    ended = company.run("onboard.py", "people.csv")
    assert ended.code == 1
    assert "No file was written" in ended.err
    assert "2,new000@example.com,applied," in ended.out
    assert company.files() == ["people.csv", "people.results.csv"]
