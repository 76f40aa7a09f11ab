"""Which letters of a line of Markdown are bold, a link, a mark ... A pure function; the highlighter paints what it says.

The dialect is the renderer's (:mod:`composer.rendering.markdown`): strong, emphasis, links, lists, headings, quotations, code,
merge tags, and a backslash before a sign that means itself.
"""

from __future__ import annotations

import re

MARK = 1
"""A sign that is syntax, hidden where the caret is not."""
BOLD = 2
ITALIC = 4
LINK = 8
ADDRESS = 16
"""The address of a link: hidden like a mark."""
HEADING = 32
BULLET = 64
TAG = 128
"""A merge tag's name."""
CODE = 256
QUOTE = 512

HIDDEN = MARK | ADDRESS

_HEADING = re.compile(r" {0,3}(#{1,6}[ \t]+)(?=\S)")
_BULLET = re.compile(r"\s*((?:[-*+]|\d{1,9}[.)])[ \t]+)(?=\S|$)")
_QUOTE = re.compile(r" {0,3}(>[ \t]?)")
_TAG = re.compile(r"\{\{\s*([^\W\d][\w \\-]{0,60}?)\s*(\|[^{}\n]{0,300})?\}\}")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>~|])")
_CODE = re.compile(r"(`+)([^`\n]+?)\1(?!`)")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((<[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(\s+\"[^\"\n]*\")?\)")
_BARE = re.compile(r"<?(https?://[^\s<>()\[\]\"']+[^\s<>()\[\]\"'.,;:!?])>?")
_STRONG = re.compile(r"(\*\*|(?<!\w)__)(?=\S)(.+?)(?<=\S)\1(?!(?<=_)\w)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\w_])")
_STRONG_EMPHASIS = re.compile(r"(\*\*\*|(?<!\w)___)(?=\S)(.+?)(?<=\S)\1(?!(?<=_)\w)")


def styles(line: str) -> list[int]:
    """For every letter of the line the sum of what it is."""
    found = [0] * len(line)
    # Signs that are used up are replaced, one letter for one, so that no later rule sees them.
    rest = list(line)

    def add(start: int, end: int, style: int) -> None:
        for at in range(start, end):
            found[at] |= style

    def use_up(start: int, end: int) -> None:
        rest[start:end] = "\x01" * (end - start)

    if match := _HEADING.match(line):
        add(match.start(1), match.end(1), MARK)
        add(match.end(1), len(line), HEADING)
        use_up(match.start(1), match.end(1))
    elif match := _QUOTE.match(line):
        add(match.start(1), match.end(1), MARK)
        add(match.end(1), len(line), QUOTE)
        use_up(match.start(1), match.end(1))
    elif match := _BULLET.match(line):
        add(match.start(1), match.end(1), BULLET)
        use_up(match.start(1), match.end(1))
    if line.endswith("\\") and not line.endswith("\\\\"):
        add(len(line) - 1, len(line), MARK)
        use_up(len(line) - 1, len(line))

    for match in _TAG.finditer(line):
        add(match.start(), match.start(1), MARK)
        add(match.start(1), match.end(1), TAG)
        add(match.end(1), match.end(), MARK)
        use_up(*match.span())
    for match in _ESCAPE.finditer("".join(rest)):
        add(match.start(), match.end(), MARK)
        use_up(match.start(), match.end() + 1)
    for match in _CODE.finditer("".join(rest)):
        add(match.start(), match.start(2), MARK)
        add(match.start(2), match.end(2), CODE)
        add(match.end(2), match.end(), MARK)
        use_up(*match.span())
    for match in _LINK.finditer("".join(rest)):
        if match[1].strip():
            add(match.start(), match.start(1), MARK)
            add(match.start(1), match.end(1), LINK)
            add(match.end(1), match.start(2), MARK)
            add(match.start(2), match.end(2), ADDRESS)
            add(match.end(2), match.end(), MARK)
            use_up(match.start(), match.start(1))
            use_up(match.end(1), match.end())
    for match in _BARE.finditer("".join(rest)):
        add(match.start(1), match.end(1), LINK)
        use_up(*match.span())
    for rule, style in ((_STRONG_EMPHASIS, BOLD | ITALIC), (_STRONG, BOLD)):
        for match in rule.finditer("".join(rest)):
            add(match.start(), match.start(2), MARK)
            add(match.start(2), match.end(2), style)
            add(match.end(2), match.end(), MARK)
            use_up(match.start(), match.start(2))
            use_up(match.end(2), match.end())
    for match in _EMPHASIS.finditer("".join(rest)):
        add(match.start(), match.start() + 1, MARK)
        add(match.start() + 1, match.end() - 1, ITALIC)
        add(match.end() - 1, match.end(), MARK)
    return found


def runs(line: str) -> list[tuple[int, int, int]]:
    """The same as stretches: (start, length, style), without the plain ones."""
    found: list[tuple[int, int, int]] = []
    for at, style in enumerate(styles(line)):
        if found and found[-1][2] == style and found[-1][0] + found[-1][1] == at:
            start, length, _style = found[-1]
            found[-1] = (start, length + 1, style)
        elif style:
            found.append((at, 1, style))
    return found
