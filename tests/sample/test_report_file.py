"""The sample's PDF files: as many pages as promised, and in the shape a reader of PDF expects."""

from __future__ import annotations

import re

import pytest

from composer.paths import resources_folder
from composer.sample.report_file import read_reports, report_file

REPORTS = read_reports(resources_folder() / "sample" / "reports.toml")


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_a_whole_pdf_with_its_pages(name: str) -> None:
    content = report_file(REPORTS[name], "Small Hours Alliance")
    assert content.startswith(b"%PDF-1.4\n")
    assert content.endswith(b"%%EOF\n")
    assert len(re.findall(rb"/Type /Page /Parent", content)) == REPORTS[name]["pages"]
    assert len(content) < 40_000


def test_the_cross_reference_table_points_at_the_objects() -> None:
    content = report_file(REPORTS["awake"], "Small Hours Alliance")
    start = int(re.search(rb"startxref\n(\d+)\n", content)[1])
    assert content[start : start + 4] == b"xref"
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n ", content)]
    for number, place in enumerate(places, 1):
        assert content[place:].startswith(b"%d 0 obj" % number)


def test_streams_are_as_long_as_they_say() -> None:
    content = report_file(REPORTS["village-hall-toolkit"], "Small Hours Alliance")
    for length, stream in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", content, re.DOTALL):
        assert int(length) == len(stream)


def test_brackets_and_backslashes_stay_words() -> None:
    content = report_file({"title": "A (b) \\ c", "subtitle": "d", "pages": 1, "chapters": []}, "E")
    assert rb"A \(b\) \\ c" in content


def test_the_words_say_how_many_pages_there_are() -> None:
    posts = resources_folder() / "sample" / "posts"
    for post in posts.glob("*.md"):
        for pages, name in re.findall(r"\(PDF, (\d+) pages\)\]\(file:([\w-]+)\.pdf\)", post.read_text(encoding="utf-8")):
            assert REPORTS[name]["pages"] == int(pages), post.name


def test_every_linked_file_is_there() -> None:
    posts = resources_folder() / "sample" / "posts"
    linked = {name for post in posts.glob("*.md") for name in re.findall(r"file:([\w-]+)\.pdf", post.read_text(encoding="utf-8"))}
    assert linked == set(REPORTS)
