from __future__ import annotations

import pytest

from conftest import EXAMPLES, Company

PROGRAMS = sorted(path.name for path in EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_explains_itself(company: Company, program: str) -> None:
    company.environment.clear()
    ended = company.run(program, "--help")
    assert ended.code == 0, ended.err
    for said in (f"python {program}", "Needs LASTPASS_", "Ends with 0"):
        assert said in ended.out


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_argument_that_does_not_exist_is_refused(company: Company, program: str) -> None:
    ended = company.run(program, "--no-such-thing")
    assert ended.code == 2
    assert company.tenant.hits() == 0


def test_the_table_names_every_program() -> None:
    table = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [program for program in PROGRAMS if f"[{program}]({program})" not in table] == []
