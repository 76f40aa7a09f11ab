"""Tags on links to the own site, for its statistics: asked for in one sheet, with an address as it will stand in the letter."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from composer.document.issue import Issue, LinkTags
from composer.document.link_tags import LONGEST, MEDIUM, SetLinkTags, parameters, tag_word
from composer.gui.editor.changing import Changing
from composer.gui.widgets.buttons import button
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.gui.widgets.sheet import Sheet
from composer.i18n import _
from composer.rendering.link_tagging import own_host, tagged_address


class LinkTagsSheet(Sheet):
    """``ask()`` opens it for the issue in hand."""

    def __init__(self, window: QWidget, changing: Changing) -> None:
        super().__init__(window, _("Tags on links"), width=560)
        self._changing = changing
        self._issue = Issue()
        self._on = QCheckBox(_("Tag links to our own site"))
        self._on.toggled.connect(self._draw)
        self._source = LineField(name=_("Where visitors come from"), max_length=LONGEST)
        self._medium = LineField(name=_("By what way"), max_length=LONGEST)
        self._campaign = LineField(name=_("Which issue"), max_length=LONGEST)
        self._form = FormColumn()
        for field, hint in ((self._source, "utm_source"), (self._medium, "utm_medium"), (self._campaign, "utm_campaign")):
            field.textChanged.connect(self._draw)
            self._form.add(field.accessibleName(), field, hint)
        self._fields = QWidget()
        self._fields.setLayout(self._form)
        self._shown = label("", "caption", wrap=True)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._nowhere = label(
            _("The address of your website is not known yet. Write it down under Brand, then links to it can be tagged."),
            "warn",
            wrap=True,
        )
        self._save = button(_("Save"), self._on_save, kind="primary", icon="check")
        self.body.addWidget(label(_("Tag links for statistics"), "page-title"))
        self.body.addWidget(
            label(
                _(
                    "The statistics of your website then tell visits from this newsletter from others. Everybody’s links are the "
                    "same, so nobody is followed. Links to other sites stay as they are."
                ),
                "muted",
                wrap=True,
            )
        )
        for part in (self._nowhere, self._on, self._fields, self._shown):
            self.body.addWidget(part)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addStretch(1)
        ends.addWidget(button(_("&Cancel"), self.close_sheet, kind="quiet"))
        ends.addWidget(self._save)
        self.body.addLayout(ends)

    def ask(self) -> None:
        """Show how the issue's links are tagged."""
        session = self._changing.session
        if session is None:
            return
        self._issue = issue = session.issue
        tags = issue.link_tags
        name = session.newsletter.name if session.newsletter is not None else issue.brand.organisation
        known = bool(own_host(issue))
        self._source.setText(tags.source if tags is not None else tag_word(name))
        self._medium.setText(tags.medium if tags is not None and tags.medium else MEDIUM)
        self._campaign.setText(tags.campaign if tags is not None else "")
        self._campaign.setPlaceholderText(tag_word(issue.name))
        self._nowhere.setVisible(not known)
        self._on.setEnabled(known)
        self._on.setChecked(tags is not None and known)
        self._draw()
        self.open(self._on if known else self._save)

    def _tags(self) -> LinkTags:
        return LinkTags(
            source=self._source.text().strip(), medium=self._medium.text().strip(), campaign=self._campaign.text().strip()
        )

    def _draw(self) -> None:
        on = self._on.isChecked()
        self._fields.setEnabled(on)
        tagged = msgspec.structs.replace(self._issue, link_tags=self._tags())
        host = own_host(self._issue)
        self._shown.setVisible(on)
        self._shown.setText(tagged_address(f"https://{host}/news", parameters(tagged), host) if on else "")

    def _on_save(self) -> None:
        tags = self._tags() if self._on.isChecked() else None
        if tags != self._issue.link_tags:
            self._changing.edit(SetLinkTags(tags))
        self.close_sheet()
