"""Finds the commands, reads the call, runs one, and turns every error into one sentence and an exit status."""

from __future__ import annotations

import importlib
import io
import logging
import os
import pkgutil
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from composer import __version__
from composer import cli as _folder
from composer.cli.console import WRONG, Console
from composer.cli.parser import Parser, everywhere
from composer.errors import ComposerError
from composer.i18n import _


def command_modules() -> dict[str, ModuleType]:
    """Every command by its name: the modules of this folder that have one."""
    found = {}
    for module in pkgutil.iter_modules(_folder.__path__):
        loaded = importlib.import_module(f"{_folder.__name__}.{module.name}")
        if hasattr(loaded, "NAME"):
            found[loaded.NAME] = loaded
    return dict(sorted(found.items()))


_SILENT = logging.NullHandler()
"""What libraries log is not for the person at the keyboard: our own sentences say what happened."""


def make_parser() -> Parser:
    """The whole command line."""
    always = everywhere()
    parser = Parser(
        prog="newsletter",
        parents=[always],
        description=_("Newsletter Composer: from your website to a letter in a mailbox. Without a command the window opens."),
    )
    parser.add_argument("--version", action="version", version=f"Newsletter Composer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=Parser)
    for name, module in command_modules().items():
        module.add_arguments(commands.add_parser(name, parents=[always], help=module.HELP, description=module.HELP))
    return parser


def run(argv: Sequence[str]) -> int:
    """Run one command. Returns the exit status; never raises, never shows a traceback."""
    _write_any_script()
    parser = make_parser()
    try:
        arguments = parser.parse_args(list(argv))
        if arguments.command is None:
            parser.error(_("say which command you want"))
    except SystemExit as end:  # argparse has said what is wrong, or printed the help that was asked for
        return end.code if isinstance(end.code, int) else WRONG
    arguments.workspace = getattr(arguments, "workspace", "")
    console = Console(as_json=getattr(arguments, "json", False))
    logging.getLogger().addHandler(_SILENT)
    try:
        return int(command_modules()[arguments.command].run(arguments, console))
    except ComposerError as error:
        console.say(str(error))
    except KeyboardInterrupt:
        console.say(_("Stopped."))
    except BrokenPipeError:
        _nobody_reads()
    except OSError as error:
        console.say(_cannot_be_used(error))
    except Exception as error:  # noqa: BLE001 -- whatever it is, a script gets one sentence and an exit status
        console.say(_fault(error))
    return WRONG


def _write_any_script() -> None:
    """Names in any script must come out, whatever the terminal or pipe thinks it can take; the odd byte of a file name too."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # in JSON, that is a valid escape


def _nobody_reads() -> None:
    """Whoever read our output has gone (``newsletter lists | head``); what is still held back must not complain at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _cannot_be_used(error: OSError) -> str:
    """A file, folder or connection that failed where nobody looked out for it: which, and what the system says."""
    reason = (error.strerror or str(error) or type(error).__name__).rstrip(".")
    if error.filename:
        return _("“{file}” cannot be used: {reason}.").format(file=error.filename, reason=reason)
    return _("The system refused: {reason}.").format(reason=reason)


def _fault(error: Exception) -> str:
    """Our own fault: the technical side goes into a file, the sentence says where."""
    with tempfile.NamedTemporaryFile("w", prefix="newsletter-fault-", suffix=".txt", delete=False, encoding="utf-8") as report:
        report.write("".join(traceback.format_exception(error)))
    return _("That was our fault ({kind}); nothing of yours is lost. Details are in {file}.").format(
        kind=type(error).__name__, file=Path(report.name)
    )
