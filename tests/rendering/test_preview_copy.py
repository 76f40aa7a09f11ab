"""The copy that is looked at shows what was asked for, loads nothing from outside, and is otherwise the letter."""

from __future__ import annotations

import re

import pytest

from composer.rendering.preview_copy import ALWAYS, NEVER, preview_copy
from composer.rendering.rendered import Rendered

PAGE = (
    "<!DOCTYPE html><html><head><style>@media (prefers-color-scheme: dark) {p {color: #FFFFFF}} "
    "@media screen and (prefers-color-scheme:light) {p {color: #000000}}</style></head><body>"
    '<!--[if mso]><style>td {color: #111111}</style><img src="cid:aa" alt=""><![endif]-->'
    '<img src="cid:ab" style=\'font-family:"X"\' alt="A > b"><img alt="c" src="https://e.org/c.png"></body></html>'
)


def test_light_is_light_whatever_the_machine_thinks() -> None:
    made = preview_copy(PAGE)
    assert f"@media {NEVER} {{p {{color: #FFFFFF}}}}" in made
    assert f"@media screen and {ALWAYS} {{p {{color: #000000}}}}" in made
    assert "prefers-color-scheme" not in made


def test_author_dark_answers_the_query() -> None:
    made = preview_copy(PAGE, dark="author")
    assert f"@media {ALWAYS} {{p {{color: #FFFFFF}}}}" in made
    assert f"@media screen and {NEVER}" in made
    assert "simulation" not in made


def test_inverted_is_named_a_simulation() -> None:
    made = preview_copy(PAGE, dark="inverted")
    assert 'data-simulation="inverted"' in made
    assert "invert(1)" in made
    assert f"@media {NEVER} {{p {{color: #FFFFFF}}}}" in made


def test_only_named_pictures_may_load() -> None:
    made = preview_copy(PAGE, picture_address=lambda picture_hash: f'asset://p/"{picture_hash}')
    assert 'src="asset://p/&quot;ab"' in made
    assert "content=\"default-src 'none'; img-src asset: cid: data:; style-src 'unsafe-inline'\"" in made
    assert 'src="https://e.org/c.png"' in made
    assert 'src="cid:aa"' in made, "what only Outlook sees is left alone"
    assert made.index("Content-Security-Policy") < made.index("<style")


def test_a_script_address_opens_nothing() -> None:
    assert "javascript:;" not in preview_copy('<head></head><img src="javascript:x">')


def test_pictures_off_leaves_their_words_and_their_place() -> None:
    made = preview_copy(PAGE, pictures=False)
    assert made.count(" src=") == 1, "only in Outlook's comment"
    assert 'alt="A > b"' in made
    assert 'style=\'font-family:"X"; min-height:48px; padding:8px;' in made
    assert re.search(r'<img style="min-height:48px;[^"]*" alt="c">', made)


def test_styles_off_takes_every_style_but_outlooks() -> None:
    made = preview_copy(PAGE, styles=False)
    assert made.count("<style") == 1
    assert "td {color: #111111}" in made


@pytest.mark.parametrize("dark", ["light", "author", "inverted"])
def test_the_letter_itself_is_not_changed(letter: Rendered, dark: str) -> None:
    made = preview_copy(letter.html, dark=dark)  # type: ignore[arg-type]  # all three are looks
    body = letter.html.index("<body")
    assert made[made.index("<body") :] == letter.html[body:]
