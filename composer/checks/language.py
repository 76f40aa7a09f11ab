"""Language and direction: each part says the language it is written in, so that it is read aloud and laid out rightly."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from composer.blocks.languages import LANGUAGES, runs_right_to_left
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import passages
from composer.document.edits import UpdateBlock
from composer.i18n import _

FEWEST_LETTERS = 24
"""Letters from which the script of a text says something; a name in another script is no other language."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SCRIPTS: dict[str, frozenset[str]] = {
    "ARABIC": frozenset({"ar", "fa", "ur", "ps", "ckb", "sd", "ug"}),
    "HEBREW": frozenset({"he", "yi"}),
    "CYRILLIC": frozenset({"uk", "ru", "bg", "sr", "mk", "be", "kk", "mn", "ky", "tg"}),
    "GREEK": frozenset({"el"}),
    "DEVANAGARI": frozenset({"hi", "ne", "mr", "sa"}),
    "BENGALI": frozenset({"bn", "as"}),
    "GUJARATI": frozenset({"gu"}),
    "GURMUKHI": frozenset({"pa"}),
    "TAMIL": frozenset({"ta"}),
    "ETHIOPIC": frozenset({"am", "ti"}),
    "CJK": frozenset({"zh", "ja"}),
    "HIRAGANA": frozenset({"ja"}),
    "HANGUL": frozenset({"ko"}),
    "THAI": frozenset({"th"}),
}
"""Scripts, by the first word of their letters' Unicode names, and the languages written in them."""
_SPOKEN = dict(LANGUAGES)
_ONLY = {"HEBREW": "he", "GREEK": "el", "BENGALI": "bn", "GUJARATI": "gu", "GURMUKHI": "pa", "TAMIL": "ta"}
"""Where the script leaves hardly a doubt, the language can be set with one click."""
_MARKS = {"cy": re.compile(r"\b(?:yng|nghymru|gyda|mae|mae'r|yw|i'r|o'r|ddydd|byddwn|chi|neu|wedi|newyddion|cymraeg)\b", re.I)}
"""Words that tell a language written in the letters of English; only Welsh, whose speakers may claim it by law in Wales."""
FEWEST_MARKS = 6


class Language(Check):
    """The letter's language is a real one, its direction fits, and parts in another script or in Welsh say so."""

    name: ClassVar[str] = "language"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        brand = context.issue.brand
        if not _TAG.fullmatch(brand.language.strip()):
            yield self.finding(
                "missing",
                "error",
                _("The letter does not say what language it is in."),
                _("Choose one under Brand; screen readers need it to read aloud."),
                field="brand",
            )
        elif runs_right_to_left(brand.language) != brand.right_to_left:
            yield self.finding(
                "direction",
                "error",
                _("The letter's language runs from right to left, its layout does not.")
                if not brand.right_to_left
                else _("The layout runs from right to left, the letter's language does not."),
                _("Choose the language once more under Brand."),
                field="brand",
            )
        yield from self._blocks(context)

    def _blocks(self, context: CheckContext) -> Iterator[Finding]:
        said: dict[str, list[str]] = {}
        for passage in passages(context.issue):
            if passage.block:
                said.setdefault(passage.block, []).append(passage.text)
        for block in context.issue.blocks:
            language = (block.language or context.issue.brand.language).split("-")[0].casefold()
            found, certain = guess(" ".join(said.get(block.id, ())))
            if not found or language in found:
                continue
            fix = UpdateBlock(block.id, {"language": certain}) if certain in _SPOKEN else None
            name = _(_SPOKEN[certain]) if certain in _SPOKEN else ""
            yield self.finding(
                "other",
                "warning",
                _("“{title}” seems to be written in {language}, and would be read aloud as if it were not.").format(
                    title=block.title(), language=name
                )
                if name
                else _("“{title}” is written in another script, and would be read aloud as if it were not.").format(
                    title=block.title()
                ),
                _("Choose its language at the end of its form."),
                block=block.id,
                field="language",
                fix=fix,
            )


@lru_cache(maxsize=1_000)
def guess(text: str) -> tuple[frozenset[str], str]:
    """The languages a text can be in, going by its script (empty: that of English, or too short), and the one it surely is."""
    scripts: Counter[str] = Counter()
    for letter in text:
        if letter.isalpha():
            scripts[unicodedata.name(letter, "").split(" ")[0]] += 1
    if not scripts or sum(scripts.values()) < FEWEST_LETTERS:
        return frozenset(), ""
    script, count = scripts.most_common(1)[0]
    if script == "CJK" and scripts["HIRAGANA"]:
        script = "HIRAGANA"
    if script in SCRIPTS and count > sum(scripts.values()) / 2:
        return SCRIPTS[script], _ONLY.get(script, "")
    for language, words in _MARKS.items():
        found = words.findall(text)
        if len(found) >= FEWEST_MARKS and len({word.casefold() for word in found}) >= 4:
            return frozenset({language}), language
    return frozenset(), ""
