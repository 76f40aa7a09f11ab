"""What the program is in the middle of, in a form that outlives it: should it end just then, the next start can tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from datetime import datetime

    from composer.gui.jobs import Jobs

FILE = "under-way.json"
LARGEST = 100_000
WRITING, PEOPLE, ITEMS, SENDING, BACKUP = "writing", "people", "items", "sending", "backup"
"""Kinds of what may be cut off."""


@dataclass(frozen=True)
class Doing:
    """One thing under way.

    Attributes:
        kind: :data:`WRITING` while changes of an issue wait to be kept, or another of the kinds above.
        name: what a person calls it (an issue's name, a file's); id: the issue's, where it is one.
        since: ISO 8601; when it began.
    """

    kind: str
    name: str = ""
    id: str = ""
    since: str = ""


@dataclass(frozen=True)
class Mark:
    """What the last run of the program left behind: when it began, the issue last open in it, and what it was doing."""

    started: str = ""
    issue: str = ""
    doing: tuple[Doing, ...] = ()


class UnderWay(QObject):
    """Keeps the mark of this run in ``folder`` as it changes; :meth:`end` takes it away, and only an orderly end calls that."""

    def __init__(self, folder: Path, jobs: Jobs, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = folder / FILE
        self._jobs = jobs
        self._clock = clock
        self._started = clock().isoformat()
        self._issue = ""
        jobs.doing_changed.connect(self._on_doing)
        self._keep(())

    def end(self) -> None:
        """Everything is kept and nothing under way."""
        self._jobs.doing_changed.disconnect(self._on_doing)
        self._path.unlink(missing_ok=True)

    def _on_doing(self, doing: Sequence[Doing]) -> None:
        self._issue = next((one.id for one in doing if one.kind == WRITING), self._issue)
        self._keep(doing)

    def _keep(self, doing: Sequence[Doing]) -> None:
        import json  # the first window is painted without it

        content = json.dumps(asdict(Mark(self._started, self._issue, tuple(doing))))
        path = self._path
        self._jobs.at_once(lambda: _write(path, content))


def _write(path: Path, content: str) -> None:
    # Another file first: a mark that is cut off in the middle would tell nothing.
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(content, encoding="utf-8")
        beside.replace(path)
    except OSError:
        # Nobody is helped by a message about the note itself; a full disk is told by what could not be saved.
        beside.unlink(missing_ok=True)


def read_mark(folder: Path) -> Mark | None:
    """What an earlier run left in ``folder``; None where it ended in order. A mark nobody can read tells only that it did not."""
    import json

    path = folder / FILE
    try:
        with path.open("rb") as stream:
            data = json.loads(stream.read(LARGEST))
        doing = tuple(Doing(**{key: str(value) for key, value in one.items()}) for one in data["doing"])
        return Mark(str(data["started"]), str(data["issue"]), doing)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Mark()
