from __future__ import annotations

import csv
import json

import pytest

import billing
from conftest import Company, Founder


def rows(company: Company) -> list[dict[str, str]]:
    with (company.folder / "billing.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_company_is_billed_for_every_cycle(company_of: Founder) -> None:
    # More than fit on a page.
    company = company_of(users=1, companies=60, company_users=1, events=0)
    with company.tenant.client() as client:
        billed = {str(each.id) for each in client.managed_companies.list(status=["active"])}
    ended = company.run("billing.py", "--cycles", "2")
    assert ended.code == 0, ended.err
    assert f"{2 * len(billed)} records" in ended.out
    assert {row["companyId"] for row in rows(company)} == billed
    cycles = {(row["cycle_start"], row["cycle_end"]) for row in rows(company)}
    assert len(cycles) == 2
    for row in rows(company):
        assert (row["startDate"], row["endDate"]) == (row["cycle_start"], row["cycle_end"])
        assert json.loads(row["sandboxInvoice"])["number"].startswith("INV-")
    assert company.tenant.hits("listBillingReports") == 4


def test_one_license_type_can_be_asked_for(company: Company) -> None:
    assert company.run("billing.py", "--license-type", "managed-msp").code == 0
    assert {row["licenseType"] for row in rows(company)} == {"managed-msp"}


def test_no_file_is_written_if_a_page_in_the_middle_fails(company_of: Founder) -> None:
    company = company_of(users=1, companies=60, company_users=1, events=0)
    company.tenant.fault("listBillingReports", "html", after=1)
    ended = company.run("billing.py")
    assert (ended.code, company.files()) == (1, [])
    assert "No file was written" in ended.err


def test_who_may_not_read_it_is_told_so(company: Company) -> None:
    company.environment["LASTPASS_API_KEY"] = company.tenant.forbidden_api_key
    ended = company.run("billing.py")
    assert (ended.code, company.files()) == (1, [])
    assert "managed service providers" in ended.err


def test_wrong_settings_are_named(company: Company) -> None:
    ended = company.run("billing.py", "--cycles", "13")
    assert (ended.code, company.files()) == (2, [])
    assert "number_of_cycles" in ended.err

    del company.environment["LASTPASS_API_KEY"]
    ended = company.run("billing.py")
    assert (ended.code, company.files()) == (2, [])
    assert "LASTPASS_API_KEY" in ended.err


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Example Ltd", "Example Ltd"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1", "'-1"),
        (-1, "-1"),
        (None, ""),
        (True, "true"),
        ({"lines": []}, '{"lines": []}'),
    ],
)
def test_no_value_is_taken_for_a_formula(value: object, shown: str) -> None:
    assert billing.cell(value) == shown
