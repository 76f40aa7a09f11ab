"""Where things lie: the user's own files, and what the program brings (source tree, wheel or frozen program)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP_NAME = "newsletter-composer"
WORKSPACE_VARIABLE = "NEWSLETTER_WORKSPACE"


def _brought_with_us(name: str) -> Path:
    """A folder that ships with the program; beside the package in a source tree, inside it in a wheel or frozen build."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [package / name, package.parent / name]
    if frozen:
        candidates.insert(0, Path(frozen) / name)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the program's own folder “{name}” is missing; install the program again")


def templates_folder() -> Path:
    """The e-mail templates that come with the program."""
    return _brought_with_us("templates")


def resources_folder() -> Path:
    """Icons, styles, fonts, translations and the sample organisation."""
    return _brought_with_us("resources")


def workspace_folder(location: str) -> Path:
    """Where files beside the database live (settings, practice mailbox): the location itself; for a URL the user's own folder."""
    if "://" not in location:
        return Path(location).expanduser().absolute()
    if location.startswith("sqlite:///"):
        return Path(location.removeprefix("sqlite:///")).expanduser().absolute().parent
    return _user_folder()


def default_workspace() -> str:
    """Where the user's work is kept when nobody says otherwise: a folder, or a database URL from the environment."""
    return os.environ.get(WORKSPACE_VARIABLE, "") or str(_user_folder())


def _user_folder() -> Path:
    # Not needed where a workspace is named, and the first window waits for what is imported before it.
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)
