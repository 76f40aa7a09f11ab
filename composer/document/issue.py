"""Issue: one edition, an immutable value. Everything else (preview, checks, undo, sending) is a function of it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import msgspec

from composer.blocks.block import Block, block_from_data, block_to_data, new_id
from composer.blocks.held_pictures import pictures_of
from composer.blocks.kept_by_value import KeptByValue
from composer.document.brand import Brand
from composer.document.upgrades import SCHEMA, upgrade
from composer.document.web_place import NOWHERE, WebPlace
from composer.errors import FormatError
from composer.i18n import _


class LinkTags(msgspec.Struct, frozen=True, kw_only=True):
    """What links to the own site say of where a visitor came from; an empty campaign is the issue's name."""

    source: str = ""
    medium: str = ""
    campaign: str = ""


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """One edition of a newsletter.

    Attributes:
        number: running number, 0 where the newsletter does not count.
        name: what the office calls it ("December newsletter").
        subject, preheader: the two lines an inbox shows.
        template: id of a folder in ``templates/``.
        look: what was chosen of the template's options, by their names; what another template knows of them holds there too.
        planned: the day it is meant to go out, where one is known.
        web: where its page lies, see :attr:`web_page`.
        link_tags: what links to the own site are tagged with; None where they are left alone.
        accepted: what checks found and a person left as it is, by the finding's key; the value is the reason.
        blocks: the content, in order; ids are unique; a locked footer is always last.
    """

    id: str = msgspec.field(default_factory=new_id)
    newsletter: str = ""
    number: int = 0
    name: str = ""
    subject: str = ""
    preheader: str = ""
    template: str = "letter"
    look: dict[str, str | bool] = msgspec.field(default_factory=dict)
    planned: date | None = None
    brand: Brand = Brand()
    web: WebPlace = NOWHERE
    link_tags: LinkTags | None = None
    accepted: dict[str, str] = msgspec.field(default_factory=dict)
    blocks: tuple[Block, ...] = ()

    def index_of(self, block_id: str) -> int:
        """Where the block stands. Raises :class:`KeyError` where it does not."""
        for index, block in enumerate(self.blocks):
            if block.id == block_id:
                return index
        raise KeyError(block_id)

    def block(self, block_id: str) -> Block:
        """The block with this id. Raises :class:`KeyError` where there is none."""
        return self.blocks[self.index_of(block_id)]

    @property
    def web_page(self) -> WebPlace:
        """Where the page of this very issue lies; nowhere where it is a copy of the one that has it."""
        return self.web if self.web.issue == self.id else NOWHERE

    def items(self) -> frozenset[str]:
        """Ids of all library items this issue was made from."""
        found = set()
        for block in self.blocks:
            for holder in (block, *getattr(block, "entries", ())):
                if getattr(holder, "item", ""):
                    found.add(holder.item)
        return frozenset(found)

    def pictures(self) -> frozenset[str]:
        """Hashes of all stored pictures in use."""
        found = {self.brand.logo.hash, self.brand.logo_dark.hash}
        found.update(picture.hash for block in self.blocks for picture in pictures_of(block))
        return frozenset(found - {""})

    def fingerprint(self) -> str:
        """SHA-256 (hex) over the content: any change to what readers get changes it.

        What blocks only remember of their sources counts for nothing, nor does what was accepted; of the web version its address.
        """
        data = issue_to_data(msgspec.structs.replace(self, blocks=()))
        del data["accepted"], data["blocks"]
        if data["link_tags"] is None:
            del data["link_tags"]
        data["web"] = self.web_page.address
        # Sorted by name, blocks come first: the others need not be written again for one that changed.
        blocks = b",".join([_as_readers_get_it(block) for block in self.blocks])
        rest = msgspec.json.encode(data, order="sorted")
        return hashlib.sha256(b'{"blocks":[' + blocks + b"]," + rest[1:]).hexdigest()


_written: KeptByValue[bytes] = KeptByValue()


def _as_readers_get_it(block: Block) -> bytes:
    """The block as sorted JSON, without what it only remembers."""
    known = _written.get(block)
    if known is not None:
        return known
    data = block_to_data(block)
    if not data["only_for"]:
        del data["only_for"]
    for holder in (data, *data.get("entries", ())):
        holder.pop("taken", None)
    return _written.keep(block, msgspec.json.encode(data, order="sorted"))


def issue_to_data(issue: Issue) -> dict[str, Any]:
    """The issue as JSON-ready data with its schema number."""
    data: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(issue, blocks=()))
    data["blocks"] = [block_to_data(block) for block in issue.blocks]
    return {"schema": SCHEMA, **data}


def issue_from_data(data: Any) -> Issue:
    """The issue that :func:`issue_to_data` wrote, in this release or an older one.

    Raises:
        FormatError: it is no issue, is damaged, or was written by a newer release.
    """
    data = upgrade(data)
    blocks = tuple(block_from_data(block) for block in data.pop("blocks", []))
    data.pop("schema", None)
    if len({block.id for block in blocks}) != len(blocks):
        raise FormatError(_("Two blocks of this issue carry the same mark."), _("Go back to an earlier version of the issue."))
    try:
        return msgspec.structs.replace(msgspec.convert(data, Issue), blocks=blocks)
    except (msgspec.ValidationError, ValueError) as error:
        raise FormatError(_("This issue is damaged."), _("Go back to an earlier version of it."), details=str(error)) from error
