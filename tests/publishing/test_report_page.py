"""The report on paper says the same as the table, and strangers' words do nothing in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from composer.contacts.contact import Contact
from composer.credentials import Credentials
from composer.publishing.report_page import report_page
from composer.publishing.yearly_report import yearly_report
from composer.workspace import open_workspace


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Any:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


def test_the_figures_stand_in_tables(workspace: Any, on_record: Any) -> None:
    workspace.contacts.save(Contact(email="p@example.org"))
    on_record(workspace.engine, "May & more", datetime(2026, 5, 3, 12, 0, tzinfo=UTC), sent=1200, refused=["550 5.1.1 no"])
    page = lxml.html.fromstring(report_page(yearly_report(workspace), workspace.zone))
    first, second = page.xpath("//table")
    row = [" ".join(cell.text_content().split()) for cell in first.xpath(".//tbody/tr[1]/*")]
    assert row == ["May & more", "3 May", "Friends", "1,201", "1,200", "1", "0", "0", "0", "0"]
    assert [cell.text_content() for cell in first.xpath(".//tfoot//td")][:3] == ["1,201", "1,200", "1"]
    assert len(second.xpath(".//tbody/tr")) == 1
    assert len(page.xpath("//svg")) == 2
    assert page.xpath("string(//h1)") == "Newsletters in 2026"


def test_a_year_without_anything(workspace: Any) -> None:
    page = lxml.html.fromstring(report_page(yearly_report(workspace), workspace.zone))
    assert "Nothing was sent in this year." in page.text_content()
    assert not page.xpath("//svg")


def test_names_are_words_and_nothing_else(workspace: Any, on_record: Any) -> None:
    on_record(workspace.engine, "<script>alert(1)</script>{{ 7*7 }}", datetime(2026, 5, 3, tzinfo=UTC), sent=1)
    html = report_page(yearly_report(workspace), workspace.zone)
    page = lxml.html.fromstring(html)
    assert not page.xpath("//script | //a | //img | //link | //iframe")
    assert "<script>alert(1)</script>{{ 7*7 }}" in page.text_content()
