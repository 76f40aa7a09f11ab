"""No block is unfinished: what it cannot do without is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from composer.blocks.block import Block
from composer.blocks.events import Events
from composer.blocks.fields import form_of
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
        for field, label in missing:
            yield self.finding(
                "missing",
                "error",
                _("{block}: “{field}” is empty.").format(block=_named(block), field=_(label)),
                _("Fill it in, or take the block out."),
                block=block.id,
                field=field,
                fix=fix,
            )
        if isinstance(block, Events):
            if not block.entries:
                yield self.finding(
                    "no_events",
                    "error",
                    _("The list of events is empty."),
                    _("Add an event, or take the block out."),
                    block=block.id,
                    field="entries",
                    fix=RemoveBlock(block.id),
                )
            for event in block.entries:
                for _field, label in _missing(event):
                    yield self.finding(
                        "missing",
                        "error",
                        _("Event “{title}”: “{field}” is empty.").format(title=event.title or "…", field=_(label)),
                        _("Fill it in, or take the event out."),
                        block=block.id,
                        field="entries",
                    )


def _missing(struct: msgspec.Struct) -> list[tuple[str, str]]:
    """Essential fields that hold nothing, as (name, label)."""
    return [
        (line.name, line.field.label)
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
