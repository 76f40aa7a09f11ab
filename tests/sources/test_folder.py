"""A folder as a source: mixed files, limits, no way round in a circle, and nothing read twice that did not change."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from composer.errors import InputError
from composer.sources import folder as folder_source
from composer.sources.folder import Folder
from composer.sources.reader import read


def fill(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def test_mixed_files_in_folders(tmp_path: Path, context: Any) -> None:
    fill(
        tmp_path,
        post__md="# Tea is back\n\nCome along.",
        days__csv="Title,Date\nWalk,1/12/2026\n",
        photo__jpg="x",
        _hidden__x="x",
    )
    fill(tmp_path / "more", page__html="<html><h1>We moved</h1><p>To a new house.</p></html>", broken__docx="no document")
    (tmp_path / ".secret.md").write_text("# Secret")
    (tmp_path / "~$post.docx").write_text("a lock")
    (tmp_path / "_hidden.x").unlink()
    fetched = read(str(tmp_path), context)
    assert [item.title for item in fetched.items] == ["Walk", "Tea is back", "We moved"]
    assert fetched.title == tmp_path.name
    (problem,) = fetched.problems
    assert "broken.docx" in problem.location


def test_links_are_not_followed(tmp_path: Path, context: Any) -> None:
    fill(tmp_path / "in", a__md="# One\n\nWords.")
    fill(tmp_path / "out", b__md="# Two\n\nWords.")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "away.md").symlink_to(tmp_path / "out" / "b.md")
    assert [item.title for item in Folder().fetch(str(tmp_path / "in"), context).items] == ["One"]


def test_limits_are_told(tmp_path: Path, context: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_source, "MOST_FILES", 2)
    fill(tmp_path, **{f"{letter}__txt": f"Title {letter}\n\nSome words of {letter}." for letter in "abcd"})
    fetched = Folder().fetch(str(tmp_path), context)
    assert len(fetched.items) == 2
    assert [problem.message for problem in fetched.problems] == ["2 more files were not read."]
    deep = tmp_path / "1" / "2" / "3" / "4" / "5"
    deep.mkdir(parents=True)
    assert "“5” lies too deep" in Folder().fetch(str(tmp_path), context).problems[0].message
    monkeypatch.setattr(folder_source, "MOST_ENTRIES", 3)
    assert any("only the first" in problem.message for problem in Folder().fetch(str(tmp_path), context).problems)


def test_only_changed_files_are_read_again(tmp_path: Path, context: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, a__md="# One\n\nWords.", b__md="# Two\n\nWords.")
    first = Folder().fetch(str(tmp_path), context).items
    opened: list[str] = []
    really = folder_source.open_file
    monkeypatch.setattr(folder_source, "open_file", lambda place: opened.append(Path(place).name) or really(place))
    assert Folder().fetch(str(tmp_path), context).items == first
    assert opened == []
    (tmp_path / "b.md").write_text("# Two!\n\nWords.")
    os.utime(tmp_path / "b.md", (1, 1))
    assert [item.title for item in Folder().fetch(str(tmp_path), context).items] == ["One", "Two!"]
    assert opened == ["b.md"]


def test_files_of_one_name_in_two_folders(tmp_path: Path, context: Any) -> None:
    fill(tmp_path / "2025", news__md="# Our year\n\nThat was 2025.")
    fill(tmp_path / "2026", news__md="# Our year\n\nThat was 2026.")
    items = Folder().fetch(str(tmp_path), context).items
    assert len({item.id for item in items}) == 2
    assert items == Folder().fetch(str(tmp_path), context).items


def test_an_empty_folder(tmp_path: Path, context: Any) -> None:
    with pytest.raises(InputError, match="no files"):
        Folder().fetch(str(tmp_path), context)
