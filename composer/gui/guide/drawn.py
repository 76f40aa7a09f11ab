"""A chapter as the text view shows it: simple HTML in the theme's colours. Every text is escaped; marks become bold and keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from PySide6.QtGui import QKeySequence

from composer.gui.guide.chapter import Chapter, Code, Head, Part, Shot, Steps, Words
from composer.i18n import _

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_KEYS = re.compile(r"\[\[(.+?)\]\]")
Scale = Callable[[float], int]


def sheet(tokens: Mapping[str, str], px: Scale) -> str:
    """The style sheet of the text view."""
    return f"""
p, li {{ font-size: {px(14)}px; color: {tokens["text"]}; line-height: 145%; margin-top: 0px; margin-bottom: {px(10)}px; }}
p.h1 {{ font-size: {px(20)}px; font-weight: 600; margin-bottom: {px(12)}px; }}
p.h2 {{ font-size: {px(15)}px; font-weight: 600; margin-top: {px(20)}px; margin-bottom: {px(4)}px; }}
p.shot {{ line-height: 100%; }}
p.code {{ font-size: {px(13)}px; margin-left: {px(16)}px; color: {tokens["muted"]}; margin-bottom: {px(6)}px; }}
span.keys {{ background-color: {tokens["hover"]}; font-weight: 500; }}
"""


def html_of(chapter: Chapter, pictures: Path, width: int, *, dark: bool) -> str:
    """The chapter; its pictures are no wider than ``width`` logical pixels."""
    return f'<p class="h1">{escape(_(chapter.title))}</p>' + "".join(_part(part, pictures, width, dark) for part in chapter.parts)


def _part(part: Part, pictures: Path, width: int, dark: bool) -> str:
    match part:
        case Head(text):
            return f'<p class="h2">{_marked(_(text))}</p>'
        case Words(text):
            return f"<p>{_marked(_(text))}</p>"
        case Steps(texts):
            return "<ol>" + "".join(f"<li>{_marked(_(text))}</li>" for text in texts) + "</ol>"
        case Code(text):
            return f'<p class="code">{escape(text)}</p>'
        case Shot(name, shows):
            return _shot(pictures / f"{name}-{'dark' if dark else 'light'}.png", _(shows), width)


def _shot(path: Path, shows: str, width: int) -> str:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QImageReader

    size = QImageReader(str(path)).size()
    if not size.isValid():
        return f"<p><i>{escape(shows)}</i></p>"
    shown = min(width, size.width())
    height = round(size.height() * shown / size.width())
    source = escape(QUrl.fromLocalFile(str(path)).toString())
    return f'<p class="shot"><img src="{source}" alt="{escape(shows)}" width="{shown}" height="{height}"></p>'


def _marked(text: str) -> str:
    marked = _BOLD.sub(r"<b>\1</b>", escape(text))
    return _KEYS.sub(lambda found: f'<span class="keys">&nbsp;{escape(_native(found[1]))}&nbsp;</span>', marked)


def _native(keys: str) -> str:
    """Keys as this platform writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
