"""Files that are whole or not there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from composer.whole_file import whole_file, whole_table


def test_the_old_one_stays_until_the_new_one_is_there(tmp_path: Path) -> None:
    place = tmp_path / "letter.html"
    place.write_bytes(b"old")
    with whole_file(place) as out:
        out.write(b"new")
        out.flush()
        assert place.read_bytes() == b"old"
    assert place.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [place]


def test_a_fault_half_way_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "letter.html"
    place.write_bytes(b"old")
    with pytest.raises(TypeError), whole_file(place) as out:
        out.writelines((b"ne", None))  # type: ignore[arg-type]  # the fault
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]


def test_what_cannot_be_moved_into_its_place_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "a folder"
    place.mkdir()
    with pytest.raises(OSError, match="a folder"), whole_file(place) as out:
        out.write(b"letter")
    assert list(tmp_path.iterdir()) == [place]


def test_a_name_as_long_as_may_be(tmp_path: Path) -> None:
    place = tmp_path / ("n" * 250)
    with whole_file(place) as out:
        out.write(b"letter")
    assert place.read_bytes() == b"letter"


def test_a_table_says_how_it_is_written_and_keeps_its_line_ends(tmp_path: Path) -> None:
    with whole_table(tmp_path / "people.csv") as out:
        out.write("Siân\r\n")
    assert (tmp_path / "people.csv").read_bytes() == "\ufeffSiân\r\n".encode()


def test_a_table_cut_off_in_the_middle_is_none(tmp_path: Path) -> None:
    with pytest.raises(TypeError), whole_table(tmp_path / "people.csv") as out:
        out.writelines(("Siân", None))  # type: ignore[arg-type]  # the fault
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="there are no such modes here")
def test_for_nobody_elses_eyes(tmp_path: Path) -> None:
    with whole_file(tmp_path / "secret", mode=0o600) as out:
        out.write(b"x")
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
