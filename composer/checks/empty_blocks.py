"""No block is unfinished: what it cannot do without is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from composer.blocks.block import Block
from composer.blocks.fields import Entries, Field, Text, form_of
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import has_content
from composer.document.edits import Edit, RemoveBlock
from composer.i18n import _


class EmptyBlocks(Check):
    """Every essential field is filled."""

    name: ClassVar[str] = "empty_blocks"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if not has_content(context.issue):
            yield self.finding(
                "no_content",
                "error",
                _("There is nothing in this issue yet."),
                _("Pick something from your website, or write a few lines."),
            )
        for block in context.issue.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Finding]:
        missing = _missing(block)
        fix: Edit | None = RemoveBlock(block.id) if missing and _is_empty(block) and not block.locked else None
        for field, label, kind in missing:
            if isinstance(kind, Entries):
                yield self.finding(
                    "no_entries",
                    "error",
                    _("{block}: there is nothing in it yet.").format(block=_named(block)),
                    _("Add something ({entry}), or take the block out.").format(entry=_(kind.entry_name)),
                    block=block.id,
                    field=field,
                    fix=RemoveBlock(block.id),
                )
                continue
            yield self.finding(
                "missing",
                "error",
                _("{block}: “{field}” is empty.").format(block=_named(block), field=_(label)),
                _("Fill it in, or take the block out."),
                block=block.id,
                field=field,
                fix=fix,
            )
        for line in form_of(type(block)):
            if isinstance(line.field, Entries):
                yield from self._entries(block, line.name, line.field)

    def _entries(self, block: Block, name: str, field: Entries) -> Iterator[Finding]:
        kind = _(field.entry_name)
        for entry in getattr(block, name):
            for _field, label, _kind in _missing(entry):
                yield self.finding(
                    "missing",
                    "error",
                    _("{block}: “{field}” is empty in “{entry}”.").format(
                        block=_named(block), field=_(label), entry=_name_of(entry) or "…"
                    ),
                    _("Fill it in, or take the {entry} out.").format(entry=kind),
                    block=block.id,
                    field=name,
                )


def _name_of(entry: msgspec.Struct) -> str:
    """The first words that stand in an entry."""
    held = (getattr(entry, line.name) for line in form_of(type(entry)) if isinstance(line.field, Text))
    return next((value.strip()[:60] for value in held if value.strip()), "")


def _missing(struct: msgspec.Struct) -> list[tuple[str, str, Field]]:
    """Essential fields that hold nothing, as (name, label, kind)."""
    return [
        (line.name, line.field.label, line.field)
        for line in form_of(type(struct))
        if line.field.essential and _holds_nothing(getattr(struct, line.name))
    ]


def _holds_nothing(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else not value


def _is_empty(block: Block) -> bool:
    """True where nothing was ever written into the block."""
    return all(
        _holds_nothing(getattr(block, line.name)) or getattr(block, line.name) == line.default for line in form_of(type(block))
    )


def _named(block: Block) -> str:
    title, label = block.title(), _(block.label)
    return label if title == label else f"{label} “{title[:60]}”"
