"""Where a command speaks: results to standard output, words to standard error; with ``--json`` one object and no more."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from composer.i18n import _

DONE, ATTENTION, WRONG = 0, 1, 2


class Console:
    """One run of one command."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, words: str) -> None:
        """A message for the person at the keyboard."""
        print(words, file=sys.stderr, flush=True)

    def progress(self, words: str) -> None:
        """How far it has come: on one line that is written over, where a person looks on; else not at all."""
        if sys.stderr.isatty():
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)

    def end_progress(self) -> None:
        """Leave the line that was written over."""
        if sys.stderr.isatty():
            print(file=sys.stderr, flush=True)

    def result(self, data: Mapping[str, Any], lines: Sequence[str]) -> None:
        """The result: ``data`` with ``--json``, else ``lines``."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False))
            return
        for line in lines:
            print(line)

    def ask(self, question: str) -> bool:
        """Ask a person; without one (no terminal) the answer is no."""
        if not sys.stdin.isatty():
            return False
        print(f"{question} {_('[y/N]')} ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes", _("yes"), _("yes")[:1])
