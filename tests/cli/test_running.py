"""A campaign at the keyboard: Ctrl+C ends it between two letters, and it can be resumed."""

from __future__ import annotations

import asyncio
import signal
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.cli.console import Console
from composer.cli.running import run_with_progress
from composer.delivery import practice_server
from composer.document.issue_file import read_issue_file
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter
from composer.workspace import Workspace


@pytest.fixture
def campaign(issue_file: Path, workspace: Workspace) -> str:
    issue = msgspec.structs.replace(read_issue_file(issue_file, workspace.pictures), subject="Night line opens", preheader="More")
    workspace.documents.create(issue)
    facts = read_facts(workspace, read_letter(workspace, issue.id), Choice(("Supporters", "Professionals")))
    return make_campaign(workspace, facts).id


def test_ctrl_c_stops_between_two_letters(
    workspace: Workspace, campaign: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(signal.SIGINT)
    console = Console(as_json=True)
    pressed = threading.Event()
    taken: list[str] = []
    take = practice_server._Box.handle_DATA

    async def takes(box: Any, server: Any, session: Any, envelope: Any) -> str:
        taken.extend(envelope.rcpt_tos)
        if len(taken) > 20:
            await asyncio.to_thread(pressed.wait, 30)
        return await take(box, server, session, envelope)

    def progress(words: str) -> None:
        if not words.startswith("0 ") and not pressed.is_set():
            signal.raise_signal(signal.SIGINT)
            pressed.set()

    monkeypatch.setattr(practice_server._Box, "handle_DATA", takes)

    monkeypatch.setattr(console, "progress", progress)
    counts = run_with_progress(workspace, campaign, console)
    assert 0 < counts.sent < counts.total == 59
    assert f"campaigns resume {campaign}" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before

    rest = run_with_progress(workspace, campaign, Console(as_json=True))
    assert rest.sent == rest.total == 59
    letters = [path.read_bytes() for path in workspace.practice_folder.glob("*.eml")]
    receivers = {letter.partition(b"Delivered-To: ")[2].partition(b"\r\n")[0].lower() for letter in letters}
    assert len(letters) == len(receivers) == 59


def test_progress_counts_up(workspace: Workspace, campaign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(as_json=True)
    seen: list[Any] = []
    monkeypatch.setattr(console, "progress", seen.append)
    run_with_progress(workspace, campaign, console)
    assert seen[-1] == "59 of 59 sent"
