"""Footnotes: a number in brackets in the text, the note without its arrow."""

from __future__ import annotations

import pytest

from composer.sources.sanitizer import sanitize, to_markdown


@pytest.mark.parametrize(
    "html",
    [
        '<p>True<sup id="fnref1"><a href="#fn1" rel="footnote">1</a></sup>.</p><ol><li id="fn1">Says who. <a'
        ' href="#fnref1">↩︎</a></li></ol>',
        '<p>True<a href="#_ftn1" name="_ftnref1"><span'
        ' class=MsoFootnoteReference>[1]</span></a>.</p><ol><li>Says who. <a href="#_ftnref1">^</a></li></ol>',
        '<p>True<sup><a href="#footnote-1">[1]</a></sup>.</p><ol><li>Says who. <a href="#footnote-ref-1">↑</a></li></ol>',
        '<p>True<a href="https://example.org/post#fn-1" role="doc-noteref">1</a>.</p><ol><li>Says who. <a'
        ' href="#ref">Jump up</a></li></ol>',
    ],
)
def test_marks_and_notes(html: str) -> None:
    assert to_markdown(sanitize(html).html) == "True\\[1\\].\n\n1. Says who."


def test_links_and_powers_are_left_alone() -> None:
    html = '<p>10 m<sup>2</sup> <a href="#more">1</a> <a href="https://example.org/#note">Notes</a> 1<sup>st</sup></p>'
    assert to_markdown(sanitize(html).html) == "10 m² 1 [Notes](https://example.org/#note) 1st"
