"""The letters of an issue that shows some parts to some groups only: one body for each different set of parts, made once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from composer.contacts.memberships import memberships
from composer.delivery.frozen import VARIANT
from composer.document.visibility import groups_named, limited, visible_to, with_only
from composer.errors import InputError
from composer.i18n import _, ngettext
from composer.rendering.merge_tags import find_tags

if TYPE_CHECKING:
    from composer.blocks.block import Block
    from composer.delivery.audience import Recipient
    from composer.document.issue import Issue
    from composer.rendering.rendered import Rendered
    from composer.workspace import Workspace

LONGEST_TITLE = 40
MOST = 24
"""Different letters of one issue; more are a sign that something else was meant."""


@dataclass(frozen=True)
class Variant:
    """One of the letters.

    Attributes:
        key: stands with each person who gets it; empty for the letter without any limited part.
        visible: ids of the limited parts it has.
        shown, hidden: titles of the limited parts it has, and of those it has not.
        empty: nothing but greeting and footer is left in it.
    """

    key: str
    people: int
    visible: frozenset[str]
    shown: tuple[str, ...]
    hidden: tuple[str, ...]
    issue: Issue
    empty: bool


@dataclass(frozen=True)
class Variants:
    """All of them, the one most people get first; and the people, each with the mark of theirs."""

    letters: tuple[Variant, ...]
    people: tuple[Recipient, ...]


def variants_of(workspace: Workspace, issue: Issue, people: Sequence[Recipient]) -> Variants | None:
    """Which letters go to these people; None where everybody gets the same.

    Raises:
        InputError: there would be too many different ones.
    """
    parts = limited(issue)
    if not parts:
        return None
    members = memberships(workspace.engine, groups_named(issue), workspace.clock())
    seen: dict[frozenset[str], int] = Counter()
    marked: list[Recipient] = []
    for person in people:
        visible = visible_to(issue, [name for name, ids in members.items() if person.contact_id in ids])
        seen[visible] += 1
        key = key_of(visible)
        marked.append(msgspec.structs.replace(person, merge={**person.merge, VARIANT: key}) if key else person)
    if len(seen) > MOST:
        raise InputError(
            ngettext(
                "This issue would go out as {count} letter.", "This issue would go out as {count} different letters.", len(seen)
            ).format(count=len(seen)),
            _("Show fewer parts to some groups only."),
        )
    letters = [
        Variant(
            key=key_of(visible),
            people=count,
            visible=visible,
            shown=tuple(_title(block) for block in parts if block.id in visible),
            hidden=tuple(_title(block) for block in parts if block.id not in visible),
            issue=(found := with_only(issue, visible)),
            empty=not any(_is_content(block.kind, block.locked) for block in found.blocks),
        )
        for visible, count in seen.items()
    ]
    return Variants(tuple(sorted(letters, key=lambda letter: (-letter.people, letter.key))), tuple(marked))


def rendered_variant(workspace: Workspace, issue: Issue, visible: Iterable[str]) -> Rendered:
    """The letter with these limited parts, known as a letter of the whole issue."""
    from composer.rendering.renderer import render

    made = render(with_only(issue, tuple(visible)), templates=workspace.templates)
    return msgspec.structs.replace(made, fingerprint=issue.fingerprint())


def key_of(visible: frozenset[str]) -> str:
    """A set of visible parts, in few letters; empty for none."""
    return hashlib.sha256("\n".join(sorted(visible)).encode()).hexdigest()[:16] if visible else ""


def in_words(variant: Variant) -> str:
    """``31 people: with “Rota”, without “Board news”.``"""
    people = ngettext("{count} person", "{count} people", variant.people).format(count=f"{variant.people:,}")
    parts = []
    if variant.shown:
        parts.append(_("with {titles}").format(titles=_quoted(variant.shown)))
    if variant.hidden:
        parts.append(_("without {titles}").format(titles=_quoted(variant.hidden)))
    return _("{people}: {parts}").format(people=people, parts=", ".join(parts))


def left_out(issue: Issue) -> str:
    """What files and the web do not show of this issue, in a sentence; empty where everybody may see all of it."""
    titles = [_title(block) for block in limited(issue)]
    return _("Left out, because not everybody may see it: {titles}").format(titles=_quoted(titles)) if titles else ""


def _title(block: Block) -> str:
    """A block's title as somebody without a name reads it, cut to a few words."""
    title = block.title()
    for tag in reversed(find_tags(title)):
        title = title[: tag.start] + tag.fallback + title[tag.end :]
    if len(title) <= LONGEST_TITLE:
        return title
    start = title[: LONGEST_TITLE + 1]
    return f"{(start.rpartition(' ')[0] or start[:LONGEST_TITLE]).rstrip(' ,;:–-')}…"


def _quoted(titles: Sequence[str]) -> str:
    return ", ".join(_("“{title}”").format(title=title) for title in titles)


def _is_content(kind: str, locked: bool) -> bool:
    return not locked and kind not in ("header", "contents", "divider", "social")
