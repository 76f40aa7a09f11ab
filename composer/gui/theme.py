"""Colours, type and shapes: one table of tokens, from which the palette and the one style sheet are made.

How to use it::

    theme = Theme(application, mode="auto", text_size=100)   # once, at the start; later: theme.set_mode("dark")
    theme.changed.connect(...)                               # only what paints by hand needs this
    colour = active_theme().colour("accent")                 # inside a paint routine

A widget never calls ``setStyleSheet``. It says what it *is* through properties that the sheet knows::

    mark(button, kind="primary")        # QPushButton: primary, plain (the default), quiet, danger, link, segment, chip, icon
    mark(label, role="page-title")      # QLabel: hero, page-title, pane-title, strong, label, caption, muted, warn, danger, ok,
                                        # error, badge, badge-warn, keycap
    mark(frame, surface="card")         # QFrame: card, rail, sunken, bar, rule, sheet, popup, toast, banner-warn/-danger/-info

Sizes are in logical pixels at 100 % text size; ``active_theme().px(14)`` scales one with the user's text size.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from composer.gui.style_sheet import style_sheet
from composer.paths import resources_folder

Mode = Literal["auto", "light", "dark"]


@dataclass(frozen=True)
class Tokens:
    """One theme's colours as ``#RRGGBB``: text pairs with a contrast of 4.5:1 or more, edges and focus 3:1 (tests hold it)."""

    bg: str
    sunken: str
    surface: str
    hover: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    ok: str
    focus: str

    def mapping(self) -> Mapping[str, str]:
        """Token name to colour."""
        return {info.name: getattr(self, info.name) for info in fields(self)}


LIGHT = Tokens(
    bg="#F6F5F2",
    sunken="#EFEDE8",
    surface="#FFFFFF",
    hover="#F0EEE9",
    line="#DEDBD3",
    edge="#767F7A",
    text="#1F2421",
    muted="#5B645F",
    accent="#0F6B57",
    accent_hover="#0B5746",
    on_accent="#FFFFFF",
    accent_soft="#DDF0EA",
    on_accent_soft="#0B5746",
    warn="#8A5A00",
    warn_soft="#FFF1D6",
    danger="#B3261E",
    danger_soft="#FCE8E6",
    ok="#1B7F4B",
    focus="#0B57D0",
)

DARK = Tokens(
    bg="#171A19",
    sunken="#131615",
    surface="#1F2322",
    hover="#282D2B",
    line="#343A37",
    edge="#767F7A",
    text="#ECEFEC",
    muted="#A3ADA8",
    accent="#5CC9AC",
    accent_hover="#7BD8BF",
    on_accent="#06241D",
    accent_soft="#1D3B34",
    on_accent_soft="#7BD8BF",
    warn="#F2C06B",
    warn_soft="#3A2E14",
    danger="#FF8A80",
    danger_soft="#3B1E1C",
    ok="#6FD39B",
    focus="#8AB4F8",
)

_POOR_FAMILIES = ("dejavu", "sans serif", "sans", "bitstream", "liberation", "freesans", "nimbus")


class Theme(QObject):
    """The look in force. One per application; it is the application's child, and :func:`active_theme` finds it."""

    changed = Signal()

    def __init__(self, application: QApplication, *, mode: Mode = "auto", text_size: int = 100) -> None:
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        self._mode: Mode = mode
        self._text_size = text_size
        self._drawings = QTemporaryDir()
        self.tokens = LIGHT
        self.family = _choose_family(application)
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark tokens are in force."""
        return self.tokens is DARK

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    @property
    def text_size(self) -> int:
        """The user's text size in per cent."""
        return self._text_size

    def set_mode(self, mode: Mode) -> None:
        """Choose auto (as the system), light or dark."""
        if mode != self._mode:
            self._mode = mode
            self._apply()

    def set_text_size(self, per_cent: int) -> None:
        """Scale all text: 90 to 200 per cent."""
        per_cent = max(90, min(per_cent, 200))
        if per_cent != self._text_size:
            self._text_size = per_cent
            self._apply()

    def colour(self, token: str) -> QColor:
        """A token's colour."""
        return QColor(getattr(self.tokens, token))

    def px(self, size: float) -> int:
        """A text-dependent size in logical pixels at the user's text size."""
        return round(size * self._text_size / 100)

    def font(self, size: int = 14, weight: int = 400, *, tabular: bool = False) -> QFont:
        """The interface font at ``size`` (pixels at 100 %); ``tabular`` gives figures of equal width."""
        font = QFont(self.family)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._mode == "auto":
            self._apply()

    def _apply(self) -> None:
        dark = self._mode == "dark" or (
            self._mode == "auto" and self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        self.tokens = DARK if dark else LIGHT
        # Without the sheet in force each of these is cheap; with it, each has Qt style every widget anew.
        self._application.setStyleSheet("")
        self._application.setPalette(palette(self.tokens))
        self._application.setFont(self.font(14))
        drawings = draw_marks(self.tokens, Path(self._drawings.path()) / ("dark" if dark else "light"))
        self._application.setStyleSheet(style_sheet(self.tokens.mapping(), drawings, self.px))
        self.changed.emit()


def active_theme() -> Theme:
    """The application's theme. Raises :class:`RuntimeError` before :class:`Theme` was made."""
    application = QApplication.instance()
    theme = application.findChild(Theme, "theme", Qt.FindChildOption.FindDirectChildrenOnly) if application else None
    if theme is None:
        raise RuntimeError("the application has no Theme yet")
    return theme


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Say what a widget is, for the style sheet (see the module's docstring); may be called again when it changes."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette from the tokens, for what the style sheet does not touch (check boxes, menus' text, tool tips)."""
    role = QPalette.ColorRole
    active = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.bg,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.bg,
        role.PlaceholderText: tokens.muted,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.Light: tokens.surface,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.line,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
    }
    made = QPalette()
    for key, value in active.items():
        made.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(tokens.muted)
        faded.setAlphaF(0.7)
        made.setColor(QPalette.ColorGroup.Disabled, key, faded)
    made.setColor(QPalette.ColorGroup.Inactive, role.Highlight, QColor(tokens.accent))
    made.setColor(QPalette.ColorGroup.Inactive, role.HighlightedText, QColor(tokens.on_accent))
    return made


def draw_marks(tokens: Tokens, folder: Path) -> Mapping[str, str]:
    """Write the few drawings the style sheet needs (it can only point at files); returns name -> file path."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {
        "chevron-down": ("chevron-down", tokens.muted),
        "chevron-up": ("chevron-up", tokens.muted),
        "check": ("check", tokens.on_accent),
        "minus": ("minus", tokens.on_accent),
    }
    paths = {}
    for name, (icon, colour) in wanted.items():
        source = (resources_folder() / "icons" / f"{icon}.svg").read_text(encoding="utf-8")
        weight = "3" if name in ("check", "minus") else "2"
        drawn = source.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{weight}"')
        path = folder / f"{name}.svg"
        path.write_text(drawn, encoding="utf-8")
        paths[name] = path.as_posix()
    return paths


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (success criterion 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def _choose_family(application: QApplication) -> str:
    """The system's own interface font; Inter, which travels with us, where that would be DejaVu and the like."""
    own = application.font().family()
    if sys.platform in ("win32", "darwin") or not own.lower().startswith(_POOR_FAMILIES):
        return own
    families: list[str] = []
    for path in sorted((resources_folder() / "fonts").glob("*.woff2")):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return "Inter" if "Inter" in families else own
