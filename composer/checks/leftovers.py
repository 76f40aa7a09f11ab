"""Left-overs: words that were meant for the writer, or that came along when a page was copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from composer.blocks.dates_in_words import month_name
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import Passage, passages, replace_text
from composer.document.issue import Issue
from composer.i18n import _

MONTHS_BACK = 2
_PLACEHOLDER = re.compile(
    r"lorem ipsum|dolor sit amet|\bT[O]DO\b|\bFIX ?ME\b|\bTBW\b|\bX{3,}\b|\bx{3,}\b"
    r"|\b(?:rewrite me|insert (?:text|name|date|link|picture|image) here|your text here|text goes here|placeholder|asdf+)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?<![\\\]])\[(?:\.{2,3}|…|\s*|[^\]\[\n]{1,60})\](?![(\[:])")
_CUT_OFF = re.compile(
    r"[ \t]*\[(?:…|\.{3}|&hellip;)\][^\n]{0,120}$"
    r"|(?:^|(?<=[.!?…”\"')]))[ \t]*(?:Continue reading|CONTINUE READING|Read the rest of this entry)\b[^\n]{0,120}$"
    r"|^The post .{1,200} (?:first )?appeared first on .{1,100}$",
    re.MULTILINE,
)
_MARKUP = re.compile(
    r"&(?:nbsp|amp|quot|hellip|lt|gt|#\d{2,5}|rsquo|lsquo|ldquo|rdquo|ndash|mdash);|</?(?:p|br|div|span|b|i|strong|em|a|h[1-6]|ul|li)\b[^<>]*>",
    re.IGNORECASE,
)
# Looked for first, for they are found at once: nearly every text has none of these.
_PLACEHOLDER_SIGNS = ("lorem", "dolor", "todo", "fix", "tbw", "xxx", "rewrite", "insert", "here", "placeholder", "asdf")
_CUT_OFF_SIGNS = ("[", "continue reading", "read the rest", "appeared first")
_EDITION = r"(?=\s+(?:newsletter|news|letter|issue|edition|update|bulletin|events|20\d\d)|[’']s|[:–—-]|$)"


def _has(text: str, signs: Iterable[str]) -> bool:
    return any(sign in text for sign in signs)


class Leftovers(Check):
    """Nothing the writer forgot."""

    name: ClassVar[str] = "leftovers"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        for passage in passages(context.issue):
            yield from self._text(context.issue, passage)
        yield from self._last_month(context)

    def _text(self, issue: Issue, passage: Passage) -> Iterator[Finding]:
        folded = passage.text.lower()
        if _has(folded, _PLACEHOLDER_SIGNS) and (found := _PLACEHOLDER.search(passage.text)):
            yield self.finding(
                "placeholder",
                "warning",
                _("“{words}” looks like a note to yourself.").format(words=found[0]),
                _("Write what belongs there, or take it out."),
                at=passage,
            )
        cut_off = _CUT_OFF.search(passage.text) if _has(folded, _CUT_OFF_SIGNS) else None
        if cut_off:
            without = _CUT_OFF.sub("", passage.text).rstrip()
            yield self.finding(
                "continue_reading",
                "warning",
                _("“{words}” came along from the website.").format(words=" ".join(cut_off[0].split())[:60]),
                _("Take it out; the link below the text leads on."),
                fix=replace_text(issue, passage, without) if without else None,
                at=passage,
            )
        elif "[" in folded and (found := _BRACKETS.search(passage.text)):
            yield self.finding(
                "brackets",
                "warning",
                _("“{words}” in square brackets looks unfinished.").format(words=found[0]),
                _("Write what belongs there, or take it out."),
                at=passage,
            )
        if _has(folded, "&<") and (found := _MARKUP.search(passage.text)):
            yield self.finding(
                "markup",
                "warning",
                _("Readers will see “{words}” as it is.").format(words=found[0][:40]),
                _("Take it out; it is a sign of a web page's inner language."),
                at=passage,
            )

    def _last_month(self, context: CheckContext) -> Iterator[Finding]:
        """The name of an earlier month in a line of the inbox, where this month's is not there: a copy nobody updated."""
        day = context.reading_day
        this = {month_name(day.month), month_name(day.month % 12 + 1)}
        earlier = {month_name((day.month - 1 - back) % 12 + 1) for back in range(1, MONTHS_BACK + 1)}
        issue = context.issue
        for field, line in (("subject", issue.subject), ("preheader", issue.preheader), ("name", issue.name)):
            if any(re.search(rf"\b{name}\b", line) for name in this):
                continue
            for name in sorted(earlier):
                if re.search(rf"\b{name}\b{_EDITION}", line):
                    yield self.finding(
                        "last_month",
                        "warning",
                        _("“{line}” still says {month}.").format(line=line, month=name),
                        _("Correct it if it was copied from the last issue."),
                        field=field,
                    )
