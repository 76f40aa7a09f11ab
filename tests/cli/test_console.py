"""Where a command speaks: results and words never mix."""

from __future__ import annotations

import io
import json

import pytest

from composer.cli.console import Console


class Terminal(io.StringIO):
    """Somebody at the keyboard."""

    def isatty(self) -> bool:
        return True


def test_results_and_words_go_different_ways(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(as_json=False)
    console.say("Reading …")
    console.result({"a": 1}, ["one", "two"])
    assert capsys.readouterr() == ("one\ntwo\n", "Reading …\n")


def test_json_is_one_line_in_plain_letters_of_any_script(capsys: pytest.CaptureFixture[str]) -> None:
    Console(as_json=True).result({"name": "ليلى\n陈"}, ["not this"])
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out) == {"name": "ليلى\n陈"}


def test_progress_is_for_people_who_look_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(as_json=False)
    console.progress("1 of 2")
    console.end_progress()
    assert capsys.readouterr().err == ""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    console.progress("1 of 2")
    console.end_progress()
    assert "1 of 2" in screen.getvalue()


@pytest.mark.parametrize(("typed", "agreed"), [("y\n", True), ("YES\n", True), ("n\n", False), ("\n", False), ("", False)])
def test_only_a_clear_yes_is_a_yes(monkeypatch: pytest.MonkeyPatch, typed: str, agreed: bool) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert Console(as_json=False).ask("Send?") is agreed


def test_without_a_person_the_answer_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert not Console(as_json=False).ask("Send?")
