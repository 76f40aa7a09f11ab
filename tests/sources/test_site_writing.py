"""Writing to a site: drafts and pictures arrive, passwords go nowhere else, and each refusal is one sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from writing_site import PASSWORD, USER, WritingSite

from composer.errors import InputError, SourceError
from composer.sources.failures import PassingError
from composer.sources.site_account import SiteAccount
from composer.sources.site_writing import SiteWriter


@pytest.fixture
def site() -> Iterator[WritingSite]:
    served = WritingSite()
    yield served
    served.stop()


@pytest.fixture
def writer(site: WritingSite) -> SiteWriter:
    return SiteWriter(f"{site.address}wp-json/wp/v2/posts", SiteAccount(USER, PASSWORD))


def test_a_page_is_a_draft_and_the_same_one_is_changed_next_time(site: WritingSite, writer: SiteWriter) -> None:
    made = writer.put("pages", {"title": "December", "content": "<p>Łódź</p>"})
    assert made["status"] == "draft"
    site.entries[made["id"]]["status"] = "publish"
    again = writer.put("pages", {"title": "December!", "content": "<p>b</p>"}, made["id"])
    assert again["id"] == made["id"]
    assert again["status"] == "publish", "what its owner published is not made a draft again"
    assert site.entries[made["id"]]["title"] == "December!"
    assert writer.entry("pages", made["id"])["status"] == "publish"


def test_one_that_is_gone_or_in_the_bin_is_not_changed(site: WritingSite, writer: SiteWriter) -> None:
    assert writer.entry("posts", 77) == {}
    assert writer.standing("posts", 77, "newsletter-1") == 0
    made = writer.put("posts", {"title": "a", "slug": "newsletter-1"})["id"]
    assert writer.standing("posts", made, "newsletter-1") == made
    writer.put_in_bin("posts", made)
    writer.put_in_bin("posts", 77)
    assert site.entries[made]["status"] == "trash"
    assert (writer.standing("posts", made, "newsletter-1"), writer.entry("posts", made)) == (0, {})


def test_what_was_made_before_the_line_broke_is_found_again(site: WritingSite, writer: SiteWriter) -> None:
    made = writer.put("pages", {"title": "a", "slug": "newsletter-1"})["id"]
    assert writer.standing("pages", 0, "newsletter-1") == made
    assert writer.standing("posts", 0, "newsletter-1") == 0
    first = writer.upload("roof.jpg", "image/jpeg", b"jpeg", "The roof")
    assert writer.upload("roof.jpg", "image/jpeg", b"jpeg", "The roof") == first
    assert len(site.media) == 1


def test_a_picture_with_its_description(site: WritingSite, writer: SiteWriter) -> None:
    address = writer.upload("Das Dach öffnet.JPG", "image/jpeg", b"\xff\xd8 jpeg", "The new roof")
    (kept,) = site.media.values()
    assert (kept["name"], kept["type"]) == ("das-dach-ffnet.JPG", "image/jpeg")
    assert (kept["content"], kept["alt_text"]) == (b"\xff\xd8 jpeg", "The new roof")
    assert address.endswith("/das-dach-ffnet.JPG")


def test_a_wrong_password_names_the_site_and_the_account(site: WritingSite) -> None:
    with pytest.raises(SourceError, match=r"127\.0\.0\.1.* does not accept the application password of rosa"):
        SiteWriter(site.address, SiteAccount(USER, "wrong")).put("pages", {"title": "a"})


@pytest.mark.parametrize(
    ("answer", "words", "passing"),
    [
        ((413, b"<html>too large</html>"), "does not take a file of this size", False),
        ((400, b'{"code":"rest_upload_file_too_big"}'), "does not take a file of this size", False),
        ((301, b""), "on to another address", False),
        ((500, b"<b>Fatal error</b>"), "its answer was 500", True),
        ((200, b"<html>a cached page</html>"), "its answer was 200", False),
        ((201, b"[1]"), "did not take it", False),
    ],
)
def test_each_refusal_is_a_sentence(
    site: WritingSite, writer: SiteWriter, answer: tuple[int, bytes], words: str, passing: bool
) -> None:
    site.answer = answer
    with pytest.raises(SourceError, match=words) as caught:
        writer.upload("a.png", "image/png", b"png")
    assert isinstance(caught.value, PassingError) is passing
    assert PASSWORD not in caught.value.details


def test_nobody_listens() -> None:
    with pytest.raises(PassingError, match="refused the connection"):
        SiteWriter("http://127.0.0.1:9/", SiteAccount(USER, PASSWORD)).put("pages", {"title": "a"})


def test_a_password_never_goes_in_plain() -> None:
    writer = SiteWriter("http://example.org/wp-json/", SiteAccount(USER, PASSWORD))
    assert writer._root.startswith("https://")
    writer._root = "http://example.org/wp-json/"
    with pytest.raises(InputError, match="not reached over https"):
        writer.put("pages", {"title": "a"})


def test_an_answer_without_an_address_is_told(site: WritingSite, writer: SiteWriter) -> None:
    site.answer = (201, b'{"id": "x"}')
    with pytest.raises(SourceError, match="does not say where it lies"):
        writer.upload("a.png", "image/png", b"png")
