"""The composer as a person uses it: by keys, from picking to undoing, with everything saved."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from composer.document.edits import SetHeader
from composer.gui import changes
from composer.gui.actions import ACTIONS
from composer.gui.editor.block_card import BlockCard
from composer.gui.fields.markdown_edit import MarkdownEdit
from composer.gui.pages.page import Wish

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(qtbot: Any, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(focused(), key, held)


def titles(page: Any) -> list[str]:
    return [block.title() for block in page.session.issue.blocks]


def test_it_opens_on_the_last_issue_with_the_hand_on_what_is_new(page: Any) -> None:
    assert page.header.name.text() == "December newsletter"
    assert page.header.subject.text() == "Lights on at the harbour"
    assert page.whats_new.list.hasFocus()
    assert page.whats_new.list.currentIndex().row() == 0
    assert page.whats_new._title.text() == "New since 3 November"
    assert page.whats_new._count.text() == "3"


def test_space_puts_in_and_takes_out(qtbot: Any, page: Any, window: Any) -> None:
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "roof" in page.session.issue.items())
    assert page.whats_new._count.text() == "2"
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "gifts" in page.session.issue.items())
    press(qtbot, Qt.Key.Key_Space)
    assert "gifts" not in page.session.issue.items()
    assert "Took out" in window.toast_words
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert "gifts" in page.session.issue.items()


def test_several_at_once_are_one_step(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_Down, SHIFT)
    press(qtbot, Qt.Key.Key_Down, SHIFT)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.session.issue.items() == {"roof", "gifts", "swim"})
    assert page.session.history.undo_label == "Add 3 items"
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert page.session.issue.items() == set()


def test_shift_space_makes_a_short_line(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_Space, SHIFT)
    block = page.session.issue.blocks[-2]
    assert block.text == "- [The boathouse roof is finished](https://harbourfriends.example/roof)"


def test_the_greeting_by_key_typed_and_seen_everywhere(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_G, CTRL)
    box = focused()
    assert isinstance(box, MarkdownEdit)
    press(qtbot, Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(box, " Thank you all!")
    assert page.session.issue.block("greeting").text.endswith("what a month it has been. Thank you all!")
    assert page.preview.shown[-1][0] is page.session.issue
    assert box.hasFocus()
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert page.session.issue.block("greeting").text.endswith("what a month it has been.")
    assert box.markdown() == page.session.issue.block("greeting").text
    press(qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert box.markdown().endswith("Thank you all!")


def test_writing_keys_in_the_greeting(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_G, CTRL)
    press(qtbot, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(focused(), "Dear ")
    press(qtbot, Qt.Key.Key_Semicolon, CTRL)
    qtbot.keyClicks(focused(), ", so many")
    press(qtbot, Qt.Key.Key_B, CTRL)
    assert page.session.issue.block("greeting").text == "Dear {{first_name|friend}}, so **many**"
    press(qtbot, Qt.Key.Key_I, CTRL)
    press(qtbot, Qt.Key.Key_K, CTRL)
    assert isinstance(focused(), QLineEdit)
    press(qtbot, Qt.Key.Key_Escape)
    assert isinstance(focused(), MarkdownEdit)


def test_the_subject_by_key_and_a_name_in_it(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_U, CTRL)
    assert page.header.subject.hasFocus()
    qtbot.keyClicks(focused(), "Hello ")
    press(qtbot, Qt.Key.Key_Semicolon, CTRL)
    assert page.session.issue.subject == "Hello {{first_name|friend}}"
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert page.session.issue.subject == "Lights on at the harbour"
    assert page.header.subject.text() == "Lights on at the harbour"


def test_blocks_move_by_key_and_say_where_they_are(qtbot: Any, page: Any) -> None:
    page.outline.focus_block("roof")
    press(qtbot, Qt.Key.Key_Down, ALT)
    assert [block.id for block in page.session.issue.blocks][:3] == ["greeting", "more0", "roof"]
    qtbot.waitUntil(lambda: page.outline.card("roof").hasFocus())
    assert "3 of 9" in focused().accessibleName()
    press(qtbot, Qt.Key.Key_Home, ALT)
    assert page.session.issue.blocks[0].id == "roof"
    press(qtbot, Qt.Key.Key_End, ALT)
    assert [block.id for block in page.session.issue.blocks][-2:] == ["roof", "footer"]
    for _number in range(3):
        press(qtbot, Qt.Key.Key_Z, CTRL)
    assert [block.id for block in page.session.issue.blocks][:2] == ["greeting", "roof"]


def test_the_footer_stays(qtbot: Any, page: Any) -> None:
    page.outline.focus_block("footer")
    for key, held in ((Qt.Key.Key_Up, ALT), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_D, CTRL)):
        press(qtbot, key, held)
    assert page.session.issue.blocks[-1].id == "footer"
    assert not page.session.history.can_undo


def test_duplicate_remove_and_back(qtbot: Any, page: Any, window: Any) -> None:
    page.outline.focus_block("roof")
    press(qtbot, Qt.Key.Key_D, CTRL)
    assert titles(page)[1:3] == ["The boathouse roof is finished"] * 2
    copy = page.session.issue.blocks[2].id
    assert page.outline.card(copy).hasFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert copy not in {block.id for block in page.session.issue.blocks}
    assert window.toast_words.startswith("Removed “The boathouse roof is finished”")
    assert isinstance(focused(), BlockCard), "the neighbour has the focus"
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert copy in {block.id for block in page.session.issue.blocks}


def test_return_opens_tab_walks_the_form_esc_closes(qtbot: Any, page: Any) -> None:
    page.outline.focus_block("roof")
    press(qtbot, Qt.Key.Key_Return)
    assert page.outline.open_block == "roof"
    assert focused().accessibleName() == "Title"
    qtbot.keyClicks(focused(), "!")
    press(qtbot, Qt.Key.Key_Tab)
    assert isinstance(focused(), MarkdownEdit)
    press(qtbot, Qt.Key.Key_Escape)
    assert page.outline.open_block == ""
    assert page.outline.card("roof").hasFocus()
    assert page.session.issue.block("roof").title_text == "The boathouse roof is finished!"


def test_tab_goes_through_the_open_form_in_the_order_of_the_eye(qtbot: Any, page: Any) -> None:
    page.outline.open("more3", focus=False)
    page.outline.close_open()
    page.outline.focus_block("roof")
    press(qtbot, Qt.Key.Key_Return)
    seen = [focused().accessibleName()]
    for _number in range(4):
        press(qtbot, Qt.Key.Key_Tab)
        seen.append(focused().accessibleName())
    assert seen == ["Title", "Text", "Written by", "Read more at", "Words of the link"]
    for _number in range(5):
        press(qtbot, Qt.Key.Key_Backtab, SHIFT)
    assert focused() is page.outline.card("roof")


def test_a_block_is_added_by_typing_its_name(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_A, CTRL | SHIFT)
    menu = page.arrange.menu
    assert menu.isVisible()
    qtbot.keyClicks(focused(), "quo")
    press(qtbot, Qt.Key.Key_Return)
    assert not menu.isVisible()
    added = page.session.issue.blocks[-2]
    assert added.kind == "quote"
    assert page.outline.open_block == added.id
    qtbot.keyClicks(focused(), "So it was.")
    assert page.session.issue.block(added.id).text == "So it was."


def test_words_from_the_website_by_buttons(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "roof" in page.session.issue.items())
    block = next(one for one in page.session.issue.blocks if getattr(one, "item", "") == "roof")
    page.outline.open(block.id)
    buttons = {one.accessibleName(): one for one in page.outline.card(block.id).findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Shorter"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.session.issue.block(block.id).text.endswith("It is dry again."))
    qtbot.mouseClick(buttons["Whole"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.session.issue.block(block.id).text.endswith("timber and soup."))


def test_a_click_in_the_preview_opens_the_block_and_the_other_way_round(page: Any) -> None:
    page.preview.block_clicked.emit("more2")
    assert page.outline.open_block == "more2"
    assert page.preview.scrolled_to[-1] == "more2"


def test_f8_leads_to_a_finding_and_return_mends_it(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_U, CTRL)
    press(qtbot, Qt.Key.Key_Delete)
    page.whats_new.list.setFocus()
    qtbot.waitUntil(lambda: any(found.check == "subject" for found in page.check_bar.findings))
    press(qtbot, Qt.Key.Key_F8)
    wanted = page.check_bar.current
    assert wanted is not None
    for _number in range(len(page.check_bar.findings)):
        if page.check_bar.current.check == "subject":
            break
        press(qtbot, Qt.Key.Key_F8)
    assert page.header.subject.hasFocus()


def test_everything_is_written_and_the_rail_says_so(qtbot: Any, page: Any, window: Any, harbour: Any) -> None:
    press(qtbot, Qt.Key.Key_U, CTRL)
    qtbot.keyClicks(focused(), "New words")
    assert window.rail.state_words == "Saving…"
    qtbot.waitUntil(lambda: window.rail.state_words == "All changes saved")
    assert harbour.workspace.documents.issue(harbour.issue.id).subject == "New words"


def test_going_on_to_review_takes_the_newest_words_along(qtbot: Any, page: Any, harbour: Any) -> None:
    wishes: list[tuple[str, Any]] = []
    page.wished.disconnect()
    page.wished.connect(lambda wish, argument: wishes.append((wish, argument)))
    press(qtbot, Qt.Key.Key_U, CTRL)
    qtbot.keyClicks(focused(), "Newest words")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert wishes == [(Wish.REVIEW, harbour.issue.id)]
    assert harbour.workspace.documents.issue(harbour.issue.id).subject == "Newest words"
    press(qtbot, Qt.Key.Key_T, CTRL)
    assert wishes[-1] == (Wish.SEND_TEST, harbour.issue.id)


def test_a_suggested_subject_by_two_keys(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_U, CTRL)
    press(qtbot, Qt.Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert page.session.issue.subject not in ("", "Lights on at the harbour")
    assert page.header.subject.text() == page.session.issue.subject


def test_a_new_issue_like_the_last(qtbot: Any, page: Any, window: Any, harbour: Any) -> None:
    press(qtbot, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: page.session.issue.id != harbour.issue.id)
    assert page.session.issue.number == 1
    assert not any(block.kind == "article" for block in page.session.issue.blocks)
    assert page.session.issue.blocks[-1].kind == "footer"
    assert len(harbour.workspace.documents.issues()) == 2


@pytest.mark.parametrize(("width", "panes", "tabs"), [(1366, 3, False), (1024, 2, False), (860, 1, True)])
def test_panes_follow_the_width(qtbot: Any, page: Any, window: Any, width: int, panes: int, tabs: bool) -> None:
    window.resize(width, 700)
    qtbot.waitUntil(lambda: page.panes_widget.mode == panes)
    shown = [pane for pane in ("pick", "arrange", "preview") if page.panes_widget.shows(pane)]
    assert len(shown) == panes
    assert page.panes_widget._tabs.isVisible() is tabs
    assert window.width() == width, "nothing forces the window wider"


def test_in_a_narrow_window_the_preview_takes_turns(qtbot: Any, page: Any, window: Any) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: page.panes_widget.mode == 2)
    press(qtbot, Qt.Key.Key_V, CTRL | SHIFT)
    assert page.panes_widget.shows("preview")
    assert not page.panes_widget.shows("pick")
    press(qtbot, Qt.Key.Key_F, CTRL)
    assert page.panes_widget.shows("pick")
    assert page.whats_new.search.hasFocus()


def test_f6_goes_round_the_panes(qtbot: Any, page: Any, window: Any) -> None:
    seen = []
    for _number in range(4):
        press(qtbot, Qt.Key.Key_F6)
        seen.append(focused())
    assert isinstance(seen[0], BlockCard)
    assert page.header.subject in seen or window.rail.isAncestorOf(seen[-1])


def test_zoom_and_looks_reach_the_preview(qtbot: Any, page: Any) -> None:
    press(qtbot, Qt.Key.Key_Plus, CTRL)
    press(qtbot, Qt.Key.Key_P, CTRL | SHIFT)
    assert page.preview.asked[-2:] == ["zoom 1", "next look"]


def test_no_stray_window_ever_opens(page: Any, window: Any) -> None:
    page.outline.open("roof")
    visible = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert visible == [window]


def test_no_entry_of_the_menus_is_dead_here(page: Any, window: Any) -> None:
    page.outline.focus_block("roof")
    press_undo = {"undo", "redo"}
    carried_out = set(page.handlers()) | set(window.handlers()) | set(window._wired) | press_undo
    assert {row.id for row in ACTIONS} - carried_out == set()


def test_another_template_by_keys_and_back(qtbot: Any, page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.gui.thumbnails.take_thumbnail", lambda *_: None)
    press(qtbot, Qt.Key.Key_L, CTRL | SHIFT)
    assert page.arrange.look.isVisible()
    assert not page.outline.isVisible()
    press(qtbot, Qt.Key.Key_Up)
    assert page.session.issue.template == "digest"
    assert page.session.history.undo_label == "Change the template"
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert page.session.issue.template == "letter"
    assert page.arrange.look.cards["letter"].isChecked()
    press(qtbot, Qt.Key.Key_Escape)
    assert page.outline.isVisible()


def test_tab_goes_once_round_the_page_as_the_eye_does(qtbot: Any, page: Any) -> None:
    page.header.subject.setFocus()
    names: list[str] = []
    for _step in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if names and focused is page.header.subject:
            break
        names.append(focused.accessibleName() or type(focused).__name__)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert names[0] == "Subject"
    wanted = [
        "Line after the subject",
        "Filter posts and events",
        "What's new",
        "Add block",
        page.outline.card(page.changing.issue.blocks[0].id).accessibleName(),
        "Name of the issue",
    ]
    places = [names.index(name) for name in wanted]
    assert places == sorted(places), names


def test_an_address_written_under_brand_meanwhile_stands_in_the_foot_of_the_open_issue(
    qtbot: Any, page: Any, window: Any, harbour: Any
) -> None:
    issue = page.session.issue
    bare = msgspec.structs.replace(issue.brand, postal_address="", organisation="As it was")
    page.changing.edit(SetHeader("brand", bare))
    brand = msgspec.structs.replace(harbour.newsletter.brand, postal_address="1 Pier Road", organisation="Another name")
    harbour.workspace.documents.save_newsletter(msgspec.structs.replace(harbour.newsletter, brand=brand))
    window.changes.note(changes.BRAND)
    qtbot.waitUntil(lambda: page.session.issue.brand.postal_address == "1 Pier Road")
    assert page.session.issue.brand.organisation == "As it was", "what it had it keeps"
    assert page.session.newsletter.brand.organisation == "Another name"
