"""What was sent, as a folder for the records: the letter, its HTML, text and pictures, and a page of facts about it.

Nobody's address is in it: who got it stands in the program, and in the table that can be saved from there.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from composer.blocks.dates_in_words import day_in_words
from composer.delivery.message import Addressee, LetterMaker
from composer.errors import InputError
from composer.i18n import _, ngettext
from composer.publishing.exports import ENDINGS, READER
from composer.rendering.merge_tags import complete_values, cut_html, cut_text, fill

if TYPE_CHECKING:
    from composer.delivery.campaign import Campaign, CampaignStore, Counts
    from composer.delivery.frozen import FrozenIssue

LONGEST_NAME = 80
NOBODY = "0" * 32
"""The mark of nobody's letter: an unsubscribe link with it takes nobody off."""
_UNFIT = re.compile(r"[^\w .,()&'-]+")
_CID = re.compile(r"\bsrc=\"cid:([0-9a-zA-Z]+)\"")


def archive(campaigns: CampaignStore, campaign_id: str, into: Path, zone: tzinfo) -> Path:
    """Write the folder of a campaign into ``into`` and return it: whole, or not there at all.

    Raises:
        NotFoundError: there is no such campaign. DeliveryError: what was kept of it is damaged.
        InputError: it cannot be written there.
    """
    campaign, counts = campaigns.get(campaign_id), campaigns.counts(campaign_id)
    frozen = campaigns.frozen(campaign_id)
    when = (campaign.started or campaign.made).astimezone(zone)
    files = _files(campaign, counts, frozen, zone)
    folder = _free(into / f"{when:%Y-%m-%d} {_fit(frozen.issue_name or campaign.subject)}")
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        for name, content in files.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        beside.rename(folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise InputError(
            _("The folder “{name}” cannot be written: {reason}.").format(name=folder.name, reason=error.strerror or error),
            _("Choose another place, or make room on the disk."),
            details=str(error),
        ) from error
    return folder


def _files(campaign: Campaign, counts: Counts, frozen: FrozenIssue, zone: tzinfo) -> dict[str, bytes]:
    """By name. Where some parts were for some people only, their letters stand beside the one of everybody."""
    files = {"about.txt": about(campaign, counts, frozen, zone).encode()}
    letters = [frozen, *(frozen.variant(key) for key in frozen.variants)]
    for number, letter in enumerate(letters, 1):
        files |= _letter(campaign, letter, "letter" if number == 1 else f"letter-{number}", zone)
    return files


def _letter(campaign: Campaign, frozen: FrozenIssue, name: str, zone: tzinfo) -> dict[str, bytes]:
    when = (campaign.started or campaign.made).astimezone(zone)
    pictures = {
        picture.hash: f"pictures/{picture.hash[:20]}.{ENDINGS.get(picture.media_type, 'bin')}" for picture in frozen.pictures
    }
    nobody = Addressee(READER, NOBODY, {})
    maker = LetterMaker(frozen, campaign.id)
    values = maker.values(nobody)
    html = fill(cut_html(frozen.html, frozen.tokens), complete_values(values))
    text = fill(cut_text(frozen.text, frozen.tokens), complete_values(values))
    return {
        f"{name}.eml": maker.make(nobody, when).content,
        f"{name}.html": _CID.sub(lambda found: f'src="{pictures.get(found[1], "")}"', html).encode(),
        f"{name}.txt": text.encode(),
        **{pictures[picture.hash]: picture.content for picture in frozen.pictures},
    }


def about(campaign: Campaign, counts: Counts, frozen: FrozenIssue, zone: tzinfo) -> str:
    """The facts in words: what, from whom, to which lists, when, what became of it, what was let stand."""
    begun = campaign.started.astimezone(zone) if campaign.started is not None else None
    ended = campaign.finished.astimezone(zone) if campaign.finished is not None else None
    facts: Mapping[str, str] = {
        _("Issue"): campaign.issue_name,
        _("Subject"): campaign.subject,
        _("From"): campaign.sender,
        _("Answers to"): frozen.reply_to,
        _("Lists"): ", ".join(campaign.lists),
        _("Account"): campaign.account,
        _("Begun"): f"{day_in_words(begun)}, {begun:%H:%M}" if begun is not None else "",
        _("Ended"): f"{day_in_words(ended)}, {ended:%H:%M}" if ended is not None else "",
        _("Letters"): f"{counts.total:,}",
        _("Different letters"): f"{len(frozen.variants) + 1}" if frozen.variants else "",
        _("Delivered"): f"{counts.sent:,}",
        _("Refused"): f"{counts.failed:,}" if counts.failed else "",
        _("Not certain"): f"{counts.uncertain:,}" if counts.uncertain else "",
        _("Sent again because"): frozen.again_reason,
    }
    lines = [f"{name}: {' '.join(words.split())}" for name, words in facts.items() if words]
    if frozen.accepted:
        count = len(frozen.accepted)
        lines += ["", ngettext("{count} note of the checks was let stand:", "{count} notes of the checks were let stand:", count)]
        lines[-1] = lines[-1].format(count=count)
        lines += [f"- {note.message} – {note.reason}" for note in frozen.accepted]
    return "\n".join(lines) + "\n"


def _fit(name: str) -> str:
    """A name every file system takes (Windows forbids the most): no separators, no control characters, no dot at the end."""
    return " ".join(_UNFIT.sub(" ", name).split())[:LONGEST_NAME].strip(" .") or _("Newsletter")


def _free(folder: Path) -> Path:
    """The folder itself, or its name with a number where there is one already: nothing is ever written over."""
    number = 1
    found = folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name} ({number})")
    return found
