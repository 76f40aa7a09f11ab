"""Starts the web engine, or says why not and offers the plain reader instead. The engine is imported here and nowhere earlier."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from pathlib import Path

import PySide6
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


def load_ahead() -> None:
    """Load Chromium's libraries and our modules that use them. For a worker thread: nothing is created, and no window waits.

    Python's own import of them would keep every thread waiting for a tenth of a second, for it holds the interpreter while the
    system links 200 MB; so the system is asked first, without it.
    """
    if os.environ.get(SIMPLE_VARIABLE):
        return
    prepare()
    library = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6WebEngineWidgets.so.6"
    if sys.platform == "linux" and library.is_file():
        load = ctypes.CDLL(None).dlopen
        load.restype, load.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
        load(os.fsencode(library), os.RTLD_NOW)
    try:
        import composer.gui.preview.web_view  # noqa: F401 -- for later
    except ImportError as error:
        # Said again, in the window, where a preview is opened.
        _log.warning("the web engine is not there: %s", error)


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
