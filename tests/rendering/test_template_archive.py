"""Templates of the user's own come in whole or not at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from composer.errors import FormatError, InputError, NotFoundError
from composer.paths import templates_folder
from composer.rendering.template_archive import remove, take_in
from composer.rendering.templates import Templates


def _zip(path: Path, prefix: str = "", extra: dict[str, bytes] | None = None) -> Path:
    letter = templates_folder() / "letter"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in letter.iterdir():
            archive.writestr(f"{prefix}{file.name}", file.read_bytes())
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def test_a_folder_and_a_zip_of_it_come_in_alike(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert take_in(templates_folder() / "letter", own, "ours") == "ours"
    assert take_in(_zip(tmp_path / "Our Letter 2.zip", "letter/"), own) == "our-letter-2"
    assert take_in(_zip(tmp_path / "flat.zip", extra={"__MACOSX/._x": b"x", ".DS_Store": b"x"}), own) == "flat"
    known = Templates((own, templates_folder()))
    assert {"ours", "our-letter-2", "flat"} <= {info.id for info in known.all()}
    assert {path.name for path in own.iterdir()} == {"ours", "our-letter-2", "flat"}


def test_what_is_there_is_replaced_only_when_told_to(tmp_path: Path) -> None:
    own = tmp_path / "own"
    take_in(templates_folder() / "letter", own, "ours")
    with pytest.raises(InputError, match="already"):
        take_in(templates_folder() / "digest", own, "ours")
    take_in(templates_folder() / "digest", own, "ours", replace=True)
    assert (own / "ours" / "blocks" / "article.html.j2").is_file()
    remove(own, "ours")
    with pytest.raises(NotFoundError):
        remove(own, "ours")
    with pytest.raises(NotFoundError):
        remove(own, "../own")


@pytest.mark.parametrize(
    "name", ["../evil.css", "/etc/evil.css", "a/../../evil.css", "a\\..\\evil.css", "C:evil.css", "run.py", "a.exe", "noending"]
)
def test_a_zip_that_reaches_out_or_brings_strange_files_is_refused_whole(tmp_path: Path, name: str) -> None:
    own = tmp_path / "own"
    with pytest.raises(FormatError):
        take_in(_zip(tmp_path / "t.zip", extra={name: b"x"}), own)
    assert not list(tmp_path.glob("**/evil.css"))
    assert not own.exists()


def test_bombs_links_and_rubbish_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "own"
    with pytest.raises(FormatError, match="larger"):
        take_in(_zip(tmp_path / "bomb.zip", extra={"big.css": b"x" * 6_000_000}), own)
    with pytest.raises(FormatError, match="larger"):
        take_in(_zip(tmp_path / "many.zip", extra={f"{number}.css": b"" for number in range(300)}), own)
    (tmp_path / "rubbish.zip").write_bytes(b"PK\x03\x04 rubbish")
    with pytest.raises(FormatError, match="damaged"):
        take_in(tmp_path / "rubbish.zip", own)
    outside = tmp_path / "outside.css"
    outside.write_text("secret")
    linked = tmp_path / "linked"
    linked.mkdir()
    for file in (templates_folder() / "letter").iterdir():
        (linked / file.name).write_bytes(file.read_bytes())
    (linked / "more.css").symlink_to(outside)
    with pytest.raises(FormatError, match="outside"):
        take_in(linked, own)
    with pytest.raises(FormatError, match="no template"):
        take_in(templates_folder() / "letter" / "..", own, "parent")
    with pytest.raises(NotFoundError):
        take_in(tmp_path / "nowhere", own)
    with pytest.raises(InputError, match="cannot be the name"):
        take_in(linked, own, "Bad Name")
    assert not own.exists()


def test_a_damaged_zip_is_never_our_fault(tmp_path: Path) -> None:
    whole = _zip(tmp_path / "whole.zip").read_bytes()
    for at in range(0, len(whole), 97):
        changed = bytearray(whole)
        changed[at] ^= 0xFF
        path = tmp_path / f"t{at}.zip"
        path.write_bytes(bytes(changed))
        try:
            take_in(path, tmp_path / f"own{at}")
        except FormatError:
            continue
