"""Leads to one finding when the composer is opened for it: once the checks are through, its block stands open, Fix at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from composer.gui.editor.check_bar import CheckBar
from composer.gui.editor.outline import Outline

if TYPE_CHECKING:
    from composer.checks.check import Finding


class FindingLead:
    """Waits for the findings that follow :meth:`want`."""

    def __init__(self, bar: CheckBar, outline: Outline) -> None:
        self._bar = bar
        self._outline = outline
        self._wanted: tuple[str, str] | None = None

    def want(self, block_id: str, code: str) -> None:
        """Show the finding with this code about this block; where it is gone by then, the block."""
        self._wanted = (block_id, code)

    def lead(self, findings: Sequence[Finding]) -> None:
        """The checks are through."""
        if self._wanted is None:
            return
        (block_id, code), self._wanted = self._wanted, None
        found = next((one for one in findings if (one.block, one.code) == (block_id, code)), None)
        if found is not None:
            self._bar.choose(found)
        elif block_id:
            self._outline.open(block_id)
