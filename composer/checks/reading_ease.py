"""How easily the letter is read: sentences that want cutting, and the age at which most people read such a text.

Sentences: GOV.UK's content design guidance asks for no more than 25 words; a few more are let pass, since this is only told.
Reading age: the Flesch-Kincaid grade (Kincaid and others, 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59) plus
five years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from composer.blocks.markdown_text import words_of
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import Passage, passages
from composer.i18n import _
from composer.picking.excerpts import sentences

LONG_SENTENCE = 32
"""Words; from here on a sentence is pointed at."""
MOST_SENTENCES = 3
"""The longest are told, not every one."""
FEWEST_WORDS = 150
"""A text shorter than this has no reading age worth telling."""
HARD = 15
"""Years; secondary school ends at sixteen."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeioutdy]ed|[^laeiouy]e)$")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*")


class ReadingEase(Check):
    """Long sentences anywhere; the reading age of the whole, where it is in English."""

    name: ClassVar[str] = "reading_ease"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        told = [
            (passage, sentence) for passage in passages(context.issue) if passage.rich for sentence in _sentences(passage.text)
        ]
        yield from self._long(told)
        if context.issue.brand.language.lower().startswith("en"):
            yield from self._age([sentence for _passage, sentence in told])

    def _long(self, told: list[tuple[Passage, str]]) -> Iterator[Finding]:
        counted = [(len(_words(sentence)), passage, sentence) for passage, sentence in told]
        longest = sorted((one for one in counted if one[0] > LONG_SENTENCE), key=lambda one: -one[0])[:MOST_SENTENCES]
        for count, passage, sentence in longest:
            yield self.finding(
                "long_sentence",
                "advice",
                _("A sentence of {count} words: “{start} …”").format(count=count, start=" ".join(sentence.split()[:8])),
                _("Two sentences are easier to follow."),
                at=passage,
            )

    def _age(self, told: list[str]) -> Iterator[Finding]:
        age = reading_age(told)
        if age > HARD:
            yield self.finding(
                "reading_age",
                "advice",
                _("This letter reads easily from the age of {age} on.").format(age=age),
                _("Shorter sentences and everyday words reach more people."),
            )


def reading_age(told: list[str]) -> int:
    """Years at which most people read these English sentences with ease; 0 where there is too little to tell."""
    words = [word for sentence in told for word in _words(sentence)]
    if len(words) < FEWEST_WORDS or not told:
        return 0
    grade = 0.39 * len(words) / len(told) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(5, round(grade) + 5)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """About how many syllables an English word has, at least one."""
    plain = word.lower()
    found = len(_VOWELS.findall(plain))
    return max(1, found - bool(found > 1 and _SILENT.search(plain)))


@lru_cache(maxsize=2_000)
def _words(sentence: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(sentence))


@lru_cache(maxsize=1_000)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(_sentences_in(text))


def _sentences_in(text: str) -> Iterator[str]:
    for line in words_of(text).splitlines():
        plain = _ADDRESS.sub("", line).strip().lstrip("-*•> ")
        if len(_WORD.findall(plain)) > 2:
            yield from (sentence for sentence in sentences(plain) if _WORD.search(sentence))
