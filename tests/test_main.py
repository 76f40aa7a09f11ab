"""What the program does with what it was started with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from composer import __main__ as entrance
from composer import i18n


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    before, language = i18n._current, i18n._language
    yield
    i18n._current, i18n._language = before, language


@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ([], ("", "")),
        (["--workspace", "/w"], ("/w", "")),
        (["/x/a.newsletter"], ("", "/x/a.newsletter")),
        (["--workspace=/w", "/x/a.newsletter"], ("/w", "/x/a.newsletter")),
        (["a.newsletter"], ("", os.path.abspath("a.newsletter"))),
    ],
)
def test_a_window_on_a_workspace_with_an_issue(given: list[str], opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr("composer.gui.application.main", lambda *said: seen.append(said) or 0)
    assert entrance.main(given) == 0
    assert seen == [(*opened, "")]


@pytest.mark.parametrize("said", [["--lang", "fr"], ["--lang=fr"]])
def test_the_window_speaks_the_language_asked_for(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr("composer.gui.application.main", lambda *given: seen.append(given) or 0)
    assert entrance.main(["--workspace", "here", *said]) == 0
    assert seen == [("here", "", "fr")]
    assert i18n._("Settings") == "Réglages"


def test_the_command_line_speaks_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert entrance.main(["--lang", "fr", "lists", "--help"]) == 0
    assert "afficher un seul objet JSON" in capsys.readouterr().out


def test_a_command_with_an_issue_is_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr("composer.cli.program.run", lambda given: seen.append(given) or 0)
    entrance.main(["check", "a.newsletter"])
    assert seen == [["check", "a.newsletter"]]
