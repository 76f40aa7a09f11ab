"""Welcome: the first page anybody sees. One click to the made-up charity, or three answers to one's own first issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from composer.document.brand import Brand
from composer.document.newsletter import Newsletter
from composer.errors import ComposerError, InputError
from composer.gui import changes
from composer.gui.icons import pixmap
from composer.gui.pages.page import Page, Wish
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.column_pair import ColumnPair
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.scrolled import scrolled
from composer.gui.widgets.thin_bar import ThinBar
from composer.gui.widgets.wide_picture import WidePicture
from composer.i18n import N_, _, user_language
from composer.paths import resources_folder

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace


class FirstRunPage(Page):
    """Makes the first newsletter; everything on it can be changed later under Brand."""

    title = N_("Welcome")
    icon = "sailboat"
    depends_on = frozenset({changes.BRAND})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._bar = ThinBar(_("At work"))
        self._progress = label("", "muted", wrap=True)
        self._try = button(_("Try with a made-up charity"), self._on_try, kind="primary", icon="sailboat")
        self._start = button(_("Start with my organisation"), self._on_start, icon="arrow-right")
        self._website = QLineEdit()
        self._website.setPlaceholderText("www.example.org")
        self._organisation = QLineEdit()
        self._email = QLineEdit()
        self._email.setPlaceholderText("news@example.org")
        self._form = FormColumn()
        self._form.add(_("Your organisation"), self._organisation)
        self._form.add(_("Your website"), self._website, _("We look for its news and calendars. Nothing is changed there."))
        self._form.add(_("Your e-mail address"), self._email, _("Letters will come from it. You sign in later, before you send."))
        for field in (self._organisation, self._website, self._email):
            field.returnPressed.connect(self._on_start)
        self._build()

    def _build(self) -> None:
        content = QWidget()
        mark(content, surface="window")
        column = QVBoxLayout(content)
        column.setContentsMargins(48, 40, 48, 40)
        column.setSpacing(8)
        boat = QLabel()
        boat.setPixmap(pixmap("sailboat", "accent", 40, self.devicePixelRatio()))
        column.addWidget(boat)
        column.addWidget(label(_("Your website already wrote the newsletter."), "hero", wrap=True))
        column.addWidget(
            label(
                _(
                    "See what is new, pick what belongs in it, say hello, and send it from your own address. "
                    "Your people stay on this computer."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addSpacing(20)
        sample = self._card(
            _("Look around first"),
            _(
                "A made-up charity with posts, events, sixty people and a practice mailbox on this computer. "
                "Nobody outside can get a letter."
            ),
        )
        sample.addWidget(WidePicture(resources_folder() / "sample" / "pictures" / "tea-table.png"), 1)
        sample.addWidget(self._try, 0, Qt.AlignmentFlag.AlignLeft)
        own = self._card(_("Start with your own"), _("Three answers; everything can be changed later."))
        own.addLayout(self._form)
        own.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(ColumnPair(self._frames[0], self._frames[1], stack_below=560))
        column.addSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(self._progress)
        column.addStretch(1)
        area = scrolled(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setFocusProxy(self._try)

    def _card(self, title: str, words: str) -> QVBoxLayout:
        if not hasattr(self, "_frames"):
            self._frames: list[QFrame] = []
        frame = QFrame()
        mark(frame, surface="card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "pane-title"))
        column.addWidget(label(words, "muted", wrap=True))
        self._frames.append(frame)
        return column

    def panes(self) -> list[QWidget]:
        return [self._try, self._organisation]

    def refresh(self) -> None:
        self._try.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- doing ------------------------------------------------------------------------------------------------------------------

    def _wait(self, words: str) -> None:
        self._progress.setText(words)
        self._bar.start()
        self._try.setEnabled(False)
        self._start.setEnabled(False)

    def _rest(self) -> None:
        self._progress.setText("")
        self._bar.stop()
        self._try.setEnabled(True)
        self._start.setEnabled(True)

    def _on_try(self) -> None:
        workspace = self.workspace
        self._wait(_("Bringing in the made-up charity…"))

        def load() -> Newsletter:
            from composer.sample.load import open_sample

            return open_sample(workspace)

        self.jobs.write(load, self._on_sample, self._on_failed, owner=self)

    def _on_sample(self, _newsletter: Newsletter) -> None:
        self._rest()
        self._everything_changed()
        self.wished.emit(Wish.NEW_ISSUE, None)

    def _everything_changed(self) -> None:
        for kind in (changes.BRAND, changes.SOURCES, changes.SHELF, changes.PEOPLE, changes.ACCOUNTS, changes.ISSUES):
            self.stored.emit(kind)

    def _on_start(self) -> None:
        if not self._start.isEnabled():
            return
        organisation, website, email = (field.text().strip() for field in (self._organisation, self._website, self._email))
        self._form.set_error(self._organisation, "" if organisation else _("What is your organisation called?"))
        wrong = self._wrong_address(email)
        self._form.set_error(self._email, wrong)
        if not organisation or wrong:
            (self._organisation if not organisation else self._email).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if website and "://" not in website:
            website = f"https://{website}"
        newsletter = Newsletter(
            name=_("{organisation} news").format(organisation=organisation),
            sender_name=organisation,
            sender_email=email,
            brand=Brand(organisation=organisation, website=website, language=_letters_language()),
            usual_list=_("Everyone"),
            greeting=_("Dear {{first_name|friend}},"),
        )
        self._wait(_("Looking at {website} for news and calendars…").format(website=website) if website else _("One moment…"))
        workspace = self.workspace

        def begin() -> tuple[int, str]:
            return _begin(workspace, newsletter, website)

        self.jobs.submit(begin, self._on_begun, self._on_failed, owner=self)

    def _wrong_address(self, email: str) -> str:
        from composer.contacts.contact import normalise_address

        if not email:
            return _("Which address will the letters come from?")
        try:
            normalise_address(email)
        except InputError as error:
            return str(error)
        return ""

    def _on_begun(self, outcome: tuple[int, str]) -> None:
        found, trouble = outcome
        self._rest()
        self._everything_changed()
        if trouble:
            self.troubled.emit(ComposerError(trouble, _("Add your news under Sources: an address, a file, or pasted text.")))
        if found:
            self.wished.emit(Wish.NEW_ISSUE, None)
        else:
            self.wished.emit(Wish.SHOW_PLACE, "sources")

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self.troubled.emit(error)


def _begin(workspace: Workspace, newsletter: Newsletter, website: str) -> tuple[int, str]:
    """Keep the newsletter and read what the site offers. Returns how many sources were found, and what went wrong, in words.

    The newsletter is kept whatever the site says: being offline must not cost anybody their three answers.
    """
    from composer.sources.discovery import discover
    from composer.sources.refresh import refresh

    workspace.documents.save_newsletter(newsletter)
    if newsletter.usual_list not in {row.name for row in workspace.lists.all()}:
        workspace.lists.create(newsletter.usual_list)
    if not website:
        return 0, ""
    context = workspace.fetch_context()
    try:
        offers = discover(website, context)
    except ComposerError as error:
        return 0, error.message
    for offer in offers:
        workspace.source_list.add(offer.type, offer.location, offer.title)
    if not offers:
        return 0, _("{website} was found, but no news feed or calendar on it.").format(website=website)
    refresh(workspace.source_list, workspace.shelf, context, on_progress=lambda _progress: None)
    return len(offers), ""


def _letters_language() -> str:
    """Who is spoken to in French most likely writes in French; what it is can be changed under Brand."""
    return "en-GB" if user_language() == "en" else user_language()
