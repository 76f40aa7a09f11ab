"""Every chapter, and the page for IT made from the workspace."""

from __future__ import annotations

from collections.abc import Sequence

from composer.gui.guide.chapter import Chapter, Code, Head, Part, Words
from composer.gui.guide.sending import SAFELY, WHAT_IF
from composer.gui.guide.writing import FIRST, MONTH, PEOPLE
from composer.i18n import N_
from composer.publishing.it_notes import Note

CHAPTERS: tuple[Chapter, ...] = (FIRST, MONTH, PEOPLE, SAFELY, WHAT_IF)
IT = "it"
"""Id of the page for IT."""


def it_chapter(notes: Sequence[Note]) -> Chapter:
    """The page for IT as a chapter."""
    parts: list[Part] = [
        Words(N_("Everything an administrator asks, made from how the program is set up here. No password stands in it."))
    ]
    for note in notes:
        parts.append(Head(note.title))
        parts += [Code(line.strip()) if line.startswith(" ") else Words(line) for line in note.lines]
    return Chapter(
        IT,
        N_("For your IT person"),
        N_("Ports, consent, proxies, files, the domain’s entries"),
        "wrench",
        tuple(parts),
    )


def chapter_for(place: str) -> str:
    """The chapter that is about a place of the window."""
    return next((chapter.id for chapter in CHAPTERS if place in chapter.places), FIRST.id)
