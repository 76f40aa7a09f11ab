"""The letter beside the facts, as on a phone and as its first reader gets it; where there are several, one chooses which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from composer.delivery.frozen import VARIANT
from composer.gui.preview.letter_view import PHONE_WIDTH, LetterView
from composer.gui.preview.links import open_link
from composer.gui.preview.live import prepare
from composer.gui.preview.looks import Look
from composer.gui.sending.words import people
from composer.i18n import _
from composer.publishing.variants import in_words, rendered_variant

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.gui.preview.live import Prepared
    from composer.publishing.review import ReviewFacts
    from composer.publishing.variants import Variant
    from composer.workspace import Workspace


class LetterBeside(QWidget):
    """``troubled(error)`` where a letter cannot be shown."""

    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._facts: ReviewFacts | None = None
        self._which = QComboBox()
        self._which.setAccessibleName(_("Which letter"))
        self._which.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._which.activated.connect(lambda _index: self._show())
        self._which.hide()
        self.letter = LetterView(name=_("The letter, as on a phone"))
        self.letter.set_css_width(PHONE_WIDTH)
        self.letter.link_activated.connect(open_link)
        self.setFixedWidth(PHONE_WIDTH + 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._which)
        column.addWidget(self.letter, 1)
        self.setFocusProxy(self.letter)

    def close_engine(self) -> None:
        """The web engine goes in its order."""
        self.letter.close_engine()

    def show_facts(self, facts: ReviewFacts) -> None:
        """Show the letter of these facts."""
        chosen = self._which.currentData()
        self._facts = facts
        letters = facts.variants.letters if facts.variants is not None else ()
        self._which.clear()
        for letter in letters:
            self._which.addItem(_("The letter of {people}").format(people=people(letter.people)), letter.key)
            self._which.setItemData(self._which.count() - 1, in_words(letter), int(Qt.ItemDataRole.ToolTipRole))
        self._which.setCurrentIndex(max(0, self._which.findData(chosen)))
        self._which.setVisible(len(letters) > 1)
        self._show()

    def _show(self) -> None:
        facts = self._facts
        if facts is None:
            return
        variant = self._chosen(facts)
        someone = facts.audience.people if facts.audience is not None else ()
        wanted = variant.key if variant is not None else ""
        first = next((one for one in someone if one.merge.get(VARIANT, "") == wanted), None)
        values = {**first.merge, "email": first.email} if first is not None else {}
        values.pop(VARIANT, None)
        workspace, has_picture = self._workspace, self.letter.assets.has_picture

        def work() -> Prepared:
            rendered = facts.letter.rendered
            if variant is not None:
                rendered = rendered_variant(workspace, facts.letter.issue, variant.visible)
            return prepare(rendered, 0, Look(phone=True), values, workspace.pictures, has_picture)

        def shown(prepared: Prepared) -> None:
            self.letter.show_letter(prepared.html, prepared.pictures)

        self._jobs.submit(work, shown, self.troubled.emit, newest="review letter", owner=self)

    def _chosen(self, facts: ReviewFacts) -> Variant | None:
        if facts.variants is None:
            return None
        key = self._which.currentData()
        return next((letter for letter in facts.variants.letters if letter.key == key), facts.variants.letters[0])
