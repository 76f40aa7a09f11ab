"""What a chapter of the guide is made of, and finding words in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from composer.i18n import _

# In every text **two stars** stand around what is shown as a button or a field reads, and [[two brackets]] around keys.


@dataclass(frozen=True)
class Head:
    """A heading inside a chapter."""

    text: str


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Steps:
    """Things to be done one after the other."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Shot:
    """A picture of the program: its file's name without colour and ending, and what it shows, for those who do not see it."""

    name: str
    shows: str


@dataclass(frozen=True)
class Code:
    """A line to be copied letter by letter: an address, an entry."""

    text: str


Part = Head | Words | Steps | Shot | Code


@dataclass(frozen=True)
class Chapter:
    """One chapter.

    Attributes:
        title, about: declared with ``N_``, like every text in it; ``about`` is one line for the list of chapters.
        places: where F1 and the guide's button lead here from.
    """

    id: str
    title: str
    about: str
    icon: str
    parts: tuple[Part, ...]
    places: tuple[str, ...] = ()

    def sentences(self) -> Iterator[str]:
        """Every text of it as it reads in the language in force, without marks."""
        yield bare(_(self.title))
        for part in self.parts:
            for text in _texts(part):
                yield bare(_(text))


def _texts(part: Part) -> tuple[str, ...]:
    if isinstance(part, Steps):
        return part.texts
    return () if isinstance(part, Shot) else (part.text,)


def bare(text: str) -> str:
    """A text without the marks of how it is shown."""
    for sign in ("**", "[[", "]]"):
        text = text.replace(sign, "")
    return text


def folded(text: str) -> str:
    """A text as it is compared: no capitals, no accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@dataclass(frozen=True)
class Found:
    """A chapter in which something was found, and the sentence that says it."""

    chapter: Chapter
    sentence: str


def find(chapters: Sequence[Chapter], typed: str) -> list[Found]:
    """The chapters that hold every word of ``typed``, those that say them in one breath first; all, where nothing is typed."""
    words = _words(typed)
    if not words:
        return [Found(chapter, bare(_(chapter.about))) for chapter in chapters]
    together: list[Found] = []
    apart: list[Found] = []
    for chapter in chapters:
        sentences = list(chapter.sentences())
        whole = next((said for said in sentences if all(_says(said, word) for word in words)), None)
        if whole is not None:
            together.append(Found(chapter, whole))
        elif all(any(_says(said, word) for said in sentences) for word in words):
            apart.append(Found(chapter, next(said for said in sentences if _says(said, words[0]))))
    return together + apart


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[^\w+]+", folded(text)) if word]


def _says(sentence: str, word: str) -> bool:
    """Whether a word of the sentence begins like that: “thing” is not in “nothing”."""
    return any(said.startswith(word) for said in _words(sentence))
