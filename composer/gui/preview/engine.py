"""Starts the web engine, or says why not and offers the plain reader instead. The engine is imported here and nowhere earlier."""

from __future__ import annotations

import logging
import os

from PySide6.QtWidgets import QWidget

from composer.gui.preview.assets import Assets
from composer.gui.preview.surface import Surface
from composer.gui.preview.text_view import TextView

SIMPLE_VARIABLE = "NEWSLETTER_SIMPLE_PREVIEW"
"""Set to anything: do without the web engine (for computers where it draws nothing or brings the window down)."""

_log = logging.getLogger(__name__)


def prepare() -> None:
    """Set what Chromium reads from the environment; must come before its first import. Values set by the user stay.

    A letter needs no graphics card, and drivers are where web engines crash. As root Chromium's sandbox cannot start at all; then
    the walls of :mod:`composer.gui.preview.scheme` stand alone.
    """
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


def open_surface(assets: Assets, parent: QWidget) -> tuple[Surface, str]:
    """A surface to show letters on, and why it is the plain one; empty where it is the web engine."""
    if os.environ.get(SIMPLE_VARIABLE):
        return TextView(assets, parent), f"{SIMPLE_VARIABLE} is set"
    prepare()
    try:
        from composer.gui.preview.web_view import WebView
    except ImportError as error:
        _log.warning("the web engine is not there: %s", error)
        return TextView(assets, parent), str(error)
    return WebView(assets, parent), ""
