"""What the resources of a client stand on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._async import AsyncSession
    from ._session import SyncSession


class Resource:
    """A resource of a `Client`."""

    __slots__ = ("_session",)

    def __init__(self, session: SyncSession) -> None:
        self._session = session


class AsyncResource:
    """A resource of an `AsyncClient`."""

    __slots__ = ("_session",)

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
