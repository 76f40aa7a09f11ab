"""A process that edits and saves an issue until it is killed. Each line it prints names a state that is safely on disk.

Arguments: location of the workspace, id of the issue, seed.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta

from composer.blocks.text import TextBlock
from composer.database.engine import open_engine
from composer.document.edits import InsertBlock, SetHeader, UpdateBlock
from composer.document.store import DocumentStore


def main(location: str, issue_id: str, seed: str) -> None:
    chance = random.Random(seed)
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    store = DocumentStore(open_engine(location), lambda: at)
    history = store.open(issue_id)
    number = history.issue.number
    while True:
        at += timedelta(seconds=2)
        for _edit in range(chance.randint(1, 4)):
            what = chance.random()
            if what < 0.2 and len(history.issue.blocks) < 40:
                history.apply(InsertBlock(TextBlock(text="words " * chance.randint(1, 400)), 1), at)
            elif what < 0.3:
                history.undo()
            elif what < 0.35:
                history.redo()
            else:
                block = history.issue.blocks[0]
                history.apply(UpdateBlock(block.id, {"text": block.plain_text()[:500] + chance.choice("abc ")}), at)
        number += 1
        history.apply(SetHeader("number", number), at)
        at += timedelta(seconds=2)
        changes = history.take_changes()
        print("about", number, changes.issue.fingerprint(), flush=True)
        store.save(changes)
        print("saved", number, changes.issue.fingerprint(), flush=True)


main(*sys.argv[1:4])
