"""Dragging with a real mouse on a real display: cards change places, items are dropped where one wants them, workers go on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

SCRIPT = """
import os, subprocess, sys, threading, time
from datetime import UTC, date, datetime
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.gui.application import make_application
from composer.gui.editor.item_list import ItemList
from composer.gui.editor.outline import Outline
from composer.gui.fields.field_widget import FieldTools
from composer.gui.models.item_model import ItemModel
from composer.library.item import Item
from composer.library.shelf import ShelfRow

application = make_application(theme="light")
now = datetime(2026, 11, 23, tzinfo=UTC)

class Tiles(QObject):
    ready = Signal(str)
    of_address = of_picture = staticmethod(lambda _key: None)

model = ItemModel(Tiles(), lambda: date(2026, 11, 23))
model.set_rows([ShelfRow(Item(id=name, title=name), now, (), False, now) for name in ("one", "two")], [])
page = QWidget()
row = QHBoxLayout(page)
listing = ItemList(model, "new")
outline = Outline(FieldTools(None, None, Tiles(), lambda: now))
row.addWidget(listing)
row.addWidget(outline)
outline.show_blocks((*(TextBlock(id=name, text=name) for name in "abcd"), Footer(id="foot")))
outline.move_wanted.connect(lambda *said: print("moved", *said))
outline.items_dropped.connect(lambda ids, at: print("dropped", ",".join(ids), at))
page.setGeometry(0, 0, 760, 520)
page.show()

beats = []
def beat():
    while True:
        beats.append(time.monotonic())
        time.sleep(0.01)
threading.Thread(target=beat, daemon=True).start()

def settle(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        application.processEvents()

def drag(start, end):
    def mouse():
        def do(*words):
            subprocess.run(["xdotool", *map(str, words)], check=True)
        do("mousemove", start.x(), start.y()); do("mousedown", 1)
        for step in range(1, 11):
            do("mousemove", start.x() + (end.x() - start.x()) * step // 10, start.y() + (end.y() - start.y()) * step // 10)
            time.sleep(0.05)
        time.sleep(0.2)
        do("mouseup", 1)
    thread = threading.Thread(target=mouse)
    thread.start()
    while thread.is_alive():
        application.processEvents()
    settle(0.5)

settle(1)
card = {name: outline.card(name) for name in "abcd"}
drag(card["d"].mapToGlobal(QPoint(120, 30)), card["b"].mapToGlobal(QPoint(120, 5)))
beats.clear()
spot = listing.visualRect(model.index(1)).center()
drag(listing.viewport().mapToGlobal(spot), card["c"].mapToGlobal(QPoint(120, 5)))
print("workers", "went on" if max(b - a for a, b in zip(beats, beats[1:])) < 0.5 else "stood still")
sys.stdout.flush()
os._exit(0)
"""


@pytest.mark.display
@pytest.mark.skipif(not (shutil.which("xvfb-run") and shutil.which("xdotool")), reason="no Xvfb or xdotool here")
def test_cards_and_items_by_mouse() -> None:
    answer = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 800x600x24", sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
    )
    assert answer.stdout.splitlines() == ["moved ['d'] 1", "dropped two 2", "workers went on"], answer.stderr
