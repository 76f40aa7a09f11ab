"""Sends a campaign while killing the sender again and again; then compares the mailbox with the report."""

from __future__ import annotations

import email
import email.policy
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@contextmanager
def practice_mailbox(folder: Path) -> Iterator[int]:
    """A mail server in a process of its own; yields its port."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "practice_mailbox.py"), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


@contextmanager
def sender(workspace: str, campaign: str) -> Iterator[subprocess.Popen[str]]:
    """A sender in a process of its own, begun; killed at the end where it still runs."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "send_campaign.py"), workspace, campaign], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def letters_in(folder: Path) -> Counter[str]:
    """How many letters each address has."""
    found: Counter[str] = Counter()
    for path in folder.glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        found[str(message["delivered-to"])] += 1
    return found


def send_with_kills(
    workspace: str,
    campaign: str,
    mailbox: Path,
    *,
    kills: int,
    between: tuple[int, int],
    chance: random.Random,
    limit: float,
    senders: int = 1,
) -> int:
    """Kill a sender ``kills`` times, each some letters and some microseconds after it began; then let them finish.

    Args:
        senders: so many work on the campaign at a time; one of them is killed, the others go on.

    Returns:
        How often one was killed in the middle.
    """
    killed = 0
    end = time.monotonic() + limit
    with ExitStack() as stack:
        at_work: list[subprocess.Popen[str]] = []
        for _kill in range(kills):
            while len(at_work) < senders:
                process = stack.enter_context(sender(workspace, campaign))
                assert process.stdout is not None
                assert process.stdout.readline() == "begins\n"
                at_work.append(process)
            target = sum(1 for _ in mailbox.glob("*.eml")) + chance.randint(*between)
            victim = at_work.pop(chance.randrange(len(at_work)))
            while sum(1 for _ in mailbox.glob("*.eml")) < target and victim.poll() is None:
                assert time.monotonic() < end, "the sender makes no progress"
                time.sleep(0.001)
            moment = time.perf_counter() + chance.random() * 0.003
            while time.perf_counter() < moment:
                pass
            if victim.poll() is None:
                killed += 1
            victim.kill()
            victim.wait(10)
            at_work = [process for process in at_work if process.poll() is None]
        for process in at_work:
            assert process.wait(limit) == 0
    with sender(workspace, campaign) as process:
        assert process.wait(limit) == 0
    return killed


def compare(letters: Counter[str], states: dict[str, str]) -> dict[str, Any]:
    """Who was lost, who has two letters, and who has none or one but is shown as uncertain."""
    return {
        "twice": sorted(address for address, count in letters.items() if count > 1),
        "strangers": sorted(set(letters) - set(states)),
        "lost": sorted(address for address, state in states.items() if letters[address] == 0 and state != "uncertain"),
        "untold": sorted(address for address, state in states.items() if letters[address] and state not in ("sent", "uncertain")),
        "uncertain": sorted(address for address, state in states.items() if state == "uncertain"),
    }
