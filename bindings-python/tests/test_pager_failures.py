"""A list that fails on the way, and one that its reader leaves."""

from __future__ import annotations

import gc

import pytest
from lastpass_admin import Client, PagingError, RateLimitError, ServerError

from sandbox import SLOW, Sandbox, Tenant

FAILS_ONCE = {"status": {"status": 500}}


def test_a_failure_in_the_middle_ends_the_loop_and_the_same_pager_tries_the_page_again(
    tenant: Tenant,
) -> None:
    tenant.fault("listUsers", FAILS_ONCE, after=1, times=1)
    read: list[int | None] = []
    with tenant.client(max_retries=0) as client:
        pager = client.users.list(page_size=10)
        with pytest.raises(ServerError) as raised:
            read.extend(user.id for user in pager)
        assert raised.value.operation == "users.list"
        read.extend(user.id for user in pager)
    assert read == list(range(80001, 80026)), "none lost, none twice"


def test_after_a_failure_the_position_is_where_it_failed(tenant: Tenant) -> None:
    tenant.fault("listUsers", FAILS_ONCE, after=1, times=1)
    with tenant.client(max_retries=0) as client:
        pager = client.users.list(page_size=10)
        with pytest.raises(ServerError):
            list(pager)
        rest = client.users.list(page_size=10, page_token=pager.page_token)
        assert [user.id for user in rest] == list(range(80011, 80026))


def test_collecting_is_all_or_nothing(tenant: Tenant, client: Client) -> None:
    tenant.fault("listUsers", FAILS_ONCE, after=2)
    with pytest.raises(ServerError):
        client.users.list(page_size=10).collect()


def test_a_page_is_sent_again_like_any_read(tenant: Tenant, client: Client) -> None:
    tenant.fault("listUsers", FAILS_ONCE, after=1, times=2)
    first, second, third = client.users.list(page_size=10).pages()
    assert [each.response.attempts for each in (first, second, third)] == [1, 3, 1]


def test_a_list_without_end_is_an_error(tenant: Tenant, client: Client) -> None:
    tenant.fault("listUsers", "repeat-token")
    with pytest.raises(PagingError):
        list(client.users.list(page_size=10))


def test_a_wait_that_the_vendor_asks_for_is_in_the_error(tenant: Tenant, client: Client) -> None:
    tenant.fault("listUsers", {"too-many-requests": {"retry_after": {"seconds": 300}}}, after=1)
    with pytest.raises(RateLimitError) as raised:
        list(client.users.list(page_size=10))
    assert raised.value.retry_after == 300.0


def test_the_next_page_is_on_its_way_while_this_one_is_worked_on(own_sandbox: Sandbox) -> None:
    tenant = own_sandbox.tenant(users=25)
    with tenant.client() as client:
        pager = client.users.list(page_size=10)
        next(iter(pager))
        tenant.until_asked("listUsers", 2)
        assert len(list(pager)) == 24
        assert tenant.hits("listUsers") == 3


def test_breaking_off_drops_the_page_that_is_under_way(own_sandbox: Sandbox) -> None:
    tenant = own_sandbox.tenant(users=25)
    tenant.fault("listUsers", SLOW, after=1)
    with tenant.client() as client:
        for _ in client.users.list(page_size=10):
            tenant.until_asked("listUsers", 2)
            break
        gc.collect()
        own_sandbox.until_dropped()
        assert client.users.get(80001).id == 80001
    assert tenant.hits("listUsers") == 2


def test_letting_go_of_the_pages_drops_the_page_that_is_under_way(own_sandbox: Sandbox) -> None:
    tenant = own_sandbox.tenant(users=25)
    tenant.fault("listUsers", SLOW, after=1)
    with tenant.client() as client:
        pages = client.users.list(page_size=10).pages()
        page = next(pages)
        tenant.until_asked("listUsers", 2)
        del pages
        gc.collect()
        own_sandbox.until_dropped()
        assert len(page) == 10, "what was read stays"


def test_a_page_that_is_kept_holds_no_request(own_sandbox: Sandbox) -> None:
    tenant = own_sandbox.tenant(users=25)
    tenant.fault("listUsers", SLOW, after=1)
    with tenant.client() as client:
        pager = client.users.list(page_size=10)
        page = next(pager.pages())
        tenant.until_asked("listUsers", 2)
        del pager
    own_sandbox.until_dropped()
    assert page[0].email == "ada@example.com"
