"""One file with everything in it; and files by others that say they are one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.backup.backup_file import ENDING, read_info, unpack, write_backup
from composer.database.engine import FILE_NAME
from composer.errors import ComposerError, FormatError, InputError, NotFoundError, WorkspaceError

MANIFEST = '{"format":1,"made":"2026-11-23T09:00:00Z","program":"1","newsletters":[],"issues":0,"people":0}'


@pytest.fixture
def backup(work: Any, tmp_path: Path) -> Path:
    path = tmp_path / f"one{ENDING}"
    write_backup(path, work.engine, work.folder, work.clock)
    return path


def test_it_says_what_it_holds(work: Any, backup: Path) -> None:
    info = read_info(backup)
    assert (info.newsletters, info.issues, info.people, info.made) == (("Harbour News",), 1, 3, work.clock())
    assert sorted(path.name for path in backup.parent.iterdir()) == [backup.name, "work"], "nothing half-done is left"


def test_everything_comes_back(work: Any, backup: Path, open_at: Any, tmp_path: Path) -> None:
    unpack(backup, tmp_path / "back")
    back = open_at(tmp_path / "back")
    assert [row.name for row in back.documents.issues()] == ["December"]
    assert back.contacts.count() == 3
    assert back.suppressions.blocked("no@example.org") == "unsubscribed"
    assert (back.folder / "templates" / "own" / "template.toml").read_text(encoding="utf-8") == "name = 'Own'\n"


def test_no_password_is_in_it(work: Any, tmp_path: Path) -> None:
    work.credentials.set("Office", "correct horse battery")
    path = tmp_path / f"two{ENDING}"
    write_backup(path, work.engine, work.folder, work.clock)
    with zipfile.ZipFile(path) as archive:
        assert all(b"correct horse battery" not in archive.read(name) for name in archive.namelist())


def test_an_older_file_stays_where_writing_fails(work: Any, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = backup.read_bytes()

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(WorkspaceError, match="could not be written"):
        write_backup(backup, work.engine, work.folder, work.clock)
    assert backup.read_bytes() == before
    assert sorted(path.name for path in backup.parent.iterdir()) == [backup.name, "work"]


def test_a_folder_with_something_in_it_is_left_alone(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        unpack(backup, tmp_path / "full")
    assert (tmp_path / "full" / "letter.txt").read_text(encoding="utf-8") == "mine"


def rewritten(backup: Path, changes: dict[str, bytes | None]) -> Path:
    """The backup with members added, replaced or (None) left out."""
    made = backup.with_name(f"changed{ENDING}")
    with zipfile.ZipFile(backup) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            if name not in changes:
                after.writestr(name, before.read(name))
        for name, content in changes.items():
            if content is not None:
                after.writestr(name, content)
    return made


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "templates/../../outside.txt",
        "/outside.txt",
        "templates/..\\outside.txt",
        "templates/c:/outside.txt",
        "workspace.sqlite3-wal",
        "restoring/ready.json",
    ],
)
def test_nothing_lands_outside_or_where_it_does_not_belong(backup: Path, tmp_path: Path, name: str) -> None:
    unpack(rewritten(backup, {name: b"x"}), tmp_path / "deep" / "back")
    found = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if "outside" in path.name or "-wal" in path.name
    }
    assert not {path for path in found if not path.startswith("work/")}
    assert not (tmp_path / "deep" / "back" / "restoring").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"manifest.json": None},
        {FILE_NAME: None},
        {"manifest.json": b"{}"},
        {"manifest.json": b"\xff"},
        {FILE_NAME: b""},
        {FILE_NAME: b"SQLite format 3\0" + b"\0" * 4096},
        {"manifest.json": MANIFEST.replace('"format":1', '"format":99').encode()},
    ],
)
def test_a_damaged_one_is_refused_and_leaves_nothing(backup: Path, tmp_path: Path, changes: dict[str, bytes | None]) -> None:
    with pytest.raises(FormatError) as caught:
        unpack(rewritten(backup, changes), tmp_path / "back")
    assert caught.value.remedy
    assert not (tmp_path / "back").exists()


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_info(tmp_path / "nothing")
    (tmp_path / "letter").write_text("Dear all", encoding="utf-8")
    with pytest.raises(FormatError):
        read_info(tmp_path / "letter")
    with pytest.raises(FormatError):
        read_info(tmp_path)


@given(damage=st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=40)))
def test_any_damage_is_one_sentence(damage: tuple[int, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("damage")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", MANIFEST)
        archive.writestr(FILE_NAME, bytes(range(256)) * 8)
    whole = bytearray(out.getvalue())
    at, put = damage
    whole[at % len(whole) : at % len(whole) + len(put)] = put
    (folder / "a").write_bytes(whole)
    with pytest.raises(ComposerError):
        unpack(folder / "a", folder / "back")
    assert not (folder / "back").exists()
