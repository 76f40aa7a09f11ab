"""Thousands of pictures as a list: nothing is read before it is looked at."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListView

from composer.document.picture_library import KeptPicture
from composer.gui.models.picture_model import PictureModel
from composer.gui.models.tile_pictures import TilePictures


def row(number: int) -> KeptPicture:
    return KeptPicture(
        hash=f"{number:064x}", name=f"Picture {number}", origin="", alt="Roof", tags=(), consent_until=None, width=1, height=1,
        weight=1, added=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip


def test_only_what_is_on_screen_is_asked_for(jobs: Any, qtbot: Any, show: Any) -> None:
    asked: set[str] = set()

    def read(picture_hash: str) -> bytes:
        asked.add(picture_hash)
        return b""

    model = PictureModel(TilePictures(jobs, picture=read, download=lambda _url: b""))
    view = QListView()
    view.setModel(model)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setUniformItemSizes(True)
    view.setGridSize(QSize(130, 130))
    show(view, 560, 400)
    model.show_rows([row(number) for number in range(2_000)])
    assert model.rowCount() == 2_000
    assert model.place_of(f"{7:064x}") == 7
    assert model.place_of("none") == -1
    qtbot.waitUntil(lambda: bool(asked) and not jobs.busy)
    assert len(asked) < 100
    assert model.index(0).data(Qt.ItemDataRole.DisplayRole) == "Picture 0"
