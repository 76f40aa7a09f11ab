"""A copy for the browser is one file, complete and harmless."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from composer.document.edits import UpdateBlock
from composer.errors import WorkspaceError
from composer.gui.preview.browser_copy import write_browser_copy
from composer.gui.preview.live import prepare
from composer.gui.preview.looks import Look
from composer.rendering.renderer import render


def test_pictures_travel_inside_and_nothing_runs(harbour: Any, letters: Any, tmp_path: Path) -> None:
    pictures = harbour.workspace.pictures
    picture = pictures.add(letters.pixel, origin="roof.png", alt="The roof")
    issue = UpdateBlock("roof", {"picture": picture, "layout": "above"}).apply(harbour.issue)
    rendered = render(issue, templates=harbour.workspace.templates)
    prepared = prepare(rendered, 1, Look(), {"first_name": "Mei"}, pictures, lambda _key: False)
    path = write_browser_copy(tmp_path, prepared, Look(), pictures)
    html = path.read_text(encoding="utf-8")
    assert base64.b64encode(pictures.content(picture.hash)[1]).decode() in html
    assert "Dear Mei" in html
    assert "default-src 'none'" in html
    assert 'src="cid:' not in html


def test_a_folder_that_cannot_be_written_is_told(harbour: Any, tmp_path: Path) -> None:
    rendered = render(harbour.issue, templates=harbour.workspace.templates)
    prepared = prepare(rendered, 1, Look(), {}, harbour.workspace.pictures, lambda _key: False)
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write_browser_copy(tmp_path / "gone", prepared, Look(), harbour.workspace.pictures)
