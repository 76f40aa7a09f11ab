"""doctor: what this machine lacks for the program, and the line that mends it."""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from typing import Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.errors import ComposerError
from composer.i18n import _

NAME = "doctor"
HELP = _("what this machine lacks for the program, and the line that mends it")
WINDOW_LIBRARIES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
    "libxcb-shape0 libxkbcommon-x11-0 libnss3 libasound2 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1"
)
"""Debian's names of what a window and the web engine stand on (found on a bare Debian 12)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults()


def run(arguments: argparse.Namespace, console: Console) -> int:
    checks = [_python(), _window(), _display(), _keyring(), *_workspace(arguments.workspace)]
    console.result(
        {"checks": checks}, [f"{'ok' if check['ok'] else '!!'}  {check['name']:<18}  {check['message']}" for check in checks]
    )
    return DONE if all(check["ok"] for check in checks) else ATTENTION


def _check(name: str, ok: bool, message: str) -> dict[str, Any]:
    return {"name": name, "ok": ok, "message": message}


def _python() -> dict[str, Any]:
    return _check("python", True, f"Python {sys.version.split()[0]}")


def _window() -> dict[str, Any]:
    """Whether Qt and its web engine load; asked in a process of its own, so that none of it is loaded here."""
    if importlib.util.find_spec("PySide6") is None:
        return _check("window libraries", False, _("PySide6 is not installed: pip install newsletter-composer"))
    answer = subprocess.run(
        [sys.executable, "-c", "import PySide6.QtWidgets, PySide6.QtWebEngineWidgets"],
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode == 0:
        return _check("window libraries", True, _("The window’s libraries are there."))
    said = answer.stderr.strip().splitlines()
    line = _("On Debian or Ubuntu: sudo apt-get install --no-install-recommends {packages}").format(packages=WINDOW_LIBRARIES)
    return _check("window libraries", False, f"{said[-1] if said else ''} {line}".strip())


def _display() -> dict[str, Any]:
    if sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return _check("display", True, _("There is a display for the window."))
    return _check("display", False, _("There is no display here; “newsletter demo” does the whole job without one."))


def _keyring() -> dict[str, Any]:
    from composer.credentials import Credentials

    kept = Credentials().available()
    return _check("keyring", kept.place == "keyring", kept.sentence)


def _workspace(location: str) -> list[dict[str, Any]]:
    from composer.workspace import open_workspace

    try:
        workspace = open_workspace(location)
    except ComposerError as error:
        return [_check("workspace", False, str(error))]
    try:
        real = [account for account in workspace.accounts.all() if not account.practice]
        account = (
            _check("mail account", True, ", ".join(account.name for account in real))
            if real
            else _check(
                "mail account", False, _("There is no mail account yet: newsletter accounts add NAME --smtp URL --from ADDRESS")
            )
        )
        return [_check("workspace", True, _("Your work is kept in {place}.").format(place=workspace.folder)), account]
    finally:
        workspace.close()
