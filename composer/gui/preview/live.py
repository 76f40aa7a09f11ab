"""Live rendering: the issue as it stands, made into the very bytes that go out, off the GUI thread; only the newest is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from composer.document.visibility import visible_to, with_only
from composer.gui.jobs import Jobs
from composer.gui.preview.assets import picture_address
from composer.gui.preview.looks import Look
from composer.gui.preview.web_pictures import MOST_PICTURES, web_pictures, with_copies
from composer.rendering.merge_tags import EXAMPLE_VALUES, MergeValues, Personal

if TYPE_CHECKING:
    from composer.document.issue import Issue
    from composer.document.pictures import PictureStore
    from composer.errors import ComposerError
    from composer.rendering.rendered import Rendered
    from composer.rendering.templates import Templates
    from composer.workspace import Workspace


@dataclass(frozen=True)
class Prepared:
    """A letter ready to be shown.

    Attributes:
        revision: of the session; the letter is of the issue as it was then.
        rendered: the whole issue, also where only the parts of some lists are looked at.
        personal: the bodies of the reader it is seen by, as they go out.
        html: the preview's copy of the HTML in the chosen look.
        pictures: hash -> (media type, bytes), those the view did not have yet.
        web: addresses of pictures on the web that no copy is here of.
    """

    revision: int
    rendered: Rendered
    personal: Personal
    html: str
    pictures: Mapping[str, tuple[str, bytes]]
    web: tuple[str, ...]


def prepare(
    rendered: Rendered,
    revision: int,
    look: Look,
    values: MergeValues,
    pictures: PictureStore,
    has_picture: Callable[[str], bool],
) -> Prepared:
    """Everything the view needs to show a rendered issue in this look, as this reader sees it."""
    from composer.rendering.merge_tags import personalise
    from composer.rendering.preview_copy import preview_copy

    personal = personalise(rendered, {**EXAMPLE_ADDRESSES, **values})
    wanted = {
        key: pictures.content(key) for key in rendered.pictures if look.pictures and not has_picture(key) and pictures.has(key)
    }
    if look.pictures:
        # A picture of the user's own site is here already where it was fetched for an item.
        for address in web_pictures(personal.html)[:MOST_PICTURES]:
            if not has_picture(address) and (known := pictures.from_origin(address)):
                wanted[address] = pictures.content(known.hash)
    local = with_copies(personal.html, lambda address: address in wanted or has_picture(address))
    html = preview_copy(local, dark=look.dark, pictures=look.pictures, styles=look.styles, picture_address=picture_address)
    return Prepared(revision, rendered, personal, html, wanted, tuple(web_pictures(local)))


EXAMPLE_ADDRESSES: MergeValues = {name: EXAMPLE_VALUES[name] for name in ("unsubscribe_url", "view_url")}
"""What the letter's own links are in a preview: each real letter has its own."""


class LivePreview(QObject):
    """Renders what it is given and tells when the newest is ready. One rendering at a time: while typing, only the latest counts.

    Signals:
        rendered: (Rendered, revision) of the newest revision, once for each; checks run on this very pair.
        ready: a :class:`Prepared` of the newest revision in the newest look.
        failed: a ComposerError; what was shown before may stay.
    """

    rendered = Signal(object, int)
    ready = Signal(object)
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, jobs: Jobs, has_picture: Callable[[str], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._templates: Templates = workspace.templates
        self._pictures: PictureStore = workspace.pictures
        self._jobs = jobs
        self._has_picture = has_picture
        self._issue: Issue | None = None
        self._revision = -1
        self._look = Look()
        self._values: MergeValues = {}
        self._groups: tuple[str, ...] | None = None
        self._made: tuple[Issue, Rendered] | None = None
        self._told = -1
        self._wish = 0
        self._working = False

    def show_issue(self, issue: Issue, revision: int) -> None:
        """Render this issue. A revision older than the last one given is ignored, unless it is another issue."""
        if self._issue is not None and issue.id == self._issue.id and revision < self._revision:
            return
        if self._issue is None or issue.id != self._issue.id:
            self._told = -1
        self._issue, self._revision = issue, revision
        self._again()

    def set_look(self, look: Look) -> None:
        """Look at it another way."""
        if look != self._look:
            self._look = look
            self._again()

    def set_reader(self, values: MergeValues) -> None:
        """See it as this person does."""
        if values != self._values:
            self._values = dict(values)
            self._again()

    def set_groups(self, groups: tuple[str, ...] | None) -> None:
        """See it as somebody in these groups does; None: every part there is."""
        if groups != self._groups:
            self._groups = groups
            self._again()

    def refresh(self) -> None:
        """Prepare it again: templates or pictures changed."""
        self._made = None
        self._again()

    def _again(self) -> None:
        self._wish += 1
        if not self._working:
            self._start()

    def _start(self) -> None:
        if self._issue is None:
            return
        issue, revision, look, values, wish = self._issue, self._revision, self._look, self._values, self._wish
        made = self._made[1] if self._made is not None and self._made[0] is issue else None
        templates, pictures, has_picture, groups = self._templates, self._pictures, self._has_picture, self._groups

        def work() -> Prepared:
            from composer.rendering.renderer import render

            done = made if made is not None else render(issue, templates=templates)
            if groups is None:
                return prepare(done, revision, look, values, pictures, has_picture)
            theirs = with_only(issue, visible_to(issue, groups))
            shown = done if theirs is issue else render(theirs, templates=templates)
            return replace(prepare(shown, revision, look, values, pictures, has_picture), rendered=done)

        self._working = True
        self._jobs.submit(
            work,
            lambda prepared: self._on_done(issue, wish, prepared),
            lambda error: self._on_failed(wish, error),
            label="preview",
            owner=self,
        )

    def _on_done(self, issue: Issue, wish: int, prepared: Prepared) -> None:
        self._working = False
        if wish == self._wish:
            self.ready.emit(prepared)  # first: the checks that begin below take turns with the drawing
        else:
            self._start()
        if issue is self._issue:
            self._made = (issue, prepared.rendered)
            if self._told != prepared.revision:
                self._told = prepared.revision
                self.rendered.emit(prepared.rendered, prepared.revision)

    def _on_failed(self, wish: int, error: ComposerError) -> None:
        self._working = False
        if wish == self._wish:
            self.failed.emit(error)
        else:
            self._start()
