"""Reading from the composer: sources again, or one address; both say what came of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.gui.editor.reading import Reading
from composer.gui.jobs import Jobs

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example/</link>
<item><title>The roof</title><link>https://harbour.example/roof</link><guid>1</guid><description>Dry again.</description></item>
<item><title>The swim</title><link>https://harbour.example/swim</link><guid>2</guid><description>Cold.</description></item>
</channel></rss>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """No lines among the test's."""


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "feed.xml").write_text(FEED)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/feed.xml"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def reading(harbour: Any, jobs: Jobs) -> Reading:
    return Reading(harbour.workspace, jobs)


def test_an_address_is_read_and_kept(qtbot: Any, harbour: Any, reading: Reading, feed: str) -> None:
    words: list[str] = []
    reading.said.connect(words.append)
    with qtbot.waitSignals([reading.started, reading.finished, reading.stored]):
        reading.read_address(feed)
    assert words == ["2 new things"]
    assert harbour.workspace.shelf.count() == 2
    with qtbot.waitSignal(reading.said) as said:
        reading.read_address(feed)
    assert said.args == ["Nothing new."]


def test_what_cannot_be_read_is_said_in_words(qtbot: Any, reading: Reading, feed: str) -> None:
    errors: list[ComposerError] = []
    reading.troubled.connect(errors.append)
    with qtbot.waitSignal(reading.finished):
        reading.read_address(feed.replace("feed.xml", "gone.xml"))
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]).endswith(".")


def test_all_sources_again_with_progress(qtbot: Any, harbour: Any, reading: Reading, feed: str) -> None:
    harbour.workspace.source_list.add("feed", feed, "Harbour")
    shares: list[float] = []
    reading.share_changed.connect(shares.append)
    with qtbot.waitSignals([reading.finished, reading.said]):
        reading.read_sources()
        reading.read_sources()
    assert harbour.workspace.shelf.count() == 2
    qtbot.waitUntil(lambda: bool(shares) and shares[-1] == 1.0)


def test_reading_can_be_stopped(qtbot: Any, harbour: Any, reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    from composer.sources import refresh as room

    begun = threading.Event()

    def hanging(_sources: Any, _shelf: Any, context: Any, **_more: Any) -> list[Any]:
        begun.set()
        assert context.cancel.wait(10), "nobody stopped it"
        return []

    monkeypatch.setattr(room, "refresh", hanging)
    reading.read_or_stop()
    qtbot.waitUntil(begun.is_set, timeout=5_000)
    with qtbot.waitSignal(reading.said, timeout=10_000) as said:
        reading.read_or_stop()
    assert said.args == ["Stopped. What was read until then is here."]


def test_what_is_stale_is_read_by_itself_and_only_news_is_told(qtbot: Any, harbour: Any, reading: Reading, feed: str) -> None:
    workspace = harbour.workspace
    workspace.source_list.add("feed", feed, "Harbour news")
    with qtbot.waitSignal(reading.said, timeout=10_000) as said:
        reading.read_what_is_stale()
    assert said.args == ["2 new things"]
    words: list[str] = []
    reading.said.connect(words.append)
    reading.started.connect(lambda: words.append("read again"))
    reading.read_what_is_stale()
    qtbot.waitUntil(lambda: not reading._jobs.busy, timeout=5_000)
    assert words == [], "it was read a moment ago"


def test_a_source_that_fails_by_itself_disturbs_nobody(qtbot: Any, harbour: Any, reading: Reading) -> None:
    harbour.workspace.source_list.add("feed", "http://127.0.0.1:9/feed.xml", "Nobody there")
    troubles: list[object] = []
    reading.troubled.connect(troubles.append)
    with qtbot.waitSignal(reading.finished, timeout=10_000):
        reading.read_what_is_stale()
    assert troubles == []
    assert harbour.workspace.source_list.all()[0].last_problem
