"""Reading a list: to its end, some pages of it, or some items of it."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from typing import Any

from lastpass_admin import AsyncPager, ItemList, Page, Pager

import answers
import records
from faults import Fault

# So many records of a list are checked.
_CHECKED = 200


async def read(pager: Pager[Any] | AsyncPager[Any], how: dict[str, int] | str) -> dict[str, Any]:
    """Reads as far as a step says: nothing, `{"first": 3}`, `{"pages": 2}` or `"summary"`."""
    if not how or how == "summary":
        items = _items(pager.collect() if isinstance(pager, Pager) else await pager.collect())
        return {"items": items} | ({"summary": answers.canonical(pager.summary)} if how else {})
    if not isinstance(how, dict):
        raise Fault(f"a list cannot be read like this: {how}")
    (what, count), *more = how.items()
    if more or what not in ("first", "pages"):
        raise Fault(f"a list cannot be read like this: {how}")
    if what == "pages":
        return {
            "pages": [_items(page) for page in await _some(pager.pages(), count)],
            "page_token": pager.page_token,
        }
    return {"items": answers.canonical(await _some(pager, count)), "page_token": pager.page_token}


async def _some(source: Iterable[Any] | AsyncIterable[Any], count: int) -> list[Any]:
    """So many of them, and none further."""
    found: list[Any] = []
    if isinstance(source, Iterable):
        iterator = iter(source)
        while len(found) < count and (item := next(iterator, None)) is not None:
            found.append(item)
    else:
        iterator = source.__aiter__()
        while len(found) < count:
            try:
                found.append(await iterator.__anext__())
            except StopAsyncIteration:
                break
    return found


def _items(items: Page[Any] | ItemList[Any]) -> list[Any]:
    """All items, if every way to look at them shows the same."""
    listed = list(items)
    _agree("length", len(items), len(listed))
    _agree("to_dicts()", items.to_dicts(), [item.to_dict() for item in listed])
    if listed:
        _agree("the last item", items[-1], listed[-1])
        _agree("a slice", list(items[1:3]), listed[1:3])
    shown = [answers.canonical(item) for item in listed[:_CHECKED]]
    with records.on_trust():
        return shown + [answers.canonical(item) for item in listed[_CHECKED:]]


def _agree(what: str, one: object, other: object) -> None:
    if one != other:
        raise Fault(f"{what} of a list is not that of its items: {one!r}, {other!r}")
