"""Colours, type and shapes: one table of tokens, from which the palette and the one style sheet are made.

How to use it::

    theme = Theme(application, mode="auto", text_size=100)   # once, at the start; later: theme.set_mode("dark")
    theme.dress(page)                                        # once for each page, or part of a window (see dressing)
    theme.changed.connect(...)                               # only what paints by hand needs this
    colour = active_theme().colour("accent")                 # inside a paint routine

A widget never calls ``setStyleSheet``. It says what it *is* through properties that the sheet knows::

    mark(button, kind="primary")        # QPushButton: primary, plain (the default), quiet, danger, link, segment, chip, icon
    mark(label, role="page-title")      # QLabel: hero, page-title, pane-title, strong, label, caption, muted, warn, danger, ok,
                                        # error, badge, badge-warn, keycap
    mark(frame, surface="card")         # QFrame: card, rail, sunken, bar, rule, sheet, popup, toast, banner-warn/-danger/-info

The sheet is the pages', not the application's: with one of the application's, Qt styles a widget and all in it anew each time
it is put into something (``QWidgetPrivate::inheritStyle``), which was half of the time a page took to be built.

Sizes are in logical pixels at 100 % text size; ``active_theme().px(14)`` scales one with the user's text size.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from composer.gui.dressing import Dressing
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

LIGHT_STRONG = replace(
    LIGHT, bg="#FFFFFF", sunken="#FFFFFF", hover="#E4E4E4", line="#4A4F4C", edge="#1F2421", text="#000000", muted="#2B302D",
    accent="#064033", accent_hover="#022A21", accent_soft="#E2F2EC", on_accent_soft="#022A21", warn="#5C3B00", danger="#8A0F0A",
    ok="#0A5A30", focus="#0035A0",
)  # fmt: skip
"""For who asks the system for more contrast: text 7:1 or more, and every line as plain as an edge."""

DARK_STRONG = replace(
    DARK, bg="#000000", sunken="#000000", surface="#0A0C0B", hover="#2A2F2D", line="#A9B1AD", edge="#D5DAD7", text="#FFFFFF",
    muted="#D5DAD7", accent="#8FE6CF", accent_hover="#B4F2E1", accent_soft="#12332B", on_accent_soft="#B4F2E1", warn="#FFD68A",
    danger="#FFB4AD", ok="#9BEBBC", focus="#B9D2FF",
)  # fmt: skip

_POOR_FAMILIES = ("dejavu", "sans serif", "sans", "bitstream", "liberation", "freesans", "nimbus")


class Theme(QObject):
    """The look in force. One per application; it is the application's child, and :func:`active_theme` finds it."""

    changed = Signal()

    def __init__(self, application: QApplication, *, mode: Mode = "auto", text_size: int = 100, all_weights: bool = True) -> None:
        super().__init__(application)
        self.setObjectName("theme")
        self._application = application
        self._mode: Mode = mode
        self._text_size = text_size
        self._calm = False
        self._strong = False
        self._drawings = QTemporaryDir()
        self.dressing = Dressing(self)
        self.tokens = LIGHT
        self._weights_missing = _weights(application)
        self.family = "Inter" if self._weights_missing and self._load_weights(1) else application.font().family()
        if all_weights:
            self.load_all_weights()
        application.setStyle("Fusion")
        # Both are kept: PySide forgets the second when the first is let go.
        self._style_hints = application.styleHints()
        self._access_hints = self._style_hints.accessibility()
        self._style_hints.colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._access_hints.contrastPreferenceChanged.connect(self._on_system_contrast_changed)
        self._apply()

    def load_all_weights(self) -> None:
        """Load what ``all_weights=False`` left out: each weight takes some milliseconds, and the first window needs but one."""
        self._load_weights(len(self._weights_missing))

    def _load_weights(self, count: int) -> bool:
        """Load so many more; whether all could be."""
        wanted, self._weights_missing = self._weights_missing[:count], self._weights_missing[count:]
        numbers = [QFontDatabase.addApplicationFont(str(path)) for path in wanted]
        return all("Inter" in QFontDatabase.applicationFontFamilies(number) for number in numbers)

    @property
    def is_dark(self) -> bool:
        """Whether the dark tokens are in force."""
        return self.tokens in (DARK, DARK_STRONG)

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    @property
    def text_size(self) -> int:
        """The user's text size in per cent."""
        return self._text_size

    @property
    def calm(self) -> bool:
        """Whether nothing is to glide or run: the user said so in Settings, or to the system, where Qt knows it (6.12)."""
        prefers = getattr(self._access_hints, "motionPreference", None)
        return self._calm or (prefers is not None and "Reduced" in str(prefers()))

    def set_calm(self, calm: bool) -> None:
        """What the user chose about movement."""
        self._calm = calm

    @property
    def strong(self) -> bool:
        """Whether more contrast is wanted: the system says so, or :meth:`set_strong`."""
        return self._strong or self._access_hints.contrastPreference() == Qt.ContrastPreference.HighContrast

    def set_strong(self, strong: bool) -> None:
        """Ask for more contrast, whatever the system says."""
        if strong != self._strong:
            self._strong = strong
            self._apply()

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

    def dress(self, widget: QWidget) -> None:
        """Give a widget, with all that is or will be in it, the sheet: now and whenever the look changes."""
        self.dressing.dress(widget)

    def colour(self, token: str) -> QColor:
        """A token's colour."""
        return QColor(getattr(self.tokens, token))

    def px(self, size: float) -> int:
        """A text-dependent size in logical pixels at the user's text size."""
        return round(size * self._text_size / 100)

    def room_for(self, width: int) -> int:
        """How wide what needs ``width`` pixels must be with larger text; smaller text does not ask for less."""
        return max(width, self.px(width))

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

    def _on_system_contrast_changed(self, _wanted: Qt.ContrastPreference) -> None:
        self._apply()

    def _apply(self) -> None:
        dark = self._mode == "dark" or (
            self._mode == "auto" and self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        strong = self.strong
        self.tokens = (DARK_STRONG if strong else DARK) if dark else (LIGHT_STRONG if strong else LIGHT)
        self._application.setPalette(palette(self.tokens))
        self._application.setFont(self.font(14))
        name = ("dark" if dark else "light") + ("-strong" if strong else "")
        drawings = draw_marks(self.tokens, Path(self._drawings.path()) / name)
        self.dressing.change(style_sheet(self.tokens.mapping(), drawings, self.px))
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
        # A surface also says how the words on it look.
        for each in (widget, *widget.findChildren(QLabel)) if "surface" in properties else (widget,):
            style = each.style()
            style.unpolish(each)
            style.polish(each)
            each.update()


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


def _weights(application: QApplication) -> list[Path]:
    """Files of Inter, which travels with us, the regular one first, where the system's own interface font would be DejaVu and
    the like; none where that is a good one.
    """
    own = application.font().family()
    if sys.platform in ("win32", "darwin") or not own.lower().startswith(_POOR_FAMILIES):
        return []
    found = sorted((resources_folder() / "fonts").glob("*.woff2"))
    return sorted(found, key=lambda path: path.stem != "Inter-Regular")
