"""Lists that are read as far as they are asked for, and what they hold."""

from __future__ import annotations

# The same as collections.abc, which takes more along.
from _collections_abc import AsyncIterable, Iterator, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any, SupportsIndex, TypeVar, overload

    from ._arrow import ArrowTable
    from ._native import Items, Reader
    from ._results import ListSummary, ResponseInfo

    _T = TypeVar("_T")
    _T_co = TypeVar("_T_co", covariant=True)


class ItemList(Sequence["_T_co"]):
    """A sequence of records that become objects when they are touched.

    It keeps what the vendor sent: records that are not touched cost next to nothing. As a data frame it is
    `polars.DataFrame(items.to_arrow())`, `pyarrow.table(items).to_pandas()` or `pandas.DataFrame(items.to_dicts())`.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Items[_T_co]) -> None:
        self._items = items

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: SupportsIndex) -> _T_co: ...
        @overload
        def __getitem__(self, index: slice) -> list[_T_co]: ...

    def __getitem__(self, index: SupportsIndex | slice) -> _T_co | list[_T_co]:
        places = range(len(self._items))[index]
        if isinstance(places, int):
            return self._items.get(places)
        return [self._items.get(place) for place in places]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[_T_co]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} {self._items.type_name}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The items as dicts, as each one's `to_dict()` gives it."""
        items: Items[Any] = self._items
        return [item.to_dict() for item in items]

    def to_arrow(self) -> ArrowTable:
        """The items as a table for Polars, pandas, pyarrow and DuckDB, without copying and without a package of theirs here.

        DuckDB and `pyarrow.table` read the list itself too; Polars takes a sequence for rows of objects.
        """
        from ._arrow import ArrowTable

        return ArrowTable(self._items)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The items as Arrow batches, see the Arrow PyCapsule interface; a page is converted when its batch is asked for."""
        return self._items.arrow_stream()

    def __arrow_c_schema__(self) -> object:
        """Names and types of the Arrow columns."""
        return self._items.arrow_schema()


class Page(ItemList["_T_co"]):
    """A page of a list, as the vendor cut it."""

    __slots__ = ("_place",)

    def __init__(
        self, items: Items[_T_co], token: str, next_token: str | None, response: ResponseInfo
    ) -> None:
        super().__init__(items)
        self._place = token, next_token, response

    @property
    def token(self) -> str:
        """The position of this page: reading on from it begins with this page."""
        return self._place[0]

    @property
    def next_token(self) -> str | None:
        """The position of the next page; None on the last one."""
        return self._place[1]

    @property
    def response(self) -> ResponseInfo:
        """What came with the page: status, headers, attempts, time."""
        return self._place[2]


class _Read:
    """What both pagers know of their list."""

    __slots__ = ("_reader",)

    _reader: Reader[Any]

    @property
    def page_token(self) -> str | None:
        """Where the list stands, to be kept and given as `page_token` later; None at its end.

        While items of a page are left, this is the page itself: an item may come twice after resuming, none is lost.
        """
        return self._reader.page_token

    @property
    def summary(self) -> ListSummary:
        """What is known of the list so far."""
        return self._reader.summary


class Pager(_Read, Iterator["_T"]):
    """A list that is read as far as it is asked for.

    `for` gives its items, `pages()` its pages, `collect()` all items at once. From the second page on, the next page is on its way
    while you work on the one at hand. Nothing is sent before something of the list is asked for.

    An error ends the list: what came before it is not the whole list. Asking again tries the same page again.
    """

    __slots__ = ()

    def __init__(self, reader: Reader[_T]) -> None:
        self._reader = reader

    def __iter__(self) -> Iterator[_T]:
        reader = self._reader
        while True:
            yield from reader.left()
            if not reader.turn():
                return

    def __next__(self) -> _T:
        return next(iter(self))

    def pages(self) -> Iterator[Page[_T]]:
        """The pages of the list. Items of a page at hand that were not taken are passed over."""
        while page := self._reader.page():
            yield Page(*page)

    def collect(self) -> ItemList[_T]:
        """All items that are left. A failure in the middle is a failure of the whole list."""
        return ItemList(self._reader.rest())


class AsyncPager(_Read, AsyncIterable["_T"]):
    """A list that is read as far as it is asked for.

    `async for` gives its items, `pages()` its pages, `await collect()` all items at once. From the second page on, the next page is
    on its way while you work on the one at hand. Nothing is sent before something of the list is asked for.

    An error ends the list: what came before it is not the whole list. Asking again tries the same page again.
    """

    __slots__ = ()

    def __init__(self, reader: Reader[_T]) -> None:
        self._reader = reader

    async def __aiter__(self) -> AsyncIterator[_T]:
        reader = self._reader
        while True:
            for item in reader.left():
                yield item
            if not await reader.turn_soon():
                return

    async def pages(self) -> AsyncIterator[Page[_T]]:
        """The pages of the list. Items of a page at hand that were not taken are passed over."""
        while page := await self._reader.page_soon():
            yield Page(*page)

    async def collect(self) -> ItemList[_T]:
        """All items that are left. A failure in the middle is a failure of the whole list."""
        return ItemList(await self._reader.rest_soon())
