"""What the user does to the issue, as edits given to the session. The panes wish; here it becomes an edit and a word about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from composer.blocks.block import Block, new_id
from composer.document.edits import Edit, InsertBlock, MoveBlock, RemoveBlock, SetHeader, SetLook, Several, UpdateBlock
from composer.document.issue import Issue
from composer.gui.editor.item_text import edit_for
from composer.gui.editor.outline import Outline
from composer.gui.session import IssueSession
from composer.gui.widgets.announce import announce
from composer.i18n import _

if TYPE_CHECKING:
    from composer.blocks.fields import Picture
    from composer.library.item import Item
    from composer.picking.drift import Drift
    from composer.picking.three_way import Difference

FORM = "form:"
"""Origin of a change that a block's form made; the block's id follows."""
HEADER = "header"


class Changing(QObject):
    """Holds the session in force. ``offered(words, action, undo)`` when something went that one may want back."""

    offered = Signal(str, str, object)

    def __init__(self, outline: Outline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: IssueSession | None = None
        self._outline = outline
        outline.field_edited.connect(self.set_field)
        outline.move_wanted.connect(self.move)
        outline.remove_wanted.connect(self.remove)
        outline.duplicate_wanted.connect(self.duplicate)

    @property
    def issue(self) -> Issue:
        """The issue as it stands."""
        assert self.session is not None
        return self.session.issue

    def edit(self, edit: Edit, origin: str = "") -> bool:
        """Give an edit to the session; False where it changed nothing."""
        return self.session is not None and self.session.edit(edit, origin)

    def set_header(self, field: str, text: str) -> None:
        """One of the issue's own lines."""
        self.edit(SetHeader(field, text), HEADER)

    def set_look(self, template: str, look: dict[str, str | bool]) -> None:
        """Another template, or other options of it."""
        self.edit(SetLook(template, look))

    def set_field(self, block_id: str, field: str, value: Any, typing: str) -> None:
        """One field of one block."""
        self.edit(UpdateBlock(block_id, {field: value}, typing), f"{FORM}{block_id}")

    def undo(self) -> None:
        """Take the last step back, and say what it was."""
        if self.session is not None and (label := self.session.undo()):
            announce(self._outline, _("Undone: {step}").format(step=label))

    def redo(self) -> None:
        """Do it again, and say what it was."""
        if self.session is not None and (label := self.session.redo()):
            announce(self._outline, _("Done again: {step}").format(step=label))

    # -- blocks -----------------------------------------------------------------------------------------------------------------

    def insert(self, block_type: type[Block]) -> None:
        """A new block after the current one, open for writing."""
        made = block_type()
        here = self._outline.current_block
        known = {block.id for block in self.issue.blocks}
        index = self.issue.index_of(here) + 1 if here in known and self._outline.open_block else len(self.issue.blocks)
        if self.edit(InsertBlock(made, index)):
            self._outline.open(made.id)

    def move(self, block_id: str, index: int) -> None:
        """A block to another place; whoever cannot see it hears where it is."""
        if self.edit(MoveBlock(block_id, index)):
            place, count = self.issue.index_of(block_id) + 1, len(self.issue.blocks)
            announce(self._outline, _("Moved to {place} of {count}").format(place=place, count=count))
            if not self._outline.open_block:
                QTimer.singleShot(0, self, lambda: self._outline.focus_block(block_id))

    def step(self, step: int) -> None:
        """The current block one up (-1) or down (1)."""
        here = self._outline.current_block
        if here:
            self._outline.move_block(here, self.issue.index_of(here) + step)

    def remove(self, block_id: str) -> None:
        """A block out of the issue, with the way back."""
        title = self.issue.block(block_id).title()
        if self.edit(RemoveBlock(block_id)):
            self.offered.emit(_("Removed “{title}”").format(title=title[:60]), _("Undo"), self.undo)

    def duplicate(self, block_id: str) -> None:
        """The same block once more, below."""
        if not block_id or self.issue.block(block_id).locked:
            return
        block = self.issue.block(block_id)
        changes: dict[str, Any] = {"id": new_id()}
        entries = getattr(block, "entries", None)
        if entries is not None:
            changes["entries"] = tuple(msgspec.structs.replace(entry, id=new_id()) for entry in entries)
        copy = msgspec.structs.replace(block, **changes)
        words = _("Duplicate “{title}”").format(title=block.title())
        if self.edit(Several((InsertBlock(copy, self.issue.index_of(block_id) + 1),), words)):
            self._outline.focus_block(copy.id)

    # -- items ------------------------------------------------------------------------------------------------------------------

    def place(self, pairs: Sequence[tuple[Item, Picture]], at: int = -1) -> None:
        """Items into the issue: where they belong, or at the place they were dropped; one step either way."""
        from composer.picking import place

        if self.session is None or not pairs:
            return
        edit = place(self.issue, pairs)
        if at >= 0:
            before = {block.id for block in self.issue.blocks}
            added = [block.id for block in edit.apply(self.issue).blocks if block.id not in before]
            moves = tuple(MoveBlock(block_id, at + number) for number, block_id in enumerate(added))
            edit = Several((edit, *moves), edit.label(self.issue))
        if self.edit(edit):
            titles = ", ".join(item.title for item, _picture in pairs)
            announce(self._outline, _("Added: {titles}").format(titles=titles))

    def take_out(self, items: Sequence[Item]) -> None:
        """Items out of the issue again, as one step."""
        from composer.picking import unplace

        edits: list[Edit] = []
        issue = self.issue
        for item in items:
            edit = unplace(issue, item.id)
            if edit is not None:
                edits.append(edit)
                issue = edit.apply(issue)
        if not edits:
            return
        title = items[0].title[:60] if len(items) == 1 else _("{count} things").format(count=len(items))
        words = _("Take out “{title}”").format(title=title)
        if self.edit(edits[0] if len(edits) == 1 else Several(tuple(edits), words)):
            self.offered.emit(_("Took out “{title}”").format(title=title), _("Undo"), self.undo)

    def take_words(self, block_id: str, item: Item, what: str) -> None:
        """Words of a block's source: ``shorter``, ``longer``, ``whole``, ``restore``."""
        if not any(block.id == block_id for block in self.issue.blocks):
            return
        edit = edit_for(self.issue.block(block_id), item, what)
        if edit is None or not self.edit(edit):
            announce(self._outline, _("That is all there is."))

    def mend(self, what: str, drift: Drift, found: tuple[Difference, ...]) -> None:
        """What a person decided about a block and its source: ``take``, ``keep``, ``keep_standing``, ``take_out``."""
        from composer.picking.drift import keep, keep_standing, take, take_out

        if self.session is None:
            return
        edit: Edit | None = take_out(self.issue, drift)
        words = _("Took out “{title}”").format(title=drift.title[:60])
        if what == "take":
            edit, words = take(drift, *found), _("Taken over from your site")
        elif what == "keep":
            edit, words = keep(drift, *found), _("Ours is kept")
        elif what == "keep_standing":
            edit, words = keep_standing(drift), _("It stays in the issue")
        if edit is None or not self.edit(edit):
            announce(self._outline, _("That is no longer in the issue."))
            return
        self.offered.emit(words, _("Undo"), self.undo)

    def take_updates(self, drifts: tuple[Drift, ...]) -> None:
        """Everything that only the site changed is taken over, in one step."""
        from composer.picking.drift import take_updates

        edit = take_updates(drifts) if self.session is not None else None
        if edit is None or not self.edit(edit):
            announce(self._outline, _("That is no longer in the issue."))
            return
        self.offered.emit(_("Taken over from your site"), _("Undo"), self.undo)

    def add_link_line(self, item: Item) -> None:
        """An item as one short line with its link, in the list of such lines at the end."""
        from composer.blocks.text import TextBlock

        if not item.link:
            return
        title = " ".join(item.title.split()).replace("[", "\\[").replace("]", "\\]")
        line = f"- [{title}]({item.link})"
        content = [block for block in self.issue.blocks if not block.locked]
        last = content[-1] if content else None
        if isinstance(last, TextBlock) and last.text.lstrip().startswith("- ["):
            if line not in last.text:
                self.edit(UpdateBlock(last.id, {"text": f"{last.text.rstrip()}\n{line}"}))
        else:
            self.edit(InsertBlock(TextBlock(text=line), len(self.issue.blocks)))
