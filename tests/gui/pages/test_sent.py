"""Sent: what went out stands here as it was, and each person's letter can be seen again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer.gui.jobs import Jobs
from composer.gui.pages.page import Wish
from composer.gui.pages.sent import SentPage, read_sent
from composer.publishing.run import run_campaign


@pytest.fixture
def page(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> Iterator[SentPage]:
    made = SentPage(harbour.workspace, jobs)
    show(made, 1000, 700)
    yield made
    made.let_go()


@pytest.fixture
def campaign(harbour: Any) -> Any:
    """A campaign that went out whole."""
    made = harbour.campaign()
    run_campaign(harbour.workspace, made.id)
    return made


def open_page(qtbot: QtBot, page: SentPage, campaign_id: str = "") -> None:
    if campaign_id:
        page.show_argument(campaign_id)
    page.refresh()
    qtbot.waitUntil(lambda: page._full.isVisible() or page._empty.isVisible(), timeout=10_000)


def words(page: QWidget) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def press(qtbot: QtBot, page: SentPage, name: str) -> None:
    made = next(found for found in page.findChildren(QPushButton) if found.accessibleName() == name and found.isVisible())
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)


def test_before_the_first_sending_it_says_what_will_be_here(qtbot: QtBot, page: SentPage) -> None:
    open_page(qtbot, page)
    assert "Nothing has been sent yet" in words(page)
    with qtbot.waitSignal(page.wished) as told:
        press(qtbot, page, "To the issues")
    assert told.args == [Wish.SHOW_PLACE, "issues"]


def test_the_report_of_the_wished_campaign_is_shown(qtbot: QtBot, page: SentPage, campaign: Any) -> None:
    open_page(qtbot, page, campaign.id)
    assert "All 5 went out on Mon 23 Nov, 09:00." in words(page)
    assert "December newsletter" in words(page)


def test_everyone_and_one_persons_letter_by_key(qtbot: QtBot, page: SentPage, campaign: Any) -> None:
    open_page(qtbot, page, campaign.id)
    press(qtbot, page, "Show: Everyone")
    qtbot.waitUntil(lambda: page._deliveries.rowCount() == 5, timeout=10_000)
    page._table.setFocus()
    page._table.setCurrentIndex(page._deliveries.index(2, 0))
    chosen = page._deliveries.delivery(page._table.currentIndex())
    assert chosen is not None
    with qtbot.waitSignal(page._letter.letter.shown, timeout=20_000):
        press(qtbot, page, "Show their letter")
    assert f"As {chosen.email} got it" in words(page)


def test_only_the_refused_can_be_listed(qtbot: QtBot, page: SentPage, harbour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from composer.delivery.replies import Reply
    from composer.delivery.transports.smtp import SmtpTransport

    real = SmtpTransport.hand_over

    async def hand_over(self: SmtpTransport, envelope: Any, *may_go: Any) -> Reply:
        if envelope.rcpt_to == "person1@example.org":
            return Reply("rcpt_to", 550, "5.1.1 User unknown")
        return await real(self, envelope, *may_go)

    monkeypatch.setattr(SmtpTransport, "hand_over", hand_over)
    made = harbour.campaign()
    run_campaign(harbour.workspace, made.id)
    open_page(qtbot, page, made.id)
    press(qtbot, page, "Show: Everyone")
    qtbot.waitUntil(lambda: page._deliveries.rowCount() == 5, timeout=10_000)
    chip = next(found for found in page.findChildren(QPushButton) if found.text() == "Refused 1")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._deliveries.rowCount() == 1, timeout=10_000)
    assert page._deliveries.data(page._deliveries.index(0, 0)) == "person1@example.org"


def test_the_table_for_a_spreadsheet(qtbot: QtBot, page: SentPage, campaign: Any, tmp_path: Path) -> None:
    open_page(qtbot, page, campaign.id)
    with qtbot.waitSignal(page.said, timeout=10_000):
        page.save_table(tmp_path / "sent.csv")
    with (tmp_path / "sent.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 6


def test_the_practice_mailbox_opens_only_for_rehearsals(
    qtbot: QtBot, page: SentPage, harbour: Any, campaign: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    open_page(qtbot, page, campaign.id)
    press(qtbot, page, "Open the practice mailbox")
    assert Path(opened[0].toLocalFile()) == harbour.workspace.practice_folder


def test_the_list_is_walked_by_key_and_newest_first(qtbot: QtBot, page: SentPage, harbour: Any, campaign: Any) -> None:
    import msgspec

    other = msgspec.structs.replace(harbour.issue, id="second", name="January newsletter")
    harbour.workspace.documents.create(other)
    harbour.issue = other
    later = harbour.campaign()
    run_campaign(harbour.workspace, later.id)
    open_page(qtbot, page, later.id)
    page._list.setFocus()
    before = page._name.text()
    key = Qt.Key.Key_Down if page._list.currentIndex().row() == 0 else Qt.Key.Key_Up
    qtbot.keyClick(page._list, key)
    assert {before, page._name.text()} == {"December newsletter", "January newsletter"}


def test_an_unfinished_one_is_listed_and_can_go_on(qtbot: QtBot, page: SentPage, harbour: Any) -> None:
    made = harbour.campaign()
    harbour.workspace.campaigns.pause(made.id)
    open_page(qtbot, page, made.id)
    with qtbot.waitSignal(page.wished) as told:
        press(qtbot, page, "Go on")
    assert told.args == [Wish.CAMPAIGN, made.id]


def test_what_was_taken_back_is_not_worth_a_line(harbour: Any) -> None:
    made = harbour.campaign()
    harbour.workspace.campaigns.cancel(made.id)
    assert read_sent(harbour.workspace) == []


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, page: SentPage, campaign: Any) -> None:
    open_page(qtbot, page, campaign.id)
    for tab in ("Report", "The letter", "Everyone"):
        press(qtbot, page, f"Show: {tab}")
        QApplication.processEvents()
        unnamed = [
            child
            for child in page.findChildren(QWidget)
            if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.accessibleName()
        ]
        assert [type(child).__name__ for child in unnamed] == []


def test_kept_as_a_folder(qtbot: QtBot, page: SentPage, campaign: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_page(qtbot, page, campaign.id)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(tmp_path))
    with qtbot.waitSignal(page.said, timeout=10_000) as told:
        press(qtbot, page, "Keep as a folder…")
    assert told.args == ["Kept in the folder “2026-11-23 December newsletter”."]
    assert (tmp_path / "2026-11-23 December newsletter" / "letter.eml").is_file()
