"""What reads a call: options known in every place of it, and one sentence where it is wrong."""

from __future__ import annotations

import argparse
from typing import NoReturn

from composer.cli.console import WRONG
from composer.i18n import _


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a call in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"{self.prog}: {message}. {_('Try')} {self.prog} --help\n")


def everywhere() -> Parser:
    """A parent parser with --json, --workspace and --lang.

    Neither has a default: an action's default would overwrite what was given before the command's name.
    """
    parser = Parser(add_help=False)
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=_("print one JSON object and nothing else")
    )
    parser.add_argument(
        "--workspace", metavar="DIR|URL", default=argparse.SUPPRESS, help=_("where your work is kept; else your own data folder")
    )
    # Read in composer/__main__.py, before this parser is made: its words are in that language. Here it is only told of.
    parser.add_argument("--lang", metavar=_("LANGUAGE"), default=argparse.SUPPRESS, help=_("speak this language, such as fr"))
    return parser
