"""Live rendering: only the newest is shown, and it is the very bytes that go out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from composer.document.edits import SetHeader, UpdateBlock
from composer.errors import RenderingError
from composer.gui.jobs import Jobs
from composer.gui.preview.live import LivePreview, Prepared, prepare
from composer.gui.preview.looks import Look
from composer.rendering import renderer
from composer.rendering.merge_tags import personalise
from composer.rendering.renderer import render


@pytest.fixture
def live(harbour: Any, jobs: Jobs) -> Iterator[LivePreview]:
    made = LivePreview(harbour.workspace, jobs, lambda _key: False)
    yield made
    made.deleteLater()


def test_the_newest_is_shown_and_what_was_overtaken_is_not(
    qtbot: QtBot, live: LivePreview, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), threading.Event()
    rendered: list[str] = []
    real = render

    def slow(issue: Any, **how: Any) -> Any:
        rendered.append(issue.subject)
        started.set()
        go_on.wait(20)
        return real(issue, **how)

    monkeypatch.setattr(renderer, "render", slow)
    ready: list[Prepared] = []
    pairs: list[int] = []
    live.ready.connect(ready.append)
    live.rendered.connect(lambda _rendered, revision: pairs.append(revision))
    issue = harbour.issue
    live.show_issue(issue, 1)
    qtbot.waitUntil(started.is_set)
    for revision in range(2, 30):
        issue = SetHeader("subject", f"Subject {revision}").apply(issue)
        live.show_issue(issue, revision)
    go_on.set()
    qtbot.waitUntil(lambda: bool(ready), timeout=20_000)
    assert [prepared.revision for prepared in ready] == [29]
    assert pairs == [29]
    assert rendered == ["Lights on at the harbour", "Subject 29"]  # what nobody would have seen was not rendered


def test_an_older_revision_never_takes_the_place_of_a_newer(qtbot: QtBot, live: LivePreview, harbour: Any) -> None:
    ready: list[Prepared] = []
    live.ready.connect(ready.append)
    live.show_issue(harbour.issue, 5)
    live.show_issue(SetHeader("subject", "Old").apply(harbour.issue), 4)
    qtbot.waitUntil(lambda: bool(ready), timeout=20_000)
    assert ready[-1].personal.subject == harbour.issue.subject


def test_it_shows_the_very_bytes_that_go_out(qtbot: QtBot, live: LivePreview, harbour: Any) -> None:
    values = {"first_name": "Ngozi", "last_name": "Okonkwo", "email": "ngozi@example.org"}
    live.set_reader(values)
    with qtbot.waitSignal(live.ready, timeout=20_000) as told:
        live.show_issue(harbour.issue, 1)
    prepared = told.args[0]
    rendered = render(harbour.issue, templates=harbour.workspace.templates)
    assert prepared.rendered.html == rendered.html
    expected = personalise(
        rendered, {**values, "unsubscribe_url": "https://example.org/unsubscribe", "view_url": "https://example.org/newsletter"}
    )
    assert prepared.personal == expected
    assert "Dear Ngozi" in prepared.html


def test_another_reader_or_look_needs_no_new_rendering(
    qtbot: QtBot, live: LivePreview, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(live.ready, timeout=20_000):
        live.show_issue(harbour.issue, 1)
    monkeypatch.setattr(renderer, "render", lambda *_what, **_how: pytest.fail("rendered again"))
    with qtbot.waitSignal(live.ready, timeout=20_000) as told:
        live.set_reader({"first_name": "Mei"})
    assert "Dear Mei" in told.args[0].html
    with qtbot.waitSignal(live.ready, timeout=20_000) as told:
        live.set_look(Look(dark="inverted"))
    assert told.args[0].html != told.args[0].personal.html


def test_a_broken_template_is_reported_and_the_next_good_one_shows(
    qtbot: QtBot, live: LivePreview, harbour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_what: Any, **_how: Any) -> Any:
        raise RenderingError("The template has an error at line 12.", "Using it is not possible.")

    with monkeypatch.context() as patch:
        patch.setattr(renderer, "render", broken)
        with qtbot.waitSignal(live.failed, timeout=20_000) as told:
            live.show_issue(harbour.issue, 1)
        assert "line 12" in str(told.args[0])
    with qtbot.waitSignal(live.ready, timeout=20_000):
        live.show_issue(harbour.issue, 2)


def test_pictures_of_the_store_are_handed_over_once(harbour: Any, letters: Any) -> None:
    workspace = harbour.workspace
    picture = workspace.pictures.add(letters.pixel, origin="roof.png", alt="The roof")
    issue = UpdateBlock("roof", {"picture": picture, "layout": "above"}).apply(harbour.issue)
    rendered = render(issue, templates=workspace.templates)
    first = prepare(rendered, 1, Look(), {}, workspace.pictures, lambda _key: False)
    assert set(first.pictures) == {picture.hash}
    assert f"asset://picture/{picture.hash}" in first.html
    again = prepare(rendered, 1, Look(), {}, workspace.pictures, lambda _key: True)
    assert again.pictures == {}
    without = prepare(rendered, 1, Look(pictures=False), {}, workspace.pictures, lambda _key: False)
    assert without.pictures == {}
    assert "asset://picture" not in without.html


def test_pictures_on_the_web_are_named_until_a_copy_is_here(harbour: Any) -> None:
    from composer.blocks.fields import Picture

    address = "https://harbourfriends.example/roof.jpg"
    issue = UpdateBlock("roof", {"picture": Picture(url=address, alt="The roof"), "layout": "above"}).apply(harbour.issue)
    rendered = render(issue, templates=harbour.workspace.templates)
    prepared = prepare(rendered, 1, Look(), {}, harbour.workspace.pictures, lambda _key: False)
    assert prepared.web == (address,)
    copied = prepare(rendered, 1, Look(), {}, harbour.workspace.pictures, lambda key: key == address)
    assert copied.web == ()
    assert "asset://web/" in copied.html


def test_another_issue_with_a_lower_revision_is_shown(qtbot: QtBot, live: LivePreview, harbour: Any) -> None:
    with qtbot.waitSignal(live.ready, timeout=20_000):
        live.show_issue(harbour.issue, 9)
    other = msgspec.structs.replace(harbour.issue, id="other", subject="Another issue")
    with qtbot.waitSignal(live.ready, timeout=20_000) as told:
        live.show_issue(other, 1)
    assert told.args[0].personal.subject == "Another issue"


def test_a_picture_of_the_web_that_was_fetched_before_shows_by_itself(harbour: Any, letters: Any) -> None:
    from composer.blocks.fields import Picture

    address = "https://harbourfriends.example/roof.jpg?size=large&v=2"
    kept = harbour.workspace.pictures.add(letters.pixel, origin=address)
    issue = UpdateBlock("roof", {"picture": Picture(url=address, alt="The roof"), "layout": "above"}).apply(harbour.issue)
    rendered = render(issue, templates=harbour.workspace.templates)
    prepared = prepare(rendered, 1, Look(), {}, harbour.workspace.pictures, lambda _key: False)
    assert prepared.pictures == {address: harbour.workspace.pictures.content(kept.hash)}
    assert prepared.web == ()
    assert "asset://web/" in prepared.html
