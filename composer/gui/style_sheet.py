"""The one style sheet, generated from the theme's tokens. What each property means is said in :mod:`composer.gui.theme`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Template

_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; font-size: ${px14}px; }
QMainWindow, QDialog, QWidget[surface="window"] { background: $bg; }
QLabel, QCheckBox, QRadioButton { background: transparent; }
QLabel[role="hero"] { font-size: ${px28}px; font-weight: 600; }
QLabel[role="page-title"] { font-size: ${px20}px; font-weight: 600; min-height: ${button}px; }
QLabel[role="pane-title"] { font-size: ${px15}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="caption"] { font-size: ${px12}px; color: $muted; }
QLabel[role="label"] { font-size: ${px13}px; font-weight: 500; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="warn"] { color: $warn; }
QLabel[role="danger"], QLabel[role="error"] { color: $danger; }
QLabel[role="error"] { font-size: ${px12}px; }
QLabel[role="ok"] { color: $ok; }
QLabel[role="caption-warn"] { font-size: ${px12}px; color: $warn; }
QLabel[role="badge"] { background: $accent_soft; color: $on_accent_soft; font-size: ${px12}px; font-weight: 600;
  border-radius: 8px; padding: 3px 10px; }
QLabel[role="badge-warn"] { background: $warn_soft; color: $warn; font-size: ${px12}px; font-weight: 600;
  border-radius: 8px; padding: 3px 10px; }
QLabel[role="plate"] { background: #FFFFFF; color: #5B645F; border: 1px solid $line; border-radius: 8px; }
QLabel[role="plate-dark"] { background: #201F1D; color: #EDEAE4; border: 1px solid $line; border-radius: 8px; }
QLabel[role="keycap"] { background: $surface; border: 1px solid $line; border-bottom: 2px solid $line; border-radius: 5px;
  padding: 1px 6px; font-size: ${px12}px; font-weight: 500; }

QFrame[surface="rail"] { background: $sunken; border: none; border-right: 1px solid $line; }
QFrame[surface="sunken"] { background: $sunken; border: none; border-radius: 10px; }
QFrame[surface="bar"] { background: $bg; border: none; border-top: 1px solid $line; }
QFrame[surface="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[surface="card"][selected="true"] { border: 2px solid $accent; }
QFrame[surface="sheet"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame[surface="popup"] { background: $surface; border: 1px solid $edge; border-radius: 10px; }
QFrame[surface="toast"] { background: $text; border: none; border-radius: 10px; }
QFrame[surface="toast"] QLabel { color: $bg; }
QFrame[surface="toast"] QPushButton { background: transparent; border: none; color: $bg; font-weight: 600;
  text-decoration: underline; padding: 4px 8px; }
QFrame[surface="banner-warn"] { background: $warn_soft; border: none; border-radius: 10px; }
QFrame[surface="banner-warn"] QLabel { color: $warn; }
QFrame[surface="banner-danger"] { background: $danger_soft; border: none; border-radius: 10px; }
QFrame[surface="banner-danger"] QLabel { color: $danger; }
QFrame[surface="banner-info"] { background: $accent_soft; border: none; border-radius: 10px; }
QFrame[surface="banner-info"] QLabel { color: $on_accent_soft; }
QFrame[surface="block"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[surface="block"]:hover { border-color: $scroll; }
QFrame[surface="block"][selected="true"] { border: 2px solid $accent; }
QFrame[surface="field"] { background: $surface; border: 1px solid $edge; border-radius: 8px; }
QFrame[surface="entry"] { background: $bg; border: 1px solid $line; border-radius: 8px; }
QFrame[surface="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QPushButton { background: $surface; border: 1px solid $line; border-radius: 8px; padding: 0 14px; min-height: ${control}px;
  font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $muted; background: $bg; }
QPushButton[kind="primary"] { background: $accent; border: 1px solid $accent; color: $on_accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:disabled { background: $hover; border-color: $line; color: $muted; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[big="true"], QLineEdit[big="true"] { min-height: ${decision}px; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; padding: 0 10px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="link"] { background: transparent; border: none; color: $accent; padding: 0; min-height: 32px; min-width: 32px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="icon"] { background: transparent; border: 1px solid transparent; padding: 0; min-width: ${control}px;
  max-width: ${control}px; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:checked { background: $accent_soft; }
QPushButton[dense="true"] { min-height: 30px; padding: 0 12px; }
QPushButton[kind="quiet"]:checked { background: $accent_soft; color: $on_accent_soft; }
QPushButton[kind="icon"][dense="true"] { padding: 0; min-width: 32px; max-width: 32px; min-height: 32px; max-height: 32px; }
QPushButton[kind="chip"] { background: transparent; border: 1px solid $line; border-radius: 16px; padding: 0 6px;
  min-height: 30px; max-height: 30px; min-width: 20px; font-size: ${px12}px; }
QPushButton[kind="chip"]:hover { background: $hover; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border-color: $accent; color: $on_accent_soft; font-weight: 600; }
QPushButton[kind="segment"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0 10px;
  min-height: 30px; max-height: 30px; font-size: ${px13}px; }
QPushButton[kind="segment"]:hover { background: $hover; }
QPushButton[kind="segment"]:checked { background: $accent_soft; color: $on_accent_soft; font-weight: 600; }
QFrame[surface="segments"] { background: $surface; border: 1px solid $edge; border-radius: 8px; }
QPushButton[kind="place"] { background: transparent; border: none; border-radius: 8px; padding: 0 10px; min-height: 40px;
  max-height: 40px; text-align: left; font-weight: 400; }
QPushButton[kind="place"]:hover { background: $hover; }
QPushButton[kind="place"]:checked { background: $accent_soft; color: $on_accent_soft; font-weight: 500; }
QPushButton[kind="place"][narrow="true"] { padding: 0; text-align: center; min-width: 40px; max-width: 40px; }
QPushButton[menu="true"] { padding-right: 26px; }
QPushButton::menu-indicator { image: url($chevron_down); subcontrol-position: right center; subcontrol-origin: padding;
  right: 10px; width: 14px; height: 14px; }
QPushButton[kind="icon"]::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QTimeEdit, QComboBox { background: $surface; border: 1px solid $edge;
  border-radius: 8px; selection-background-color: $accent; selection-color: $on_accent; }
QSpinBox, QDateEdit, QTimeEdit { min-height: ${control}px; max-height: ${control}px; }
QLineEdit, QComboBox { padding: 0 11px; min-height: ${control}px; }
QComboBox { padding: 0 13px; }
QLineEdit:read-only, QLineEdit:disabled, QTextEdit:disabled { background: $bg; color: $muted; }
QLineEdit[kind="heading"] { font-size: ${px20}px; font-weight: 600; background: transparent; border: none; padding: 0;
  border-bottom: 1px solid transparent; border-radius: 0; }
QLineEdit[kind="heading"]:hover { border-bottom: 1px solid $edge; }
QLineEdit[kind="heading"]:focus { border-bottom: 1px solid $accent; }
QLineEdit[invalid="true"], QTextEdit[invalid="true"] { border: 1px solid $danger; }
QComboBox::drop-down { border: none; width: 30px; }
QComboBox::down-arrow { image: url($chevron_down); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; border-radius: 8px; padding: 4px; outline: none;
  selection-background-color: $accent_soft; selection-color: $on_accent_soft; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; border-radius: 6px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $on_accent_soft; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; margin: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 24px; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; margin: 3px 3px 0 0; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; margin: 0 3px 3px 0; }
QAbstractSpinBox::up-arrow { image: url($chevron_up); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url($chevron_down); width: 12px; height: 12px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 32px; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $edge; background: $surface; }
QCheckBox::indicator { border-radius: 5px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($check); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url($minus); }
QRadioButton::indicator:checked { background: $surface; border: 6px solid $accent; width: 6px; height: 6px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }

QAbstractScrollArea { background: transparent; border: none; }
QListView, QTreeView, QTableView { background: transparent; border: none; }
QListView[surface="menu"] { background: $surface; }
QListView[surface="menu"]::item { min-height: 40px; padding: 0 8px; border-radius: 6px; }
QListView[surface="menu"]::item:selected { background: $accent_soft; color: $on_accent_soft; }
QTableView { background: $surface; border: 1px solid $line; border-radius: 10px; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $on_accent_soft; }
QTableView::item { padding: 0 10px; border: none; border-bottom: 1px solid $line; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $surface; color: $muted; font-size: ${px12}px; font-weight: 500; border: none;
  border-bottom: 1px solid $line; padding: 8px 13px; }
QHeaderView::section:first { border-top-left-radius: 9px; }
QHeaderView::section:last { border-top-right-radius: 9px; }
QHeaderView::section:only-one { border-top-left-radius: 9px; border-top-right-radius: 9px; }
QTableCornerButton::section { background: $surface; border: none; }
QTextEdit, QPlainTextEdit { background: $surface; border: 1px solid $edge; border-radius: 8px; padding: 6px 7px; }
QTextEdit[kind="inside"], QPlainTextEdit[kind="inside"] { background: transparent; border: none; padding: 0; }
QTextBrowser[kind="reading"] { border: none; background: transparent; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: none; }
QScrollBar::handle:vertical { background: $scroll; border-radius: 3px; min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { background: $scroll; border-radius: 3px; min-width: 32px; margin: 3px 2px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
QMenu { background: $surface; border: 1px solid $edge; border-radius: 10px; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 6px; min-height: 18px; }
QMenu::item:selected { background: $accent_soft; color: $on_accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QMenu::icon { padding-left: 10px; }
QMenuBar { background: $sunken; border-bottom: 1px solid $line; padding: 2px 8px; }
QMenuBar::item { padding: 6px 10px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; color: $on_accent_soft; }
QToolTip { background: $text; color: $bg; border: none; border-radius: 6px; padding: 6px 8px; font-size: ${px12}px; }
QProgressBar { background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 8px 14px; font-weight: 500; }
QTabBar::tab:selected { border-bottom: 2px solid $accent; color: $accent; }
QCalendarWidget QWidget { background: $surface; alternate-background-color: $surface; }
QCalendarWidget QToolButton { min-height: 32px; border: none; border-radius: 6px; padding: 0 8px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QTableView { border: none; border-radius: 0; gridline-color: $surface; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; }
""")


def style_sheet(tokens: Mapping[str, str], drawings: Mapping[str, str], px: Callable[[float], int]) -> str:
    """The sheet for one theme.

    Args:
        tokens: token name -> ``#RRGGBB``.
        drawings: name of a small drawing -> path of its file.
        px: scales a size with the user's text size.
    """
    values = dict(tokens)
    values.update({name.replace("-", "_"): path for name, path in drawings.items()})
    values.update({f"px{size}": str(px(size)) for size in (12, 13, 14, 15, 20, 28)})
    values["control"] = str(max(34, px(34)))  # with its border of 1 px on each side: 36
    values["button"] = str(max(36, px(36)))  # a title beside buttons is as high as they are, and elsewhere stands no higher
    values["decision"] = str(max(42, px(42)))  # buttons that decide about sending: 44
    values["scroll"] = _between(tokens["line"], tokens["edge"])
    return _SHEET.substitute(values)


def _between(one: str, other: str) -> str:
    """The colour half way between two ``#RRGGBB`` colours."""
    parts = [(int(one[at : at + 2], 16) + int(other[at : at + 2], 16)) // 2 for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)
