"""Choose: a command where one is given, else the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from composer.i18n import _, language_of_environment, set_language
from composer.paths import resources_folder


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    given, language = _without_language(given)
    set_language(language or language_of_environment(), resources_folder() / "translations")
    given, file = _without_issue(given)
    location = _only_a_workspace(given)
    if location is None:
        from composer.cli.program import run

        return run(given)
    if not _has_display():
        words = _("There is no display here, so the window cannot open. “newsletter demo” does the whole job without one.")
        sys.stderr.write(f"{words}\n")
        return 2
    from composer.gui.application import main as open_window

    return open_window(location, file, language)


def _without_language(given: list[str]) -> tuple[list[str], str]:
    """What was given without ``--lang``, and the language that stands there; empty where none does.

    Read before anything else: the command line's own help is in that language.
    """
    for at, word in enumerate(given):
        if word == "--":
            break
        if word == "--lang" and at + 1 < len(given):
            return given[:at] + given[at + 2 :], given[at + 1]
        if word.startswith("--lang="):
            return given[:at] + given[at + 1 :], word.removeprefix("--lang=")
    return given, ""


def _without_issue(given: list[str]) -> tuple[list[str], str]:
    """What was given without the issue to open at its end, and that issue's path; empty where there is none.

    A desktop that opens a ``.newsletter`` file starts the program with nothing but its path.
    """
    if given and given[-1].endswith(".newsletter") and _only_a_workspace(given[:-1]) is not None:
        return given[:-1], os.path.abspath(given[-1])
    return given, ""


def _only_a_workspace(given: Sequence[str]) -> str | None:
    """The workspace to open a window on, or None where a command is asked for."""
    if not given:
        return ""
    if len(given) == 2 and given[0] == "--workspace":
        return given[1]
    if len(given) == 1 and given[0].startswith("--workspace="):
        return given[0].partition("=")[2]
    return None


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
