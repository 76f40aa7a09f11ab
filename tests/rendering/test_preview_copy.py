"""The copy that is looked at shows what was asked for, loads nothing from outside, and is otherwise the letter."""

from __future__ import annotations

import re

import pytest

from composer.rendering.preview_copy import ALWAYS, NEVER, Dark, as_it_goes_out, preview_copy
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


def test_partly_inverted_pale_grounds_turn_dark_and_plates_stay() -> None:
    html = (
        '<html><head></head><body bgcolor="#F3F0E9" style="background-color:#F3F0E9; color:#22211E">'
        '<p style="color:#FFFFFF; background-color:#0F6B57; border-color:#000000">a</p></body></html>'
    )
    copy = preview_copy(html, dark="partly")
    body, plate = copy.split("<p")
    assert "#F3F0E9" not in body
    assert "#22211E" not in body
    assert "color:#FFFFFF; background-color:#0F6B57; border-color:#000000" in plate


@pytest.mark.parametrize("dark", ["light", "author", "inverted"])
def test_a_copy_is_taken_back_to_what_goes_out(dark: Dark) -> None:
    html = (
        "<html><head><style>@media (prefers-color-scheme: dark) {p {color: #FFFFFF}} "
        "@media (prefers-color-scheme: light) {p {color: #000000}}</style></head>"
        '<body><img alt="a > b" src="cid:abc" width="3"><!--[if mso]><img src="cid:abc"><![endif]--></body></html>'
    )
    copy = preview_copy(html, dark=dark, picture_address=lambda key: f"asset://picture/{key}")
    assert copy != html
    assert as_it_goes_out(copy, dark=dark, picture_source=lambda address: address.replace("asset://picture/", "cid:")) == html
