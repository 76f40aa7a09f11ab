"""What became of every letter, as a table for a spreadsheet."""

from __future__ import annotations

import csv
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from composer.errors import WorkspaceError
from composer.gui.sending.words import STATE_WORDS, reason_in_plain_words
from composer.i18n import _
from composer.whole_file import whole_table

if TYPE_CHECKING:
    from composer.delivery.campaign import CampaignStore

AT_ONCE = 2_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_deliveries(path: Path, campaigns: CampaignStore, campaign_id: str, zone: tzinfo) -> int:
    """Write the table (UTF-8 with a mark, so that spreadsheets read names right); returns how many letters it holds.

    Raises:
        WorkspaceError: the file cannot be written.
    """
    count = 0
    try:
        with whole_table(path) as file:
            table = csv.writer(file)
            table.writerow([_("Address"), _("What became of it"), _("When"), _("Why"), _("The mail server’s words")])
            while rows := campaigns.deliveries(campaign_id, offset=count, limit=AT_ONCE):
                for delivery in rows:
                    at = delivery.at.astimezone(zone).isoformat(sep=" ", timespec="seconds") if delivery.at is not None else ""
                    cells = (
                        delivery.email,
                        _(STATE_WORDS[delivery.state]),
                        at,
                        reason_in_plain_words(delivery.state, delivery.reply),
                        delivery.reply,
                    )
                    table.writerow([as_text(cell) for cell in cells])
                count += len(rows)
    except OSError as error:
        raise WorkspaceError(
            _("The table could not be written to “{file}”.").format(file=path.name),
            _("Choose another folder, or make room on the disk."),
            details=str(error),
        ) from error
    return count


def as_text(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: strangers' words stand in here."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
