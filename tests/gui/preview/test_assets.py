"""What the preview may load is what was put into its memory, and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.gui.preview import assets as module
from composer.gui.preview.assets import Assets, document_address, picture_address, web_picture_address


def found(assets: Assets, address: str) -> tuple[str, bytes] | None:
    parts = urlsplit(address)
    return assets.content(parts.netloc, parts.path)


def test_documents_and_pictures_are_found_under_their_addresses() -> None:
    assets = Assets()
    address = assets.put_document("letter", "<p>Gwyliau’r gaeaf</p>")
    assets.put_picture("ab12", "image/png", b"png")
    assert found(assets, address) == ("text/html;charset=utf-8", "<p>Gwyliau’r gaeaf</p>".encode())
    assert found(assets, picture_address("ab12")) == ("image/png", b"png")
    assert assets.has_picture("ab12")
    assets.drop_document("letter")
    assert found(assets, document_address("letter")) is None


@pytest.mark.parametrize(
    "address", ["asset://picture/none", "asset://document/none.html", "asset://etc/passwd", "asset://web/%%%", "asset://web/"]
)
def test_anything_else_is_not_there(address: str) -> None:
    assert found(Assets(), address) is None


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_picture_of_the_web_is_found_by_any_address(url: str) -> None:
    assets = Assets()
    assets.put_picture(url, "image/gif", b"gif")
    assert found(assets, web_picture_address(url)) == ("image/gif", b"gif")


@given(st.text(), st.text())
def test_no_address_breaks_it(host: str, path: str) -> None:
    assert Assets().content(host, path) is None


def test_the_longest_unused_pictures_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 25)
    assets = Assets()
    for name in ("a", "b"):
        assets.put_picture(name, "image/png", b"x" * 10)
    found(assets, picture_address("a"))  # looked at: "b" is the older now
    assets.put_picture("c", "image/png", b"x" * 10)
    assert [assets.has_picture(name) for name in "abc"] == [True, False, True]


def test_a_picture_put_twice_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 25)
    assets = Assets()
    assets.put_picture("a", "image/png", b"x" * 10)
    assets.put_picture("b", "image/png", b"x" * 10)
    assets.put_picture("b", "image/png", b"y" * 10)
    assert assets.has_picture("a")
    assert found(assets, picture_address("b")) == ("image/png", b"y" * 10)
