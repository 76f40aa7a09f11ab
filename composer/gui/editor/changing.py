"""What the user does to the issue, as edits given to the session. The panes wish; here it becomes an edit and a word about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from composer.blocks.block import Block
from composer.document.block_clipboard import fresh_copy
from composer.document.brand import Brand
from composer.document.edits import Edit, InsertBlock, MoveBlock, RemoveBlock, SetHeader, SetLook, Several, UpdateBlock
from composer.document.issue import Issue
from composer.gui.editor.item_text import edit_for
from composer.gui.editor.outline import Outline
from composer.gui.session import IssueSession
from composer.gui.widgets.announce import announce
from composer.i18n import _, ngettext

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
        outline.move_wanted.connect(self.move_several)
        outline.remove_wanted.connect(self.remove_several)
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

    def set_brand(self, brand: Brand) -> None:
        """Another brand of the newsletter."""
        self.edit(SetHeader("brand", brand))

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

    def step(self, step: int) -> None:
        """The chosen blocks one up (-1) or down (1)."""
        chosen = self._unlocked(self._outline.chosen_blocks())
        if chosen:
            self.move_several(chosen, self.issue.index_of(chosen[0]) + step)

    def move_several(self, ids: Sequence[str], index: int) -> None:
        """Blocks, together and in their order, the first to ``index`` of the result; who cannot see it hears where it is."""
        ids = self._unlocked(ids)
        rest = [block.id for block in self.issue.blocks if block.id not in ids and not block.locked]
        index = max(0, min(index, len(rest)))
        # Each to its place in turn, from the top: none of them pushes away one that stands right already.
        wanted = [*rest[:index], *ids, *rest[index:]]
        edit: Edit = Several(
            tuple(MoveBlock(block_id, at) for at, block_id in enumerate(wanted)),
            ngettext("Move {count} block", "Move {count} blocks", len(ids)).format(count=len(ids)),
        )
        if len(ids) == 1:
            edit = MoveBlock(ids[0], index)
        if not ids or not self.edit(edit):
            return
        announce(self._outline, _("Moved to {place} of {count}").format(place=index + 1, count=len(self.issue.blocks)))
        if not self._outline.open_block:
            QTimer.singleShot(0, self, lambda: self._outline.focus_block(ids[0], keep=True))

    def remove_several(self, ids: Sequence[str]) -> None:
        """Blocks out of the issue, with the way back."""
        ids = self._unlocked(ids)
        if not ids:
            return
        edit: Edit = RemoveBlock(ids[0])
        if len(ids) == 1:
            words = _("Removed “{title}”").format(title=self.issue.block(ids[0]).title()[:60])
        else:
            count = len(ids)
            label = ngettext("Remove {count} block", "Remove {count} blocks", count).format(count=count)
            edit = Several(tuple(map(RemoveBlock, ids)), label)
            words = ngettext("Removed {count} block", "Removed {count} blocks", count).format(count=count)
        if self.edit(edit):
            self.offered.emit(words, _("Undo"), self.undo)

    def duplicate(self, ids: Sequence[str]) -> None:
        """The same blocks once more, below."""
        blocks = [self.issue.block(block_id) for block_id in self._unlocked(ids)]
        if not blocks:
            return
        words = _("Duplicate “{title}”").format(title=blocks[0].title())
        if len(blocks) > 1:
            words = ngettext("Duplicate {count} block", "Duplicate {count} blocks", len(blocks)).format(count=len(blocks))
        self._insert([fresh_copy(block) for block in blocks], self.issue.index_of(blocks[-1].id) + 1, words)

    def insert_several(self, blocks: Sequence[Block], words: str = "") -> None:
        """Blocks that were copied (or, in these words, come from elsewhere), behind the current one."""
        here = self._outline.current_block
        known = {block.id for block in self.issue.blocks}
        index = self.issue.index_of(here) + 1 if here in known else len(self.issue.blocks)
        pasting = _("Paste “{title}”").format(title=blocks[0].title())
        if len(blocks) > 1:
            pasting = ngettext("Paste {count} block", "Paste {count} blocks", len(blocks)).format(count=len(blocks))
        self._insert(blocks, index, words or pasting)

    def _insert(self, blocks: Sequence[Block], index: int, words: str) -> None:
        if self.edit(Several(tuple(InsertBlock(block, index + at) for at, block in enumerate(blocks)), words)):
            self._outline.choose([block.id for block in blocks])

    def _unlocked(self, ids: Sequence[str]) -> list[str]:
        known = {block.id for block in self.issue.blocks if not block.locked}
        return [block_id for block_id in ids if block_id in known]

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
