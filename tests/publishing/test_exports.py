"""An issue as files for elsewhere: each opens as what it says it is, with its pictures."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from PIL import Image

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.database.engine import migrate, open_engine
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.pictures import PictureStore
from composer.errors import InputError, NotFoundError
from composer.paths import templates_folder
from composer.publishing.exports import WAYS, export, way
from composer.rendering.templates import Templates

TEMPLATES = Templates((templates_folder(),))


def photo(colour: str = "green", size: tuple[int, int] = (400, 300)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def pictures(tmp_path: Path, clock: Any) -> Iterator[PictureStore]:
    engine = open_engine(str(tmp_path / "ws"))
    migrate(engine, str(tmp_path / "ws"))
    yield PictureStore(engine, clock)
    engine.dispose()


@pytest.fixture
def issue(pictures: PictureStore) -> Issue:
    return Issue(
        subject="Lights for {{first_name|everybody}}",
        brand=Brand(organisation="Harbour Friends", postal_address="Pier 2"),
        blocks=(
            TextBlock(text="Dear {{first_name|friend}},"),
            Article(title_text="The roof", picture=pictures.add(photo(), origin="roof.jpg", alt="The new roof")),
            Footer(),
        ),
    )


def written(issue: Issue, pictures: PictureStore, way_id: str, out: Path, clock: Any, **more: Any) -> list[Path]:
    return list(export(issue, way_id, out, templates=TEMPLATES, pictures=pictures, now=clock(), **more).files)


@pytest.mark.parametrize("way_id", ["html", "web"])
def test_one_file_holds_its_pictures(issue: Issue, pictures: PictureStore, tmp_path: Path, clock: Any, way_id: str) -> None:
    (file,) = written(issue, pictures, way_id, tmp_path / "a.html", clock)
    tree = lxml.html.fromstring(file.read_bytes())
    assert [image.get("src", "")[:23] for image in tree.iter("img")] == ["data:image/jpeg;base64,"]
    assert "Dear friend," in "".join(map(str, tree.itertext()))


def test_a_folder_to_upload_has_its_pictures_beside_it(issue: Issue, pictures: PictureStore, tmp_path: Path, clock: Any) -> None:
    files = written(issue, pictures, "web", tmp_path / "site", clock)
    assert files[0] == tmp_path / "site" / "index.html"
    sources = [image.get("src", "") for image in lxml.html.fromstring(files[0].read_bytes()).iter("img")]
    assert [tmp_path / "site" / source for source in sources] == files[1:]
    assert all(file.read_bytes()[:2] == b"\xff\xd8" for file in files[1:])


def test_an_archive_holds_letter_text_and_pictures_and_is_the_same_each_time(
    issue: Issue, pictures: PictureStore, tmp_path: Path, clock: Any
) -> None:
    (file,) = written(issue, pictures, "zip", tmp_path / "a.zip", clock)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        html = archive.read("newsletter.html").decode()
        assert archive.read("newsletter.txt").decode().count("Dear friend,") == 1
    assert len(names) == 3
    assert f'src="{names[2]}"' in html
    assert written(issue, pictures, "zip", tmp_path / "b.zip", clock)[0].read_bytes() == file.read_bytes()


def test_a_mail_file_is_a_letter_to_one_reader(issue: Issue, pictures: PictureStore, tmp_path: Path, clock: Any) -> None:
    values = {"first_name": "Siân", "email": "sian@example.org"}
    (file,) = written(issue, pictures, "eml", tmp_path / "a.eml", clock, values=values)
    letter = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    assert not letter.defects
    assert letter["Subject"] == "Lights for Siân"
    assert letter["To"] == "Siân <sian@example.org>"
    assert [part.get_content_type() for part in letter.walk() if part.get_content_maintype() == "image"] == ["image/jpeg"]


@pytest.mark.parametrize(("way_id", "tag"), [("mailchimp", "*|UNSUB|*"), ("campaign-monitor", "[unsubscribe]")])
def test_a_service_gets_its_tags_and_the_pictures(
    issue: Issue, pictures: PictureStore, tmp_path: Path, clock: Any, way_id: str, tag: str
) -> None:
    (file,) = written(issue, pictures, way_id, tmp_path / "a.zip", clock)
    with zipfile.ZipFile(file) as archive:
        assert f'href="{tag}"' in archive.read("newsletter.html").decode()
        assert [name[:7] for name in archive.namelist()] == ["newslet", "images/"]
    with pytest.raises(InputError, match="nowhere but here"):
        written(issue, pictures, way_id, tmp_path / "a.html", clock)
    bare = Issue(subject="s", blocks=(TextBlock(text="Hello"), Footer()))
    (page,) = written(bare, pictures, way_id, tmp_path / "a.html", clock)
    assert tag in page.read_text(encoding="utf-8")


def test_a_pdf_is_the_page_with_its_pictures(
    issue: Issue, pictures: PictureStore, tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def paper(html: str, out: Path) -> Path:
        printed.append(html)
        return out

    monkeypatch.setattr("composer.publishing.exports.print_page", paper)
    assert written(issue, pictures, "pdf", tmp_path / "a.pdf", clock) == [tmp_path / "a.pdf"]
    assert "Dear friend," in printed[0]
    assert 'src="data:image/jpeg;base64,' in printed[0]


def test_a_missing_picture_is_said_and_nothing_is_written(
    issue: Issue, pictures: PictureStore, tmp_path: Path, clock: Any
) -> None:
    class Nothing:
        def content(self, picture_hash: str) -> tuple[str, bytes]:
            raise NotFoundError("A picture is gone.", "Add it again.")

    for found in WAYS:
        with pytest.raises(NotFoundError):
            export(issue, found.id, tmp_path / f"a{found.ending}", templates=TEMPLATES, pictures=Nothing(), now=clock())
    assert not list(tmp_path.glob("a.*"))


def test_ways_have_names_of_their_own() -> None:
    assert way("pdf").ending == ".pdf"
    assert len({found.words for found in WAYS}) == len(WAYS)
    with pytest.raises(KeyError):
        way("fax")
