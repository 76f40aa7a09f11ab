"""The web view: what is shown, what is refused, and that a change disturbs nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from composer.gui.preview.assets import Assets, picture_address
from composer.gui.preview.web_view import WebView


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[WebView]:
    made = WebView(Assets())
    made.resize(500, 600)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close_engine()
    made.close()
    made.deleteLater()


def ask(qtbot: QtBot, view: WebView, script: str) -> Any:
    """What the page answers."""
    answers: list[Any] = []
    view.run(f"JSON.stringify({script})", answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def show(qtbot: QtBot, view: WebView, html: str) -> None:
    with qtbot.waitSignal(view.loaded, timeout=20_000):
        view.show_letter(html)


def change(qtbot: QtBot, view: WebView, html: str) -> int:
    with qtbot.waitSignal(view.patched, timeout=10_000) as told:
        view.show_letter(html)
    return int(told.args[0])


def ids(qtbot: QtBot, view: WebView) -> list[str]:
    return list(ask(qtbot, view, "[...document.querySelectorAll('td')].map(cell => cell.id.slice(2))"))


def test_a_change_in_one_block_touches_that_block_alone_and_keeps_the_place(qtbot: QtBot, view: WebView, letters: Any) -> None:
    show(qtbot, view, letters.letter(letters.numbered(*range(30))))
    view.scroll_to(700)
    qtbot.waitUntil(lambda: view.page.scrollPosition().y() == 700)
    ask(qtbot, view, "[...document.querySelectorAll('td')].map((cell, at) => cell.number = at).length")
    changed = letters.numbered(*range(30))
    changed[12] = ("12", "<p>Block twelve, rewritten</p>")
    assert change(qtbot, view, letters.letter(changed)) == 1
    assert ask(qtbot, view, "document.getElementById('b-12').textContent") == "Block twelve, rewritten"
    # The very nodes are still there: nothing was drawn afresh.
    assert ask(qtbot, view, "[...document.querySelectorAll('td')].every((cell, at) => cell.number === at)") is True
    assert view.page.scrollPosition().y() == 700


@pytest.mark.parametrize(
    "names",
    [
        [0, 1, 2, "new", 3, 4, 5],
        ["new", 0, 1, 2, 3, 4, 5],
        [0, 1, 2, 3, 4, 5, "new"],
        [0, 2, 3, 5],
        [5, 4, 3, 2, 1, 0],
        [3, 0, 1, 2, 4, 5],
        [1, 2, 3, 4, 5, 0],
        [],
        ["a", "b"],
        [0, "x", 4, "y", 2],
    ],
)
def test_whatever_is_added_removed_or_moved_the_page_ends_as_the_letter(
    qtbot: QtBot, view: WebView, letters: Any, names: list[object]
) -> None:
    show(qtbot, view, letters.letter(letters.numbered(0, 1, 2, 3, 4, 5)))
    wanted = letters.letter(
        letters.numbered(*names), head="<style>p{color:#123456}</style>", top='<div style="display:none">hello</div>'
    )
    change(qtbot, view, wanted)
    assert ids(qtbot, view) == [str(name) for name in names]
    same = ask(
        qtbot,
        view,
        f"document.documentElement.isEqualNode(new DOMParser().parseFromString({wanted!r}, 'text/html').documentElement)",
    )
    assert same is True


@pytest.mark.parametrize(
    "changes",
    [
        ["<p>One</p>", "<p>One a</p>", "<p>One ab</p>", "<p>One b</p><p>two</p>", "", "<p>One</p>"],
        ["<p>x</p>", "<table><tr><td>inside</td></tr></table>", "<table><tr><td>other</td><td>more</td></tr></table>"],
        ["<p>x</p>", "<p>x</p></td><td>out of its cell", "<p>x</p>"],
        ["<p>x</p>", "<p>x</p></tr></table><p>out of the table</p>", "<p>y</p></tr></table><p>out of the table</p>"],
        ["<p>x</p>", '<p id="b-4">x</p>', '<p id="b-4">x, and more</p>'],
        ["<p>x</p>", "<!-- <td> -->x", "<b>x", "x</b><i>", "&#8199;&amp;<br>"],
    ],
)
def test_changes_in_one_block_end_as_the_letter_whatever_stands_in_it(
    qtbot: QtBot, view: WebView, letters: Any, changes: list[str]
) -> None:
    def letter(words: str) -> str:
        blocks = letters.numbered(*range(6))
        blocks[3] = ("3", words)
        return str(letters.letter(blocks))

    show(qtbot, view, letter(changes[0]))
    for words in changes[1:]:
        change(qtbot, view, letter(words))
        same = f"new DOMParser().parseFromString({letter(words)!r}, 'text/html').documentElement"
        assert ask(qtbot, view, f"document.documentElement.isEqualNode({same})") is True


def test_blocks_that_stay_are_not_drawn_again_when_one_is_inserted(qtbot: QtBot, view: WebView, letters: Any) -> None:
    show(qtbot, view, letters.letter(letters.numbered(0, 1, 2, 3)))
    ask(qtbot, view, "[...document.querySelectorAll('td')].map((cell, at) => cell.number = at).length")
    change(qtbot, view, letters.letter(letters.numbered(0, "new", 1, 2, 3)))
    assert ask(qtbot, view, "[...document.querySelectorAll('td')].map(cell => cell.number ?? -1)") == [0, -1, 1, 2, 3]


def test_changes_that_come_while_it_loads_are_not_lost(qtbot: QtBot, view: WebView, letters: Any) -> None:
    with qtbot.waitSignal(view.patched, timeout=20_000):
        view.show_letter(letters.letter(letters.numbered(1)))
        view.show_letter(letters.letter(letters.numbered(1, 2)))
        view.show_letter(letters.letter(letters.numbered(1, 2, 3)))
    assert ids(qtbot, view) == ["1", "2", "3"]


def test_the_letters_own_scripts_do_not_run(qtbot: QtBot, view: WebView, letters: Any) -> None:
    hostile = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">"
    show(qtbot, view, letters.letter([("1", hostile)]))
    change(qtbot, view, letters.letter([("1", hostile), ("2", hostile + "<svg onload=\"document.title = 'taken'\"></svg>")]))
    assert ask(qtbot, view, "document.title") == "Letter"


def test_nothing_is_loaded_from_outside(qtbot: QtBot, view: WebView, letters: Any) -> None:
    outside = (
        '<img id="far" src="https://tracker.example/pixel.gif"><iframe src="https://tracker.example/"></iframe>'
        '<link rel="stylesheet" href="https://tracker.example/a.css"><img id="file" src="file:///etc/hostname">'
        '<div style="background:url(https://tracker.example/b.png)">x</div><video src="https://tracker.example/c.mp4"></video>'
        '<object data="https://tracker.example/d"></object>'
    )
    show(
        qtbot, view, letters.letter([("1", outside)], head='<meta http-equiv="refresh" content="0;url=https://tracker.example/">')
    )
    assert ask(qtbot, view, "['far', 'file'].map(name => document.getElementById(name).naturalWidth)") == [0, 0]
    assert ask(qtbot, view, "location.protocol") == "asset:"
    assert view.gatekeeper.stopped == []  # the document's own policy stopped them before they became requests


def test_pictures_come_from_memory(qtbot: QtBot, view: WebView, letters: Any) -> None:
    view._assets.put_picture("ab12", "image/png", letters.pixel)
    html = f'<img id="here" src="{picture_address("ab12")}"><img id="gone" src="{picture_address("ffff")}" alt="A boat">'
    show(qtbot, view, letters.letter([("1", html)]))
    assert ask(qtbot, view, "['here', 'gone'].map(name => document.getElementById(name).naturalWidth)") == [1, 0]


def test_a_picture_that_arrives_later_shows_after_reload_at_the_same_place(qtbot: QtBot, view: WebView, letters: Any) -> None:
    html = letters.letter([("1", f'<img id="late" src="{picture_address("cd34")}">'), *letters.numbered(*range(2, 30))])
    show(qtbot, view, html)
    view.scroll_to(300)
    qtbot.waitUntil(lambda: view.page.scrollPosition().y() == 300)
    view._assets.put_picture("cd34", "image/png", letters.pixel)
    with qtbot.waitSignal(view.loaded, timeout=10_000):
        view.reload()
    qtbot.waitUntil(lambda: view.page.scrollPosition().y() == 300)
    assert ask(qtbot, view, "document.getElementById('late').naturalWidth") == 1


@pytest.mark.parametrize("zoom", [1.0, 0.5])
def test_a_click_names_the_block_it_falls_on(qtbot: QtBot, view: WebView, letters: Any, zoom: float) -> None:
    show(qtbot, view, letters.letter(letters.numbered(*range(30))))
    view.set_zoom(zoom)
    view.scroll_to(240)
    qtbot.waitUntil(lambda: view.page.scrollPosition().y() == 240)
    with qtbot.waitSignal(view.block_clicked, timeout=5_000) as told:
        qtbot.mouseClick(view.view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert told.args == [str(int((240 + 100) / zoom // 120))]


def test_a_clicked_link_is_told_and_not_followed(qtbot: QtBot, view: WebView, letters: Any) -> None:
    link = '<a href="https://news.example/roof" style="display:block;height:60px">The roof</a>'
    show(qtbot, view, letters.letter([("1", link)]))
    with qtbot.waitSignal(view.link_activated, timeout=5_000) as told:
        qtbot.mouseClick(view.view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    assert told.args[0].toString() == "https://news.example/roof"
    assert ask(qtbot, view, "location.protocol") == "asset:"


def test_a_block_is_brought_into_view(qtbot: QtBot, view: WebView, letters: Any) -> None:
    show(qtbot, view, letters.letter(letters.numbered(*range(30))))
    view.show_block("20", "#0F6B57", calm=True)
    qtbot.waitUntil(lambda: view.page.scrollPosition().y() > 1500)
    box = ask(qtbot, view, "document.getElementById('b-20').getBoundingClientRect()")
    assert box["top"] >= 0
    assert box["bottom"] <= 600


def test_a_lost_process_is_replaced_once_and_then_reported(qtbot: QtBot, view: WebView, letters: Any) -> None:
    show(qtbot, view, letters.letter(letters.numbered(1, 2)))
    for expected in (view.loaded, view.died):
        process = view.page.renderProcessPid()
        assert process > 1
        with qtbot.waitSignal(expected, timeout=20_000):
            os.kill(process, signal.SIGKILL)


def test_a_very_large_letter_is_shown_too(qtbot: QtBot, view: WebView, letters: Any) -> None:
    show(qtbot, view, letters.letter([(str(number), "ä" * 2_000) for number in range(1_500)]))
    with qtbot.waitSignal(view.loaded, timeout=30_000):
        view.show_letter(letters.letter([(str(number), "ö" * 2_000) for number in range(1_500)]))
    assert ask(qtbot, view, "document.querySelectorAll('td').length") == 1_500


def test_a_first_picture_can_be_added_to_a_letter_that_had_none(qtbot: QtBot, view: WebView, letters: Any) -> None:
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src {}; style-src 'unsafe-inline'\">"
    view._assets.put_picture("ab12", "image/png", letters.pixel)
    show(qtbot, view, letters.letter(letters.numbered(1), head=policy.format("cid: data:")))
    picture = f'<img id="new" src="{picture_address("ab12")}">'
    change(qtbot, view, letters.letter([("1", picture)], head=policy.format("asset: cid: data:")))
    qtbot.waitUntil(lambda: ask(qtbot, view, "document.getElementById('new').naturalWidth") == 1, timeout=10_000)


def test_it_may_be_closed_in_the_middle_of_a_change(qtbot: QtBot, view: WebView, letters: Any) -> None:
    show(qtbot, view, letters.letter(letters.numbered(*range(30))))
    view.show_letter(letters.letter(letters.numbered(*range(31))))
    view.close_engine()
    for late in (
        view.reload,
        lambda: view.show_letter("x"),
        lambda: view.scroll_to(5),
        lambda: view.set_zoom(2),
        lambda: view.show_block("1"),
    ):
        late()
    qtbot.wait(50)
