"""A list, item by item, page by page, or all at once."""

from __future__ import annotations

import json

import pytest
from lastpass_admin import Client, CompanyUser

from sandbox import Tenant

IDS = list(range(80001, 80026))


def test_items_come_in_order_over_all_pages(tenant: Tenant, client: Client) -> None:
    users = list(client.users.list(page_size=10))
    assert [user.id for user in users] == IDS
    assert all(type(user) is CompanyUser for user in users)
    assert tenant.hits("listUsers") == 3


def test_nothing_is_sent_before_the_first_item_is_asked_for(tenant: Tenant, client: Client) -> None:
    pager = client.users.list()
    iterator = iter(pager)
    repr(pager)
    assert tenant.hits() == 0
    next(iterator)
    assert tenant.hits() == 1


def test_pages_are_as_the_vendor_cuts_them(client: Client) -> None:
    pages = list(client.users.list(page_size=10).pages())
    assert [len(page) for page in pages] == [10, 10, 5]
    assert [user.id for page in pages for user in page] == IDS


def test_collect_takes_what_is_left(client: Client) -> None:
    assert [user.id for user in client.users.list(page_size=10).collect()] == IDS
    pager = client.users.list(page_size=10)
    first = [next(iter(pager)).id for _ in range(3)]
    assert first + [user.id for user in pager.collect()] == IDS


def test_a_pager_is_read_once(client: Client) -> None:
    pager = client.users.list(page_size=10)
    assert len(list(pager)) == 25
    assert list(pager) == []
    assert len(pager.collect()) == 0
    with pytest.raises(TypeError):
        len(pager)  # pyright: ignore[reportArgumentType]


def test_a_loop_that_was_left_goes_on_where_it_stood(client: Client) -> None:
    pager = client.users.list(page_size=10)
    for user in pager:
        if user.id == 80007:
            break
    assert [user.id for user in pager] == IDS[7:]


def test_a_position_is_a_text_that_another_process_reads_on_from(tenant: Tenant) -> None:
    with tenant.client() as client:
        pager = client.users.list(page_size=10)
        pages = pager.pages()
        assert len(next(pages)) == 10
        kept = json.loads(json.dumps(pager.page_token))
    with tenant.client() as client:
        assert [user.id for user in client.users.list(page_size=10, page_token=kept)] == IDS[10:]


def test_within_a_page_the_position_is_the_page_so_that_no_item_is_lost(client: Client) -> None:
    pager = client.users.list(page_size=10)
    iterator = iter(pager)
    for _ in range(13):
        next(iterator)
    assert [user.id for user in client.users.list(page_size=10, page_token=pager.page_token)] == IDS[10:]


def test_before_the_start_the_position_is_the_start_and_at_the_end_there_is_none(client: Client) -> None:
    pager = client.users.list(page_size=10)
    assert len(list(client.users.list(page_size=10, page_token=pager.page_token))) == 25
    list(pager)
    assert pager.page_token is None


def test_the_summary_counts(client: Client) -> None:
    pager = client.provisioning.users.list(page_size=10)
    next(pager.pages())
    assert (pager.summary.items, pager.summary.total, pager.summary.complete) == (10, 25, False)
    list(pager)
    summary = pager.summary
    assert (summary.items, summary.total, summary.duplicates) == (25, 25, 0)
    assert (summary.complete, summary.resumed) == (True, False)
    assert summary.is_inconsistent is False
    assert "25" in repr(summary)


def test_the_summary_says_what_came_twice(tenant: Tenant, client: Client) -> None:
    tenant.fault("listUsers", "overlap-pages")
    pager = client.users.list(page_size=10)
    assert [user.id for user in pager] == IDS
    assert pager.summary.duplicates == 2


def test_the_summary_says_that_a_list_shifted(tenant: Tenant, client: Client) -> None:
    tenant.fault("getuserdata", {"shift-pages": {"by": 1}})
    pager = client.provisioning.users.list(page_size=10)
    assert len(list(pager)) < 25
    assert pager.summary.is_inconsistent is True


def test_an_empty_list_is_empty(sandbox_client_of_nobody: Client) -> None:
    client = sandbox_client_of_nobody
    assert list(client.users.list()) == []
    assert len(client.users.list().collect()) == 0
    assert [len(page) for page in client.users.list().pages()] == [0]


@pytest.fixture
def sandbox_client_of_nobody(request: pytest.FixtureRequest) -> Client:
    """A client of a company without users."""
    empty: Tenant = request.getfixturevalue("sandbox").tenant(users=0)
    client = empty.client()
    request.addfinalizer(client.close)
    return client
