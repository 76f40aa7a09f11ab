"""The source that suits best is chosen, by content before name."""

from __future__ import annotations

import pytest

from composer.errors import FormatError
from composer.sources.choosing import choose
from composer.sources.download import Download


@pytest.mark.parametrize(
    ("name", "content", "type_"),
    [
        ("a.csv", b"Title,Date\nTea,1/2/2026\n", "table"),
        ("a.txt", b"Title,Date\nTea,1/2/2026\n", "text"),
        ("a.md", b"# Tea\n\nCome along.", "markdown"),
        ("a.csv", b"<!doctype html><p>Not a table</p>", "web_page"),
        ("a.bin", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar"),
    ],
)
def test_the_source_that_suits(name: str, content: bytes, type_: str) -> None:
    assert choose(Download(name, content=content)).type == type_


def test_nothing_at_all() -> None:
    with pytest.raises(FormatError, match="nothing at"):
        choose(Download("a.txt", content=b"  "))
