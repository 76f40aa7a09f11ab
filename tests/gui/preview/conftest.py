"""Letters for the preview's tests."""

from __future__ import annotations

from collections.abc import Iterable

import pytest


class Letters:
    """Small letters made the way the renderer makes them: one row per block, its cell marked ``b-<id>``."""

    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
    )
    """A PNG of one red pixel."""

    @staticmethod
    def letter(blocks: Iterable[tuple[str, str]], *, head: str = "", top: str = "") -> str:
        """A letter with these (id, inner HTML) blocks, each 120 pixels high."""
        rows = "".join(f'<tr><td id="b-{key}" height="120" valign="top">{inner}</td></tr>' for key, inner in blocks)
        return (
            f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Letter</title>{head}</head>'
            f'<body style="margin:0">{top}<table role="presentation" width="100%" cellpadding="0" cellspacing="0">{rows}</table>'
            "</body></html>"
        )

    @staticmethod
    def numbered(*names: object) -> list[tuple[str, str]]:
        """Blocks called after what is given, each saying its name."""
        return [(str(name), f"<p>Block {name}</p>") for name in names]


@pytest.fixture
def letters() -> Letters:
    """Makes letters to show."""
    return Letters()
