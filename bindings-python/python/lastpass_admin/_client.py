"""The two clients: `Client`, whose calls wait for their answers, and `AsyncClient`, whose calls are awaited."""

from __future__ import annotations

import os

from ._hidden import hidden
from ._native import Session
from ._resources import AsyncResources, Resources
from ._session import SyncSession

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self, Unpack

    from ._native import AsyncRequest
    from ._options import JSON, CallOptions, Credentials, RequestOptions
    from ._results import CredentialReport, RawResponse


def _backoff(waits: tuple[float, float, float] | None) -> object:
    if isinstance(waits, (tuple, list)) and len(waits) == 3:
        return dict(zip(("base", "cap", "longest_asked"), waits, strict=True))
    return waits


class _Connected:
    """What both clients are made with."""

    _native: Session

    def __init__(
        self,
        *,
        api_key: str | None = None,
        cid: int | str | None = None,
        provhash: str | None = None,
        credentials: Callable[[], Credentials] | None = None,
        read_only: bool = False,
        business_url: str | None = None,
        provisioning_url: str | None = None,
        api_user: str | None = None,
        requests_per_second: float | None = None,
        user_agent_suffix: str | None = None,
        backoff: tuple[float, float, float] | None = None,
        proxy: str | None = None,
        no_proxy: bool = False,
        ca_pem: str | bytes | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        # Each of them may be, or hold, a secret: a password in a URL, a hash in the wrong place.
        api_key, cid, provhash = hidden(api_key), hidden(cid), hidden(provhash)
        business_url, provisioning_url, proxy = hidden(business_url), hidden(provisioning_url), hidden(proxy)
        level = os.environ.get("LASTPASS_LOG")
        if level:
            from ._logging import to_standard_error

            to_standard_error(level)
        settings: dict[str, object] = {
            "api_key": api_key,
            "cid": cid,
            "provhash": provhash,
            "read_only": read_only,
            "business_url": business_url,
            "provisioning_url": provisioning_url,
            "api_user": api_user,
            "requests_per_second": requests_per_second,
            "user_agent_suffix": user_agent_suffix,
            "backoff": _backoff(backoff),
            "proxy": proxy,
            "no_proxy": no_proxy,
            "ca_pem": ca_pem.decode() if isinstance(ca_pem, bytes) else ca_pem,
            **options,
        }
        self._connect(Session(settings, credentials))

    def _connect(self, native: Session) -> None:
        self._native = native

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """The same client with other options for the calls that it makes. It shares connections and limits with this one.

        Args:
            **options: Options of calls, see `CallOptions`. They go over those of this client.

        Returns:
            A client that need not be closed by itself.
        """
        client = object.__new__(type(self))
        client._connect(self._native.with_options(options))
        return client

    def __repr__(self) -> str:
        return f"<lastpass_admin.{type(self).__name__}>"


class Client(_Connected, Resources):
    """A client of one company, whose calls wait for their answers.

    It is safe to share between threads, and a forked child may go on using it. Closing it, or leaving its `with` block, closes its
    connections.

    ```python
    with Client() as lp:  # LASTPASS_API_KEY, LASTPASS_CID, LASTPASS_PROVHASH
        for user in lp.users.list(account_status="enrolled"):
            print(user.id, user.email)
    ```

    What is not given is read from the environment: `LASTPASS_API_KEY`, or `LASTPASS_CID` with `LASTPASS_PROVHASH`, or all three,
    if no credential is given; and `LASTPASS_TIME_ZONE`, `LASTPASS_BUSINESS_URL` and `LASTPASS_PROVISIONING_URL`.

    Args:
        api_key: The API key of the Business API, `lpkey_…`, from the Admin Console under Advanced, LastPass API.
        cid: The account number of the Provisioning API.
        provhash: The provisioning hash of the Provisioning API, from the Admin Console under Advanced, Enterprise API.
        credentials: A function that gives the credentials as a dict, asked when the first request needs them, and not again.
        read_only: Refuse every operation that writes, before anything is sent.
        business_url: Where the Business API is; `https://api.lastpass.com/business` by default.
        provisioning_url: Where the Provisioning API is; `https://lastpass.com/enterpriseapi.php` by default.
        api_user: The label under which calls of the Provisioning API show up in the audit events; `lastpass-admin` by default.
        requests_per_second: A fixed limit for each API, over all clients of the same credential that set it.
        user_agent_suffix: What to put behind the client's own name in `User-Agent`, for example `my-tool/1.2`.
        backoff: Waits before a request is sent again, in seconds: the first, the longest, and the longest that the server may ask
            for; (0.5, 8, 60) by default.
        proxy: A proxy for all requests, in place of the one that `HTTPS_PROXY` and its like name.
        no_proxy: Use no proxy, whatever the environment says.
        ca_pem: Certificates to trust beside the system's, in PEM.
        **options: Options of all calls, see `CallOptions`; `time_zone` and `timeout` are the usual ones.

    Raises:
        InvalidArgumentError: A setting cannot work; it is named.
        ConfigurationError: No credential is given.
    """

    def _connect(self, native: Session) -> None:
        super()._connect(native)
        self._session = SyncSession(native)

    def check(self, **options: Unpack[CallOptions]) -> CredentialReport:
        """Tells for each credential of the client whether it works, and why not.

        Reads one item with each. A credential that the vendor refuses is an answer; a network that fails is an error.
        """
        report: CredentialReport = self._session.call("check", {}, options)
        return report

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: JSON = None,
        **options: Unpack[RequestOptions],
    ) -> RawResponse:
        """Sends any request of the Business API, with the same credential, limits and errors as every operation.

        A GET may be sent again after a failure; anything else is sent once.

        Args:
            method: The HTTP method.
            path: The path below the API's address, for example `/v1/users`.
            query: Parameters of the query.
            body: The body, sent as JSON.
            **options: Options of the call, see `RequestOptions`.
        """
        body = hidden(body)
        arguments: dict[str, object] = {"method": method, "path": path, "query": query, "body": body}
        response: RawResponse = self._session.call("request", arguments, options)
        return response

    def command(self, command: str, data: JSON = None, **options: Unpack[CallOptions]) -> Any:
        """Sends any command of the Provisioning API, with the same credential, limits and errors as every operation.

        Args:
            command: The vendor's name of the command, for example `getuserdata`.
            data: What is sent as `data`.
            **options: Options of the call, see `CallOptions`.
        """
        data = hidden(data)
        return self._session.call("command", {"command": command, "data": data}, options)

    def poll(self, accepted: AsyncRequest | str, **options: Unpack[CallOptions]) -> RawResponse:
        """Asks for the outcome of a change that the vendor accepted and carries out later.

        What the vendor answers is not documented, so it is given as JSON. A URL on another host than the API's own is refused.

        Args:
            accepted: What the change answered, or its URL.
            **options: Options of the call, see `CallOptions`.
        """
        url = accepted if isinstance(accepted, str) else accepted.url
        response: RawResponse = self._session.call("poll", {"url": url}, options)
        return response

    def close(self) -> None:
        """Closes the connections that no call uses. Further calls are refused."""
        self._native.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(_Connected, AsyncResources):
    """A client of one company, whose calls are awaited.

    It takes the same settings as `Client`, has the same resources, and is used from one event loop at a time. Cancelling the task
    that awaits a call ends its request.

    ```python
    async with AsyncClient() as lp:
        async for user in lp.users.list(account_status="enrolled"):
            print(user.id, user.email)
    ```
    """

    def _connect(self, native: Session) -> None:
        from ._async import AsyncSession

        super()._connect(native)
        self._session = AsyncSession(native)

    async def check(self, **options: Unpack[CallOptions]) -> CredentialReport:
        """Tells for each credential of the client whether it works, and why not.

        Reads one item with each. A credential that the vendor refuses is an answer; a network that fails is an error.
        """
        report: CredentialReport = await self._session.call("check", {}, options)
        return report

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: JSON = None,
        **options: Unpack[RequestOptions],
    ) -> RawResponse:
        """Sends any request of the Business API, with the same credential, limits and errors as every operation.

        A GET may be sent again after a failure; anything else is sent once.

        Args:
            method: The HTTP method.
            path: The path below the API's address, for example `/v1/users`.
            query: Parameters of the query.
            body: The body, sent as JSON.
            **options: Options of the call, see `RequestOptions`.
        """
        body = hidden(body)
        arguments: dict[str, object] = {"method": method, "path": path, "query": query, "body": body}
        response: RawResponse = await self._session.call("request", arguments, options)
        return response

    async def command(self, command: str, data: JSON = None, **options: Unpack[CallOptions]) -> Any:
        """Sends any command of the Provisioning API, with the same credential, limits and errors as every operation.

        Args:
            command: The vendor's name of the command, for example `getuserdata`.
            data: What is sent as `data`.
            **options: Options of the call, see `CallOptions`.
        """
        data = hidden(data)
        return await self._session.call("command", {"command": command, "data": data}, options)

    async def poll(self, accepted: AsyncRequest | str, **options: Unpack[CallOptions]) -> RawResponse:
        """Asks for the outcome of a change that the vendor accepted and carries out later.

        What the vendor answers is not documented, so it is given as JSON. A URL on another host than the API's own is refused.

        Args:
            accepted: What the change answered, or its URL.
            **options: Options of the call, see `CallOptions`.
        """
        url = accepted if isinstance(accepted, str) else accepted.url
        response: RawResponse = await self._session.call("poll", {"url": url}, options)
        return response

    async def close(self) -> None:
        """Closes the connections that no call uses. Further calls are refused."""
        self._native.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()
