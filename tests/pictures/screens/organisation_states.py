"""Several brands, templates of one's own, and Settings from top to bottom: accounts, office hours, unsubscribing on a website."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton

from composer.gui import changes
from composer.gui.backup_card import BackupCard
from composer.gui.editor.template_adder import TemplateAdder
from composer.gui.it_card import ItCard
from composer.gui.unsubscribe_card import UnsubscribeCard
from composer.gui.widgets.pace_strip import PaceStrip
from composer.i18n import _
from composer.paths import templates_folder
from screens.photographer import CONTROL, SHIFT, Photographer

Key = Qt.Key


def brands(camera: Photographer) -> None:
    """A second brand is named, chosen for an issue, and a template comes in or is refused."""
    camera.go(3)
    camera.click("Another brand…")
    camera.take("brand-name-another")
    camera.write("Rowing club")
    camera.press(Key.Key_Return)
    camera.settle()
    camera.take("brand-several")
    camera.without_toast()
    camera.click("Rename…")
    camera.press((CONTROL, Key.Key_A), Key.Key_Delete, Key.Key_Return)
    camera.settle()
    camera.take("brand-without-a-name")
    camera.press(Key.Key_Escape)
    camera.window.show_place("compose")
    camera.settle(3)
    camera.press((CONTROL | SHIFT, Key.Key_L))
    camera.settle(6)
    camera.take("look-several-brands", stir=4)
    adder: Any = camera.window.findChild(TemplateAdder)
    with tempfile.TemporaryDirectory() as folder:
        good = Path(shutil.copytree(templates_folder() / "letter", Path(folder) / "rowing-club"))
        about = (good / "template.toml").read_text(encoding="utf-8").replace('"Letter"', '"Rowing club"')
        (good / "template.toml").write_text(about, encoding="utf-8")
        adder.add(good)
        camera.wait(lambda: camera.shows("is among the templates now"), "the template")
        camera.settle(6)
        camera.take("look-template-added", stir=4, sight=adder)
        bad = Path(shutil.copytree(templates_folder() / "letter", Path(folder) / "half-done"))
        (bad / "layout.html.j2").write_text("<p>{{ issue.name }}</p>", encoding="utf-8")
        adder.add(bad)
        camera.wait(lambda: camera.shows("was not added"), "the refusal")
        camera.settle()
        camera.take("look-template-refused", stir=4, sight=adder)


def settings(camera: Photographer) -> None:
    """Each card of Settings, with an account of one's own and the hours its letters go."""
    from composer.delivery.accounts import account_from_url

    window: Any = camera.window
    workspace = window.workspace
    workspace.accounts.save(
        account_from_url("Office", "smtps://news%40harbourfriends.example@127.0.0.1:9", "Mei Chen <news@harbourfriends.example>")
    )
    window.changes.note(changes.ACCOUNTS)
    camera.go(1)
    camera.click("Settings")
    camera.settle()
    camera.take("settings-accounts")
    pace: Any = camera.find(_("Pace of {name}").format(name="Office"), QPushButton)
    camera.click_on(pace)
    days: Any = camera.find(_("When letters go"), QComboBox)
    days.setFocus()
    camera.press(Key.Key_Down)
    camera.settle()
    strip = next(one for one in window.findChildren(PaceStrip) if one.isVisible())
    camera.take("settings-office-hours", sight=strip)
    ends: Any = camera.find(_("Letters go until"), QLineEdit)
    ends.setFocus()
    camera.press((CONTROL, Key.Key_A))
    camera.write("7:00")
    camera.press(Key.Key_Tab)
    keep: Any = camera.find(_("Keep this pace"), QPushButton)
    camera.click_on(keep)
    camera.settle()
    camera.take("settings-office-hours-wrong", sight=strip)
    camera.click_on(pace)
    for name, kind in (("unsubscribing", UnsubscribeCard), ("backup", BackupCard), ("it", ItCard)):
        camera.take(f"settings-{name}", sight=camera.window.findChild(kind))
    card: Any = camera.window.findChild(UnsubscribeCard)
    camera.click("Another website")
    card.address.setFocus()
    camera.press((CONTROL, Key.Key_A))
    camera.write("https://harbourfriends.example/unsubscribe")
    camera.click_on(card.test)
    camera.settle()
    camera.take("settings-unsubscribing-wrong", sight=card)
    camera.take("settings-window-and-care", sight=camera.find(_("Less movement"), QCheckBox).parentWidget())
