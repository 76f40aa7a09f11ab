"""What the sources page asks for, done in a worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.gui.desk import read_desk
from composer.gui.source_work import add_sources, read_sources

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Mill news</title><link>https://mill.example/</link>
<item><title>The weir is mended</title><link>https://mill.example/weir</link><pubDate>Mon, 16 Nov 2026 09:00:00 GMT</pubDate>
<description>It took three weeks.</description></item></channel></rss>"""


def test_a_feed_file_is_on_the_shelf_and_the_desk_counts_it(harbour: Any, tmp_path: Path) -> None:
    file = tmp_path / "news.xml"
    file.write_text(FEED)
    added = add_sources(harbour.workspace, str(file))
    assert (added.sources, added.items) == (1, 1)
    assert added.words() == "1 source added, 1 item."
    desk = read_desk(harbour.workspace)
    assert desk.new_items == 1
    assert [draft.name for draft in desk.drafts] == ["December newsletter"]


def test_an_address_nobody_answers_is_said_and_nothing_is_kept(harbour: Any) -> None:
    with pytest.raises(ComposerError):
        add_sources(harbour.workspace, "http://127.0.0.1:1/")
    assert harbour.workspace.source_list.all() == []


def test_the_made_up_site_answers_when_it_is_read_again(harbour: Any) -> None:
    from composer.sample.load import open_sample

    open_sample(harbour.workspace)
    heard: list[str] = []
    words = read_sources(harbour.workspace, None, heard.append)
    assert words == "0 new items."
    assert heard
