"""The preview pane: the letter as it will arrive, and the ways to look at it.

How to use it::

    pane = PreviewPane(workspace, jobs)
    pane.show_issue(issue, revision)            # after every edit; renders off the GUI thread, shows only the newest
    pane.rendered.connect(run_the_checks)       # (Rendered, revision), once for each newest revision
    pane.block_clicked.connect(select_block)    # a click on a part of the letter
    pane.scroll_to_block(block_id)              # and the other way round
    pane.close_engine()                         # when the page lets go
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui.actions import keys_in_words
from composer.gui.jobs import Jobs
from composer.gui.preview.browser_copy import write_browser_copy
from composer.gui.preview.letter_view import LetterView
from composer.gui.preview.links import may_open, open_link
from composer.gui.preview.live import EXAMPLE_ADDRESSES, LivePreview, Prepared
from composer.gui.preview.looks import LOOK_ROWS, SHEETS, Look, LookRow, is_on, next_look, note_of, pressed
from composer.gui.preview.parts_for import PartsFor
from composer.gui.preview.read_only_lines import ReadOnlyLines
from composer.gui.preview.seen_by import SeenBy
from composer.gui.preview.text_sheet import TextSheet
from composer.gui.preview.web_pictures import MOST_PICTURES, SHOWN_TYPES
from composer.gui.preview.weight_sheet import WeightSheet
from composer.gui.theme import active_theme
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import ElidedLabel, label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.document.issue import Issue
    from composer.workspace import Workspace


class PreviewPane(QWidget):
    """Shows an issue while it is written.

    Signals:
        rendered: (Rendered, revision) of the newest revision; checks run on this very pair.
        shown: revision of the letter that now stands there.
        block_clicked: id of the block under a click.
        words_written: (id of a block, what it says in the text part by hand or None), see :class:`TextSheet`.
    """

    rendered = Signal(object, int)
    shown = Signal(int)
    block_clicked = Signal(str)
    words_written = Signal(str, object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._look = Look()
        self._prepared: Prepared | None = None
        self._issue: Issue | None = None
        self._copies: QTemporaryDir | None = None
        self.setAccessibleName(_("Preview"))

        self.letter = LetterView(self)
        self._live = LivePreview(workspace, jobs, self.letter.assets.has_picture, self)
        self._live.rendered.connect(self.rendered)
        self._live.ready.connect(self._on_ready)
        self._live.failed.connect(self._on_failed)
        self.letter.block_clicked.connect(self.block_clicked)
        self.letter.link_activated.connect(self._on_link)
        self.letter.link_hovered.connect(self._on_hover)
        self.letter.simplified.connect(self._on_simplified)
        self.letter.shown.connect(self._on_shown)

        self._buttons: dict[str, QPushButton | QAction] = {}
        # Most apps show plain text in their own proportional letters; the source is code.
        self.text_sheet = TextSheet(self)
        self.text_sheet.words_written.connect(self.words_written)
        self._source = ReadOnlyLines(_("HTML source of the newsletter"), self)
        self._aloud = ReadOnlyLines(_("The newsletter as a screen reader meets it"), self)
        self._headers = ReadOnlyLines(_("Headers of this reader’s letter"), self)
        for lines in (self._source, self._headers):
            lines.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.weight = WeightSheet(self)
        self.weight.block_chosen.connect(self.block_clicked)
        self.seen_by = SeenBy(workspace, jobs, self)
        self.seen_by.chosen.connect(self._live.set_reader)
        self._live.set_reader(self.seen_by.values)
        self.parts_for = PartsFor(self)
        self.parts_for.chosen.connect(self._live.set_groups)
        self._problem = Banner(self)
        self._simple = Banner(self)
        self._web = label("", "caption")
        self._web_button = button(_("Show them"), self._fetch_web_pictures, kind="link")
        self._web_button.setAccessibleName(_("Show pictures from the web"))
        self._note = ElidedLabel("", "caption")
        self._build()
        self._draw_look()

    # -- what others ask for -----------------------------------------------------------------------

    @property
    def look(self) -> Look:
        """How it is looked at now."""
        return self._look

    @property
    def prepared(self) -> Prepared | None:
        """What was shown last."""
        return self._prepared

    def show_issue(self, issue: Issue, revision: int) -> None:
        """Show the issue as it is at this revision, as soon as it is rendered and if it is still the newest then."""
        if self._issue is None or issue.id != self._issue.id:
            self._prepared = None
        self._issue = issue
        self.text_sheet.show_issue(issue)
        self.parts_for.show_issue(issue)
        self._live.show_issue(issue, revision)

    def scroll_to_block(self, block_id: str) -> None:
        """Bring a block into view and light it up for a moment."""
        self.letter.show_block(block_id, calm=active_theme().calm)

    def set_look(self, look: Look) -> None:
        """Look at it this way."""
        self._look = look
        self._draw_look()
        self._live.set_look(look)
        if self._prepared is not None:
            self._fill_lines(self._prepared)

    def next_look(self) -> None:
        """The next way of looking."""
        self.set_look(next_look(self._look))

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller; 0 is as it is."""
        if steps:
            self.letter.zoom_by(steps)
        else:
            self.letter.set_zoom(1.0)
        shown = f"{round(self.letter.zoom * 100)} %"
        self._zoom_label.setText(shown)
        self._zoom_label.setAccessibleName(_("Zoom {percent}, press for as it is").format(percent=shown))

    def refresh(self, list_name: str = "") -> None:
        """People, pictures or templates changed: read them again."""
        self.seen_by.refresh(list_name)
        self._live.refresh()

    def open_in_browser(self) -> None:
        """The letter, with its pictures, in the user's own browser."""
        if self._prepared is None:
            return
        if self._copies is None:
            self._copies = QTemporaryDir()
        folder, prepared, look, pictures = self._copies.path(), self._prepared, self._look, self._workspace.pictures
        self._jobs.submit(
            lambda: write_browser_copy(folder, prepared, look, pictures),
            self._on_copy_written,
            self._on_failed,
            owner=self,
        )

    def _on_copy_written(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._draw_note(_("No browser answered; the copy lies at {path}").format(path=path))

    def close_engine(self) -> None:
        """Let go of the web engine in its order."""
        self.letter.close_engine()

    # -- building ----------------------------------------------------------------------------------

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(label(_("Preview"), "pane-title"))
        top.addStretch(1)
        for row in LOOK_ROWS:
            if row.in_menu:
                continue
            made = icon_button(row.icon, _(row.name), partial(self._on_look_pressed, row.id), checkable=True, dense=True)
            self._buttons[row.id] = made
            if row.id in ("dark", "pictures_off", "text"):
                top.addSpacing(6)
            top.addWidget(made)
        self._more = icon_button("ellipsis", _("More ways of looking"), self._show_more, dense=True)
        self._menu = self._more_looks([row for row in LOOK_ROWS if row.in_menu])
        top.addWidget(self._more)
        second = QHBoxLayout()
        second.setSpacing(4)
        caption = label(_("&As seen by"), "caption")
        caption.setBuddy(self.seen_by)
        second.addWidget(caption)
        second.addSpacing(4)
        second.addWidget(self.seen_by, 1)
        second.addStretch(0)
        smaller = icon_button("zoom-out", _("Smaller"), lambda: self.zoom_by(-1), keys=keys_in_words("zoom_out"), dense=True)
        self._zoom_label = button("", lambda: self.zoom_by(0), kind="quiet", tip=_("As it is"))
        self.zoom_by(0)
        larger = icon_button("zoom-in", _("Larger"), lambda: self.zoom_by(1), keys=keys_in_words("zoom_in"), dense=True)
        outside = icon_button("external-link", _("Open in my browser"), self.open_in_browser, dense=True)
        for one in (smaller, self._zoom_label, larger, outside):
            second.addWidget(one)
        self._middle = QStackedLayout()
        for sheet in (self.letter, self.text_sheet, self._source, self._aloud, self._headers, self.weight):
            self._middle.addWidget(sheet)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._note, 1)
        below.addWidget(self._web)
        below.addWidget(self._web_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(second)
        column.addWidget(self.parts_for)
        column.addWidget(self._problem)
        column.addWidget(self._simple)
        column.addLayout(self._middle, 1)
        column.addLayout(below)
        self._web.hide()
        self._web_button.hide()

    def _more_looks(self, rows: list[LookRow]) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("More ways of looking"))
        for row in rows:
            action = menu.addAction(_(row.name), partial(self._on_look_pressed, row.id))
            action.setCheckable(True)
            self._buttons[row.id] = action
        return menu

    def _show_more(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        self._menu.setActiveAction(self._menu.actions()[0])

    # -- looking -----------------------------------------------------------------------------------

    def _on_look_pressed(self, row_id: str) -> None:
        self.set_look(pressed(self._look, row_id))

    def _draw_look(self) -> None:
        for row_id, made in self._buttons.items():
            made.setChecked(is_on(self._look, row_id))
        self._middle.setCurrentIndex(SHEETS.index(self._look.show))
        self.letter.set_css_width(self._look.css_width)
        self._draw_note()

    def _draw_note(self, hovered: str = "") -> None:
        wanted = note_of(self._look)
        note = next(row.note for row in LOOK_ROWS if row.id == wanted)
        self._note.setText(hovered or _(note))

    def _on_hover(self, address: str) -> None:
        self._draw_note(_("The reader’s own link to unsubscribe") if address == EXAMPLE_ADDRESSES["unsubscribe_url"] else address)

    def _on_link(self, url: QUrl) -> None:
        if url.toString() in EXAMPLE_ADDRESSES.values():
            self._draw_note(_("In the letter this link is the reader’s own; here it leads nowhere."))
        elif may_open(url):
            open_link(url)
        else:
            self._draw_note(_("This is no web or mail address: {address}").format(address=url.toString()))

    # -- what arrives ------------------------------------------------------------------------------

    def _on_ready(self, prepared: Prepared) -> None:
        fresh = self._prepared is None
        self._prepared = prepared
        self._problem.hide()
        self._fill_lines(prepared)
        self.letter.show_letter(prepared.html, prepared.pictures, fresh=fresh)
        count = len(prepared.web) if self._look.pictures else 0
        self._web.setText(ngettext("{count} picture is on the web", "{count} pictures are on the web", count).format(count=count))
        self._web.setVisible(count > 0)
        self._web_button.setVisible(count > 0)

    def _fill_lines(self, prepared: Prepared) -> None:
        if self._look.show == "text":
            self.text_sheet.show_lines(prepared.personal.text)
        elif self._look.show == "source":
            self._source.show_lines(prepared.personal.html)
        elif self._look.show == "aloud":
            self._read_aloud(prepared)
        elif self._look.show == "headers":
            self._read_headers(prepared)
        elif self._look.show == "weight" and self._issue is not None:
            self.weight.show_weights(prepared.rendered, self._issue)

    def _read_aloud(self, prepared: Prepared) -> None:
        html = prepared.personal.html

        def work() -> str:
            from composer.rendering.reading_order import reading_order

            return "\n".join(reading_order(html))

        self._jobs.submit(work, self._aloud.show_lines, newest=f"aloud {id(self)}", owner=self)

    def _read_headers(self, prepared: Prepared) -> None:
        issue, workspace, values = self._issue, self._workspace, dict(self.seen_by.values)
        if issue is None:
            return

        def work() -> str:
            from composer.gui.editor.issue_desk import newsletter_of
            from composer.publishing.letter_headers import in_words, letter_headers

            if issue.fingerprint() != prepared.rendered.fingerprint:
                return ""  # typed since: the newest is on its way
            told = letter_headers(workspace, issue, prepared.rendered, newsletter_of(workspace, issue.newsletter), values)
            words = "".join(f"{name}: {value}\n" for name, value in in_words(told).items())
            return _("{headers}\n\nAs mail programs show them:\n{words}").format(headers=told, words=words) if words else told

        def done(told: str) -> None:
            if told:
                self._headers.show_lines(told)

        self._jobs.submit(work, done, self._on_failed, newest=f"headers {id(self)}", owner=self)

    def _on_shown(self) -> None:
        if self._prepared is not None:
            self.shown.emit(self._prepared.revision)

    def _on_failed(self, error: ComposerError) -> None:
        self._problem.show_error(error)

    def _on_simplified(self) -> None:
        self._simple.show_words(
            _("This is a simpler preview: the full one cannot run on this computer."),
            _("Words, pictures and links are right; the layout is not."),
            "banner-warn",
            _("Open in my browser"),
            self.open_in_browser,
        )

    # -- pictures from the web ---------------------------------------------------------------------

    def _fetch_web_pictures(self) -> None:
        if self._prepared is None:
            return
        addresses = self._prepared.web[:MOST_PICTURES]
        downloader = self._workspace.downloader()
        self._web_button.setEnabled(False)

        def work() -> dict[str, tuple[str, bytes]]:
            found = {}
            for address in addresses:
                try:
                    download = downloader.get(address)
                except ComposerError:
                    continue  # its description stays in its place
                if download.media_type in SHOWN_TYPES:
                    found[address] = (download.media_type, download.content)
            return found

        self._jobs.submit(work, self._on_web_pictures, self._on_failed, owner=self)

    def _on_web_pictures(self, found: dict[str, tuple[str, bytes]]) -> None:
        self._web_button.setEnabled(True)
        for address, (media_type, content) in found.items():
            self.letter.assets.put_picture(address, media_type, content)
        if found:
            self._live.refresh()
        else:
            self._draw_note(_("None of them could be fetched."))
