"""Links are tried once, in the background, and never where the user wants none tried."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.errors import SourceError
from composer.gui.jobs import Jobs
from composer.gui.sending.link_visiting import LinkVisiting

ISSUE = Issue(id="i", blocks=(TextBlock(id="t", text="[The plan](https://e.org/plan) and [a map](https://e.org/map)"),))


class _Web:
    """Answers like a downloader: the plan is gone, the map is there."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def part(self, url: str, **_more: Any) -> Any:
        from composer.sources.download import Part

        self.asked.append(url)
        if url.endswith("plan"):
            raise SourceError("e.org has no such page.", details="HTTP 404: x")
        return Part(url, "text/html", 10, 0, b"<h1>Map")


@pytest.fixture
def web() -> _Web:
    return _Web()


@pytest.fixture
def visiting(harbour: Any, jobs: Jobs, web: _Web, monkeypatch: pytest.MonkeyPatch) -> LinkVisiting:
    monkeypatch.setattr(type(harbour.workspace), "downloader", lambda _self: web)
    return LinkVisiting(harbour.workspace, jobs)


def test_what_was_found_is_known_and_not_asked_again(qtbot: QtBot, visiting: LinkVisiting, web: _Web) -> None:
    told: list[tuple[int, int]] = []
    visiting.progressed.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(visiting.found, timeout=10_000):
        visiting.visit(ISSUE)
    assert {address: visit.standing for address, visit in visiting.visits.items()} == {
        "https://e.org/plan": "gone",
        "https://e.org/map": "fine",
    }
    assert told[-1] == (0, 0)
    with qtbot.waitSignal(visiting.progressed, timeout=10_000):
        visiting.visit(ISSUE)
    assert sorted(web.asked) == ["https://e.org/map", "https://e.org/plan"]


def test_nothing_is_tried_where_the_settings_say_so(qtbot: QtBot, visiting: LinkVisiting, web: _Web, harbour: Any) -> None:
    workspace = harbour.workspace
    workspace.save_settings(msgspec.structs.replace(workspace.settings, check_links_online=False))
    visiting.visit(ISSUE)
    qtbot.wait(50)
    assert web.asked == []
    assert dict(visiting.visits) == {}
