"""Signing in at a WordPress site."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from local_site import Answer, LocalSite
from wordpress_site import PASSWORD, USER, WordPressSite

from composer.errors import InputError, SourceError
from composer.sources.site_account import SiteAccount
from composer.sources.wordpress_sign_in import approval_address, interface_root, try_account


@pytest.mark.parametrize(
    ("location", "root"),
    [
        ("https://q.example/wp-json/wp/v2/posts?categories=2", "https://q.example/wp-json/"),
        ("https://q.example/blog/wp-json/wp/v2/reports", "https://q.example/blog/wp-json/"),
        ("https://q.example/index.php?rest_route=/wp/v2/posts&categories=2", "https://q.example/index.php?rest_route=/"),
        ("https://q.example/", "https://q.example/wp-json/"),
    ],
)
def test_the_root_of_the_interface(location: str, root: str) -> None:
    assert interface_root(location) == root


def test_the_page_that_approves_is_the_sites_own(site: LocalSite, context: Any) -> None:
    served = WordPressSite(site)
    found = urlsplit(approval_address(f"{served.address}wp-json/wp/v2/posts", context, back="http://127.0.0.1:9/x"))
    assert found.path == "/wp-admin/authorize-application.php"
    assert parse_qs(found.query)["success_url"] == ["http://127.0.0.1:9/x"]
    assert parse_qs(found.query)["app_name"] == ["Newsletter Composer"]
    assert "success_url" not in approval_address(f"{served.address}wp-json/wp/v2/posts", context)


@pytest.mark.parametrize(
    ("index", "sentence"),
    [
        (b'{"authentication": []}', "does not allow application passwords"),
        (
            b'{"authentication": {"application-passwords": {"endpoints": {"authorization": "https://thief.example/x"}}}}',
            "to another site, thief.example",
        ),
    ],
)
def test_sites_where_nobody_can_approve(site: LocalSite, context: Any, index: bytes, sentence: str) -> None:
    site.routes["/wp-json/"] = Answer(index, "application/json")
    with pytest.raises(SourceError, match=sentence):
        approval_address(f"{site.address}/wp-json/wp/v2/posts", context)


def test_who_signed_in(site: LocalSite, context: Any) -> None:
    served = WordPressSite(site, editor=False)
    signed_in = try_account(f"{served.address}wp-json/wp/v2/posts", SiteAccount(USER, PASSWORD), context)
    assert (signed_in.name, signed_in.may_edit) == ("Rosa Lind", False)
    with pytest.raises(SourceError, match="does not accept the application password of rosa"):
        try_account(f"{served.address}wp-json/wp/v2/posts", SiteAccount(USER, "nonsense"), context)
    with pytest.raises(InputError, match="are needed"):
        try_account(f"{served.address}wp-json/wp/v2/posts", SiteAccount(USER, " "), context)


def test_sites_without_speaking_addresses_are_signed_in_at_as_well(site: LocalSite, context: Any) -> None:
    served = WordPressSite(site, speaking=False)
    assert try_account(f"{served.interface}wp/v2/posts", SiteAccount(USER, PASSWORD), context).may_edit
