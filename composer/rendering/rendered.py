"""What rendering gives: one issue's bodies, complete but for the values of the person who reads them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from composer.rendering.merge_tags import Token


class Rendered(msgspec.Struct, frozen=True, kw_only=True):
    """The bodies of one issue, the same for every reader.

    Attributes:
        fingerprint: of the issue it was made from; a test letter is tied to it.
        subject, preheader: as they stand in the inbox; may hold tokens.
        html: inlined and complete; the outermost cell of every block carries ``id="b-<block id>"``.
        text: the text part.
        tokens: the marks in all of these, and what stands for each (see :func:`composer.rendering.merge_tags.personalise`).
        pictures: hashes of the stored pictures the HTML shows as ``cid:<hash>``, in order of appearance.
        html_bytes, style_bytes: UTF-8 bytes of the whole HTML, and of what stands inside ``<style>``.
        block_bytes: what each block weighs in the HTML, by block id.
    """

    issue_id: str
    fingerprint: str
    subject: str
    preheader: str
    html: str
    text: str
    tokens: tuple[Token, ...]
    pictures: tuple[str, ...]
    html_bytes: int
    style_bytes: int
    block_bytes: Mapping[str, int]
