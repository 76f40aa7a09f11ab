"""The command line as a whole: exit status, one sentence per error, one JSON object, never a traceback."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from composer.cli import program
from composer.cli.console import Console
from composer.errors import InputError

Newsletter = Callable[..., Any]

PROMISED = {
    "demo", "fetch", "discover", "new", "render", "check", "contacts", "lists", "suppress", "replies", "accounts", "send",
    "campaigns", "doctor",
}  # fmt: skip


def test_every_promised_command_is_there() -> None:
    assert set(program.command_modules()) >= PROMISED


@pytest.mark.parametrize("command", sorted(PROMISED))
def test_every_command_says_how_it_is_called(newsletter: Newsletter, command: str) -> None:
    answer = newsletter(command, "--help")
    assert answer.status == 0
    assert "--json" in answer.out
    assert "--workspace" in answer.out


@pytest.mark.parametrize(
    "call",
    [["nonsense"], ["fetch"], ["--json"], ["render", "x.newsletter"], ["check", "x", "--at", "soon"], ["lists", "--frobnicate"]],
)
def test_a_wrong_call_is_one_sentence_and_2(newsletter: Newsletter, call: list[str]) -> None:
    answer = newsletter(*call)
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1


def _command(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def run(arguments: argparse.Namespace, console: Console) -> int:
        raise error

    stand_in = SimpleNamespace(NAME="lists", HELP="fails", add_arguments=lambda parser: None, run=run)
    monkeypatch.setattr(program, "command_modules", lambda: {"lists": stand_in})


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InputError("The file is empty.", "Choose another."), "The file is empty. Choose another."),
        (PermissionError(13, "Permission denied", "/root/x"), "“/root/x” cannot be used: Permission denied."),
        (KeyboardInterrupt(), "Stopped."),
    ],
)
def test_errors_are_one_sentence(
    newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str
) -> None:
    _command(monkeypatch, error)
    answer = newsletter("lists", "--json")
    assert (answer.status, answer.out, answer.err.strip()) == (2, "", said)


def test_our_own_fault_names_a_file_with_the_details(
    newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _command(monkeypatch, ZeroDivisionError("by zero"))
    answer = newsletter("lists")
    assert answer.status == 2
    assert "That was our fault (ZeroDivisionError)" in answer.err
    (report,) = tmp_path.glob("newsletter-fault-*.txt")
    assert str(report) in answer.err
    assert "Traceback" in report.read_text(encoding="utf-8")


def test_without_a_display_the_demo_is_named(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    answer = newsletter()
    assert answer.status == 2
    assert "newsletter demo" in answer.err


def test_the_version_is_told(newsletter: Newsletter) -> None:
    answer = newsletter("--version")
    assert (answer.status, answer.out.startswith("Newsletter Composer ")) == (0, True)


def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    script = f"{sys.executable} -m composer lists --workspace {tmp_path / 'w'} | true; exit ${{PIPESTATUS[0]}}"
    answer = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in answer.stderr
    assert "fault" not in answer.stderr


def test_any_script_comes_out_of_any_pipe(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,E-Mail\nليلى الحداد,layla@example.net\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "NEWSLETTER_WORKSPACE": str(tmp_path / "workspace")}
    command = [sys.executable, "-m", "composer", "contacts", "import", str(file), "--dry-run", "--json"]
    answer = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert answer.returncode == 0, answer.stderr
    assert "ليلى" in json.loads(answer.stdout)["contacts"][0]["first_name"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file name is always text")
def test_a_file_name_that_is_no_text_is_no_fault(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(file, "wb") as stream:
        stream.write(b"# A walk\n\nWe walked.\n")
    answer = subprocess.run(
        [sys.executable, "-m", "composer", "fetch", file, "--json"], capture_output=True, check=False, env=os.environ
    )
    assert b"fault" not in answer.stderr, answer.stderr
    assert "items" in json.loads(answer.stdout)
