"""One connection to a stranger's server: which addresses may be reached, and for how long it may take.

The rule against private addresses is applied to the very address the socket connects to, after the name was looked up, so a name
that answers differently the second time ("DNS rebinding") gains nothing.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from functools import cache
from typing import Any, TypeVar
from urllib.request import getproxies, proxy_bypass

import httpcore2
import httpx2

_SLICE = 0.25
"""Seconds after which a waiting read looks whether it should stop."""
_T = TypeVar("_T")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """The name leads to an address inside a private network, and nobody typed it."""


class StoppedError(Exception):
    """The user asked to stop."""


def is_private(address: str) -> bool:
    """True for every address that is not on the public internet (RFC 1918, 4193, 6598, loopback, link-local, multicast ...),
    also where it is wrapped into an IPv6 address (mapped, 6to4, Teredo, NAT64 of RFC 6052)."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(str(inner))
    return not found.is_global or found.is_multicast


class GuardedTransport(httpx2.BaseTransport):
    """Sends requests over connections that keep to the rules.

    Args:
        private_hosts: (host, port) pairs that may lie in a private network.
        silence: seconds a server may say nothing.
        deadline: the ``time.monotonic()`` at which everything must be over, headers and slow drips included.
        cancel: stops a wait within a quarter of a second.
    """

    def __init__(
        self, *, private_hosts: frozenset[tuple[str, int]], silence: float, deadline: float, cancel: threading.Event | None
    ) -> None:
        self._backend = _GuardedBackend(private_hosts, silence, deadline, cancel)
        self._silence = silence
        self._pools: dict[str, httpcore2.ConnectionPool] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        pool = self._pool_for(request.url.host, port, request.url.scheme)
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._silence)
        answer = pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.read() or None,
                extensions={"timeout": timeouts},
            )
        )
        stream = answer.stream
        assert isinstance(stream, Iterable)
        return httpx2.Response(
            status_code=answer.status, headers=answer.headers, stream=_Body(stream), extensions=answer.extensions
        )

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def _pool_for(self, host: str, port: int, scheme: str) -> httpcore2.ConnectionPool:
        """The pool for this host: straight to it, or through the office's proxy where the system names one."""
        proxy = "" if self._backend.allowed(host, port) else _proxy_for(host, scheme)
        if proxy:
            self._backend.refuse_private_name(host, port)
        if proxy not in self._pools:
            described = httpx2.Proxy(proxy) if proxy else None
            if described is not None:
                self._backend.proxies.add(described.url.host)
            self._pools[proxy] = httpcore2.ConnectionPool(
                ssl_context=_trusted(os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", "")),
                network_backend=self._backend,
                proxy=httpcore2.Proxy(str(described.url), auth=described.raw_auth) if described is not None else None,
            )
        return self._pools[proxy]


@cache
def _trusted(_file: str, _folder: str) -> ssl.SSLContext:
    """Whom this computer trusts, read once for each setting of where that stands: reading it takes longer than many an answer."""
    return httpx2.create_ssl_context()


def _proxy_for(host: str, scheme: str) -> str:
    """The address of the proxy the system wants used for this host; empty for none."""
    address = getproxies().get(scheme, "")
    if not address or proxy_bypass(host):
        return ""
    return address if "://" in address else f"http://{address}"


class _GuardedBackend(httpcore2.NetworkBackend):
    """Looks names up, refuses private addresses, and connects to the address it checked."""

    def __init__(
        self, private_hosts: frozenset[tuple[str, int]], silence: float, deadline: float, cancel: threading.Event | None
    ) -> None:
        self._private_hosts = private_hosts
        self._clock = _Patience(silence, deadline, cancel)
        self._plain = httpcore2.SyncBackend()
        self.proxies: set[str] = set()

    def allowed(self, host: str, port: int) -> bool:
        """True where this host may lie in a private network, because the user typed it."""
        return (host.lower().rstrip("."), port) in self._private_hosts

    def refuse_private_name(self, host: str, port: int) -> None:
        """Before a proxy is asked: refuse a name that is known here to be private (one unknown here is the proxy's to judge)."""
        try:
            addresses = self._clock.wait_for(lambda: _look_up(host, port))
        except OSError:
            return
        if any(is_private(address) for address in addresses):
            raise PrivateAddressError(host)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address that answers.

        Raises:
            PrivateAddressError: one of the host's addresses is private and the host was not typed.
            OSError: the name is not known. httpcore2.NetworkError, httpcore2.TimeoutException: no address answered.
        """
        addresses = self._clock.wait_for(lambda: _look_up(host, port))
        if not self.allowed(host, port) and host not in self.proxies and any(is_private(address) for address in addresses):
            raise PrivateAddressError(host)
        failure: Exception = OSError(socket.EAI_NONAME, "no address")
        for address in addresses:
            try:
                stream = self._connected(address, port, local_address, socket_options)
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                failure = error
            else:
                return _PatientStream(stream, self._clock)
        raise failure

    def _connected(
        self, address: str, port: int, local_address: str | None, socket_options: Iterable[httpcore2.SOCKET_OPTION] | None
    ) -> httpcore2.NetworkStream:
        left = self._clock.left()
        return self._clock.wait_for(
            lambda: self._plain.connect_tcp(address, port, left, local_address, socket_options),
            too_late=lambda stream: stream.close(),
        )


def _look_up(host: str, port: int) -> list[str]:
    """Every address of the host, in the order to try them.

    Raises:
        OSError: the name is not known (:class:`socket.gaierror`).
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label too long or empty
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Patience:
    """How long one may still wait."""

    def __init__(self, silence: float, deadline: float, cancel: threading.Event | None) -> None:
        self._silence = silence
        self._deadline = deadline
        self._cancel = cancel

    def look(self) -> None:
        """Stop here where the user asked to, or where time is up."""
        if self._cancel is not None and self._cancel.is_set():
            raise StoppedError
        if time.monotonic() >= self._deadline:
            raise httpcore2.ReadTimeout("the whole download took too long")

    def left(self) -> float:
        """Seconds for one wait, always more than zero."""
        return max(min(self._silence, self._deadline - time.monotonic()), 0.01)

    def wait_for(self, call: Callable[[], _T], too_late: Callable[[_T], object] = lambda _result: None) -> _T:
        """What ``call`` gives or raises, which cannot be interrupted itself (looking up a name takes what the system takes).

        Args:
            too_late: what to do with a result that nobody waited for.
        """
        self.look()
        answer: Future[_T] = Future()

        def run() -> None:
            try:
                result = call()
            except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
                answer.set_exception(error)
            else:
                answer.set_result(result)

        threading.Thread(target=run, name="waiting", daemon=True).start()
        quiet_until = time.monotonic() + self.left() + 1
        try:
            while not wait([answer], timeout=_SLICE).done:
                self.look()
                if time.monotonic() >= quiet_until:
                    raise httpcore2.ConnectTimeout("no answer in time")
        except BaseException:
            answer.add_done_callback(lambda late: late.exception() or too_late(late.result()))
            raise
        return answer.result()


class _PatientStream(httpcore2.NetworkStream):
    """Reads in short slices, so that a stop and the deadline are noticed also while a server says nothing or drips."""

    def __init__(self, stream: httpcore2.NetworkStream, patience: _Patience) -> None:
        self._stream = stream
        self._patience = patience

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        quiet_until = time.monotonic() + self._patience.left()
        while True:
            self._patience.look()
            try:
                return self._stream.read(max_bytes, timeout=_SLICE)
            except httpcore2.ReadTimeout:
                if time.monotonic() >= quiet_until:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._patience.look()
        self._stream.write(buffer, timeout=self._patience.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._patience.left()
        stream = self._patience.wait_for(
            lambda: self._stream.start_tls(ssl_context, server_hostname, left), too_late=lambda late: late.close()
        )
        return _PatientStream(stream, self._patience)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx2.SyncByteStream):
    """The answer's bytes as they arrive."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close is not None:
            close()
