"""Lists as data frames. Imported with the first `to_arrow()`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._native import Items


class ArrowTable:
    """The items of a list as a table: give it to `polars.DataFrame`, `pandas.DataFrame.from_arrow`, `pyarrow.table` or DuckDB.

    It is read by the Arrow PyCapsule interface, which needs no package here. A column for each attribute by its name, and
    `extra` as JSON text. Times are instants where the time zone of the account is known; a record in a record has fields. The
    columns depend on the class of the items alone, also where there is no item.
    """

    __module__ = "lastpass_admin"
    __slots__ = ("_items",)

    def __init__(self, items: Items[object]) -> None:
        self._items = items

    def __arrow_c_schema__(self) -> object:
        """Names and types of the columns."""
        return self._items.arrow_schema()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows as batches; a page is converted when its batch is asked for. No other schema is made on request."""
        return self._items.arrow_stream()

    def __repr__(self) -> str:
        return f"<ArrowTable of {len(self._items)} {self._items.type_name}>"
