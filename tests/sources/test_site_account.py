"""Where a password may go, and where it is never seen."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from local_site import Answer, LocalSite

from composer.errors import SourceError
from composer.sources.download import Downloader
from composer.sources.site_account import SiteAccount, may_carry, sign_in_address, site_of

ACCOUNT = SiteAccount("rosa", "abcd EFGH ijkl")


def test_the_header_leaves_out_the_spaces_wordpress_shows() -> None:
    assert base64.b64decode(ACCOUNT.header().removeprefix("Basic ")) == b"rosa:abcdEFGHijkl"
    assert "EFGH" not in repr(ACCOUNT)


@pytest.mark.parametrize(
    ("asked", "location", "allowed"),
    [
        ("https://q.example/a", "https://q.example/b", True),
        ("https://q.example/a", "http://q.example/b", False),
        ("https://q.example/a", "https://www.q.example/a", False),
        ("https://q.example/a", "https://q.example:8443/a", False),
        ("http://127.0.0.1:81/a", "http://127.0.0.1:81/b", True),
        ("http://127.0.0.1:81/a", "http://127.0.0.1:82/b", False),
        ("http://192.168.1.4/a", "http://192.168.1.4/a", False),
        ("http://localhost:81/", "http://localhost:81/x", True),
    ],
)
def test_where_a_password_may_go(asked: str, location: str, allowed: bool) -> None:
    assert may_carry(asked, location) is allowed


def test_addresses_to_sign_in_at() -> None:
    assert sign_in_address("http://q.example/x") == "https://q.example/x"
    assert sign_in_address("http://127.0.0.1:81/x") == "http://127.0.0.1:81/x"
    assert (site_of("https://Q.example/x"), site_of("http://127.0.0.1:81/")) == ("q.example", "127.0.0.1:81")


def test_a_redirect_to_another_host_loses_the_password(site: LocalSite, clock: Any) -> None:
    other = LocalSite().start()
    try:
        site.routes["/a"] = Answer(status=302, headers={"Location": "/b"})
        site.routes["/b"] = Answer(status=302, headers={"Location": f"{other.address}/c"})
        other.routes["/c"] = Answer(b"here")
        reader = Downloader(timeout=5, clock=clock, allow_private=frozenset({other.address.removeprefix("http://")}))
        assert reader.get(f"{site.address}/a", typed=True, account=ACCOUNT).content == b"here"
        assert ["authorization" in headers for _path, headers in site.asked] == [True, True]
        assert "authorization" not in other.asked[0][1]
    finally:
        other.stop()


def test_what_only_the_account_may_see_is_not_kept(site: LocalSite, clock: Any) -> None:
    class Cache:
        def get(self, location: str) -> None:
            raise AssertionError(location)

        def put(self, location: str, **_answer: Any) -> None:
            raise AssertionError(location)

    site.routes["/a"] = Answer(b"secret plans")
    assert Downloader(Cache(), timeout=5, clock=clock).get(f"{site.address}/a", typed=True, account=ACCOUNT).content


def test_a_site_without_https_is_not_told_the_password(clock: Any) -> None:
    with pytest.raises(SourceError) as trouble:
        Downloader(timeout=2, clock=clock).get("http://nowhere.invalid/a", typed=True, account=ACCOUNT)
    assert "EFGH" not in str(trouble.value) + trouble.value.details


def test_an_address_that_moved_for_good_says_where_to(site: LocalSite, clock: Any) -> None:
    site.routes["/old"] = Answer(status=301, headers={"Location": "/newer"})
    site.routes["/newer"] = Answer(status=308, headers={"Location": "/new"})
    site.routes["/for-now"] = Answer(status=302, headers={"Location": "/new"})
    site.routes["/new"] = Answer(b"here")
    reader = Downloader(timeout=5, clock=clock)
    assert reader.get(f"{site.address}/old", typed=True).moved_to == f"{site.address}/new"
    assert reader.get(f"{site.address}/for-now", typed=True).moved_to == ""
    assert reader.get(f"{site.address}/new", typed=True).moved_to == ""
