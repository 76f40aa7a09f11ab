"""Edits: the only way an issue changes. Each is a value that turns one issue into the next, and can say what it did."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from composer.blocks.block import Block, kind_of
from composer.blocks.fields import form_of
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.i18n import _


class Edit(msgspec.Struct, frozen=True):
    """One change. ``apply`` returns the next issue; edits with the same non-empty ``merge_key`` in a row are one undo step."""

    def apply(self, issue: Issue) -> Issue:
        """The issue after this edit. Raises :class:`KeyError` or :class:`ValueError` where the edit does not fit."""
        raise TypeError("an edit must say what it does")

    def label(self, issue: Issue) -> str:
        """What it does, for the history: ``Remove “The boathouse roof”``. ``issue`` is the one before the edit."""
        return _("Change")

    @property
    def merge_key(self) -> str:
        """Empty: never merged with its neighbour."""
        return ""


def _with_blocks(issue: Issue, blocks: list[Block]) -> Issue:
    return msgspec.structs.replace(issue, blocks=tuple(blocks))


def _end_of_content(blocks: list[Block]) -> int:
    """The last place a block may stand: before the locked footer."""
    return len(blocks) - 1 if blocks and blocks[-1].locked else len(blocks)


class InsertBlock(Edit, frozen=True):
    """Put a block at ``index`` (clamped to the content; the footer stays last)."""

    block: Block
    index: int

    def apply(self, issue: Issue) -> Issue:
        if any(block.id == self.block.id for block in issue.blocks):
            raise ValueError("this block is in the issue already")
        blocks = list(issue.blocks)
        blocks.insert(max(0, min(self.index, _end_of_content(blocks))), self.block)
        return _with_blocks(issue, blocks)

    def label(self, issue: Issue) -> str:
        return _("Add “{title}”").format(title=self.block.title())


class RemoveBlock(Edit, frozen=True):
    """Take a block out."""

    block_id: str

    def apply(self, issue: Issue) -> Issue:
        if issue.block(self.block_id).locked:
            raise ValueError("the footer stays")
        return _with_blocks(issue, [block for block in issue.blocks if block.id != self.block_id])

    def label(self, issue: Issue) -> str:
        return _("Remove “{title}”").format(title=issue.block(self.block_id).title())


class MoveBlock(Edit, frozen=True):
    """Move a block so that it stands at ``index`` of the result (clamped to the content)."""

    block_id: str
    index: int

    def apply(self, issue: Issue) -> Issue:
        block = issue.block(self.block_id)
        if block.locked:
            raise ValueError("the footer stays")
        blocks = [other for other in issue.blocks if other.id != self.block_id]
        blocks.insert(max(0, min(self.index, _end_of_content(blocks))), block)
        return _with_blocks(issue, blocks)

    def label(self, issue: Issue) -> str:
        return _("Move “{title}”").format(title=issue.block(self.block_id).title())


class UpdateBlock(Edit, frozen=True):
    """Change fields of one block: ``changes`` maps attribute names to new values.

    ``typing`` marks a key pressed inside a value that is no text of its own (an event's title, a picture's description), so that
    a burst of them is one undo step, as it is in a text.
    """

    block_id: str
    changes: dict[str, Any]
    typing: str = ""

    def apply(self, issue: Issue) -> Issue:
        block = issue.block(self.block_id)
        known = {line.name for line in form_of(type(block))}
        unknown = set(self.changes) - known
        if unknown:
            raise ValueError(f"a block of the kind {kind_of(type(block))} has no {', '.join(sorted(unknown))}")
        changed = msgspec.structs.replace(block, **self.changes)
        return _with_blocks(issue, [changed if other.id == self.block_id else other for other in issue.blocks])

    def label(self, issue: Issue) -> str:
        return _("Write in “{title}”").format(title=issue.block(self.block_id).title())

    @property
    def merge_key(self) -> str:
        if not self.typing and not all(isinstance(value, str) for value in self.changes.values()):
            return ""
        return f"{self.block_id}:{','.join(sorted(self.changes))}:{self.typing}"


class ReplaceBlock(Edit, frozen=True):
    """Put a whole block in the place of the one with its id (restoring one section, taking over what the site says now)."""

    block: Block

    def apply(self, issue: Issue) -> Issue:
        issue.index_of(self.block.id)
        return _with_blocks(issue, [self.block if other.id == self.block.id else other for other in issue.blocks])

    def label(self, issue: Issue) -> str:
        return _("Change “{title}”").format(title=issue.block(self.block.id).title())


class SetHeader(Edit, frozen=True):
    """Change one of the issue's own lines: name, subject, preheader, number, template, planned, brand."""

    field: str
    value: str | int | date | Brand | None

    def apply(self, issue: Issue) -> Issue:
        if self.field not in {"name", "subject", "preheader", "number", "template", "planned", "brand"}:
            raise ValueError(f"an issue has no {self.field} to set")
        return msgspec.structs.replace(issue, **{self.field: self.value})

    def label(self, issue: Issue) -> str:
        names = {
            "name": _("Rename the issue"),
            "subject": _("Change the subject"),
            "preheader": _("Change the line after the subject"),
            "number": _("Change the number"),
            "template": _("Change the template"),
            "planned": _("Change the planned day"),
            "brand": _("Change the brand"),
        }
        return names[self.field]

    @property
    def merge_key(self) -> str:
        return f"header:{self.field}" if isinstance(self.value, str) else ""


class SetLook(Edit, frozen=True):
    """Lay the issue out by another template, or by other options of it. The content stays as it is."""

    template: str
    look: dict[str, str | bool]

    def apply(self, issue: Issue) -> Issue:
        return msgspec.structs.replace(issue, template=self.template, look=self.look)

    def label(self, issue: Issue) -> str:
        return _("Change the template") if self.template != issue.template else _("Change the look")


class Several(Edit, frozen=True):
    """Several edits as one undo step (adding six items at once)."""

    edits: tuple[Edit, ...]
    words: str = ""

    def apply(self, issue: Issue) -> Issue:
        for edit in self.edits:
            issue = edit.apply(issue)
        return issue

    def label(self, issue: Issue) -> str:
        return self.words or (self.edits[0].label(issue) if self.edits else super().label(issue))


class RestoreIssue(Edit, frozen=True):
    """Go back to an earlier version as a whole (a restore point). The issue keeps its identity."""

    earlier: Issue
    words: str = ""

    def apply(self, issue: Issue) -> Issue:
        return msgspec.structs.replace(self.earlier, id=issue.id)

    def label(self, issue: Issue) -> str:
        return self.words or _("Go back to an earlier version")
