"""The escape hatches: any path, any command, what was accepted, and the check of the credentials."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from lastpass_admin import AuthenticationError, Client, InvalidArgumentError, NotFoundError

from conftest import Run
from sandbox import Tenant


def test_any_path_of_the_business_api(tenant: Tenant, client: Client) -> None:
    answer = client.request("GET", "/v1/users", query={"max-results": "2"}, headers={"x-team": "it"})
    body: Any = answer.body
    assert answer.status == 200
    assert answer.info.headers["content-type"] == "application/json"
    assert len(body["items"]) == 2
    assert tenant.seen()[-1].headers["x-team"] == "it"


def test_a_body_of_one_s_own(tenant: Tenant, client: Client) -> None:
    body = {"email": "grace@example.com", "creationAccountAction": "stage"}
    assert client.request("POST", "/v1/users", body=body).status == 201
    assert tenant.seen()[-1].body == body


def test_an_answer_without_a_body(client: Client) -> None:
    answer = client.request("DELETE", "/v1/users/80003")
    assert (answer.status, answer.body) == (204, None)


def test_any_command_of_the_provisioning_api(tenant: Tenant, client: Client) -> None:
    disabled: Any = client.command("disableuser", ["ada@example.com"])
    assert disabled["disabled_users"] == ["ada@example.com"]
    page: Any = client.command("getuserdata", {"pagesize": 1})
    assert len(page["Users"]) == 1
    everyone: Any = client.command("getuserdata")
    assert len(everyone["Users"]) == 25
    assert [seen.body["cmd"] for seen in tenant.seen()] == ["disableuser", "getuserdata", "getuserdata"]


def test_errors_are_those_of_every_call(client: Client) -> None:
    with pytest.raises(NotFoundError):
        client.request("GET", "/v1/users/4")
    with pytest.raises(InvalidArgumentError) as raised:
        client.request("GET", "https://example.com/v1/users")
    assert raised.value.parameter == "path"


def test_what_was_accepted_is_looked_at_later(client: Client) -> None:
    accepted = client.managed_companies.update(5501, license_limit=30)
    assert accepted is not None
    answer = client.poll(accepted)
    assert answer.status == 200
    assert client.poll(pickle.loads(pickle.dumps(accepted))).status == 200


def test_a_company_is_found_by_its_name(client: Client) -> None:
    found = client.managed_companies.find_by_name("Example Child Ltd")
    assert found is not None and found.id == 5501
    assert client.managed_companies.find_by_name("No such company") is None


def test_the_check_says_which_credential_is_dead_and_why(tenant: Tenant, client: Client) -> None:
    report = client.check()
    assert report.business is not None and report.provisioning is not None
    assert (report.business.works, report.business.error) == (True, None)
    assert report.provisioning.works
    tenant.revoke("provhash")
    report = client.check()
    assert report.business is not None and report.provisioning is not None
    assert report.business.works and not report.provisioning.works
    assert isinstance(report.provisioning.error, AuthenticationError)
    with tenant.client(cid=None, provhash=None) as client:
        assert client.check().provisioning is None


def test_asyncio_has_the_same(tenant: Tenant, run: Run[None]) -> None:
    async def main() -> None:
        async with tenant.async_client() as client:
            assert (await client.request("GET", "/v1/users/80001")).status == 200
            everyone: Any = await client.command("getuserdata")
            assert len(everyone["Users"]) == 25
            accepted = await client.managed_companies.update(5501, license_limit=30)
            assert accepted is not None
            assert (await client.poll(accepted)).status == 200
            found = await client.managed_companies.find_by_name("Example Child Ltd")
            assert found is not None and found.id == 5501
            report = await client.check()
            assert report.business is not None and report.business.works

    run(main())
