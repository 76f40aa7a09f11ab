"""Killed in the middle of writing, the workspace opens with an issue no older than what was last said to be saved."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.database.engine import migrate, open_engine
from composer.document.issue import Issue
from composer.document.store import DocumentStore

WRITER = Path(__file__).with_name("writer.py")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _location(kind: str, tmp_path: Path) -> str:
    if kind == "sqlite":
        return str(tmp_path / "workspace")
    url = os.environ.get("NEWSLETTER_TEST_POSTGRESQL", "")
    if not url:
        pytest.skip("no PostgreSQL server: NEWSLETTER_TEST_POSTGRESQL is not set")
    from sqlalchemy import text

    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def _kill_and_look(location: str, kills: int, seed: int) -> None:
    engine = open_engine(location)
    migrate(engine, location)
    store = DocumentStore(engine, lambda: NOW)
    issue_id = store.create(Issue(blocks=(TextBlock(text="Dear all"), Footer()))).issue.id
    chance = random.Random(seed)
    for kill in range(kills):
        written = _run_and_kill([location, issue_id, f"{seed}-{kill}"], lines=chance.randint(1, 60))
        last_saved = max((line for line in written if line[0] == "saved"), key=lambda line: int(line[1]), default=None)
        history = store.open(issue_id)
        found = history.issue
        if last_saved is not None:
            assert found.number >= int(last_saved[1])
            assert any((line[1], line[2]) == (str(found.number), found.fingerprint()) for line in written)
        assert history.steps[history.position].issue == found == store.issue(issue_id)
        for step in history.steps:
            assert step.issue.blocks[-1].locked
        store.save(history.take_changes())
    engine.dispose()


def _run_and_kill(arguments: list[str], lines: int) -> list[list[str]]:
    """Let the writer run until it has said so many lines, then kill it at once; returns everything it said, whole lines only."""
    process = subprocess.Popen([sys.executable, str(WRITER), *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if len(said) >= lines:
            break
    process.kill()
    rest: Any = process.stdout.read()
    process.stdout.close()
    assert process.wait() != 0
    said.extend(str(rest).splitlines(keepends=True))
    return [line.split() for line in said if line.endswith("\n") and len(line.split()) == 3]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_a_killed_writer_loses_nothing_it_said_was_saved(kind: str, tmp_path: Path) -> None:
    _kill_and_look(_location(kind, tmp_path), kills=3, seed=20261123)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_hundreds_of_kills(kind: str, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print("seed", seed)
    _kill_and_look(_location(kind, tmp_path), kills=200, seed=seed)
