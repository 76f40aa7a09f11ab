"""Text files give the posts in them."""

from __future__ import annotations

from typing import Any

import pytest
from invented_posts import POSTS

from composer.errors import FormatError
from composer.sources.download import Download
from composer.sources.plain_text import PlainText


def test_a_text_file_of_several_posts(context: Any) -> None:
    content = "\n\n".join(post.text for post in POSTS).encode("cp1252")
    fetched = PlainText().read(Download("/home/me/news.txt", "text/plain", content=content), context)
    assert [item.title for item in fetched.items] == [post.title for post in POSTS]
    assert {item.source for item in fetched.items} == {"/home/me/news.txt"}


def test_ids_do_not_depend_on_the_folder(context: Any) -> None:
    ids = [
        PlainText().read(Download(f"{folder}/news.txt", content=b"Tea is back in the hall\n\nCome."), context).items[0].id
        for folder in ("/a", "/b")
    ]
    assert ids[0] == ids[1]


def test_what_is_no_text(context: Any) -> None:
    with pytest.raises(FormatError, match="a PDF"):
        PlainText().read(Download("news.txt", content=b"%PDF-1.4"), context)
    with pytest.raises(FormatError, match="nothing to read"):
        PlainText().read(Download("news.txt", content=b"***\n\n---"), context)


def test_what_is_taken_for_text() -> None:
    assert PlainText.matches("a.txt", Download("a.txt", "text/plain", content=b"x")) > 0
    assert PlainText.matches("people.vcf", Download("people.vcf", "text/vcard", content=b"BEGIN:VCARD")) == 0
    assert PlainText.matches("people.csv", Download("people.csv", "text/csv", content=b"a,b")) == 0
    assert PlainText.matches("a.txt", None) == 0
