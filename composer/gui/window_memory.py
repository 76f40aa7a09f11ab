"""What the window remembers of its own shape: size, splitters. Everything else people chose lies in the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings


def window_memory(folder: Path) -> QSettings:
    """The memory, a small file in the workspace's ``folder``."""
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
