"""The table of actions: id, words, keys, menu. Every key is here, so that the key sheet and the menus cannot forget one.

The window itself carries out those of :meth:`MainWindow.handlers`; the others belong to the page that shows, which names them in
:meth:`Page.handlers`. An action nobody carries out now is disabled. ``keys`` beginning with ``~`` are shown in the key sheet but
handled by the widget that has the focus (a list's Space), so they are no shortcuts of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from composer.gui.icons import icon
from composer.i18n import N_, _


@dataclass(frozen=True)
class ActionRow:
    """One thing the user can do."""

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""


MENUS: tuple[tuple[str, str], ...] = (
    ("issue", N_("&Issue")),
    ("edit", N_("&Edit")),
    ("write", N_("&Write")),
    ("view", N_("&View")),
    ("go", N_("&Go")),
    ("help", N_("&Help")),
)

ACTIONS: tuple[ActionRow, ...] = (
    ActionRow("new_from_last", "issue", N_("New issue like the &last one"), ("Ctrl+N",), "plus"),
    ActionRow("new_empty", "issue", N_("&New empty issue"), ("Ctrl+Shift+N",)),
    ActionRow("read_sources", "issue", N_("Read &sources again"), ("F5",), "refresh-cw"),
    ActionRow("paste_link", "issue", N_("Paste a lin&k…"), ("Ctrl+L",), "link"),
    ActionRow("send_test", "issue", N_("Send me a &test"), ("Ctrl+T",), "test-tube"),
    ActionRow("review", "issue", N_("&Review and send…"), ("Ctrl+Return", "Ctrl+Enter"), "send"),
    ActionRow("pictures", "issue", N_("P&ictures…"), ("Ctrl+Shift+I",), "images"),
    ActionRow("export", "issue", N_("&Export…"), ("Ctrl+E",), "download"),
    ActionRow("web_version", "issue", N_("&Web version…"), ("Ctrl+Shift+W",), "globe"),
    ActionRow("link_tags", "issue", N_("Ta&g links for statistics…"), (), "tag"),
    ActionRow("quit", "issue", N_("&Quit"), ("Ctrl+Q",)),
    ActionRow("undo", "edit", N_("&Undo"), ("Ctrl+Z",), "undo-2"),
    ActionRow("redo", "edit", N_("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
    ActionRow("history", "edit", N_("&History…"), ("Ctrl+Shift+H",), "history"),
    ActionRow("add_block", "edit", N_("&Add a block…"), ("Ctrl+Shift+A",), "plus"),
    ActionRow("duplicate", "edit", N_("&Duplicate the block"), ("Ctrl+D",), "copy"),
    ActionRow("cut_block", "edit", N_("Cut the &block"), ("~Ctrl+X",), "scissors"),
    ActionRow("copy_block", "edit", N_("&Copy the block"), ("~Ctrl+C",), "clipboard"),
    ActionRow("paste_block", "edit", N_("Paste be&low the block"), ("~Ctrl+V",), "clipboard-paste"),
    ActionRow("save_section", "edit", N_("&Save as a section…"), ("Ctrl+Alt+S",), "save"),
    ActionRow("saved_sections", "edit", N_("Saved sectio&ns…"), (), "layout-template"),
    ActionRow("remove", "edit", N_("Re&move the block"), ("~Del",), "trash-2"),
    ActionRow("move_up", "edit", N_("Move u&p"), ("Alt+Up",), "arrow-up"),
    ActionRow("move_down", "edit", N_("Move d&own"), ("Alt+Down",), "arrow-down"),
    ActionRow("move_first", "edit", N_("Move to the &top"), ("Alt+Home",)),
    ActionRow("move_last", "edit", N_("Move to the &end"), ("Alt+End",)),
    ActionRow("find", "edit", N_("&Find"), ("Ctrl+F",), "search"),
    ActionRow("bold", "write", N_("&Bold"), ("Ctrl+B",), "bold"),
    ActionRow("italic", "write", N_("&Italic"), ("Ctrl+I",), "italic"),
    ActionRow("link", "write", N_("&Link…"), ("Ctrl+K",), "link"),
    ActionRow("insert_name", "write", N_("Insert first &name"), ("Ctrl+;",), "user-round"),
    ActionRow("preview", "view", N_("&Preview"), ("Ctrl+Shift+V",), "eye"),
    ActionRow("look", "view", N_("&Template and look…"), ("Ctrl+Shift+L",), "layout-template"),
    ActionRow("next_preview", "view", N_("&Next way of looking"), ("Ctrl+Shift+P",)),
    ActionRow("open_in_mail", "view", N_("Open in my &mail program"), ("Ctrl+Shift+M",), "mail"),
    ActionRow("zoom_in", "view", N_("&Larger"), ("Ctrl++", "Ctrl+="), "zoom-in"),
    ActionRow("zoom_out", "view", N_("&Smaller"), ("Ctrl+-",), "zoom-out"),
    ActionRow("zoom_reset", "view", N_("As &it is"), ("Ctrl+0",)),
    ActionRow("next_check", "view", N_("Next &finding"), ("F8",), "list-checks"),
    ActionRow("previous_check", "view", N_("Pre&vious finding"), ("Shift+F8",)),
    ActionRow("next_pane", "view", N_("Ne&xt pane"), ("F6",)),
    ActionRow("previous_pane", "view", N_("Previous p&ane"), ("Shift+F6",)),
    ActionRow("greeting", "go", N_("To the &greeting"), ("Ctrl+G",)),
    ActionRow("subject", "go", N_("To the &subject"), ("Ctrl+U",)),
    ActionRow("place_1", "go", N_("Place &1"), ("Ctrl+1",)),
    ActionRow("place_2", "go", N_("Place &2"), ("Ctrl+2",)),
    ActionRow("place_3", "go", N_("Place &3"), ("Ctrl+3",)),
    ActionRow("place_4", "go", N_("Place &4"), ("Ctrl+4",)),
    ActionRow("place_5", "go", N_("Place &5"), ("Ctrl+5",)),
    ActionRow("palette", "help", N_("&Everything by its name…"), ("Ctrl+Shift+K",), "search"),
    ActionRow("keys", "help", N_("&Keys on this screen"), ("F1",), "keyboard"),
    ActionRow("guide", "help", N_("&Guide"), ("Shift+F1",), "book-open"),
    ActionRow("it_page", "help", N_("For your &IT person"), (), "wrench"),
)


class Actions:
    """The QActions of one window. ``actions["undo"]`` is one; :meth:`rewire` says who carries out what."""

    def __init__(self, window: QMainWindow) -> None:
        self._handlers: Mapping[str, Callable[[], None]] = {}
        self._actions: dict[str, QAction] = {}
        menus: dict[str, QMenu] = {}
        for menu_id, text in MENUS:
            menus[menu_id] = window.menuBar().addMenu(_(text))
        for row in ACTIONS:
            action = QAction(_(row.text), window)
            action.setObjectName(row.id)
            keys = [QKeySequence(key) for key in row.keys if not key.startswith("~")]
            action.setShortcuts(keys)
            if row.icon:
                action.setIcon(icon(row.icon))
            action.triggered.connect(lambda _checked=False, wanted=row.id: self.trigger(wanted))
            menus[row.menu].addAction(action)
            # Also the window's own: a hidden menu bar would take the keys with it.
            window.addAction(action)
            self._actions[row.id] = action

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def rewire(self, handlers: Mapping[str, Callable[[], None]]) -> None:
        """From now on these carry out the actions they name; the others are disabled."""
        unknown = set(handlers) - set(self._actions)
        if unknown:
            raise ValueError(f"no such action: {', '.join(sorted(unknown))}")
        self._handlers = handlers
        for action_id, action in self._actions.items():
            action.setEnabled(action_id in handlers)

    def trigger(self, action_id: str) -> None:
        """Carry an action out, if anybody does now."""
        handler = self._handlers.get(action_id)
        if handler is not None:
            handler()


def keys_in_words(action_id: str) -> str:
    """The first key of an action as the platform writes it, for tool tips: ``Ctrl+T``; empty where it has none."""
    for row in ACTIONS:
        if row.id == action_id and row.keys:
            return QKeySequence(row.keys[0].lstrip("~")).toString(QKeySequence.SequenceFormat.NativeText)
    return ""
