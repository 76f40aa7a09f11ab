"""A backup back in place: at once in a new place, at the next start in an old one, whatever happens in between."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from composer.backup import restoring
from composer.backup.backup_file import ENDING, write_backup
from composer.backup.restoring import finish, is_staged, restore_into, stage, withdraw
from composer.contacts.contact import Contact
from composer.database.engine import FILE_NAME
from composer.errors import ComposerError, WorkspaceError


@pytest.fixture
def backup(work: Any, tmp_path: Path) -> Path:
    path = tmp_path / f"one{ENDING}"
    write_backup(path, work.engine, work.folder, work.clock)
    return path


def later_work(work: Any) -> None:
    """What happens after the backup: somebody comes, somebody goes, the settings change."""
    work.contacts.save(Contact(email="late@example.org"))
    work.suppressions.add("person1@example.org", "unsubscribed")
    work.save_settings(work.settings)


def test_into_a_new_folder(backup: Path, open_at: Any, tmp_path: Path) -> None:
    restored = restore_into(backup, str(tmp_path / "new"), tmp_path / "new", lambda: None)  # type: ignore[arg-type, return-value]
    assert restored.info.people == 3
    assert not (tmp_path / "new" / restoring.STAGED).exists()
    assert open_at(tmp_path / "new").contacts.count() == 3


def test_not_over_work_that_is_there(work: Any, backup: Path) -> None:
    with pytest.raises(WorkspaceError, match="already"):
        restore_into(backup, str(work.folder), work.folder, work.clock)


@pytest.mark.postgresql
def test_into_an_empty_database_on_a_server(backup: Path, clock: Any, open_at: Any, tmp_path: Path, request: Any) -> None:
    url = os.environ.get("NEWSLETTER_TEST_POSTGRESQL", "")
    if not url:
        pytest.skip("no PostgreSQL server: NEWSLETTER_TEST_POSTGRESQL is not set")
    from sqlalchemy import text

    from composer.contacts.store import ContactStore
    from composer.database.engine import open_engine

    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        restore_into(backup, url, tmp_path / "beside", clock)
        assert ContactStore(engine, clock).count() == 3
        assert (tmp_path / "beside" / "templates" / "own" / "template.toml").is_file()
        assert not (tmp_path / "beside" / FILE_NAME).exists()
        with pytest.raises(WorkspaceError, match="already"):
            restore_into(backup, url, tmp_path / "beside", clock)
        # And back again: a backup of the server's is the same kind of file.
        info = write_backup(tmp_path / f"two{ENDING}", engine, tmp_path / "beside", clock)
        assert info.people == 3
    finally:
        engine.dispose()


def test_in_place_at_the_next_start_and_who_said_no_since_still_says_no(work: Any, backup: Path, open_at: Any) -> None:
    later_work(work)
    info = stage(backup, work.folder)
    assert info.people == 3
    assert work.contacts.count() == 4, "nothing is changed yet"
    work.close()
    back = open_at(work.folder)
    assert back.restored is not None
    assert back.contacts.count() == 3
    assert back.suppressions.blocked("person1@example.org") == "unsubscribed"
    aside = Path(back.restored.aside)
    assert (aside / FILE_NAME).is_file()
    assert open_at(aside).contacts.count() == 4, "today's work is set aside, whole"
    back.close()
    assert open_at(work.folder).restored is None, "once"


def test_one_may_think_again(work: Any, backup: Path, open_at: Any) -> None:
    later_work(work)
    stage(backup, work.folder)
    withdraw(work.folder)
    work.close()
    assert open_at(work.folder).contacts.count() == 4


def test_a_backup_of_another_workspace_is_refused_at_once(backup: Path, open_at: Any, tmp_path: Path) -> None:
    other = open_at(tmp_path / "other")
    other.suppressions.add("keep@example.org", "unsubscribed")
    with pytest.raises(WorkspaceError, match="another workspace"):
        stage(backup, other.folder)
    assert not is_staged(other.folder)
    assert not (other.folder / restoring.STAGED).exists()


def test_a_file_that_is_none_changes_nothing(work: Any, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear all", encoding="utf-8")
    with pytest.raises(ComposerError):
        stage(tmp_path / "letter", work.folder)
    assert not is_staged(work.folder)


def test_while_another_program_has_it_open_both_states_stay(work: Any, backup: Path, open_at: Any) -> None:
    later_work(work)
    stage(backup, work.folder)
    with work.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM contacts").fetchall()
        with pytest.raises(WorkspaceError, match="another program"):
            finish(work.folder, work.clock)
    assert work.contacts.count() == 4
    work.close()
    assert open_at(work.folder).contacts.count() == 3


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from composer.backup import restoring
left = int(sys.argv[2])
def counted(real):
    def call(*args, **kwargs):
        global left
        if left == 0:
            os.kill(os.getpid(), 9)
        left -= 1
        return real(*args, **kwargs)
    return call
os.replace = counted(os.replace)
restoring.shutil.rmtree = counted(restoring.shutil.rmtree)
restoring.carry_over = counted(restoring.carry_over)
restoring._fold_log = counted(restoring._fold_log)
restoring.finish(Path(sys.argv[1]), lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
"""


def test_killed_at_any_step_the_next_start_ends_it(work: Any, backup: Path, open_at: Any) -> None:
    later_work(work)
    work.close()
    for step in range(30):
        stage(backup, work.folder)
        done = subprocess.run([sys.executable, "-c", KILLED, str(work.folder), str(step)], check=False)
        back = open_at(work.folder)
        assert back.contacts.count() == 3
        assert back.suppressions.blocked("person1@example.org") == "unsubscribed"
        assert not is_staged(work.folder)
        back.close()
        if done.returncode == 0:
            break
    else:
        raise AssertionError("it never came to an end")
    assert step > 6
