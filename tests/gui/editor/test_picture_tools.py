"""Forms of the composer reach the site's media library and our own library of pictures."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from composer.blocks.fields import Picture
from composer.errors import NotFoundError
from composer.gui.editor.picture_tools import picture_tools
from composer.gui.models.tile_pictures import TilePictures


def test_without_a_connected_site_there_is_a_sentence(harbour: Any, jobs: Any, qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _url: b"")
    tools = picture_tools(harbour.workspace, jobs, tiles, page)
    assert tools.put_on_site is not None
    with pytest.raises(NotFoundError, match="No WordPress site is connected"):
        tools.put_on_site(Picture(hash="ab"))
