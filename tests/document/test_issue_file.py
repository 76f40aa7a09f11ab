"""An issue handed to a colleague arrives whole; whatever else is opened gives one clear sentence."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from any_issue import issues
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import Engine

from composer.blocks.article import Article
from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.database.engine import migrate, open_engine
from composer.document import issue_file
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.issue_file import read_issue_file, write_issue_file
from composer.document.packing import issue_to_json
from composer.document.pictures import PictureStore
from composer.errors import ComposerError, FormatError, InputError, NotFoundError


def _picture(colour: str, format_name: str = "PNG", width: int = 40) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, 30), colour).save(out, format_name)
    return out.getvalue()


@pytest.fixture
def pictures(engine: Engine, clock: Callable[[], datetime]) -> PictureStore:
    return PictureStore(engine, clock)


@pytest.fixture
def colleague(tmp_path: Path, clock: Callable[[], datetime]) -> PictureStore:
    """The pictures of another workspace, empty."""
    location = str(tmp_path / "colleague")
    engine = open_engine(location)
    migrate(engine, location)
    return PictureStore(engine, clock)


@pytest.fixture
def issue(pictures: PictureStore) -> Issue:
    roof = pictures.add(_picture("red", "JPEG"), origin="roof.jpg", alt="The boathouse roof")
    logo = pictures.add(_picture("green"), origin="logo.png")
    return Issue(
        subject="Lights on – at the harbour",
        brand=Brand(logo=logo),
        blocks=(
            Article(title_text="The roof", picture=roof),
            Article(picture=Picture(url="https://example.org/a.jpg")),
            Footer(),
        ),
    )


def test_a_colleague_gets_the_same_issue_with_its_pictures(
    issue: Issue, pictures: PictureStore, colleague: PictureStore, tmp_path: Path
) -> None:
    path = tmp_path / "December.newsletter"
    write_issue_file(path, issue, pictures)
    assert read_issue_file(path, colleague) == issue
    for picture_hash in issue.pictures():
        assert colleague.content(picture_hash) == pictures.content(picture_hash)


def test_the_same_issue_gives_the_same_file(issue: Issue, pictures: PictureStore, tmp_path: Path) -> None:
    paths = [tmp_path / "one.newsletter", tmp_path / "two.newsletter"]
    for path in paths:
        write_issue_file(path, issue, pictures)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(issue=issues)
def test_any_issue_comes_back(issue: Issue, pictures: PictureStore, tmp_path: Path) -> None:
    path = tmp_path / "any.newsletter"
    write_issue_file(path, issue, pictures)
    again = read_issue_file(path, pictures)
    # These pictures were never kept: what is left of them are their words.
    assert again.pictures() == frozenset()
    assert [block.kind for block in again.blocks] == [block.kind for block in issue.blocks]
    assert msgspec.structs.replace(again, blocks=(), brand=Brand()) == msgspec.structs.replace(issue, blocks=(), brand=Brand())


def test_an_older_file_stays_until_the_new_one_is_whole(
    issue: Issue, pictures: PictureStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "December.newsletter"
    write_issue_file(path, issue, pictures)
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="cannot be written") as caught:
        write_issue_file(path, msgspec.structs.replace(issue, subject="Another"), pictures)
    assert "room" in caught.value.remedy
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir() if found.name.endswith(".part")] == []


def test_a_folder_that_is_not_there_is_said_so(issue: Issue, pictures: PictureStore, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_issue_file(tmp_path / "missing" / "x.newsletter", issue, pictures)


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_picture_made_elsewhere_is_made_over_and_found_under_its_new_name(pictures: PictureStore, tmp_path: Path) -> None:
    wide = _picture("blue", width=2_000)
    named = hashlib.sha256(wide).hexdigest()
    issue = Issue(blocks=(Article(id="a", picture=Picture(hash=named, alt="The sea", width=2_000, height=30)), Footer()))
    path = _zip(tmp_path / "x.newsletter", {"issue.json": issue_to_json(issue), f"pictures/{named}.png": wide})
    block = read_issue_file(path, pictures).block("a")
    assert isinstance(block, Article)
    assert block.picture.hash != named
    assert (block.picture.alt, block.picture.width) == ("The sea", 1_200)
    assert pictures.has(block.picture.hash)


def test_names_inside_lead_nowhere(issue: Issue, pictures: PictureStore, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    members = {
        "issue.json": issue_to_json(issue),
        "../outside.txt": b"out",
        "/tmp/absolute.txt": b"out",
        "pictures/../../../outside.png": _picture("red"),
        "C:\\outside.txt": b"out",
    }
    read_issue_file(_zip(inside / "x.newsletter", members), pictures)
    assert [path.name for path in inside.iterdir()] == ["x.newsletter"]
    assert not (tmp_path / "outside.txt").exists()
    assert not Path("/tmp/absolute.txt").exists()


def test_a_picture_that_is_none_is_refused(pictures: PictureStore, tmp_path: Path) -> None:
    issue = Issue(blocks=(Article(picture=Picture(hash="a" * 64)), Footer()))
    path = _zip(tmp_path / "x.newsletter", {"issue.json": issue_to_json(issue), f"pictures/{'a' * 64}.png": b"<svg/>"})
    with pytest.raises(FormatError):
        read_issue_file(path, pictures)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _words(path: Path) -> None:
    path.write_bytes(b"Dear all, here is the newsletter.")


def _other_zip(path: Path) -> None:
    _zip(path, {"word/document.xml": b"<w:document/>"})


def _no_issue_inside(path: Path) -> None:
    _zip(path, {"issue.json": b"{}"})


def _not_json(path: Path) -> None:
    _zip(path, {"issue.json": b"\xff\xfe{"})


def _newer(path: Path) -> None:
    _zip(path, {"issue.json": b'{"schema": 999, "blocks": []}'})


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_empty, "not an issue"),
        (_words, "not an issue"),
        (_other_zip, "not an issue"),
        (_no_issue_inside, "not an issue"),
        (_not_json, "damaged"),
        (_newer, "newer release"),
        (_folder, "folder"),
    ],
)
def test_what_is_no_issue_is_said_so(make: Callable[[Path], None], words: str, pictures: PictureStore, tmp_path: Path) -> None:
    path = tmp_path / "x.newsletter"
    make(path)
    with pytest.raises(FormatError, match=words) as caught:
        read_issue_file(path, pictures)
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_said_so(pictures: PictureStore, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no file"):
        read_issue_file(tmp_path / "x.newsletter", pictures)


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_is_said_so(issue: Issue, pictures: PictureStore, tmp_path: Path) -> None:
    path = tmp_path / "x.newsletter"
    write_issue_file(path, issue, pictures)
    path.chmod(stat.S_IWUSR)
    with pytest.raises(InputError, match="may not read"):
        read_issue_file(path, pictures)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_off_is_said_so(share: float, issue: Issue, pictures: PictureStore, tmp_path: Path) -> None:
    path = tmp_path / "x.newsletter"
    write_issue_file(path, issue, pictures)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(FormatError):
        read_issue_file(path, pictures)


def test_a_file_that_unpacks_without_end_is_refused(pictures: PictureStore, tmp_path: Path) -> None:
    path = _zip(tmp_path / "x.newsletter", {"issue.json": b" " * (issue_file.MAX_ISSUE_BYTES + 1)})
    assert path.stat().st_size < 100_000
    with pytest.raises(FormatError, match="larger than an issue"):
        read_issue_file(path, pictures)


def test_a_member_larger_than_it_claims_is_refused(pictures: PictureStore, tmp_path: Path) -> None:
    path = _zip(tmp_path / "x.newsletter", {"issue.json": b" " * 40_000_000})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(signature) + offset
        content[place : place + 4] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(FormatError):
        read_issue_file(path, pictures)


def test_more_members_than_an_issue_has_are_refused(pictures: PictureStore, tmp_path: Path) -> None:
    path = _zip(tmp_path / "x.newsletter", {f"{number}.txt": b"" for number in range(issue_file.MAX_MEMBERS + 1)})
    with pytest.raises(FormatError, match="larger than an issue"):
        read_issue_file(path, pictures)


def test_an_encrypted_file_is_refused(issue: Issue, pictures: PictureStore, tmp_path: Path) -> None:
    path = _zip(tmp_path / "x.newsletter", {"issue.json": issue_to_json(issue)})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)
    with pytest.raises(FormatError, match="damaged"):
        read_issue_file(path, pictures)


class NoPictures:
    """Takes no pictures in; for reading what is no issue anyway."""

    def content(self, picture_hash: str) -> tuple[str, bytes]:
        raise NotFoundError(picture_hash)

    def add_ready_made(self, content: bytes, *, origin: str, alt: str = "") -> Picture:
        raise FormatError(origin + alt + str(len(content)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_an_issue_or_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.newsletter"
    path.write_bytes(content)
    with suppress(ComposerError):
        read_issue_file(path, NoPictures())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(changes=st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=6), issue=issues)
def test_a_damaged_file_is_an_issue_or_a_sentence(changes: list[tuple[int, int]], issue: Issue, tmp_path: Path) -> None:
    path = tmp_path / "x.newsletter"
    write_issue_file(path, issue, NoPictures())
    content = bytearray(path.read_bytes())
    for place, value in changes:
        content[place % len(content)] = value
    path.write_bytes(content)
    with suppress(ComposerError):
        assert isinstance(read_issue_file(path, NoPictures()), Issue)


def test_an_archive_from_the_future_is_said_to_be_damaged(tmp_path: Path) -> None:
    """zipfile refuses versions it does not know with an error of its own kind."""
    path = tmp_path / "x.newsletter"
    write_issue_file(path, Issue(name="December"), NoPictures())
    content = path.read_bytes()
    at = content.index(b"PK\x01\x02") + 6  # APPNOTE 4.3.12: version needed to extract
    path.write_bytes(content[:at] + b"\x54\x00" + content[at + 2 :])
    with pytest.raises(FormatError):
        read_issue_file(path, NoPictures())
