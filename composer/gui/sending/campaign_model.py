"""What was sent, as a list of cards, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from composer.delivery.campaign import Campaign, Counts
from composer.delivery.schedule import Standing, standing
from composer.gui.sending.words import people, when
from composer.gui.widgets.cards import CARD_ROLE, CardFace
from composer.i18n import _

_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class SentRow:
    """A campaign with how far it came."""

    campaign: Campaign
    counts: Counts
    practice: bool


class CampaignModel(QAbstractListModel):
    """Rows of :class:`SentRow`."""

    def __init__(self, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._rows: list[SentRow] = []
        self._now: datetime | None = None

    def show_rows(self, rows: Sequence[SentRow], now: datetime) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = list(rows)
        self._now = now
        self.endResetModel()

    def row(self, index: QModelIndex | QPersistentModelIndex) -> SentRow | None:
        """The row at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, campaign_id: str) -> QModelIndex:
        """Where a campaign stands; invalid where it does not."""
        for number, row in enumerate(self._rows):
            if row.campaign.id == campaign_id:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """A card's face, or its words for those who listen."""
        row = self.row(index)
        if row is None or self._now is None:
            return None
        if role == CARD_ROLE:
            return face_of(row, self._now, self._zone)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.campaign.issue_name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            face = face_of(row, self._now, self._zone)
            return ", ".join(part for part in (face.title, face.caption, face.note) if part)
        return None


def face_of(row: SentRow, now: datetime, zone: tzinfo) -> CardFace:
    """What a campaign's card shows."""
    campaign, counts = row.campaign, row.counts
    moment = campaign.finished or campaign.started or campaign.made
    caption = _("{when} · {sent} of {total}").format(
        when=when(moment, now, zone), sent=f"{counts.sent:,}", total=f"{counts.total:,}"
    )
    icon, tile, note = "mail-check", "news", ""
    if campaign.state == "scheduled" and campaign.starts is not None:
        missed = standing(campaign.starts, now) is Standing.MISSED
        words = _("missed its time") if missed else _("goes {when}").format(when=when(campaign.starts, now, zone))
        icon, tile, note, caption = "clock", "report", words, people(counts.total)
    elif campaign.state in ("paused", "draft", "sending"):
        icon, tile, note = "circle-pause", "report", _("not finished")
    elif campaign.state == "cancelled":
        icon, tile, note = "circle-stop", "", _("stopped")
    if row.practice:
        icon, tile = ("mailbox", "blog") if campaign.state == "finished" else (icon, tile)
        caption = caption if campaign.state == "scheduled" else _("{caption} · practice").format(caption=caption)
    return CardFace(title=campaign.issue_name or campaign.subject, caption=caption, icon=icon, tile=tile, note=note)
