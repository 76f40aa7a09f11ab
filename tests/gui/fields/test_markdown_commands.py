"""The writing keys, as text in and text out: ``|`` is the caret, ``<`` and ``>`` hold a selection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.gui.fields import markdown_commands as commands
from composer.gui.fields.markdown_commands import Text


def text(drawn: str) -> Text:
    if "|" in drawn:
        at = drawn.index("|")
        return Text(drawn.replace("|", ""), at, at)
    start = drawn.index("<")
    end = drawn.index(">") - 1
    return Text(drawn.replace("<", "").replace(">", ""), start, end)


def drawn(given_text: Text) -> str:
    if given_text.anchor == given_text.caret:
        return f"{given_text.text[: given_text.caret]}|{given_text.text[given_text.caret :]}"
    return f"{given_text.text[: given_text.start]}<{given_text.selected}>{given_text.text[given_text.end :]}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a <big> roof", "a **<big>** roof"),
        ("a **<big>** roof", "a <big> roof"),
        ("a bi|g roof", "a **<big>** roof"),
        ("a | roof", "a **|** roof"),
        ("a< big >roof", "a **<big>** roof"),
        ("it's ton|ight", "it's **<tonight>**"),
    ],
)
def test_bold(before: str, after: str) -> None:
    assert drawn(commands.toggle_marks(text(before), "**")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("a <big> roof", "a *<big>* roof"), ("a *<big>* roof", "a <big> roof"), ("a **<big>** roof", "a ***<big>*** roof")],
)
def test_italic_is_not_half_of_bold(before: str, after: str) -> None:
    assert drawn(commands.toggle_marks(text(before), "*")) == after


def test_bold_twice_is_plain_again() -> None:
    once = commands.toggle_marks(text("a bi|g roof"), "**")
    assert commands.toggle_marks(once, "**").text == "a big roof"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one|\ntwo", "- one\ntwo"),
        ("<one\ntwo>", "- one\n- two"),
        ("<- one\n- two>", "one\ntwo"),
        ("|", "- "),
    ],
)
def test_lists(before: str, after: str) -> None:
    assert commands.toggle_list(text(before)).text == after


def test_headings() -> None:
    assert drawn(commands.toggle_heading(text("Com|ing up\nmore"))) == "## Com|ing up\nmore"
    assert commands.toggle_heading(text("## Com|ing up")).text == "Coming up"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one|", "one\n\n|"),
        ("one| two", "one\n\n| two"),
        ("one\n\n|", "one\n\n\n|"),
        ("one|\n\ntwo", "one\n|\n\ntwo"),
        ("- one|", "- one\n- |"),
        ("  3. one|", "  3. one\n  4. |"),
        ("- one\n- |", "- one\n\n|"),
        ("- |", "|"),
        ("a <selected> b", "a \n\n| b"),
    ],
)
def test_return(before: str, after: str) -> None:
    assert drawn(commands.new_line(text(before))) == after


def test_shift_return_stays_in_the_paragraph() -> None:
    assert drawn(commands.line_break(text("Pier 2|, Portmouth"))) == "Pier 2\\\n|, Portmouth"


@pytest.mark.parametrize(
    ("before", "after"),
    [("one\n\n|two", "one |two"), ("one \n\n|two", "one |two"), ("one\n\n|", "one|")],
)
def test_backspace_joins_paragraphs(before: str, after: str) -> None:
    changed = commands.backspace(text(before))
    assert changed is not None
    assert drawn(changed) == after


@pytest.mark.parametrize("before", ["|", "one|", "one\n|", "one\n\n\n|", "<one>\n\n"])
def test_backspace_elsewhere_is_ordinary(before: str) -> None:
    assert commands.backspace(text(before)) is None


def test_links_are_made_changed_and_taken_away() -> None:
    made = commands.set_link(text("see <the roof> now"), "the roof", "https://a.example")
    assert made.text == "see [the roof](https://a.example) now"
    inside = Text(made.text, 8, 8)
    assert commands.link_at(inside) == (4, 33, "the roof", "https://a.example")
    assert commands.set_link(inside, "roof", "https://b.example").text == "see [roof](https://b.example) now"
    assert commands.set_link(inside, "the roof", "").text == "see the roof now"
    assert commands.link_at(Text(made.text, 0, 0)) is None


def test_odd_addresses_and_words_do_not_break_the_link() -> None:
    made = commands.set_link(text("|"), "a [b] c", "https://a.example/x (y)")
    assert made.text == r"[a \[b\] c](<https://a.example/x (y)>)"
    assert commands.set_link(text("|"), "", "https://a.example").text == "[https://a.example](https://a.example)"


@given(st.text(alphabet="ab *-_\n[]()\\3.", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_no_key_loses_what_is_not_selected(words: str, one: int, other: int) -> None:
    given_text = Text(words, min(one, len(words)), min(other, len(words)))
    for marks in ("**", "*"):
        changed = commands.toggle_marks(given_text, marks)
        assert changed.text.replace("*", "") == words.replace("*", "")
    kept = [letter for letter in words[: given_text.start] + words[given_text.end :] if letter in "ab"]
    for command in (commands.new_line, commands.line_break):
        assert [letter for letter in command(given_text).text if letter in "ab"] == kept
    for command in (commands.toggle_list, commands.toggle_heading):
        assert [letter for letter in command(given_text).text if letter in "ab"] == [letter for letter in words if letter in "ab"]
