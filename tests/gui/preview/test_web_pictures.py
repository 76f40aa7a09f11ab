"""Pictures on the web: found wherever they stand, and replaced only by copies that are here."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.gui.preview.assets import web_picture_address
from composer.gui.preview.web_pictures import web_pictures, with_copies

LETTER = (
    '<p>https://example.org/words.png</p><img alt="A" src="https://example.org/a.png?x=1&amp;y=2" width="3">'
    '<IMG SRC=\'http://example.org/b.gif\'><img src="cid:abcd"><a href="https://example.org/c.png">c</a>'
    '<img src="https://example.org/a.png?x=1&amp;y=2">'
)


def test_each_picture_is_named_once_with_its_real_address() -> None:
    assert web_pictures(LETTER) == ["https://example.org/a.png?x=1&y=2", "http://example.org/b.gif"]


def test_a_copy_takes_the_place_of_its_picture_and_of_nothing_else() -> None:
    shown = with_copies(LETTER, lambda address: address.endswith("y=2"))
    assert shown.count(web_picture_address("https://example.org/a.png?x=1&y=2")) == 2
    assert web_pictures(shown) == ["http://example.org/b.gif"]
    assert 'href="https://example.org/c.png"' in shown
    assert "cid:abcd" in shown


def test_without_copies_nothing_changes() -> None:
    assert with_copies(LETTER, lambda _address: False) == LETTER


@given(st.text())
def test_no_html_breaks_it(html: str) -> None:
    assert with_copies(html, lambda _address: False) == html
    assert isinstance(web_pictures(html), list)
