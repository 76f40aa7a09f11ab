"""What is bold, a link, a sign ... and that hiding signs never hides words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.gui.fields.markdown_styles import (
    ADDRESS,
    BOLD,
    BULLET,
    CODE,
    HEADING,
    HIDDEN,
    ITALIC,
    LINK,
    MARK,
    QUOTE,
    TAG,
    runs,
    styles,
)


def shown(line: str) -> str:
    """The line with its signs hidden."""
    return "".join(letter for letter, style in zip(line, styles(line), strict=True) if not style & HIDDEN)


def part(line: str, style: int) -> str:
    return "".join(letter for letter, found in zip(line, styles(line), strict=True) if found & style and not found & HIDDEN)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("what **a month** it was", "what a month it was"),
        ("*so* _many_ people", "so many people"),
        ("***both***", "both"),
        ("## Coming up", "Coming up"),
        ("> He said so", "He said so"),
        ("see [the pictures](https://a.example/b_c_d(e)?f=g) here", "see the pictures here"),
        ("Dear {{first_name|friend}},", "Dear first_name,"),
        (r"5 \* 3 and \_this\_", "5 * 3 and _this_"),
        ("a line\\", "a line"),
        ("`code *here*`", "code *here*"),
    ],
)
def test_signs_are_hidden_and_words_stay(line: str, words: str) -> None:
    assert shown(line) == words


@pytest.mark.parametrize(
    "line",
    [
        "2 * 3 * 4",
        "snake_case_name",
        "**",
        "* ",
        "a ** b ** c",
        "[no link] (here)",
        "100 %",
        "{{}}",
        "#hashtag",
        r"\\",
        "__init__x",
    ],
)
def test_what_is_no_syntax_is_left_alone(line: str) -> None:
    assert shown(line) == line or not set(shown(line)) - set(line)
    assert len(shown(line)) >= len(line) - 1


def test_each_style_covers_its_words() -> None:
    assert part("**bold** and *slanted*", BOLD) == "bold"
    assert part("**bold** and *slanted*", ITALIC) == "slanted"
    assert part("[**strong** link](https://a.example)", LINK) == "strong link"
    assert part("[**strong** link](https://a.example)", BOLD) == "strong"
    assert part("# Title", HEADING) == "Title"
    assert part("- point", BULLET) == "- "
    assert part("12. point", BULLET) == "12. "
    assert part("see https://a.example/x, then", LINK) == "https://a.example/x"
    assert part("{{last_name}}", TAG) == "last_name"
    assert part("`x`", CODE) == "x"
    assert part("> quoted", QUOTE) == "quoted"


def test_marks_inside_an_address_are_no_emphasis() -> None:
    line = "[a](https://x.example/*b*_c_)"
    assert part(line, ITALIC) == ""
    assert "".join(c for c, s in zip(line, styles(line), strict=True) if s & ADDRESS) == "https://x.example/*b*_c_"


@given(st.text(alphabet=st.sampled_from("ab *_[]()#>-`{}|\\!.:/éx\U0001f600"), max_size=60))
def test_any_line_is_styled_letter_by_letter(line: str) -> None:
    found = styles(line)
    assert len(found) == len(line)
    assert sum(length for _start, length, _style in runs(line)) == sum(bool(style) for style in found)
    signs = set('*_[]()#>`{}|\\! -.0123456789"<')
    for letter, style in zip(line, found, strict=True):
        if style & MARK and not style & ADDRESS and "{{" not in line:
            assert letter in signs, "a word would be hidden"
