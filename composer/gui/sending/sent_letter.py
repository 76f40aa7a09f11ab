"""The letter exactly as it went out: the frozen bodies, with one person's values or with nobody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.jobs import Jobs
from composer.gui.preview.assets import picture_address
from composer.gui.preview.letter_view import COMPUTER_WIDTH, PHONE_WIDTH, LetterView
from composer.gui.preview.links import open_link
from composer.gui.widgets.buttons import Segments
from composer.gui.widgets.labels import ElidedLabel
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.campaign import CampaignStore, Delivery
    from composer.workspace import Workspace


@dataclass(frozen=True)
class SentLetter:
    """A letter that went out, ready to be shown."""

    subject: str
    html: str
    text: str
    pictures: Mapping[str, tuple[str, bytes]]


def read_sent_letter(
    campaigns: CampaignStore, campaign_id: str, delivery: Delivery | None, has_picture: Callable[[str], bool]
) -> SentLetter:
    """The letter this person got; without a delivery, as someone with no name would have got it.

    Raises:
        NotFoundError, DeliveryError: it is not kept any more, or is damaged.
    """
    from composer.delivery.frozen import VARIANT
    from composer.delivery.message import Addressee, LetterMaker
    from composer.rendering.merge_tags import personalise
    from composer.rendering.preview_copy import preview_copy

    frozen = campaigns.frozen(campaign_id)
    values: Mapping[str, str] = {}
    if delivery is not None:
        own = campaigns.letter_values(delivery.id)
        frozen = frozen.variant(own.pop(VARIANT, ""))
        addressee = Addressee(delivery.email, delivery.token, own)
        values = LetterMaker(frozen, campaign_id).values(addressee)
    personal = personalise(frozen, values)
    html = preview_copy(personal.html, picture_address=picture_address)
    pictures = {
        picture.hash: (picture.media_type, picture.content) for picture in frozen.pictures if not has_picture(picture.hash)
    }
    return SentLetter(personal.subject, html, personal.text, pictures)


class SentLetterView(QWidget):
    """Shows the letter of a campaign, on a computer or a phone."""

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._shown = ("", 0)
        self._subject = ElidedLabel("", "strong")
        self._whose = ElidedLabel("", "caption")
        self._width = Segments(
            [("computer", _("On a computer")), ("phone", _("On a phone"))], name=_("Width"), icons=("monitor", "smartphone")
        )
        self._width.set_value("computer")
        self._width.chosen.connect(self._on_width)
        self.letter = LetterView(name=_("The letter as it went out"))
        self.letter.link_activated.connect(open_link)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._subject)
        words.addWidget(self._whose)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self._width)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.letter, 1)

    def show_letter(self, campaign_id: str, delivery: Delivery | None = None) -> None:
        """Show the letter of this campaign, as the person of ``delivery`` got it."""
        wanted = (campaign_id, delivery.id if delivery is not None else 0)
        if wanted == self._shown:
            return
        self._shown = wanted
        campaigns, has_picture = self._workspace.campaigns, self.letter.assets.has_picture
        self._whose.setText(
            _("As {address} got it").format(address=delivery.email)
            if delivery is not None
            else _("As someone with no name got it. Choose a person under Everyone to see theirs.")
        )
        self._jobs.submit(
            lambda: read_sent_letter(campaigns, campaign_id, delivery, has_picture),
            self._on_read,
            newest="sent letter",
            owner=self,
        )

    def _on_read(self, found: SentLetter) -> None:
        self._subject.setText(found.subject)
        self.letter.show_letter(found.html, found.pictures, fresh=True)

    def _on_width(self, value: str) -> None:
        self.letter.set_css_width(PHONE_WIDTH if value == "phone" else COMPUTER_WIDTH)
