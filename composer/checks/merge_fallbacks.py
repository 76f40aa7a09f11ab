"""Merge tags: each is one the program knows, is written whole, and has a word for people whose value is missing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import Passage, links, passages, replace_text
from composer.document.issue import Issue
from composer.i18n import _, ngettext
from composer.rendering.merge_tags import Tag, find_tags, tag_names

NEVER_EMPTY = frozenset({"email"})
_FOREIGN = re.compile(
    r"\*\|[A-Z_:0-9]{2,40}\|\*|\[\[[a-z_ ]{2,40}\]\]|%%[A-Za-z_ ]{2,40}%%|%[A-Z][A-Z_]{2,30}%|<<[A-Za-z _]{2,40}>>", re.ASCII
)
_SINGLE = re.compile(r"(?<!\{)\{\s*(?:first|last|full)?[ _-]?name\s*\}(?!\})", re.IGNORECASE)


class MergeFallbacks(Check):
    """What stands for a person's own values."""

    name: ClassVar[str] = "merge_fallbacks"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        told: set[tuple[str, str]] = set()
        for passage in passages(context.issue):
            tags = find_tags(passage.text)
            for tag in tags:
                yield from self._tag(context, passage, tag)
                count = _without(context, tag.name)
                if tag.fallback and count and (tag.name, tag.fallback) not in told:
                    told.add((tag.name, tag.fallback))
                    yield self._who_reads_it(count, passage, tag)
            yield from self._broken(passage, tags)
        for link in links(context.issue):
            for tag in find_tags(link.address):
                if tag.name not in tag_names():
                    yield self._unknown(link.block, link.field, tag.name)

    def _tag(self, context: CheckContext, passage: Passage, tag: Tag) -> Iterator[Finding]:
        if tag.name not in tag_names():
            yield self._unknown(passage.block, passage.field, tag.name, context.issue, passage, tag)
        elif not tag.fallback and tag.name not in NEVER_EMPTY and _without(context, tag.name) != 0:
            message = _("Nothing stands for people whose {name} is not known.").format(name=_(tag_names()[tag.name]).lower())
            if count := _without(context, tag.name):
                message = _empty(tag.name, count)
            word = _("friend")
            fixed = f"{passage.text[: tag.start]}{{{{{tag.name}|{word}}}}}{passage.text[tag.end :]}"
            yield self.finding(
                "no_fallback",
                "warning",
                message,
                _("Write a word after a bar, like {example}.").format(example=f"{{{{{tag.name}|{word}}}}}"),
                block=passage.block,
                field=passage.field,
                fix=replace_text(context.issue, passage, fixed),
            )

    def _who_reads_it(self, count: int, passage: Passage, tag: Tag) -> Finding:
        return self.finding(
            "fallback_used",
            "advice",
            _in_its_place(tag.name, count).format(count=count, word=tag.fallback),
            block=passage.block,
            field=passage.field,
        )

    def _unknown(
        self,
        block: str,
        field: str,
        name: str,
        issue: Issue | None = None,
        passage: Passage | None = None,
        tag: Tag | None = None,
    ) -> Finding:
        known = _(", ").join(tag_names())
        fix = None
        nearest = difflib.get_close_matches(name, tag_names(), n=1, cutoff=0.7)
        if nearest and issue is not None and passage is not None and tag is not None:
            rest = f"|{tag.fallback}" if tag.fallback else ""
            fix = replace_text(issue, passage, f"{passage.text[: tag.start]}{{{{{nearest[0]}{rest}}}}}{passage.text[tag.end :]}")
        return self.finding(
            "unknown",
            "error",
            _("“{name}” is not a value this program knows.").format(name=name),
            _("It knows {known}.").format(known=known),
            block=block,
            field=field,
            fix=fix,
        )

    def _broken(self, passage: Passage, tags: list[Tag]) -> Iterator[Finding]:
        rest = passage.text
        for tag in reversed(tags):
            rest = rest[: tag.start] + rest[tag.end :]
        if "{{" in rest or "}}" in rest or "{%" in rest:
            at = max(rest.find("{{"), rest.find("}}"), rest.find("{%"))
            yield self.finding(
                "broken",
                "error",
                _("A merge tag is not written whole: “{text}”.").format(text=" ".join(rest[max(0, at - 10) : at + 25].split())),
                _("Write it like {example}.").format(example="{{first_name|friend}}"),
                at=passage,
            )
        foreign = _FOREIGN.search(rest) or _SINGLE.search(rest)
        if foreign:
            yield self.finding(
                "foreign",
                "error",
                _("“{text}” looks like a merge tag of another program; readers would see it as it is.").format(text=foreign[0]),
                _("Write it like {example}.").format(example="{{first_name|friend}}"),
                at=passage,
            )


def _without(context: CheckContext, name: str) -> int | None:
    """How many people have nothing where the tag stands; None where nobody counted them."""
    counted = {
        "first_name": context.missing_first_names,
        "last_name": context.missing_last_names,
        "full_name": context.missing_names,
    }
    return counted.get(name)


def _empty(name: str, count: int) -> str:
    if name == "first_name":
        words = ngettext(
            "{count} person has no first name and will read an empty space.",
            "{count} people have no first name and will read an empty space.",
            count,
        )
    elif name == "last_name":
        words = ngettext(
            "{count} person has no last name and will read an empty space.",
            "{count} people have no last name and will read an empty space.",
            count,
        )
    else:
        words = ngettext(
            "{count} person has no name and will read an empty space.",
            "{count} people have no name and will read an empty space.",
            count,
        )
    return words.format(count=count)


def _in_its_place(name: str, count: int) -> str:
    """The sentence with ``{count}`` and ``{word}`` still to be put in."""
    if name == "first_name":
        return ngettext(
            "{count} person has no first name and will read “{word}”.",
            "{count} people have no first name and will read “{word}”.",
            count,
        )
    if name == "last_name":
        return ngettext(
            "{count} person has no last name and will read “{word}”.",
            "{count} people have no last name and will read “{word}”.",
            count,
        )
    return ngettext(
        "{count} person has no name and will read “{word}”.",
        "{count} people have no name and will read “{word}”.",
        count,
    )
