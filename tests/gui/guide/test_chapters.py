"""The guide says what the program has: its keys work, its buttons exist, its pictures are there in both colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from composer.gui.actions import ACTIONS
from composer.gui.guide.chapter import Chapter, Shot, _texts
from composer.gui.guide.chapters import CHAPTERS, IT, chapter_for, it_chapter
from composer.gui.guide.drawn import html_of
from composer.gui.guide.sending import SAFELY, WHAT_IF
from composer.gui.guide.writing import FIRST, MONTH, PEOPLE
from composer.gui.places import places
from composer.paths import resources_folder
from composer.publishing.it_notes import Note

PICTURES = resources_folder() / "pictures" / "guide"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parents[3] / "composer" / "gui").rglob("*.py"))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.id)
def test_every_key_and_button_it_names_is_one(chapter: Chapter) -> None:
    known = {key.lstrip("~") for row in ACTIONS for key in row.keys} | {"Space", "Down", "Return", "Esc"}
    elsewhere = SOURCES.replace(Path("composer/gui/guide").as_posix(), "").replace("&", "")
    for part in chapter.parts:
        for text in _texts(part):
            assert set(re.findall(r"\[\[(.+?)\]\]", text)) <= known, text
            for name in re.findall(r"\*\*(.+?)\*\*", text):
                assert f'"{name}' in elsewhere, f"nothing in the window is called “{name}”"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.id)
def test_its_pictures_are_there_in_both_colours_and_small(chapter: Chapter) -> None:
    for part in chapter.parts:
        if isinstance(part, Shot):
            for colour in ("light", "dark"):
                path = PICTURES / f"{part.name}-{colour}.png"
                assert path.stat().st_size < 120_000
                with Image.open(path) as picture:
                    assert picture.width <= 1366
            assert f"{part.name}-dark.png" in html_of(chapter, PICTURES, 700, dark=True)


def test_every_place_leads_to_a_chapter() -> None:
    ids = {chapter.id for chapter in CHAPTERS}
    assert {chapter_for(place) for place in places()} <= ids
    assert CHAPTERS == (FIRST, MONTH, PEOPLE, SAFELY, WHAT_IF), "in the order in which one needs them"
    assert chapter_for("people") == PEOPLE.id
    assert all(place in places() for chapter in CHAPTERS for place in chapter.places)


def test_strangers_words_stay_words_on_the_page_for_it() -> None:
    chapter = it_chapter((Note("Files", ("Everything: <b>/home</b>", "  v=spf1 <x>")),))
    drawn = html_of(chapter, PICTURES, 700, dark=False)
    assert chapter.id == IT
    assert "&lt;b&gt;/home" in drawn
    assert '<p class="code">v=spf1 &lt;x&gt;</p>' in drawn
