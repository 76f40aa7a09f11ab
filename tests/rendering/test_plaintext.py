"""The text part holds everything the letter says, wrapped for reading, with addresses whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from composer.blocks.block import block_types
from composer.blocks.contents import Contents
from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.rendering.merge_tags import mark
from composer.rendering.plaintext import WIDTH, plain_text, text_of, wrapped


def test_has_what_the_law_and_the_reader_want(golden_issue: Issue) -> None:
    text = plain_text(golden_issue)
    marked = mark(golden_issue)
    assert f"Unsubscribe: {marked.unsubscribe}" in text
    assert "The Old Signal Box\nMill Lane\nFenwick Bridge\nFV1 2AB" in text
    assert "Registered charity number 1000000" in text
    assert golden_issue.brand.reason in text
    assert golden_issue.preheader in text
    assert text.startswith("Fenwick Valley Trust\nDecember letter\n===============\nIssue 12 · 3 December 2026\n")
    assert text.endswith("\n")


def test_says_everything_every_block_says(golden_issue: Issue) -> None:
    text = " ".join(plain_text(golden_issue).replace(">", " ").split())
    assert {block.kind for block in golden_issue.blocks} == set(block_types())
    for block in mark(golden_issue).issue.blocks:
        for _field, said in block.texts():
            assert said.split()[0].strip("*_[#>") in text
    assert "Winter soup lunch" in text
    assert "In this issue" in text
    assert "- The footbridge at Mill Lane is open" in text


def test_titles_are_underlined_by_their_level() -> None:
    issue = Issue(blocks=(Heading(text="News"), Heading(text="Small", level="smaller"), TextBlock(text="x")))
    assert "News\n====\n\nSmall\n-----\n\nx" in plain_text(issue)


def test_empty_contents_say_nothing() -> None:
    assert "In this issue" not in plain_text(Issue(blocks=(Contents(),)))


def test_mail_addresses_are_shown_bare() -> None:
    issue = Issue(blocks=(TextBlock(text="Write to <mailto:a@e.org> or [us](mailto:b@e.org)."),))
    assert "mailto:a@e.org" not in plain_text(issue)
    assert "a@e.org" in plain_text(issue)


def test_a_line_to_the_web_page_where_wanted(golden_issue: Issue) -> None:
    marked = mark(golden_issue)
    assert marked.view in text_of(marked, web_view=True)
    assert marked.view not in text_of(marked)


def test_addresses_are_never_broken() -> None:
    address = "https://example.org/" + "a" * 200 + "-b-c"
    assert address in wrapped(f"Some words in front of it that are long enough: {address} and words after it.")


def test_quotations_and_lists_hang() -> None:
    quoted = wrapped("> " + "word " * 30)
    assert all(line.startswith("> ") for line in quoted.splitlines())
    listed = wrapped("- " + "word " * 30).splitlines()
    assert listed[0].startswith("- word")
    assert all(line.startswith("  word") for line in listed[1:])


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab -.>*1\n:/é字", max_size=400))
def test_lines_are_short_and_nothing_is_lost(text: str) -> None:
    made = wrapped(text)
    for line in made.splitlines():
        assert len(line) <= WIDTH or len(line.split()) <= 3, line
    assert "".join(made.replace(">", "").split()) == "".join(text.replace(">", "").split())
