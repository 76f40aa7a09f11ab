"""What stands beside the table of people: groups by rules, doubles, what was done, how long they are kept, several at once."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QTableView

from composer.i18n import _
from screens.photographer import SHIFT, Photographer

Key = Qt.Key
TAGGED_FILE = """Name,E-mail,Tags,Joined
Anna Lind,anna@harbourfriends.example,"Volunteer, Swimmer",2024-03-01
Ngozi Okonkwo,ngozi@harbourfriends.example,Trustee,2025-05-17
Mei Chen,mei@harbourfriends.example,,2026-01-30
Siân Prŷs,sian@harbourfriends.example,"Volunteer; Boathouse",2026-02-02
Somebody,not an address,Volunteer,2026-02-02
"""


def take_action(camera: Photographer, words: str) -> None:
    """A row of a menu, by its words in the language of the window."""
    wanted = _(words)
    found = [action for action in camera.window.findChildren(QAction) if action.text() == wanted]
    if not found:
        raise LookupError(f"no menu has “{words}” (scene {camera.scene})")
    found[0].trigger()
    camera.settle()


def beside_the_table(camera: Photographer) -> None:
    """Every panel of People, with people it has something to say about."""
    camera.go(2)
    camera.click("Add one")
    for words in ("Desmond Achebe-Jones", "d.achebe@example.net"):
        camera.write(words)
        camera.press(Key.Key_Tab if "@" not in words else Key.Key_Return)
    camera.settle()
    camera.click("Add one")
    table: Any = next(view for view in camera.window.findChildren(QTableView) if view.isVisible())
    camera.click_row(table, 2)
    camera.press((SHIFT, Key.Key_Down), (SHIFT, Key.Key_Down))
    camera.settle()
    camera.without_toast()
    camera.take("people-several")
    camera.click("Why we may write…")
    camera.settle()
    camera.take("people-why-we-may-write")
    camera.click("Done")
    camera.settle()
    for name, words in (
        ("group-by-rules", "A group by rules…"),
        ("doubles", "Find doubles…"),
        ("sheets", "Read sheets again…"),
        ("what-was-done", "What was done…"),
        ("retention", "How long people are kept…"),
        ("sister-organisations", "Marks for sister organisations…"),
    ):
        camera.go(2)
        take_action(camera, words)
        camera.take(f"people-{name}")
        camera.press(Key.Key_Escape)


def import_with_tags(camera: Photographer) -> None:
    """A file whose people carry tags: before it is taken in, and afterwards."""
    window: Any = camera.window
    camera.go(2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "members.csv"
        path.write_text(TAGGED_FILE, encoding="utf-8")
        camera.drop(window.page("people"), path)
        camera.settle()
        basis: Any = next(box for box in window.findChildren(QComboBox) if box.isVisible() and box.itemText(0) == _("Choose…"))
        basis.setFocus()
        camera.press(Key.Key_Down)
        camera.settle()
        camera.take("people-import-tags")
        camera.click(_("Import {count} people").format(count=4))
        camera.settle()
    camera.take("people-imported", stir=0.5)
    table: Any = next(view for view in window.findChildren(QTableView) if view.isVisible())
    camera.click_row(table, 0)
    camera.settle()
    camera.take("people-person-tags")
