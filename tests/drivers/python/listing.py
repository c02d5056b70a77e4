"""Reading a list: to its end, some pages of it, or some items of it."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from typing import Any

from lastpass_admin import AsyncPager, ItemList, Page, Pager

import answers
from faults import Fault


async def read(pager: Pager[Any] | AsyncPager[Any], how: dict[str, int]) -> dict[str, Any]:
    """Reads as far as a step says: nothing, `{"first": 3}` or `{"pages": 2}`."""
    if not how:
        collected = pager.collect() if isinstance(pager, Pager) else await pager.collect()
        return {"items": _items(collected)}
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


def _items(items: Page[Any] | ItemList[Any]) -> Any:
    """All items, if every way to look at them shows the same."""
    listed = list(items)
    _agree("length", len(items), len(listed))
    _agree("to_dicts()", items.to_dicts(), [item.to_dict() for item in listed])
    if listed:
        _agree("the last item", items[-1], listed[-1])
        _agree("a slice", list(items[1:3]), listed[1:3])
    return answers.canonical(listed)


def _agree(what: str, one: object, other: object) -> None:
    if one != other:
        raise Fault(f"{what} of a list is not that of its items: {one!r}, {other!r}")
