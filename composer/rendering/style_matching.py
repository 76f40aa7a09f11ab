"""Which elements a style rule is for, told from one reading of the page instead of one search through it for each rule.

Templates' rules name classes and where they stand (``.rich p``, ``td.text:last-child``); such a rule looks only at the elements
with its rarest class. Every other selector goes the way it went, by lxml. Both give the same elements in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

_PART = re.compile(r"([a-z][a-z0-9]*)?((?:\.[A-Za-z_][A-Za-z0-9_-]*)*)(:last-child|:first-child)?")
_WORD = re.compile(r"[^ \t\r\n]+")
"""A class, as XPath's ``normalize-space`` cuts them."""
_Step = tuple[str, frozenset[str], str]
"""A tag (or ""), classes, and which child it has to be (or "")."""


class Page:
    """One page, read once: its elements by class, in their order. What is read must not change while it is asked."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.classes: dict[Any, frozenset[str]] = {}
        self.by_class: dict[str, list[Any]] = {}
        self.by_tag: dict[str, list[Any]] = {}
        for element in root.iter("*"):
            self.by_tag.setdefault(element.tag, []).append(element)
            written = element.get("class")
            if written:
                words = self.classes[element] = frozenset(_WORD.findall(written))
                for word in words:
                    self.by_class.setdefault(word, []).append(element)

    def matching(self, steps: Sequence[_Step]) -> list[Any]:
        """The elements for which these steps hold, each inside the one before it."""
        tag, classes, _child = last = steps[-1]
        found = min((self.by_class.get(name, []) for name in classes), key=len) if classes else self.by_tag.get(tag, [])
        return [element for element in found if self._is(element, last) and self._stands_in(element, steps[:-1])]

    def _is(self, element: Any, step: _Step) -> bool:
        tag, classes, child = step
        if tag and element.tag != tag:
            return False
        if classes and not classes <= self.classes.get(element, _NONE):
            return False
        return not child or next(element.itersiblings("*", preceding=child == ":first-child"), None) is None

    def _stands_in(self, element: Any, steps: Sequence[_Step]) -> bool:
        at = len(steps)
        while at:
            element = element.getparent()
            if element is None:
                return False
            if self._is(element, steps[at - 1]):
                at -= 1
        return True


_NONE: frozenset[str] = frozenset()
_read: list[Page] = []
"""The page that is asked now."""


def forget_page() -> None:
    """The page is done with, or will change."""
    _read.clear()


def selecting(search: Callable[[str], Callable[[Any], list[Any]]]) -> Callable[[str], Callable[[Any], list[Any]]]:
    """Instead of ``search`` (selector -> page -> elements) one that reads the page once for all selectors it can.

    The caller says :func:`forget_page` when it is done with a page, and lets one thread at a time ask.
    """

    @cache
    def select(selector: str) -> Callable[[Any], list[Any]]:
        steps = steps_of(selector)
        if steps is None:
            return search(selector)

        def elements(root: Any) -> list[Any]:
            if not _read or _read[0].root is not root:
                _read[:] = [Page(root)]
            return _read[0].matching(steps)

        return elements

    return select


def steps_of(selector: str) -> tuple[_Step, ...] | None:
    """What a selector asks for; None where it asks for more than tags, classes, first and last children and what they stand in.

    One without any class is left to a search: it is asked before the page is as it stays.
    """
    found: list[_Step] = []
    for part in selector.split():
        step = _PART.fullmatch(part)
        if step is None:
            return None
        found.append((step[1] or "", frozenset(step[2].split(".")[1:]), step[3] or ""))
    return tuple(found) if found and any(classes for _tag, classes, _child in found) else None
