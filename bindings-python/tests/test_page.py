"""A page, and a collected list: sequences whose items are made when they are touched."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from lastpass_admin import Client, CompanyUser, ItemList, Page

from sandbox import Sandbox

IDS = list(range(80001, 80011))


def page(client: Client) -> Page[CompanyUser]:
    return next(client.users.list(page_size=10).pages())


def collected(client: Client) -> ItemList[CompanyUser]:
    """Ten items over four pages."""
    return client.users.list(page_size=3).collect()


@pytest.fixture(params=["page", "collected"])
def items(request: pytest.FixtureRequest, sandbox: Sandbox) -> Any:
    """Ten users, as a page and as a list that was collected from four pages."""
    with sandbox.tenant(users=10).client() as client:
        return page(client) if request.param == "page" else collected(client)


def test_it_is_a_sequence(items: Sequence[CompanyUser]) -> None:
    assert isinstance(items, Sequence)
    assert len(items) == 10
    assert [user.id for user in items] == IDS
    assert [user.id for user in reversed(items)] == IDS[::-1]
    assert [items[index].id for index in range(-10, 10)] == IDS + IDS
    assert items[3] in items and "ada@example.com" not in items
    assert items.index(items[7]) == 7 and items.count(items[7]) == 1


@pytest.mark.parametrize(
    "cut", [slice(2, 5), slice(None, None, 3), slice(-2, None), slice(None, None, -1), slice(5, 2)], ids=str
)
def test_slices(items: Sequence[CompanyUser], cut: slice) -> None:
    part = items[cut]
    assert isinstance(part, Sequence)
    assert [user.id for user in part] == IDS[cut]


@pytest.mark.parametrize("index", [10, -11, 2**70])
def test_there_is_nothing_behind_the_end(items: Sequence[CompanyUser], index: int) -> None:
    with pytest.raises(IndexError):
        items[index]


def test_an_index_is_a_number(items: Any) -> None:
    with pytest.raises(TypeError):
        items["id"]


def test_it_stays_as_it_is(items: Any) -> None:
    with pytest.raises(TypeError):
        items[0] = None
    with pytest.raises(AttributeError):
        items.note = "mine"


def test_truth_is_whether_there_is_something(items: Any) -> None:
    assert items
    assert not items[:0]


def test_its_items_outlive_it(sandbox: Sandbox) -> None:
    with sandbox.tenant(users=10).client() as client:
        ada = page(client)[0]
    assert (ada.id, ada.email) == (80001, "ada@example.com")


def test_it_prints_its_size_and_not_a_thousand_people(items: Any) -> None:
    assert "10" in repr(items)
    assert "example.com" not in repr(items)


def test_items_become_objects_when_they_are_touched(sandbox: Sandbox) -> None:
    with sandbox.tenant(users=1500).client() as client:
        pages = client.users.list(page_size=500).pages()
        list(next(pages))
        gc.collect()
        gc.disable()
        try:
            before = sys.getallocatedblocks()
            page = next(pages)
            untouched = sys.getallocatedblocks()
            items = list(page)
            touched = sys.getallocatedblocks()
        finally:
            gc.enable()
    assert len(items) == 500
    assert untouched - before < 100, "objects for a page that nobody has looked into"
    assert touched - untouched >= 500


def test_a_page_says_where_it_is(client: Client) -> None:
    first, second, third = client.users.list(page_size=10).pages()
    assert isinstance(first.token, str)
    assert (first.next_token, second.next_token, third.next_token) == (second.token, third.token, None)
    again = next(client.users.list(page_size=10, page_token=second.token).pages())
    assert list(again) == list(second)


def test_a_page_says_what_came_with_it(client: Client) -> None:
    response = page(client).response
    assert (response.status, response.attempts) == (200, 1)
    assert response.headers["content-type"] == "application/json"
    assert 0 < response.elapsed < 10


def test_plain_dicts(items: Any) -> None:
    dicts = items.to_dicts()
    assert dicts == [user.to_dict() for user in items]
    assert dicts[0]["email"] == "ada@example.com"
