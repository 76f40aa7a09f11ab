"""Shortcodes and page builders' tags: their frames go, words stay, and brackets that writers mean are left alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.sanitizer import plain, sanitize
from composer.sources.shortcodes import without_shortcodes


def words(html: str) -> str:
    return " ".join(without_shortcodes(html, Counter()).split())


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ('[caption id="a" width="3"]<img src="x"> Under it[/caption]', '<img src="x"> Under it'),
        ("[vc_row][vc_column width=\"1/2\"]Inside[/vc_column][/vc_row]", "Inside"),
        ("[fusion_builder_container hundred=\"no\"][one_half]Left[/one_half] [one_half"
            " last]Right[/one_half][/fusion_builder_container]", "Left Right"),
        ('[my_own_thing]Kept[/my_own_thing] [another colour="red"] end', "Kept end"),
        ("[strange]Deep [inner]down[/inner][/strange]", "Deep down"),
        ("[contact-form-7 id=\"12\" title=\"Ask\"] after", "after"),
        ("[gallery] [toc] [wpforms id=&#8221;3&#8221;] x", "x"),
        ("[event_list category=3] and [latest_news]", "and"),
        ("[tribe_events view=&quot;list&quot;]x", "x"),
    ],
)  # fmt: skip
def test_shortcodes_go_and_words_stay(written: str, left: str) -> None:
    assert words(written) == left


MEANT = (
    "[1]",
    "[sic]",
    "[…]",
    "[...]",
    "she [the chair] said",
    "[Smith 2020]",
    "[b]bold[/b]",
    "a[i] = 3",
    "[see page 4]",
    "[",
    "][",
)


@pytest.mark.parametrize("meant", MEANT)
def test_what_writers_mean_stays(meant: str) -> None:
    assert words(meant) == meant


def test_players_become_links() -> None:
    for written in (
        "[embed]https://youtu.be/abcdefghijk[/embed]",
        "[youtube https://www.youtube.com/watch?v=abcdefghijk&amp;rel=0]",
        "[youtube=https://www.youtube.com/watch?v=abcdefghijk]",
        '[youtube id="abcdefghijk"]',
    ):
        clean = sanitize(written)
        assert "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg" in clean.html, written
        assert plain(clean.html) == "Watch the video"
    assert 'href="https://vimeo.com/123456"' in sanitize("[vimeo 123456]").html
    assert "Listen to the recording" in sanitize('[audio mp3="https://example.org/a.mp3"][/audio]').html


def test_how_many_went_is_counted() -> None:
    counted: Counter[str] = Counter()
    without_shortcodes("[one]x[/one] [gallery] [caption]y[/caption]", counted)
    assert counted["shortcode"] == 3


@given(
    st.lists(
        st.sampled_from(["[", "]", "[/", "a", "gallery", "caption", " ", "=", '"', "x_y", "[video ", "https://e.org/"]),
        max_size=40,
    )
)
def test_nothing_is_made_of_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert len(without_shortcodes(text, Counter())) <= len(text) + 40 * text.count("[")
