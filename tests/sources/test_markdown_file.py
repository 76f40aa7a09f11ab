"""Markdown files, with and without facts on top."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.clock import fixed_clock
from composer.errors import FormatError
from composer.sources.download import Download, Downloader
from composer.sources.markdown_file import MarkdownFile
from composer.sources.source import FetchContext


def _read(text: str, context: Any, name: str = "Tea is back.md") -> Any:
    return MarkdownFile().read(Download(f"/home/me/{name}", "text/markdown", content=text.encode()), context)


def test_one_post(context: Any) -> None:
    (item,) = _read(
        "# Tea is *back*\n\nCome on [5 June 2019](https://example.org/x).\n\n- cups\n- cake\n\n## Thanks\n\nTo all.", context
    ).items
    assert item.title == "Tea is back"
    assert item.text == "Come on [5 June 2019](https://example.org/x).\n\n- cups\n- cake\n\n## Thanks\n\nTo all."
    assert item.dates[0].words == "5 June 2019"


def test_facts_on_top(context: Any) -> None:
    text = '---\ntitle: "Tea: again"\nauthor: Rosa\ndate: 2019-06-05\nsummary: Short.\n---\nCome along, all of you.'
    (item,) = _read(text, context).items
    assert (item.title, item.author, item.summary, item.published) == (
        "Tea: again",
        "Rosa",
        "Short.",
        datetime(2019, 6, 5, tzinfo=UTC),
    )
    assert item.text == "Come along, all of you."


def test_without_a_heading_the_file_name_is_the_title(context: Any) -> None:
    assert _read("Come along, all of you.", context).items[0].title == "Tea is back"


def test_several_first_level_headings_are_several_posts(context: Any) -> None:
    prose = "Come along, all of you, and bring a friend who has not been before."
    items = _read(f"# One\n\n{prose}\n\n## Inside\n\n{prose}\n\n# Two\n\n{prose}", context).items
    assert [item.title for item in items] == ["One", "Two"]
    assert "## Inside" in items[0].text


def test_html_in_markdown_is_cleaned(context: Any) -> None:
    (item,) = _read("# T\n\nHi <script>x</script><b onclick=y()>you</b> <javascript:x>", context).items
    assert "script" not in item.html.replace("javascript", "")
    assert "onclick" not in item.html


def test_nothing_to_read(context: Any) -> None:
    with pytest.raises(FormatError, match="nothing to read"):
        _read("---\ntitle: x\n---\n<!-- -->", context)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text", ["> " * 3_000 + "deep", "    " * 3_000 + "x", "- " * 2_000 + "x", "[" * 3_000, "*a " * 3_000, "`" * 5_000]
)
def test_bombs_end_soon(context: Any, text: str) -> None:
    assert _read(f"{text}\n\nwords", context).items


@given(st.text(st.sampled_from("#>-*_`[]()!\n 1.ab<&:|\t\\"), max_size=120))
@settings(max_examples=60)
def test_no_text_fails(text: str) -> None:
    context = FetchContext(fixed_clock(datetime(2026, 11, 23, tzinfo=UTC)), Downloader())
    assert _read(f"words\n\n{text}", context).items
