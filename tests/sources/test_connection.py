"""Private networks are out of reach, however their addresses are written."""

from __future__ import annotations

import socket
import threading
import time

import httpcore2
import httpx2
import pytest
from local_site import Answer, LocalSite

from composer.sources import connection
from composer.sources.connection import GuardedTransport, PrivateAddressError, StoppedError, is_private


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("2002:7f00:1::", "64:ff9b::7f00:1", "2001:0:0:0:0:0:80ff:fffe", "not an address"),
    ],
)
def test_private_addresses_are_known_in_every_dress(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "2002:5db8:d822::"])
def test_public_addresses_are_public(address: str) -> None:
    assert not is_private(address)


def _transport(site: LocalSite, *, typed: bool, seconds: float = 5, cancel: threading.Event | None = None) -> GuardedTransport:
    hosts = frozenset({("127.0.0.1", site.port), ("localhost", site.port)}) if typed else frozenset()
    return GuardedTransport(private_hosts=hosts, silence=seconds, deadline=time.monotonic() + seconds, cancel=cancel)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_loopback_is_refused_before_a_byte_is_sent(site: LocalSite, host: str) -> None:
    transport = _transport(site, typed=False)
    with transport, pytest.raises((PrivateAddressError, OSError)):
        transport.handle_request(httpx2.Request("GET", f"http://{host}:{site.port}/"))
    assert site.asked == []


def test_a_name_that_leads_inside_is_refused(site: LocalSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is made on the addresses the name has, not on the name."""
    monkeypatch.setattr(connection, "_look_up", lambda _host, _port: ["93.184.216.34", "127.0.0.1"])
    transport = _transport(site, typed=False)
    with transport, pytest.raises(PrivateAddressError):
        transport.handle_request(httpx2.Request("GET", f"http://rebinding.example.org:{site.port}/"))


def test_what_was_typed_may_be_private_on_its_own_port_only(site: LocalSite) -> None:
    site.routes["/"] = Answer(b"inside")
    with _transport(site, typed=True) as transport:
        answer = transport.handle_request(httpx2.Request("GET", f"{site.address}/"))
        assert b"".join(answer.iter_raw()) == b"inside"
        with pytest.raises(PrivateAddressError):
            transport.handle_request(httpx2.Request("GET", f"http://127.0.0.1:{site.port + 1}/"))


def test_stopping_ends_a_wait(site: LocalSite) -> None:
    cancel, asked, over = threading.Event(), threading.Event(), threading.Event()

    def never(_handler: object) -> Answer:
        asked.set()
        over.wait(10)
        return Answer(b"too late")

    site.routes["/"] = never
    threading.Thread(target=lambda: (asked.wait(10), cancel.set()), daemon=True).start()
    with _transport(site, typed=True, seconds=30, cancel=cancel) as transport, pytest.raises(StoppedError):
        transport.handle_request(httpx2.Request("GET", f"{site.address}/"))
    over.set()


def test_a_proxy_is_used_where_the_system_names_one(site: LocalSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office behind a proxy: the proxy itself may be private, what it is asked for may not."""
    monkeypatch.setattr(connection, "getproxies", lambda: {"http": f"127.0.0.1:{site.port}"})
    monkeypatch.setattr(connection, "proxy_bypass", lambda _host: False)
    site.routes["http://news.example.org/feed"] = Answer(b"through the proxy")
    with _transport(site, typed=False) as transport:
        answer = transport.handle_request(httpx2.Request("GET", "http://news.example.org/feed"))
        assert b"".join(answer.iter_raw()) == b"through the proxy"
        with pytest.raises(PrivateAddressError):
            transport.handle_request(httpx2.Request("GET", "http://localhost/feed"))


def test_a_name_that_is_looked_up_for_ever_can_be_stopped_and_ends(site: LocalSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own look-up knows no stop; nobody waits for it."""
    cancel, asked, over = threading.Event(), threading.Event(), threading.Event()

    def never(_host: str, _port: int) -> list[str]:
        asked.set()
        over.wait(20)
        return ["127.0.0.1"]

    monkeypatch.setattr(connection, "_look_up", never)
    threading.Thread(target=lambda: (asked.wait(10), cancel.set()), daemon=True).start()
    request = httpx2.Request("GET", f"http://slow.example.org:{site.port}/")
    with _transport(site, typed=True, seconds=30, cancel=cancel) as transport, pytest.raises(StoppedError):
        transport.handle_request(request)
    with _transport(site, typed=True, seconds=0.3) as transport, pytest.raises(httpcore2.TimeoutException):
        transport.handle_request(request)
    over.set()


def test_a_server_that_never_shakes_hands_ends(site: LocalSite) -> None:
    """It takes the connection and says nothing, where a secure one begins with many words."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        hosts = frozenset({("127.0.0.1", port)})
        cancel = threading.Event()
        transport = GuardedTransport(private_hosts=hosts, silence=30, deadline=time.monotonic() + 30, cancel=cancel)
        threading.Timer(0.1, cancel.set).start()
        with transport, pytest.raises(StoppedError):
            transport.handle_request(httpx2.Request("GET", f"https://127.0.0.1:{port}/"))
