"""The library: found by words, described, used where, replaced everywhere and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import Engine

from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.blocks.image import ImageBlock
from composer.document.issue import Issue
from composer.document.picture_library import PictureLibrary
from composer.document.pictures import PictureStore
from composer.document.store import DocumentStore

Clock = Callable[[], datetime]


def photo(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def documents(engine: Engine, clock: Clock) -> DocumentStore:
    return DocumentStore(engine, clock)


@pytest.fixture
def pictures(engine: Engine, clock: Clock) -> PictureStore:
    return PictureStore(engine, clock)


@pytest.fixture
def library(engine: Engine, clock: Clock, documents: DocumentStore) -> PictureLibrary:
    return PictureLibrary(engine, clock, documents)


def issue_with(documents: DocumentStore, name: str, *pictures: Picture) -> str:
    blocks = tuple(ImageBlock(picture=picture) for picture in pictures)
    return documents.create(Issue(name=name, subject="s", blocks=(*blocks, Footer()))).issue.id


def test_found_by_name_tag_and_description(library: PictureLibrary, pictures: PictureStore) -> None:
    assert library.find() == []
    roof = pictures.add(photo("red"), origin="https://example.org/up/IMG_1.jpg", alt="The boathouse roof")
    pictures.add(photo("blue"), origin="swim.png")
    assert {one.name for one in library.find()} == {"IMG_1.jpg", "swim.png"}
    library.describe(roof.hash, name=" Roof  2026 ", tags=("Harbour", "harbour", "", "Harbour"), consent_until=date(2027, 1, 31))
    (found,) = library.find("ROOF harb")
    assert (found.name, found.tags, found.consent_until) == ("Roof 2026", ("Harbour", "harbour"), date(2027, 1, 31))
    assert (found.width, found.height) == (80, 60)
    assert found.weight == len(pictures.content(roof.hash)[1])
    assert library.find("boathouse img_1")[0].hash == roof.hash
    assert library.find("lighthouse") == []


def test_a_part_belongs_to_its_whole_and_shares_its_consent(library: PictureLibrary, pictures: PictureStore) -> None:
    roof = pictures.add(photo("red"), origin="roof.png")
    part = pictures.cut(roof, (0.0, 0.0, 0.5, 0.5))
    assert [one.hash for one in library.find()] == [roof.hash]
    library.describe(roof.hash, name="", tags=(), consent_until=date(2026, 12, 1))
    assert pictures.consents({part.hash, roof.hash}) == dict.fromkeys((part.hash, roof.hash), date(2026, 12, 1))


def test_used_where_replaced_everywhere_and_taken_back(
    library: PictureLibrary, pictures: PictureStore, documents: DocumentStore
) -> None:
    old = pictures.add(photo("red"), origin="old.png", alt="Old")
    part = pictures.cut(old, (0.0, 0.0, 0.5, 0.5))
    new = pictures.add(photo("green"), origin="new.png", alt="New")
    first = issue_with(documents, "November", old)
    second = issue_with(documents, "December", part, new)
    third = issue_with(documents, "January", new)
    in_hand = issue_with(documents, "In hand", old)
    assert {use.name for use in library.uses(old.hash)} == {"November", "December", "In hand"}
    changed = library.replace(old.hash, new, but=in_hand)
    assert set(changed) == {first, second}
    assert [use.issue_id for use in library.uses(old.hash)] == [in_hand]
    assert documents.open(first).undo_label == "Replace a picture everywhere"
    assert not documents.open(third).can_undo
    library.undo_replacing(changed)
    assert {use.issue_id for use in library.uses(old.hash)} == {first, second, in_hand}
