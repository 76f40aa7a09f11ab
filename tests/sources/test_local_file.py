"""Files are read whole, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.errors import FormatError, InputError, NotFoundError
from composer.sources import local_file
from composer.sources.local_file import open_file


def test_a_file_comes_with_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "Neuigkeiten für alle.md"
    path.write_text("# News", encoding="utf-8")
    found = open_file(str(path))
    assert (found.location, found.media_type, found.content) == (str(path), "text/markdown", b"# News")
    assert found.fetched.tzinfo is not None


def test_missing_empty_folder_and_huge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFoundError, match="There is no file"):
        open_file(str(tmp_path / "missing.txt"))
    (tmp_path / "empty.txt").write_bytes(b"\xef\xbb\xbf \n\x00")
    with pytest.raises(FormatError, match=r"“empty\.txt” is empty"):
        open_file(str(tmp_path / "empty.txt"))
    with pytest.raises(InputError, match="is not a file"):
        open_file(str(tmp_path))
    monkeypatch.setattr(local_file, "MOST_BYTES", 10)
    (tmp_path / "huge.txt").write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="bigger than"):
        open_file(str(tmp_path / "huge.txt"))


@pytest.mark.parametrize("location", ["\x00", "x" * 5000])
def test_names_no_file_can_have(location: str) -> None:
    with pytest.raises(InputError):
        open_file(location)
