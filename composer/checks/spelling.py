"""Spelling: words the organisation writes in its own way, words that are never right, and words that stand there twice.

A dictionary would stumble over every name of a person, a village or a project. What is found here is wrong, or is not what the
organisation wants; both can be put right with one click.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import Passage, passages, replace_text, without_links
from composer.document.edits import Edit
from composer.document.house_words import HouseWord, house_words
from composer.i18n import _
from composer.paths import resources_folder
from composer.rendering.merge_tags import find_tags

MOST_IN_ONE_TEXT = 5
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?:\n#>*_“\"-])\s*$")
"""What stands before the first word of a sentence."""
_TWICE = re.compile(r"\b(the|a|an|and|of|to|in|for|is|are|with|on|at|our|we|you|your|this|be|it|from)\s+\1\b", re.IGNORECASE)
_MEANT_TWICE = re.compile(r"\b(?:is is|in in|on on|it it|you you|to to)\b", re.IGNORECASE)
"""Said twice in good English now and then: “what it is is a bridge”, “who to talk to to get help”."""


class Spelling(Check):
    """Every text a reader reads, links and merge tags apart."""

    name: ClassVar[str] = "spelling"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        own = house_words(context.newsletter.house_words) if context.newsletter is not None else ()
        english = context.issue.brand.language.casefold().startswith("en")
        languages = {block.id: block.language for block in context.issue.blocks}
        for passage in passages(context.issue):
            said = passage.text if not passage.rich else without_links(passage.text)
            said = _without_tags(said)
            here = languages.get(passage.block, "")
            found = list(self._house(context, passage, said, own))
            if here.startswith("en") or (english and not here):
                found += self._wrong(context, passage, said)
                found += self._twice(context, passage, said)
            yield from found[:MOST_IN_ONE_TEXT]

    def _house(self, context: CheckContext, passage: Passage, said: str, own: tuple[HouseWord, ...]) -> Iterator[Finding]:
        for word in own:
            written = word.found_in(said)
            if not written:
                continue
            yield self.finding(
                "house",
                "warning",
                _("“{written}” is not how you write it: “{instead}”.").format(written=written, instead=word.instead)
                if word.instead
                else _("“{written}” is on the list of words you do not use.").format(written=written),
                _("Your own list of words stands under Brand."),
                at=passage,
                fix=self._replace(context, passage, written, word.instead),
            )

    def _wrong(self, context: CheckContext, passage: Passage, said: str) -> Iterator[Finding]:
        for written, meant in misspelt(said):
            yield self.finding(
                "wrong",
                "warning",
                _("“{written}” is misspelt.").format(written=written),
                _("Write “{meant}”.").format(meant=meant),
                at=passage,
                fix=self._replace(context, passage, written, meant),
            )

    def _twice(self, context: CheckContext, passage: Passage, said: str) -> Iterator[Finding]:
        for found in _TWICE.finditer(said):
            if _MEANT_TWICE.fullmatch(" ".join(found[0].split())):
                continue
            yield self.finding(
                "twice",
                "warning",
                _("“{written}” stands there twice.").format(written=found[1]),
                _("Take one out."),
                at=passage,
                fix=self._replace(context, passage, found[0], found[1]),
            )

    @staticmethod
    def _replace(context: CheckContext, passage: Passage, written: str, instead: str) -> Edit | None:
        """The mend, where the words stand in the text exactly once as they were read."""
        pattern = re.compile(rf"(?<!\w){re.escape(written)}(?!\w)")
        if not instead or len(pattern.findall(passage.text)) != 1:
            return None
        return replace_text(context.issue, passage, pattern.sub(lambda _found: instead, passage.text))


def _without_tags(text: str) -> str:
    for tag in reversed(find_tags(text)):
        text = text[: tag.start] + " " * (tag.end - tag.start) + text[tag.end :]
    return text


@lru_cache(maxsize=1_000)
def misspelt(said: str) -> tuple[tuple[str, str], ...]:
    """What is never right in a text, and what was meant. Words with a capital inside a sentence are somebody's names."""
    known = misspellings()
    found = {}
    for word in _WORD.finditer(said):
        written = word[0]
        meant = known.get(written.casefold().replace("’", "'"))
        if meant is None or written.isupper() or (written[0].isupper() and not _BEGINS.search(said[: word.start()])):
            continue
        found[written] = meant[0].upper() + meant[1:] if written[0].isupper() else meant
    return tuple(found.items())


@lru_cache(maxsize=1)
def misspellings() -> Mapping[str, str]:
    """What is never right, in small letters, and what was meant."""
    content = (resources_folder() / "misspellings.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(content)["words"]
    return words
