"""How the issue looks: the templates with pictures of this very issue, its brand, and templates of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from composer.document.brand import Brand
from composer.document.brands import brands_of
from composer.gui.editor.look_panel import THUMB
from composer.gui.editor.template_adder import TemplateAdder
from composer.gui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from composer.gui.editor.arrange_pane import ArrangePane
    from composer.gui.editor.changing import Changing
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace


class LookDesk(QObject):
    """Joins the panel with the workspace; what is chosen there becomes a step of the issue."""

    def __init__(self, arrange: ArrangePane, changing: Changing, workspace: Workspace, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._arrange = arrange
        self._changing = changing
        self._workspace = workspace
        self._jobs = jobs
        self.thumbnails = Thumbnails(workspace, jobs, THUMB, parent)
        self.thumbnails.ready.connect(arrange.look.show_picture)
        arrange.look.look_wanted.connect(changing.set_look)
        arrange.look.brands.chosen.connect(self._on_brand)
        self.adder = TemplateAdder(workspace.folder / "templates", jobs)
        self.adder.changed.connect(self.open)
        arrange.look.keep_own(self.adder)

    def open(self) -> None:
        """Show the templates, and the brands where there are several."""
        issue, show_brands = self._changing.issue, self._arrange.look.brands.show_brands
        self._arrange.show_look(self._workspace.templates.all(), issue)
        self.adder.look()
        newsletter = self._workspace.documents.newsletter
        self._jobs.submit(lambda: brands_of(newsletter(issue.newsletter)), show_brands, lambda _gone: show_brands(()), owner=self)
        self._picture()

    def _on_brand(self, brand: Brand) -> None:
        self._changing.set_brand(brand)
        self._picture()

    def _picture(self) -> None:
        issue, templates = self._changing.issue, self._workspace.templates.all()
        self.thumbnails.want_letters({info.id: msgspec.structs.replace(issue, template=info.id) for info in templates})
