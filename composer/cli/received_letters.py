"""Looks at letters as the mailbox got them: whole, made out to their own reader, nothing of the workshop left in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from composer.i18n import _

LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\[\[|\]\]|\bUndefined\b|>\s*None\s*<")
"""What a template, a merge tag or a mark of the sample would leave behind."""
_UNSUBSCRIBE = re.compile(rb"^List-Unsubscribe:(?:[ \t\r\n]*<[!-;=?-~]+>,?)+[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


def faults_of(letters: Sequence[Path], names: Mapping[str, str], marks: Collection[str] = ()) -> list[str]:
    """What is wrong with the letters, one sentence each; empty where all is well.

    Args:
        names: address -> first name (empty where none is known) of everybody who must have got exactly one.
        marks: what stood in the bodies where a person's values go; none of it may be left.
    """
    names = {address.casefold(): name for address, name in names.items()}
    faults = []
    got: dict[str, Path] = {}
    for path in letters:
        content = path.read_bytes()
        letter = BytesParser(policy=policy.default).parsebytes(content)
        address = str(letter["Delivered-To"] or "").strip().casefold()
        if address in got:
            faults.append(_("{file}: {address} has it already.").format(file=path.name, address=address))
        got[address] = path
        faults += [f"{path.name}: {fault}" for fault in _faults(letter, content, names.get(address, ""), marks)]
    for address in names:
        if address not in got:
            faults.append(_("{address} has no letter.").format(address=address))
    faults += [_("{address} has a letter by mistake.").format(address=address) for address in got if address not in names]
    return faults


def _faults(letter: EmailMessage, content: bytes, name: str, marks: Collection[str]) -> list[str]:
    html, text = letter.get_body(("html",)), letter.get_body(("plain",))
    if html is None or text is None:
        return [_("the letter does not have both parts.")]
    faults = []
    if letter.defects or any(part.defects for part in letter.walk()):
        faults.append(_("the letter is not put together as it should be."))
    if not _UNSUBSCRIBE.search(content.partition(b"\r\n\r\n")[0]):
        faults.append(_("there is no plain List-Unsubscribe line."))
    for part in (html, text):
        words = str(part.get_content())
        if name and name not in _without_entities(words):
            faults.append(_("the reader’s name is missing in the {kind} part.").format(kind=part.get_content_subtype()))
        left = [match.group() for match in LEFTOVER.finditer(words)] + [mark for mark in marks if mark in words]
        if left:
            faults.append(_("“{words}” was left in the letter.").format(words=left[0]))
    return faults


def _without_entities(html: str) -> str:
    from html import unescape

    return unescape(html)
