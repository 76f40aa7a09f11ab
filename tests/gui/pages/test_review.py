"""Review and send, by key: the number must be known, errors block, and Enter never sends by accident."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer.document.edits import SetHeader
from composer.gui.jobs import Jobs
from composer.gui.pages.page import Wish
from composer.gui.pages.review import ReviewPage


@pytest.fixture
def page(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> Iterator[ReviewPage]:
    made = ReviewPage(harbour.workspace, jobs)
    show(made, 1100, 740)
    yield made
    made.let_go()


def open_page(qtbot: QtBot, page: ReviewPage, argument: object) -> None:
    page.show_argument(argument)
    page.refresh()
    qtbot.waitUntil(lambda: page._facts is not None and not page._busy.working, timeout=20_000)


def edit(harbour: Any, change: Any) -> None:
    documents = harbour.workspace.documents
    history = documents.open(harbour.issue.id)
    history.apply(change, harbour.workspace.clock())
    documents.save(history.take_changes())


def words(page: QWidget) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def send_button(page: ReviewPage) -> QPushButton:
    return next(made for made in page.findChildren(QPushButton) if made.accessibleName().startswith("Send to"))


def wishes(page: ReviewPage) -> list[tuple[str, Any]]:
    heard: list[tuple[str, Any]] = []
    page.wished.connect(lambda wish, argument: heard.append((wish, argument)))
    return heard


def test_the_page_says_what_to_how_many_from_whom_and_when(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    open_page(qtbot, page, harbour.issue.id)
    said = words(page)
    for part in (
        "Lights on at the harbour",
        "Forty volunteers",
        "5 people",
        "and 2 others",
        "Anna Lind <news@harbourfriends.example>",
        "Answers go to anna@harbourfriends.example",
        "Practice mailbox on this computer. Nobody outside gets a letter.",
        "Sending takes less than a minute",
        "Not tested yet",
        "Type 5 to confirm",
    ):
        assert part in said, part
    assert send_button(page).text().strip() == "Send to 5 people"


def test_the_number_must_be_typed_and_then_enter_sends(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    open_page(qtbot, page, harbour.issue.id)
    heard = wishes(page)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "Type 5 to confirm"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "4")
    assert not send_button(page).isEnabled()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "That is not the number" in words(page)
    assert harbour.workspace.campaigns.all() == []
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, "5")
    assert send_button(page).isEnabled()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    (campaign,) = harbour.workspace.campaigns.all()
    assert heard == [(Wish.CAMPAIGN, campaign.id)]
    assert harbour.workspace.campaigns.counts(campaign.id).queued == 5
    assert harbour.letters() == []


def test_few_people_as_usual_need_only_the_button_and_it_has_no_focus_by_itself(
    qtbot: QtBot, page: ReviewPage, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from composer.publishing import review

    monkeypatch.setattr(review, "_usual", lambda _workspace: 5)
    open_page(qtbot, page, harbour.issue.id)
    heard = wishes(page)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is not send_button(page)
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert harbour.workspace.campaigns.all() == []
    send_button(page).setFocus()
    qtbot.keyClick(send_button(page), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(wish == Wish.CAMPAIGN for wish, _argument in heard), timeout=20_000)


def test_two_quick_presses_make_one_campaign(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    open_page(qtbot, page, harbour.issue.id)
    heard = wishes(page)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    assert len(harbour.workspace.campaigns.all()) == 1


def test_an_error_blocks_and_says_so(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    edit(harbour, SetHeader("subject", ""))
    open_page(qtbot, page, harbour.issue.id)
    assert page._facts is not None
    assert page._facts.errors
    assert "must be mended" in words(page)
    assert not send_button(page).isEnabled()
    assert not page._decision._confirm.isVisible()


def test_the_choice_of_lists_changes_the_number_everywhere(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    harbour.workspace.lists.create("Volunteers", sample=True)
    harbour.add_people(3, "Volunteers", start=50)
    open_page(qtbot, page, harbour.issue.id)
    qtbot.keyClicks(page._decision._confirm, "5")
    box = next(box for box in page.findChildren(QCheckBox) if box.accessibleName().startswith("Volunteers"))
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page._facts is not None and page._facts.total == 8, timeout=20_000)
    assert send_button(page).text().strip() == "Send to 8 people"
    assert page._decision._confirm.text() == ""  # what was typed was about another number
    assert "Type 8 to confirm" in words(page)


def test_the_account_is_chosen_and_practice_is_named(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    from composer.delivery.accounts import account_from_url

    harbour.workspace.accounts.save(
        account_from_url("Office", "smtps://news@mail.example:465", "Anna <news@harbourfriends.example>", per_minute=30)
    )
    open_page(qtbot, page, harbour.issue.id)
    assert page._account.currentText() == "Practice mailbox"
    page._account.setFocus()
    qtbot.keyClick(page._account, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page._facts is not None and page._facts.choice.account == "Office", timeout=20_000)
    # Invented people never get a letter from a real account.
    assert "invented people" in words(page)
    assert not page._decision._send.isEnabled()


def test_the_test_letter_goes_out_and_is_remembered_until_the_next_change(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    open_page(qtbot, page, ("test", harbour.issue.id))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "anna@harbourfriends.example"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The test is at the mail server" in words(page), timeout=20_000)
    (letter,) = harbour.letters()
    assert b"Subject: [Test] Lights on at the harbour" in letter
    qtbot.waitUntil(lambda: "Tested as it is, today, 09:00" in words(page), timeout=20_000)
    assert page.handlers()["send_test"] is not None
    edit(harbour, SetHeader("subject", "Lights on, and six dates"))
    open_page(qtbot, page, harbour.issue.id)
    qtbot.waitUntil(lambda: "Changed since the test" in words(page), timeout=20_000)


def test_an_address_that_is_none_is_told(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    open_page(qtbot, page, ("test", harbour.issue.id))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "not an address")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not an address:" in words(page), timeout=20_000)
    assert harbour.letters() == []
    assert "Not tested yet" in words(page)


def test_who_had_it_is_not_written_to_again(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    from composer.publishing.run import run_campaign

    run_campaign(harbour.workspace, harbour.campaign().id)
    open_page(qtbot, page, harbour.issue.id)
    assert "5 had this issue already" in words(page)
    assert not page._decision._send.isEnabled()


def test_back_to_the_issue(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    open_page(qtbot, page, harbour.issue.id)
    with qtbot.waitSignal(page.wished) as told:
        page._decision._back.setFocus()
        qtbot.keyClick(page._decision._back, Qt.Key.Key_Space)
    assert told.args == [Wish.OPEN_ISSUE, harbour.issue.id]


def test_an_issue_that_is_gone_is_told(qtbot: QtBot, page: ReviewPage) -> None:
    page.show_argument("none")
    page.refresh()
    qtbot.waitUntil(lambda: bool(page._problem.words) and page._problem.isVisible(), timeout=20_000)


def test_no_people_at_all_is_an_empty_state_and_not_a_crash(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    workspace = harbour.workspace
    workspace.documents.save_newsletter(msgspec.structs.replace(harbour.newsletter, usual_list=""))
    workspace.lists.create("Second", sample=True)
    open_page(qtbot, page, harbour.issue.id)
    assert "Choose who gets this issue" in words(page)
    assert not page._decision._send.isEnabled()


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    open_page(qtbot, page, harbour.issue.id)
    unnamed = [
        child
        for child in page.findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.accessibleName()
    ]
    assert [type(child).__name__ for child in unnamed] == []


def test_tab_goes_from_the_people_to_the_decision(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    open_page(qtbot, page, harbour.issue.id)
    qtbot.waitUntil(page.panes()[0].isVisible, timeout=10_000)
    page.panes()[0].setFocus()
    seen = []
    for _step in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        if focused is page._decision._confirm:
            break
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        with suppress(qtbot.TimeoutError):  # the web engine answers later, and goes through the letter's links first
            qtbot.waitUntil(lambda before=focused: QApplication.focusWidget() is not before, timeout=200)
    assert seen[0].startswith("Friends")
    assert "Send the test to" in seen
    assert seen[-1] == "Type 5 to confirm"


def test_a_link_that_is_gone_is_told_before_it_goes(
    qtbot: QtBot, page: ReviewPage, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from composer.blocks.text import TextBlock
    from composer.document.edits import InsertBlock
    from composer.errors import SourceError

    class Web:
        def part(self, url: str, **_more: Any) -> Any:
            raise SourceError("e.org has no such page.", details="HTTP 404: x")

    monkeypatch.setattr(type(harbour.workspace), "downloader", lambda _self: Web())
    edit(harbour, InsertBlock(TextBlock(id="new", text="Read [the plan](https://e.org/plan)."), 1))
    open_page(qtbot, page, harbour.issue.id)
    qtbot.waitUntil(lambda: "The link “the plan” does not open" in words(page), timeout=10_000)


def test_what_was_accepted_is_counted_only(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    from composer.document.acceptance import Accept

    open_page(qtbot, page, harbour.issue.id)
    assert page._facts is not None
    apart = ("source_drift", "dead_links")  # told in a place of its own, and found later
    note = next(one for one in page._facts.findings if one.may_be_accepted and one.check not in apart)
    qtbot.waitUntil(lambda: note.message in words(page), timeout=10_000)
    told = words(page).count(note.message)
    edit(harbour, Accept(note.key, "It is meant so.", note.message))
    page._facts = None
    open_page(qtbot, page, harbour.issue.id)
    qtbot.waitUntil(lambda: "1 note accepted" in words(page) and words(page).count(note.message) == told - 1, timeout=10_000)


def test_the_lists_of_an_earlier_sending_are_chosen_where_it_goes_to_the_rest(
    qtbot: QtBot, page: ReviewPage, harbour: Any
) -> None:
    harbour.workspace.lists.create("Volunteers", sample=True)
    harbour.add_people(2, "Volunteers", start=50)
    page.show_argument(("lists", harbour.issue.id, ("Volunteers",)))
    page.refresh()
    qtbot.waitUntil(lambda: page._facts is not None and page._facts.choice.lists == ("Volunteers",), timeout=20_000)
    assert page._facts is not None
    assert page._facts.audience is not None
    assert len(page._facts.audience.people) == 2


def test_a_large_sending_stops_after_the_first_letters(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    workspace = harbour.workspace
    workspace.save_settings(msgspec.structs.replace(workspace.settings, confirm_above=4, first_letters=2))
    open_page(qtbot, page, harbour.issue.id)
    assert "After the first 2 letters the program stops and asks." in words(page)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(workspace.campaigns.all()), timeout=20_000)
    (campaign,) = workspace.campaigns.all()
    assert campaign.ask_after == 2


def test_it_can_go_later(qtbot: QtBot, page: ReviewPage, harbour: Any) -> None:
    harbour.workspace.save_settings(msgspec.structs.replace(harbour.workspace.settings, confirm_above=50))
    open_page(qtbot, page, harbour.issue.id)
    qtbot.waitUntil(lambda: page._facts.total == 5 and not page._busy.working, timeout=20_000)
    qtbot.keyClick(next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "When it goes"), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page._facts.choice.starts is not None and not page._busy.working, timeout=20_000)
    heard = wishes(page)
    assert "Tuesday 24 November 2026 at 09:30, tomorrow" in words(page)
    button = next(made for made in page.findChildren(QPushButton) if made.accessibleName() == "Schedule for 5 people")
    number = next(line for line in page.findChildren(QLineEdit) if line.accessibleName().startswith("Type 5"))
    qtbot.keyClicks(number, "5")
    assert button.isEnabled()
    time = next(line for line in page.findChildren(QLineEdit) if line.accessibleName() == "Time it goes")
    time.setFocus()
    time.selectAll()
    qtbot.keyClicks(time, "soon")
    qtbot.keyClick(time, Qt.Key.Key_Return)
    assert not button.isEnabled()
    assert "Write a time like 09:30." in words(page)
    time.selectAll()
    qtbot.keyClicks(time, "8am")
    qtbot.keyClick(time, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._facts.choice.starts is not None and not page._busy.working, timeout=20_000)
    qtbot.keyClicks(number, "5" if not number.text() else "")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    assert heard == [(Wish.SHOW_PLACE, "issues")]
    (campaign, _standing), *_rest = harbour.workspace.schedule.all()
    assert f"{campaign.starts:%d %H:%M}" == "24 08:00"
    assert harbour.letters() == []
