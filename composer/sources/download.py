"""The only HTTP client: time and size limits, conditional requests, no surprises inside private networks, no cookies.

One sentence for each way it can fail (``composer.sources.failures``). Where a server cannot be reached but an earlier answer is
kept, that answer is given with ``offline`` saying why.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from composer.clock import Clock, system_clock
from composer.errors import SourceError
from composer.i18n import _
from composer.sources import failures
from composer.sources.address import host_and_port, host_of, web_address
from composer.sources.site_account import SiteAccount, may_carry, sign_in_address

if TYPE_CHECKING:
    import httpx2

    from composer.sources.connection import GuardedTransport

MOST_REDIRECTS = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,text/calendar;q=0.9,*/*;q=0.8"


@dataclass(frozen=True)
class Download:
    """What lies at an address, or in a file.

    Attributes:
        location: the address after redirects, or the file's path.
        media_type: as the server (or the file's name) says, lower case, without parameters; may be wrong or empty.
        charset: as the server says; empty where it does not.
        headers: the answer's headers, names in lower case.
        from_cache: the content was kept from an earlier visit (it did not change, or see ``offline``).
        fetched: when the content came from the server.
        offline: why an old copy had to do, as a sentence; empty where the content is current.
        wait: how long the server then asks to be left alone; None where it does not say.
        moved_to: where the address now lies for good (RFC 9110, sections 15.4.2 and 15.4.9); empty where it did not move.
    """

    location: str
    media_type: str = ""
    charset: str = ""
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    from_cache: bool = False
    fetched: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    offline: str = ""
    moved_to: str = ""
    wait: timedelta | None = None


@dataclass(frozen=True)
class Part:
    """Some bytes of what lies at an address.

    Attributes:
        location, media_type: as in :class:`Download`.
        total: how many bytes the whole has; 0 where the server does not say.
        first: which byte ``content`` begins with; 0 also where the server gives no parts (RFC 9110, section 14.2).
    """

    location: str
    media_type: str
    total: int
    first: int
    content: bytes


class KeptDownload(Protocol):
    """One answer as the cache gives it back. ``media_type`` is the whole Content-Type, parameters included."""

    @property
    def etag(self) -> str: ...
    @property
    def last_modified(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def fetched(self) -> datetime: ...


class Cache(Protocol):
    """Where answers are kept (``composer.library.download_cache``)."""

    def get(self, location: str) -> KeptDownload | None: ...
    def put(self, location: str, *, etag: str, last_modified: str, media_type: str, content: bytes) -> object: ...


class Downloader:
    """Reads web addresses.

    Args:
        cache: answers kept from earlier visits; None: none are kept.
        allow_private: hosts (``name`` or ``name:port``) that may lie in a private network though nobody typed them.
        timeout: seconds a server may stay silent; a whole download may take three times as long.
        max_bytes: the most one answer may hold, after decompression.
        clock: for the moment of fetching.

    Safe to use from several threads: every call has its own connections.
    """

    def __init__(
        self,
        cache: Cache | None = None,
        *,
        allow_private: frozenset[str] = frozenset(),
        timeout: float = 20.0,
        max_bytes: int = 20_000_000,
        clock: Clock = system_clock,
    ) -> None:
        self._cache = cache
        self._allow_private = frozenset(pair for host in allow_private for pair in _pairs(host))
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._clock = clock

    def get(
        self, url: str, *, typed: bool = False, cancel: threading.Event | None = None, account: SiteAccount | None = None
    ) -> Download:
        """What lies at ``url`` (web, ``webcal:`` or a bare host name).

        Args:
            typed: the user wrote or keeps this address, so its host (and only its host) may lie in a private network.
            cancel: stops the download within a quarter of a second.
            account: signs in with it, at the very site asked for and over https only; such answers are never kept.

        Raises:
            SourceError: it could not be read; one sentence says why.
        """
        address = web_address(url) if account is None else sign_in_address(url)
        _refuse_odd_address(address)
        kept = self._cache.get(address) if self._cache is not None and account is None else None
        try:
            return self._ask(address, kept, typed, cancel, account)
        except failures.PassingError as error:
            if kept is None:
                raise
            media_type, charset = _content_type(kept.media_type)
            return Download(address, media_type, charset, kept.content, {}, True, kept.fetched, error.message, "", error.wait)

    def part(
        self, url: str, *, first: int = 0, most: int = 65_536, typed: bool = False, cancel: threading.Event | None = None
    ) -> Part:
        """Up to ``most`` bytes at ``url`` from byte ``first`` on; what follows is neither asked for nor read, nothing is kept.

        Raises:
            SourceError: it could not be read; one sentence says why.
        """
        from composer.sources.answer_body import read_opening

        address = location = web_address(url)
        _refuse_odd_address(address)
        wanted = {"range": f"bytes={first}-{first + most - 1}", "accept-encoding": "identity"}
        with self._transport(address, typed, cancel) as transport:
            for _hop in range(MOST_REDIRECTS + 1):
                with _one_request(transport, location, None, "", wanted) as answer:
                    if answer.status_code in _REDIRECTS and "location" in answer.headers:
                        location = _next_hop(location, answer.headers["location"])
                        continue
                    headers = {name.lower(): value for name, value in answer.headers.items()}
                    if answer.status_code not in (200, 206) or headers.get("content-encoding", "identity") != "identity":
                        raise failures.for_status(answer.status_code, location, headers, _opening(answer))
                    failures.refuse_sign_in_page(address, location)
                    total = headers.get("content-length", "")
                    if answer.status_code == 206:
                        total = headers.get("content-range", "").rpartition("/")[2]
                    return Part(
                        location,
                        _content_type(headers.get("content-type", ""))[0],
                        int(total) if total.isdecimal() and len(total) < 16 else 0,
                        first if answer.status_code == 206 else 0,
                        read_opening(answer, most),
                    )
        raise _in_circles(address)

    def _transport(self, address: str, typed: bool, cancel: threading.Event | None) -> GuardedTransport:
        from composer.sources.connection import GuardedTransport

        private = self._allow_private
        if typed:
            private |= frozenset(_pairs(address))
        deadline = time.monotonic() + 3 * self._timeout
        return GuardedTransport(private_hosts=private, silence=self._timeout, deadline=deadline, cancel=cancel)

    def knock(self, url: str, *, typed: bool = False, cancel: threading.Event | None = None) -> tuple[str, bool]:
        """Whether something answers at ``url``, without reading or keeping it (see :meth:`get`).

        Returns:
            The address it was found at, after redirects, and whether all of those hold for good.

        Raises:
            SourceError: it could not be reached, or the answer is an error.
        """
        address = location = web_address(url)
        _refuse_odd_address(address)
        for_good = True
        with self._transport(address, typed, cancel) as transport:
            for _hop in range(MOST_REDIRECTS + 1):
                with _one_request(transport, location, None, "") as answer:
                    if answer.status_code in _REDIRECTS and "location" in answer.headers:
                        location = _next_hop(location, answer.headers["location"])
                        for_good = for_good and answer.status_code in _FOR_GOOD
                        continue
                    if answer.status_code != 200:
                        headers = {name.lower(): value for name, value in answer.headers.items()}
                        raise failures.for_status(answer.status_code, location, headers, _opening(answer))
                    failures.refuse_sign_in_page(address, location)
                    return location, for_good
        raise _in_circles(address)

    def _ask(
        self,
        address: str,
        kept: KeptDownload | None,
        typed: bool,
        cancel: threading.Event | None,
        account: SiteAccount | None,
    ) -> Download:
        location, for_good = address, True
        with self._transport(address, typed, cancel) as transport:
            for _hop in range(MOST_REDIRECTS + 1):
                pass_on = account.header() if account is not None and may_carry(address, location) else ""
                with _one_request(transport, location, kept if location == address else None, pass_on) as answer:
                    if answer.status_code in _REDIRECTS and "location" in answer.headers:
                        location = _next_hop(location, answer.headers["location"])
                        for_good = for_good and answer.status_code in _FOR_GOOD
                        continue
                    found = self._take(address, location, answer, kept, keep=account is None)
                    return replace(found, moved_to=location) if for_good and location != address else found
        raise _in_circles(address)

    def _take(self, address: str, location: str, answer: httpx2.Response, kept: KeptDownload | None, *, keep: bool) -> Download:
        from composer.sources.answer_body import read_body

        headers = {name.lower(): value for name, value in answer.headers.items()}
        if answer.status_code == 304 and kept is not None:
            media_type, charset = _content_type(kept.media_type)
            return Download(location, media_type, charset, kept.content, headers, True, kept.fetched)
        if answer.status_code != 200:
            raise failures.for_status(answer.status_code, location, headers, _opening(answer))
        failures.refuse_sign_in_page(address, location)
        content = read_body(answer, location, self._max_bytes)
        declared = headers.get("content-type", "")
        if self._cache is not None and keep:
            self._cache.put(
                address,
                etag=headers.get("etag", ""),
                last_modified=headers.get("last-modified", ""),
                media_type=declared,
                content=content,
            )
        media_type, charset = _content_type(declared)
        return Download(location, media_type, charset, content, headers, False, self._clock())


def _in_circles(address: str) -> SourceError:
    return SourceError(
        _("{host} sends its visitors round in circles.").format(host=host_of(address)),
        _("Open the address in a web browser and copy the one it ends at."),
    )


@contextmanager
def _one_request(
    transport: httpx2.BaseTransport,
    location: str,
    kept: KeptDownload | None,
    authorization: str,
    wanted: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[httpx2.Response]:
    """One answer, its body not read yet; whatever goes wrong on the way becomes a sentence."""
    import httpcore2
    import httpx2

    from composer.sources.connection import PrivateAddressError, StoppedError

    headers: dict[str, str] = {
        "user-agent": f"NewsletterComposer/{_version()}",
        "accept": _ACCEPT,
        "accept-encoding": "gzip, deflate",
    }
    headers.update(wanted)
    if authorization:
        headers["authorization"] = authorization
    if kept is not None and kept.etag:
        headers["if-none-match"] = kept.etag
    if kept is not None and kept.last_modified:
        headers["if-modified-since"] = kept.last_modified
    try:
        answer = transport.handle_request(httpx2.Request("GET", location, headers=headers))
        try:
            yield answer
        finally:
            answer.close()
    except PrivateAddressError as error:
        raise failures.private_address(location) from error
    except StoppedError as error:
        raise SourceError(_("Reading was stopped before it was finished.")) from error
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, httpcore2.UnsupportedProtocol) as error:
        raise failures.odd_address(location) from error
    except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError, httpcore2.ProxyError, OSError) as error:
        raise failures.for_connection(error, location) from error


def _next_hop(location: str, target: str) -> str:
    """Where a redirect leads, refused where it leaves the web."""
    try:
        address = urljoin(location, target.strip())
    except ValueError:  # http://[ and the like
        address = ""
    if urlsplit(address).scheme.lower() not in ("http", "https"):
        raise SourceError(
            _("{host} leads on to an address that is not on the web.").format(host=host_of(location)),
            _("Open the address in a web browser and look where it ends."),
            details=address[:300],
        )
    address = web_address(address)
    _refuse_odd_address(address)
    return address


def _refuse_odd_address(address: str) -> None:
    """Refuse what no request can be made of, and passwords inside an address (they would be kept in plain sight)."""
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or len(address) > 8000:
        raise failures.odd_address(address)
    if parts.password:
        raise SourceError(
            _("The address of {host} holds a password, which would be kept in plain sight.").format(host=host_of(address)),
            _("Use the address without the name and password before the “@”."),
        )


def _opening(answer: httpx2.Response) -> bytes:
    """The first few thousand bytes of an error page, to tell maintenance from a fault."""
    opening = b""
    for piece in answer.iter_raw():
        opening += piece
        if len(opening) > 4000:
            break
    packing = answer.headers.get("content-encoding", "").lower()
    if packing in ("gzip", "deflate"):
        with suppress(zlib.error):  # packed in a way we do not read: the status alone must do
            return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(opening, 8000)
    return opening


def _content_type(declared: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header (RFC 9110, section 8.3), both in lower case."""
    media_type, *parameters = declared.split(";")
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media_type.strip().lower(), value.strip(" \t\"'").lower()
    return media_type.strip().lower(), ""


def _pairs(address: str) -> tuple[tuple[str, int], ...]:
    """Host and port as the connection sees them; the usual ports stand for each other (a site may move from http to https)."""
    host, port = host_and_port(address)
    if ":" not in address.removeprefix("http://").removeprefix("https://").partition("/")[0] or port in (80, 443):
        return ((host, 80), (host, 443))
    return ((host, port),)


def _version() -> str:
    try:
        return version("newsletter-composer")
    except PackageNotFoundError:  # run from a source tree
        return "0"
