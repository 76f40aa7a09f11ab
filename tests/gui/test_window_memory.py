"""The window's shape is kept beside the workspace."""

from __future__ import annotations

from typing import Any

from composer.gui.window_memory import window_memory


def test_it_is_there_again(harbour: Any) -> None:
    memory = window_memory(harbour.workspace.folder)
    memory.setValue("compose/panes-3", [300, 300, 400])
    memory.sync()
    again = window_memory(harbour.workspace.folder).value("compose/panes-3")
    assert [int(part) for part in again] == [300, 300, 400]
    assert (harbour.workspace.folder / "window.ini").is_file()
