"""lists: names and numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Newsletter = Callable[..., Any]


def test_lists_with_their_numbers(newsletter: Newsletter, sample: Path) -> None:
    assert newsletter("lists", "--json").json == {
        "lists": [
            {"name": "Professionals", "contacts": 20, "mailable": 20},
            {"name": "Supporters", "contacts": 45, "mailable": 44},
        ]
    }


def test_an_empty_workspace_says_so(newsletter: Newsletter) -> None:
    assert "no lists yet" in newsletter("lists").out


def test_the_workspace_can_be_named_before_or_after_the_command(newsletter: Newsletter, sample: Path, tmp_path: Path) -> None:
    assert newsletter("lists", "--workspace", tmp_path / "other", "--json").json == {"lists": []}
    assert newsletter("--workspace", tmp_path / "other", "lists", "--json").json == {"lists": []}


def test_a_workspace_that_cannot_be_opened_is_one_sentence(newsletter: Newsletter, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (tmp_path / "file", "mysql://nobody@127.0.0.1/x", "postgresql+psycopg://nobody@127.0.0.1:9/x"):
        answer = newsletter("lists", "--workspace", place)
        assert answer.status == 2
        assert len(answer.err.strip().splitlines()) == 1
        assert "fault" not in answer.err
