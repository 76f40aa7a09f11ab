"""unsubscribe-site: from the file to the people who used it, on a real website."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.delivery.unsubscribe_site.site import UnsubscribeSite

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery" / "unsubscribe_site"))

Newsletter = Callable[..., Any]
ADDRESS = "https://smallhours.example/?newsletter-unsubscribe={token}"


def test_the_file_is_written_with_the_steps(newsletter: Newsletter, sample: Path, tmp_path: Path) -> None:
    for kind, name in (
        ("wordpress", "newsletter-unsubscribe.zip"),
        ("php", "newsletter-unsubscribe.php"),
        ("python", "newsletter_unsubscribe.py"),
    ):
        answer = newsletter("unsubscribe-site", "write", "--kind", kind, "--out", tmp_path / "site", "--json")
        assert answer.status == 0, answer.err
        assert Path(answer.json["file"]).name == name
        assert Path(answer.json["file"]).is_file()
    (tmp_path / "taken").write_text("x")
    assert newsletter("unsubscribe-site", "write", "--out", tmp_path / "taken").status == 2


def test_a_page_that_works_is_named_until_it_is_forgotten(
    newsletter: Newsletter, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not newsletter("unsubscribe-site", "show", "--json").json["works"]
    assert newsletter("unsubscribe-site", "test", "https://smallhours.example/unsubscribe").status == 2
    silent = newsletter("unsubscribe-site", "test", ADDRESS, "--json")
    assert (silent.status, silent.json["ok"]) == (1, False)
    assert "smallhours.example was not reached" in silent.json["message"]
    monkeypatch.setattr(UnsubscribeSite, "prove", lambda _site: None)
    tried = newsletter("unsubscribe-site", "test", ADDRESS, "--json")
    assert (tried.status, tried.json["works"], tried.json["address"]) == (0, True, ADDRESS)
    monkeypatch.setattr(UnsubscribeSite, "collect", lambda _site, _after: ([], 0))
    assert newsletter("unsubscribe-site", "read", "--json").json == {"marks": 0, "unsubscribed": 0}
    assert newsletter("unsubscribe-site", "show", "--json").json["read"]
    assert not newsletter("unsubscribe-site", "forget", "--json").json["works"]


def test_no_newsletter_of_that_name(newsletter: Newsletter, sample: Path) -> None:
    answer = newsletter("unsubscribe-site", "show", "--newsletter", "Nobody")
    assert answer.status == 2
    assert "Nobody" in answer.err
