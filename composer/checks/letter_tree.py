"""The finished letter as a tree, read once for all the checks that look at its elements. Nobody may change it."""

from __future__ import annotations

from typing import Any

_last: list[tuple[str, Any]] = []
"""The letter read last, and its tree."""


def tree_of(html: str) -> Any:
    """The root of the letter's tree: plain lxml elements, which are made much faster than those of ``lxml.html``."""
    for known, tree in _last[:]:
        if known is html:
            return tree
    from lxml import etree

    tree = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8"))
    _last[:] = [(html, tree)]
    return tree
