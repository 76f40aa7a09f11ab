"""Pages for the browser and for paper speak the window's language and let no stranger's markup through."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from composer.paths import templates_folder
from composer.publishing import own_page as module
from composer.publishing.own_page import FOLDER, own_page


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "p.html.j2").write_text('<html lang="{{ language }}">{{ name }}</html>', encoding="utf-8")
    monkeypatch.setattr(module, "templates_folder", lambda: tmp_path)
    return "p.html.j2"


def test_strangers_words_are_escaped(page: str) -> None:
    assert own_page(page, name="<script>x</script>") == '<html lang="en-GB">&lt;script&gt;x&lt;/script&gt;</html>'


def test_a_value_forgotten_is_an_error_and_no_gap(page: str) -> None:
    with pytest.raises(UndefinedError):
        own_page(page)


def test_the_pages_are_there() -> None:
    assert {path.name for path in (templates_folder() / FOLDER).glob("*.html.j2")} >= {"year.html.j2", "review.html.j2"}
