"""Which of a post's links leads to the document it is about."""

from __future__ import annotations

import pytest

from composer.sources.file_links import file_link

FORM = '<a href="https://a.example/order-form.pdf">Order form</a>'
REPORT = '<a href="https://a.example/files/annual%20report.pdf">Read the full report</a>'


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f"<p>{FORM} or {REPORT}</p>", "https://a.example/files/annual%20report.pdf"),
        (FORM, "https://a.example/order-form.pdf"),
        (
            '<a href="https://a.example/plan.docx?v=1&amp;x=2"><strong>Our plan</strong></a>',
            "https://a.example/plan.docx?v=1&x=2",
        ),
        ('<a href="https://a.example/report">The report.pdf</a>', ""),
        ('<a href="https://a.example/data.csv">Full report data</a>', ""),
        ('<a href="ftp://a.example/report.pdf">Report</a>', ""),
        ("<p>Nothing to download, not even a pdf.</p>", ""),
    ],
)
def test_the_likeliest_link_counts(html: str, found: str) -> None:
    assert file_link(html, "", "Annual report")[0] == found


def test_plain_words_may_hold_an_address() -> None:
    assert file_link("", "See https://a.example/r.pdf.", "x") == ("https://a.example/r.pdf", "pdf")


def test_the_words_of_the_title_decide_between_equals() -> None:
    html = '<a href="https://a.example/1.pdf">Carers</a> <a href="https://a.example/2.pdf">Winter warmth</a>'
    assert file_link(html, "", "A winter of warmth")[0] == "https://a.example/2.pdf"
