"""A report says what kind of file it is before the reader taps it."""

from __future__ import annotations

from composer.blocks.report import Report

REPORT = Report(
    title_text="Our year", text="Ten numbers.", file_info="PDF, 2.4 MB, 36 pages", link="https://example.org/year.pdf"
)


def test_text_part() -> None:
    assert REPORT.plain_text() == (
        "Our year\n\nTen numbers.\n\nDownload the report (PDF, 2.4 MB, 36 pages): https://example.org/year.pdf"
    )
    assert Report(title_text="Our year", link="https://example.org", button="").plain_text() == (
        "Our year\n\nOur year: https://example.org"
    )
    assert Report().title() == "Report"
    assert REPORT.title() == "Our year"
