"""The options every command and every action of a command knows."""

from __future__ import annotations

import argparse

from composer.i18n import _


def everywhere() -> argparse.ArgumentParser:
    """A parent parser with --json and --workspace.

    Neither has a default: an action's default would overwrite what was given before the command's name.
    """
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=_("print one JSON object and nothing else")
    )
    parser.add_argument(
        "--workspace", metavar="DIR|URL", default=argparse.SUPPRESS, help=_("where your work is kept; else your own data folder")
    )
    return parser
