"""Templates of one's own, added from a file or a folder: what is wrong with one is said, and every step can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.flow_layout import FlowLayout
from composer.gui.widgets.labels import label
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.rendering.own_templates import Adopted

MOST_SAID = 4
"""Faults named at once; the rest are counted."""


class TemplateAdder(QWidget):
    """``changed`` when there is another template, or one less; ``told`` when it has something to say."""

    changed = Signal()
    told = Signal()

    def __init__(self, own: Path, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self._jobs = jobs
        self._back: Callable[[], object] | None = None
        adding = QMenu(self)
        adding.addAction(_("From a letter in HTML, or a zip…")).triggered.connect(self._ask_file)
        adding.addAction(_("From a folder…")).triggered.connect(self._ask_folder)
        self.add_button = button(_("Add a template"), icon="plus", dense=True)
        self.add_button.setMenu(adding)
        mark(self.add_button, menu=True)
        self._removing = QMenu(self)
        self.remove_button = button(_("Remove one of yours"), kind="quiet", icon="trash-2", dense=True)
        self.remove_button.setMenu(self._removing)
        mark(self.remove_button, menu=True)
        self._bar = ThinBar(_("Trying the template with difficult letters"))
        self._said = label("", wrap=True)
        self._more = label("", "caption", wrap=True)
        self._undo = button(_("Undo"), self._on_undo, dense=True)
        row = FlowLayout(gap=8)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._said, 1)
        told.addWidget(self._undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addLayout(told)
        column.addWidget(self._more)
        self._say("")
        self.remove_button.hide()

    def look(self) -> None:
        """Read which of one's own there are."""
        own = self._own

        def work() -> list[str]:
            from composer.rendering.own_templates import own_ids

            return own_ids(own)

        self._jobs.submit(work, self._show_own, newest="own templates", owner=self)

    def _show_own(self, ids: list[str]) -> None:
        self._removing.clear()
        for template_id in ids:
            self._removing.addAction(template_id).triggered.connect(partial(self._remove, template_id))
        self.remove_button.setVisible(bool(ids))

    def add(self, source: Path) -> None:
        """Try a template and keep it where it is fit."""
        own = self._own
        self._say("")
        self._bar.start()
        self.add_button.setEnabled(False)

        def work() -> Adopted:
            from composer.rendering.own_templates import adopt

            return adopt(source, own)

        self._jobs.submit(work, partial(self._on_adopted, source), self._on_failed, owner=self)

    def _ask_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a template"), "", _("Templates (*.html *.htm *.zip)"))
        if path:
            self.add(Path(path))

    def _ask_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, _("Choose the folder of a template"))
        if path:
            self.add(Path(path))

    def _on_adopted(self, source: Path, adopted: Adopted) -> None:
        self._rest()
        faults = [f"{fault.message} {fault.remedy}".strip() for fault in adopted.faults]
        more = "\n".join(faults[:MOST_SAID])
        if len(faults) > MOST_SAID:
            more += "\n" + _("and {count} more").format(count=len(faults) - MOST_SAID)
        if not adopted.template:
            self._say(_("“{name}” was not added: letters made with it would not be fit.").format(name=source.name), more, "error")
            self.told.emit()
            return
        words = _("“{name}” is among the templates now.").format(name=adopted.template)
        self._say(words, more, back=partial(self._take_away, adopted.template))
        self._tell()
        self.told.emit()

    def _remove(self, template_id: str, _checked: bool = False) -> None:
        self._take_away(
            template_id,
            lambda: self._say(
                _("“{name}” is removed. Issues laid out with it want another.").format(name=template_id),
                back=partial(self._give_back, template_id),
            ),
        )

    def _take_away(self, template_id: str, then: Callable[[], object] | None = None) -> None:
        from composer.rendering.own_templates import set_aside

        self._move(partial(set_aside, self._own, template_id), then)

    def _give_back(self, template_id: str) -> None:
        from composer.rendering.own_templates import bring_back

        self._move(partial(bring_back, self._own, template_id), None)

    def _move(self, work: Callable[[], None], then: Callable[[], object] | None) -> None:
        def moved(_none: object) -> None:
            (then or partial(self._say, ""))()
            self._tell()

        self._jobs.write(work, moved, self._on_failed, owner=self)

    def _on_undo(self) -> None:
        if self._back is not None:
            self._back()

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self._say(error.message, error.remedy, "error")
        self.told.emit()

    def _rest(self) -> None:
        self._bar.stop()
        self.add_button.setEnabled(True)

    def _tell(self) -> None:
        self.look()
        self.changed.emit()

    def _say(self, words: str, more: str = "", role: str = "strong", *, back: Callable[[], object] | None = None) -> None:
        self._back = back
        mark(self._said, role=role)
        self._said.setText(words)
        self._more.setText(more)
        for part, wanted in ((self._said, words), (self._more, more)):
            part.setVisible(bool(wanted))
        self._undo.setVisible(back is not None)
