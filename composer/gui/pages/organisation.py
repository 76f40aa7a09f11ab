"""Brand: who writes, what it looks like, and what the foot of every letter must say. Kept as one types."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from composer.blocks.fields import NO_PICTURE, Picture
from composer.document.newsletter import Newsletter
from composer.errors import ComposerError, InputError
from composer.gui import changes
from composer.gui.pages.page import Page, Wish
from composer.gui.theme import mark
from composer.gui.widgets.colour_field import ColourField
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.logo_field import LogoField
from composer.i18n import N_, _

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

KEPT_AFTER = 400
"""Milliseconds after the last key."""


class OrganisationPage(Page):
    """One form over the newsletter and its brand. New issues start from it; issues being written keep theirs."""

    title = N_("Brand")
    icon = "palette"
    depends_on = frozenset({changes.BRAND})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._newsletter: Newsletter | None = None
        self._showing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_AFTER)
        self._timer.timeout.connect(self._keep)
        self._empty = EmptyState(
            "palette",
            _("There is no newsletter yet"),
            _("Start with your own organisation, or try the made-up charity."),
            _("Get started"),
            lambda: self.wished.emit(Wish.SHOW_PLACE, "first_run"),
            primary=True,
        )
        self._form = self._build()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._empty)
        whole.addWidget(self._form)
        self._form.hide()

    # -- building ---------------------------------------------------------------------------------------------------------------

    def _build(self) -> QScrollArea:
        content = QWidget()
        mark(content, surface="window")
        self._name = self._line()
        self._organisation = self._line()
        self._website = self._line("https://www.example.org")
        self._sender_name = self._line()
        self._sender_email = self._line("news@example.org")
        self._reply_to = self._line()
        self._address = QTextEdit()
        self._address.setAcceptRichText(False)
        self._address.setFixedHeight(84)
        self._address.setTabChangesFocus(True)
        self._address.textChanged.connect(self._on_typed)
        self._charity_number = self._line()
        self._reason = self._line(_("You get this because you asked for our news."))
        self._main_colour = ColourField(self._on_typed)
        self._accent_colour = ColourField(self._on_typed)
        self._logo = LogoField(self._choose_logo, self._remove_logo)

        self._who = FormColumn()
        self._who.add(_("Newsletter"), self._name, _("What you call it, for instance “Monthly news”."))
        self._who.add(_("Organisation"), self._organisation)
        self._who.add(_("Website"), self._website)
        self._who.add(_("Letters come from"), self._sender_name, _("The name people see, a person or the organisation."))
        self._who.add(_("Sender’s e-mail"), self._sender_email)
        self._who.add(_("Replies go to"), self._reply_to, _("Leave empty to get them at the sender’s address."))
        look = FormColumn()
        look.add(_("Logo"), self._logo, _("A wide picture, dark on light; it stands at the top of every letter."))
        look.add(_("Main colour"), self._main_colour, _("Headline band, buttons and links."))
        look.add(_("Second colour"), self._accent_colour, _("Dates and small touches."))
        self._look = look
        law = FormColumn()
        law.add(_("Postal address"), self._address, _("The law asks for it in every letter."))
        law.add(_("Charity number"), self._charity_number)
        law.add(_("Why people get this"), self._reason, _("One sentence above the unsubscribe link."))

        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(label(_("Brand"), "page-title"))
        column.addWidget(
            label(_("Every new issue starts from this. Issues you are writing keep what they have."), "muted", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(20)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(_card(_("The look"), look))
        right.addWidget(_card(_("The foot of every letter"), law))
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(_card(_("Who writes"), self._who))
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        column.addLayout(row)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        return area

    def _line(self, placeholder: str = "") -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(placeholder)
        made.textEdited.connect(self._on_typed)
        return made

    def panes(self) -> list[QWidget]:
        return [self._name, self._logo.choose]

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        workspace = self.workspace

        def read() -> tuple[Newsletter | None, bytes]:
            newsletters = workspace.documents.newsletters()
            newsletter = newsletters[0] if newsletters else None
            logo = b""
            if newsletter is not None and newsletter.brand.logo.hash:
                logo = workspace.pictures.content(newsletter.brand.logo.hash)[1]
            return newsletter, logo

        self.jobs.submit(read, self._on_read, newest="brand", owner=self)

    def _on_read(self, found: tuple[Newsletter | None, bytes]) -> None:
        newsletter, logo = found
        self._empty.setVisible(newsletter is None)
        self._form.setVisible(newsletter is not None)
        if newsletter is None or self._timer.isActive():
            return
        self._newsletter = newsletter
        self._showing = True
        brand = newsletter.brand
        for field, text in (
            (self._name, newsletter.name),
            (self._organisation, brand.organisation),
            (self._website, brand.website),
            (self._sender_name, newsletter.sender_name),
            (self._sender_email, newsletter.sender_email),
            (self._reply_to, newsletter.reply_to),
            (self._charity_number, brand.charity_number),
            (self._reason, brand.reason),
        ):
            if field.text() != text:
                field.setText(text)
        if self._address.toPlainText() != brand.postal_address:
            self._address.setPlainText(brand.postal_address)
        self._main_colour.set_colour(brand.main_colour)
        self._accent_colour.set_colour(brand.accent_colour)
        self._logo.show_picture(logo)
        self._showing = False

    # -- keeping ----------------------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        if not self._showing:
            self._timer.start()

    def may_leave(self) -> bool:
        if self._timer.isActive():
            self._timer.stop()
            self._keep()
        return True

    def _keep(self, logo: Picture | None = None) -> None:
        if self._newsletter is None:
            return
        changed = self._changed(self._newsletter, logo)
        if changed == self._newsletter:
            return
        self._newsletter = changed
        documents = self.workspace.documents
        self.jobs.write(lambda: documents.save_newsletter(changed), lambda _none: self.stored.emit(changes.BRAND), owner=self)

    def _changed(self, before: Newsletter, logo: Picture | None) -> Newsletter:
        brand = msgspec.structs.replace(
            before.brand,
            organisation=self._organisation.text().strip(),
            website=self._website.text().strip(),
            postal_address=self._address.toPlainText().strip(),
            charity_number=self._charity_number.text().strip(),
            reason=self._reason.text().strip(),
            main_colour=self._main_colour.colour(),
            accent_colour=self._accent_colour.colour(),
            logo=before.brand.logo if logo is None else logo,
        )
        return msgspec.structs.replace(
            before,
            name=self._name.text().strip() or before.name,
            sender_name=self._sender_name.text().strip(),
            sender_email=self._address_or_before(self._sender_email, before.sender_email),
            reply_to=self._address_or_before(self._reply_to, before.reply_to),
            brand=brand,
        )

    def _address_or_before(self, field: QLineEdit, before: str) -> str:
        from composer.contacts.contact import normalise_address

        text = field.text().strip()
        if text:
            try:
                normalise_address(text)
            except InputError as error:
                self._who.set_error(field, str(error))
                return before
        self._who.set_error(field, "")
        return text

    def _choose_logo(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a logo"), "", _("Pictures (*.png *.jpg *.jpeg *.gif *.webp)"))
        if path:
            self.take_logo(Path(path))

    def take_logo(self, path: Path) -> None:
        """Keep a picture file as the logo."""
        pictures, organisation = self.workspace.pictures, self._organisation.text().strip()

        def take() -> Picture:
            if path.stat().st_size > 20_000_000:
                raise InputError(_("{name} is larger than 20 MB.").format(name=path.name), _("Choose a smaller picture."))
            return pictures.add(path.read_bytes(), origin=path.name, alt=organisation)

        self.jobs.submit(take, self._on_logo, self._on_failed, owner=self)

    def _on_logo(self, picture: Picture) -> None:
        self._keep(picture)
        pictures = self.workspace.pictures
        self.jobs.submit(lambda: pictures.content(picture.hash)[1], self._logo.show_picture, owner=self)

    def _remove_logo(self) -> None:
        self._keep(NO_PICTURE)
        self._logo.show_picture(b"")

    def _on_failed(self, error: ComposerError) -> None:
        self.troubled.emit(error)


def _card(title: str, form: FormColumn) -> QFrame:
    frame = QFrame()
    mark(frame, surface="card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 12)
    column.setSpacing(12)
    column.addWidget(label(title, "pane-title"))
    column.addLayout(form)
    return frame
