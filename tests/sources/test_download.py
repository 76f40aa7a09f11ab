"""The one HTTP client, against real servers on loopback."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from local_site import Answer, LocalSite

from composer.clock import fixed_clock
from composer.errors import SourceError
from composer.sources.download import Downloader

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
EARLIER = datetime(2026, 11, 17, 8, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class _Kept:
    etag: str
    last_modified: str
    media_type: str
    content: bytes
    fetched: datetime


class _Cache:
    """The cache as the downloader knows it."""

    def __init__(self) -> None:
        self.kept: dict[str, _Kept] = {}

    def get(self, location: str) -> _Kept | None:
        return self.kept.get(location)

    def put(self, location: str, *, etag: str, last_modified: str, media_type: str, content: bytes) -> None:
        self.kept[location] = _Kept(etag, last_modified, media_type, content, EARLIER)


def _downloader(**more: Any) -> Downloader:
    return Downloader(timeout=more.pop("timeout", 5), clock=fixed_clock(NOW), **more)


def test_what_lies_there_comes_back_with_what_the_server_says(site: LocalSite) -> None:
    site.routes["/feed"] = Answer(b"<rss/>", 'Application/RSS+XML; Charset="UTF-8"', headers={"X-WP-TotalPages": "3"})
    found = _downloader().get(f"{site.address}/feed", typed=True)
    assert (found.location, found.media_type, found.charset, found.content) == (
        f"{site.address}/feed",
        "application/rss+xml",
        "utf-8",
        b"<rss/>",
    )
    assert found.headers["x-wp-totalpages"] == "3"
    assert (found.from_cache, found.offline, found.fetched) == (False, "", NOW)


def test_no_cookie_is_ever_sent(site: LocalSite) -> None:
    site.routes["/"] = Answer(b"x", headers={"Set-Cookie": "id=1", "Location": "/next"}, status=302)
    site.routes["/next"] = Answer(b"there")
    assert _downloader().get(site.address, typed=True).content == b"there"
    assert all("cookie" not in headers for _path, headers in site.asked)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: LocalSite, status: int) -> None:
    site.routes["/old"] = Answer(status=status, headers={"Location": "/new?a=1#top"})
    site.routes["/new?a=1"] = Answer(b"here")
    found = _downloader().get(f"{site.address}/old", typed=True)
    assert (found.content, found.location) == (b"here", f"{site.address}/new?a=1")


def test_circles_end(site: LocalSite) -> None:
    site.routes["/"] = Answer(status=302, headers={"Location": "/"})
    with pytest.raises(SourceError, match="round in circles"):
        _downloader().get(site.address, typed=True)
    assert len(site.asked) < 12


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)", "http://["])
def test_redirects_stay_on_the_web(site: LocalSite, target: str) -> None:
    site.routes["/"] = Answer(status=302, headers={"Location": target})
    with pytest.raises(SourceError, match="not on the web"):
        _downloader().get(site.address, typed=True)


def test_a_redirect_never_leads_into_a_private_network(site: LocalSite) -> None:
    inside = LocalSite().start()
    try:
        site.routes["/"] = Answer(status=302, headers={"Location": f"{inside.address}/secret"})
        with pytest.raises(SourceError, match="private network"):
            _downloader().get(site.address, typed=True)
        assert inside.asked == []
    finally:
        inside.stop()


def test_nobody_typed_it(site: LocalSite) -> None:
    with pytest.raises(SourceError, match="private network"):
        _downloader().get(site.address)
    assert site.asked == []


def test_hosts_may_be_allowed_by_name(site: LocalSite) -> None:
    site.routes["/"] = Answer(b"x")
    assert _downloader(allow_private=frozenset({f"127.0.0.1:{site.port}"})).get(site.address).content == b"x"


def test_what_did_not_change_is_not_sent_again(site: LocalSite) -> None:
    def answer(handler: Any) -> Answer:
        if handler.headers.get("If-None-Match") == '"v1"' and handler.headers.get("If-Modified-Since"):
            return Answer(status=304)
        return Answer(
            b"news", "text/plain; charset=cp1252", headers={"ETag": '"v1"', "Last-Modified": "Mon, 16 Nov 2026 08:00:00 GMT"}
        )

    site.routes["/"] = answer
    downloader = _downloader(cache=_Cache())
    first, second = downloader.get(site.address, typed=True), downloader.get(site.address, typed=True)
    assert (first.content, first.from_cache) == (b"news", False)
    assert (second.content, second.from_cache, second.charset, second.offline) == (b"news", True, "cp1252", "")
    assert second.fetched == EARLIER


def test_offline_the_kept_copy_does_and_says_so(site: LocalSite) -> None:
    site.routes["/"] = Answer(b"news", "text/plain")
    downloader = _downloader(cache=_Cache())
    downloader.get(site.address, typed=True)
    site.routes["/"] = Answer(b"oops", status=500)
    found = downloader.get(site.address, typed=True)
    assert found.content == b"news"
    assert found.from_cache
    assert "has a fault of its own" in found.offline


def test_gone_for_good_is_not_covered_up_by_a_copy(site: LocalSite) -> None:
    site.routes["/"] = Answer(b"news", "text/plain")
    downloader = _downloader(cache=_Cache())
    downloader.get(site.address, typed=True)
    site.routes["/"] = Answer(status=410)
    with pytest.raises(SourceError, match="removed for good"):
        downloader.get(site.address, typed=True)


def test_too_much_is_refused(site: LocalSite) -> None:
    def endless(handler: Any) -> None:
        while True:
            handler.wfile.write(b"x" * 65_536)

    site.routes["/declared"] = Answer(b"x" * 3_000_000)
    site.routes["/endless"] = Answer(endless)
    for path in ("/declared", "/endless"):
        with pytest.raises(SourceError, match="bigger than 2 MB"):
            _downloader(max_bytes=2_000_000).get(site.address + path, typed=True)


def test_silence_ends(site: LocalSite) -> None:
    over = threading.Event()
    site.routes["/"] = Answer(lambda _handler: over.wait(20) and None)
    with pytest.raises(SourceError, match="took too long"):
        _downloader(timeout=0.3).get(site.address, typed=True)
    over.set()


def test_a_drip_ends(site: LocalSite) -> None:
    """A server that sends a byte now and then is never silent, and must still come to an end."""
    over = threading.Event()

    def drip(handler: Any) -> None:
        while not over.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    site.routes["/"] = Answer(drip)
    with pytest.raises(SourceError, match="took too long"):
        _downloader(timeout=0.3).get(site.address, typed=True)
    over.set()


def test_breaking_off_is_told(site: LocalSite) -> None:
    site.routes["/"] = Answer(b"only this", headers={"Content-Length": "1000"})
    with pytest.raises(SourceError, match="broke off"):
        _downloader().get(site.address, typed=True)


def test_a_server_of_another_kind_is_told() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def greet() -> None:
            connection, _peer = server.accept()
            with connection:
                connection.sendall(b"220 mail.example.org ESMTP\r\n")
                connection.recv(1000)

        thread = threading.Thread(target=greet)
        thread.start()
        with pytest.raises(SourceError, match="did not answer as a web server does"):
            _downloader().get(f"http://127.0.0.1:{port}/", typed=True)
        thread.join()


def test_refused_and_unknown() -> None:
    with pytest.raises(SourceError, match="refused the connection"):
        _downloader().get("http://127.0.0.1:9/", typed=True)
    with pytest.raises(SourceError, match=r"nowhere\.invalid was not found"):
        _downloader().get("https://nowhere.invalid/feed", typed=True)


def test_stopping_is_told(site: LocalSite) -> None:
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(SourceError, match="stopped"):
        _downloader().get(site.address, typed=True, cancel=stopped)


@pytest.mark.parametrize("address", ["http://", "https://[::1", "http://exa mple.org:port/", "https://" + "a" * 9000])
def test_odd_addresses(address: str) -> None:
    with pytest.raises(SourceError, match=r"is not a web address|was not found"):
        _downloader().get(address, typed=True)


def test_passwords_in_addresses_are_refused() -> None:
    with pytest.raises(SourceError, match="holds a password"):
        _downloader().get("https://rosa:secret@example.org/feed", typed=True)


def test_sent_to_sign_in(site: LocalSite) -> None:
    site.routes["/private"] = Answer(status=302, headers={"Location": "/wp-login.php?redirect_to=x"})
    site.routes["/wp-login.php"] = Answer(b"<form>Name, password</form>")
    with pytest.raises(SourceError, match="sign in first"):
        _downloader().get(f"{site.address}/private", typed=True)


@pytest.fixture
def secure_site(tmp_path: Path) -> Iterator[Callable[..., LocalSite]]:
    """A site with a certificate of its own making; ``name`` and ``days`` say for whom and how long."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    started: list[LocalSite] = []

    def start(name: str = "localhost") -> tuple[LocalSite, Path]:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=2))
            .not_valid_after(now + dt.timedelta(days=2))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        path = tmp_path / f"{name}.pem"
        path.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(path)
        site = LocalSite().start(lambda sock: tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False))
        site.routes["/"] = Answer(b"safe")
        started.append(site)
        return site, path

    yield start  # type: ignore[misc]  # a site and its certificate
    for site in started:
        site.stop()


def test_a_certificate_nobody_vouches_for_is_refused(secure_site: Any) -> None:
    site, _certificate = secure_site()
    with pytest.raises(SourceError, match="certificate of localhost is signed by nobody but itself"):
        _downloader().get(f"https://localhost:{site.port}/", typed=True)
    assert site.asked == []


def test_a_trusted_certificate_is_accepted_for_its_own_name_only(secure_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    site, certificate = secure_site()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert _downloader().get(f"https://localhost:{site.port}/", typed=True).content == b"safe"
    other, certificate = secure_site("elsewhere.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(SourceError, match="made out to another name"):
        _downloader().get(f"https://localhost:{other.port}/", typed=True)
