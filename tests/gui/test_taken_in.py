"""What was brought is counted by kind, named after what it is, and kept under its own source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from composer.errors import InputError
from composer.gui.taken_in import Given, counted, keep, recognise, take_back
from composer.library.item import Item


def test_things_are_counted_by_kind() -> None:
    items = (Item(kind="news"), Item(kind="blog"), Item(kind="event"), Item(kind="tender"))
    assert counted(items) == "2 posts, 1 event, 1 tender"


def test_a_folder_and_a_broken_file(harbour: Any, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text("The weir is mended\n\nIt took three weeks and forty volunteers to mend the weir.")
    broken = tmp_path / "two.docx"
    broken.write_bytes(b"PK\x03\x04 no more")
    found = recognise(harbour.workspace, Given(paths=(str(folder), str(broken))))
    assert found.words() == "1 post"
    assert len(found.problems) == 1
    taken = keep(harbour.workspace, found)
    (row,) = harbour.workspace.source_list.all()
    assert (row.type, row.location, row.items) == ("folder", str(folder), 1)
    assert keep(harbour.workspace, found).new_items == (), "kept once"
    take_back(harbour.workspace, taken)
    assert harbour.workspace.source_list.all() == []


def test_what_is_of_no_use(harbour: Any, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(8)) * 100)
    with pytest.raises(InputError):
        recognise(harbour.workspace, Given(paths=(str(tmp_path / "a.bin"), str(tmp_path / "missing.txt"))))
    with pytest.raises(InputError, match="no text"):
        recognise(harbour.workspace, Given(text="  "))
