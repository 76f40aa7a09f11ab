"""What the window remembers of its own shape: size, splitters. Everything else people chose lies in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from composer.workspace import Workspace


def window_memory(workspace: Workspace) -> QSettings:
    """The memory, a small file beside the workspace's database."""
    return QSettings(str(workspace.folder / "window.ini"), QSettings.Format.IniFormat)
