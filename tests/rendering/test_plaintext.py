"""The text part holds everything the letter says, wrapped for reading, with addresses whole."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.blocks.block import block_types
from composer.blocks.contents import Contents
from composer.blocks.heading import Heading
from composer.blocks.plain_words import PlainWords
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.rendering.merge_tags import mark
from composer.rendering.plaintext import WIDTH, passages, plain_text, text_of, wrapped


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


def _plain(written: str, *, made: str, text: str) -> Issue:
    return Issue(brand=Brand(organisation="Trust"), blocks=(TextBlock(id="a", plain=PlainWords(written, made), text=text),))


def test_what_was_written_by_hand_stands_in_its_place() -> None:
    issue = _plain("Dear {{first_name|friend}}, mine.", made="Dear all.", text="Dear all.")
    assert "Dear all." not in plain_text(issue)
    assert "mine." in plain_text(issue)
    assert "{{" not in plain_text(issue)
    (passage,) = passages(issue)
    assert (passage.own, passage.stale) == (True, False)


def test_a_later_change_in_other_lines_is_taken_in() -> None:
    issue = _plain(
        "Saturday, 10:00\n\nBring your own cup.", made="Saturday, 10:00\n\nBring a cup.", text="Sunday, 10:00\n\nBring a cup."
    )
    assert "Sunday, 10:00\n\nBring your own cup." in plain_text(issue)


def test_a_later_change_in_the_same_lines_leaves_it_and_says_so() -> None:
    (passage,) = passages(_plain("At ten!", made="At 10:00", text="At 11:00"))
    assert passage.text == "At ten!"
    assert passage.stale
    assert passage.made == "At 11:00"


def test_whatever_is_written_by_hand_address_and_way_out_stay(golden_issue: Issue) -> None:
    blank = tuple(msgspec.structs.replace(block, plain=PlainWords("", "")) for block in golden_issue.blocks)
    gone = tuple(
        msgspec.structs.replace(block, plain=PlainWords("", passage.made))
        for block, passage in zip(golden_issue.blocks, passages(golden_issue), strict=True)
    )
    for blocks in (blank, gone):
        issue = msgspec.structs.replace(golden_issue, blocks=blocks)
        assert f"Unsubscribe: {mark(issue).unsubscribe}" in plain_text(issue)
        assert "FV1 2AB" in plain_text(issue)
    assert "boathouse" not in plain_text(issue)
