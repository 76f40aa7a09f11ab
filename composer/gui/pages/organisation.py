"""Brand: who writes, what it looks like, and what the foot of every letter must say. Kept as one types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from composer.blocks.fields import NO_PICTURE, Picture
from composer.blocks.languages import LANGUAGES, runs_right_to_left
from composer.document.brand import Brand
from composer.document.newsletter import Newsletter
from composer.errors import ComposerError, InputError
from composer.gui import changes
from composer.gui.pages.brand_bar import BrandBar
from composer.gui.pages.page import Page, Wish
from composer.gui.pages.taken_look import taken_over
from composer.gui.theme import mark
from composer.gui.widgets.buttons import Segments, button
from composer.gui.widgets.colour_field import ColourField
from composer.gui.widgets.column_pair import ColumnPair, topped
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.form_column import FormColumn, form_card
from composer.gui.widgets.labels import label
from composer.gui.widgets.logo_field import LogoField
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import N_, _

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.sources.site_look import SiteLook
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
        # Neither shows before it is known which: the empty page would flash, and take the focus with it when it goes.
        self._empty.hide()
        self._form.hide()

    # -- building ---------------------------------------------------------------------------------------------------------------

    def _build(self) -> QScrollArea:
        content = QWidget()
        mark(content, surface="window")
        self._brands = BrandBar()
        self._brands.wished.connect(self._on_brands)
        self._name = self._line()
        self._organisation = self._line()
        self._website = self._line("https://www.example.org")
        self.take_button = button(_("Take name, colour and icon from it"), self._take_look, kind="link", icon="globe")
        self._sender_name = self._line()
        self._sender_email = self._line("news@example.org")
        self._reply_to = self._line()
        self._address = self._lines()
        self._charity_number = self._line()
        self._reason = self._line(_("You get this because you asked for our news."))
        self._main_colour = ColourField(self._on_typed)
        self._accent_colour = ColourField(self._on_typed)
        self._logo = LogoField(self._choose_logo, self._remove_logo)
        self._logo_dark = LogoField(partial(self._choose_logo, dark=True), partial(self._remove_logo, dark=True), dark=True)
        self._typeface = Segments(
            [("", _("As the template has it")), ("serif", _("With serifs")), ("sans", _("Without"))], name=_("Letters")
        )
        self._typeface.chosen.connect(lambda _value: self._on_typed())
        self._language = QComboBox()
        self._language.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for tag, name in (("en-GB", N_("English (British)")), *LANGUAGES):
            self._language.addItem(_(name), tag)
        self._language.activated.connect(self._on_typed)
        self._pages = self._lines("https://www.facebook.com/…")
        self._words = self._lines(_("tenants -> residents"))

        self._who = FormColumn()
        self._who.add(_("Newsletter"), self._name, _("What you call it, for instance “Monthly news”."))
        self._who.add(_("Organisation"), self._organisation)
        self._who.add(_("Website"), self._website)
        self._who.insertWidget(self._who.count() - 2, self.take_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._who.add(_("Letters come from"), self._sender_name, _("The name people see, a person or the organisation."))
        self._who.add(_("Sender’s e-mail"), self._sender_email)
        self._who.add(_("Replies go to"), self._reply_to, _("Leave empty to get them at the sender’s address."))
        self._who.add(_("Letters are written in"), self._language, _("So that they are read aloud and laid out rightly."))
        look = FormColumn()
        look.add(_("Logo"), self._logo, _("A wide picture, dark on light; it stands at the top of every letter."))
        look.add(_("Logo for the dark"), self._logo_dark, _("Light on dark; without one, the other stands on a white plate."))
        look.add(_("Main colour"), self._main_colour, _("Headline band, buttons and links."))
        look.add(_("Second colour"), self._accent_colour, _("Dates and small touches."))
        look.add(_("Letters"), self._typeface)
        self._look = look
        law = FormColumn()
        law.add(_("Postal address"), self._address, _("The law asks for it in every letter."))
        law.add(_("Charity number"), self._charity_number)
        law.add(_("Why people get this"), self._reason, _("One sentence above the unsubscribe link."))
        law.add(_("Your pages elsewhere"), self._pages, _("Facebook and the like, one address in each line."))
        words = FormColumn()
        words.add(
            _("Words you write your own way"),
            self._words,
            _("One in each line: not this -> but this. What stands without an arrow is not to be used at all."),
        )

        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(label(_("Brand"), "page-title"))
        column.addWidget(
            label(_("Every new issue starts from this. Issues you are writing keep what they have."), "muted", wrap=True)
        )
        column.addWidget(self._brands)
        left = topped(form_card(_("Who writes"), self._who), form_card(_("Your words"), words))
        right = topped(form_card(_("The look"), look), form_card(_("The foot of every letter"), law))
        column.addWidget(ColumnPair(left, right, stack_below=860))
        column.addStretch(1)
        return scrolled(content)

    def _line(self, placeholder: str = "") -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(placeholder)
        made.textEdited.connect(self._on_typed)
        return made

    def _lines(self, placeholder: str = "") -> QTextEdit:
        made = QTextEdit()
        made.setAcceptRichText(False)
        made.setFixedHeight(84)
        made.setTabChangesFocus(True)
        made.setPlaceholderText(placeholder)
        made.textChanged.connect(self._on_typed)
        return made

    def panes(self) -> list[QWidget]:
        return [self._name, self._logo.choose]

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        workspace = self.workspace

        def read() -> tuple[Newsletter | None, bytes, bytes]:
            newsletters = workspace.documents.newsletters()
            newsletter = newsletters[0] if newsletters else None
            brand = newsletter.brand if newsletter is not None else Brand()
            logo, dark = (
                workspace.pictures.content(picture.hash)[1] if picture.hash else b"" for picture in (brand.logo, brand.logo_dark)
            )
            return newsletter, logo, dark

        self.jobs.submit(read, self._on_read, newest="brand", owner=self)

    def _on_read(self, found: tuple[Newsletter | None, bytes, bytes]) -> None:
        newsletter, logo, dark = found
        waits = self.window().focusWidget() is self
        self._empty.setVisible(newsletter is None)
        self._form.setVisible(newsletter is not None)
        if waits:
            (self._empty if newsletter is None else self._name).setFocus(Qt.FocusReason.OtherFocusReason)
        if newsletter is None or self._timer.isActive():
            return
        self._newsletter = newsletter
        self._show_words(newsletter)
        self._logo_dark.show_picture(dark)
        self._logo.show_picture(logo)

    def _show_words(self, newsletter: Newsletter) -> None:
        """All but the pictures, which are read first."""
        self._showing = True
        self._brands.show_newsletter(newsletter)
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
        for lines, text in (
            (self._address, brand.postal_address),
            (self._pages, "\n".join(brand.pages)),
            (self._words, newsletter.house_words),
        ):
            if lines.toPlainText().strip() != text:
                lines.setPlainText(text)
        self._typeface.set_value(brand.typeface)
        if self._language.findData(brand.language) < 0:
            self._language.addItem(brand.language or _("not said"), brand.language)
        self._language.setCurrentIndex(self._language.findData(brand.language))
        self._main_colour.set_colour(brand.main_colour)
        self._accent_colour.set_colour(brand.accent_colour)
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

    def _keep(self, **brand: Picture) -> None:
        if self._newsletter is None:
            return
        changed = self._changed(self._newsletter)
        self._store(msgspec.structs.replace(changed, brand=msgspec.structs.replace(changed.brand, **brand)))

    def _store(self, changed: Newsletter, then: Callable[[], None] | None = None) -> None:
        if changed == self._newsletter:
            return
        self._newsletter = changed
        documents = self.workspace.documents

        def stored(_none: object) -> None:
            self.stored.emit(changes.BRAND)
            if then is not None:
                then()

        self.jobs.write(lambda: documents.save_newsletter(changed), stored, owner=self)

    def _changed(self, before: Newsletter) -> Newsletter:
        brand = msgspec.structs.replace(
            before.brand,
            organisation=self._organisation.text().strip(),
            website=self._website.text().strip(),
            postal_address=self._address.toPlainText().strip(),
            charity_number=self._charity_number.text().strip(),
            reason=self._reason.text().strip(),
            main_colour=self._main_colour.colour(),
            accent_colour=self._accent_colour.colour(),
            pages=tuple(line.strip() for line in self._pages.toPlainText().splitlines() if line.strip()),
            typeface=self._typeface.value(),
            language=str(self._language.currentData()),
            right_to_left=runs_right_to_left(str(self._language.currentData())),
        )
        return msgspec.structs.replace(
            before,
            name=self._name.text().strip() or before.name,
            sender_name=self._sender_name.text().strip(),
            sender_email=self._address_or_before(self._sender_email, before.sender_email),
            reply_to=self._address_or_before(self._reply_to, before.reply_to),
            house_words=self._words.toPlainText().strip(),
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

    # -- from the website -------------------------------------------------------------------------------------------------------

    def _take_look(self) -> None:
        """What the website says of its look; one line says what was taken, and gives it back."""
        address, workspace = self._website.text().strip(), self.workspace
        if not address:
            self._who.set_error(self._website, _("Write the address of your website first."))
            self._website.setFocus()
            return
        self._who.set_error(self._website, "")
        self.take_button.setEnabled(False)

        def read() -> tuple[SiteLook, Picture]:
            from composer.sources.site_look import read_site_look

            look = read_site_look(address, workspace.downloader())
            icon = NO_PICTURE
            if look.icon:
                icon = workspace.pictures.add(look.icon, origin=look.icon_from, alt=look.name)
            return look, icon

        self.jobs.submit(read, self._on_look, self._on_no_look, owner=self)

    def _on_no_look(self, error: ComposerError) -> None:
        self.take_button.setEnabled(True)
        self.troubled.emit(error)

    def _on_look(self, found: tuple[SiteLook, Picture]) -> None:
        look, icon = found
        self.take_button.setEnabled(True)
        if self._newsletter is None:
            return
        before = self._changed(self._newsletter)
        brand, taken = taken_over(before.brand, look, icon)
        if not taken:
            self.said.emit(_("The website says nothing new of its name, colour, icon or pages."))
            return
        self._show_again(msgspec.structs.replace(before, brand=brand))
        self.offered.emit(
            _("Taken from the website: {what}").format(what=", ".join(taken)), _("Undo"), partial(self._show_again, before)
        )

    def _show_again(self, newsletter: Newsletter) -> None:
        self._timer.stop()
        self._show_words(newsletter)  # at once: who goes on typing must not give it what the fields held before
        self._store(newsletter, self.refresh)

    def _on_brands(self, change: Callable[[Newsletter], Newsletter], words: str) -> None:
        """Another brand in force, or another one at all; one line says so and gives it back."""
        if self._newsletter is None:
            return
        before = self._changed(self._newsletter)
        try:
            after = change(before)
        except InputError as error:
            self._brands.say(str(error))
            return
        self._brands.say("")
        self._show_again(after)
        self.offered.emit(words, _("Undo"), partial(self._show_again, before))

    # -- the logos --------------------------------------------------------------------------------------------------------------

    def _choose_logo(self, *, dark: bool = False) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a logo"), "", _("Pictures (*.png *.jpg *.jpeg *.gif *.webp)"))
        if path:
            self.take_logo(Path(path), dark=dark)

    def take_logo(self, path: Path, *, dark: bool = False) -> None:
        """Keep a picture file as the logo, or as the one for dark grounds."""
        pictures, organisation = self.workspace.pictures, self._organisation.text().strip()

        def take() -> Picture:
            if path.stat().st_size > 20_000_000:
                raise InputError(_("{name} is larger than 20 MB.").format(name=path.name), _("Choose a smaller picture."))
            return pictures.add(path.read_bytes(), origin=path.name, alt=organisation)

        self.jobs.submit(take, partial(self._on_logo, dark), self._on_failed, owner=self)

    def _on_logo(self, dark: bool, picture: Picture) -> None:
        self._keep(**{"logo_dark" if dark else "logo": picture})
        pictures, field = self.workspace.pictures, self._logo_dark if dark else self._logo
        self.jobs.submit(lambda: pictures.content(picture.hash)[1], field.show_picture, owner=self)

    def _remove_logo(self, *, dark: bool = False) -> None:
        self._keep(**{"logo_dark" if dark else "logo": NO_PICTURE})
        (self._logo_dark if dark else self._logo).show_picture(b"")

    def _on_failed(self, error: ComposerError) -> None:
        self.troubled.emit(error)
