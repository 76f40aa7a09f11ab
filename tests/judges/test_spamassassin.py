"""SpamAssassin without its network tests on the finished letter of each template: nothing in it looks like spam."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

import pytest

AIM = 0.5
TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
NEUTRAL = {"HTML_MESSAGE", "HTML_IMAGE_RATIO_08", "NO_RELAYS", "NO_RECEIVED", "MAILING_LIST_MULTI", "UNPARSEABLE_RELAY"}
"""Rules that only describe: it has HTML, it has pictures, it is from a list, nobody passed it on."""


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_looks_like_spam(spamassassin: list[str], message: Callable[[str], bytes], template: str) -> None:
    answer = subprocess.run(spamassassin, input=message(template), capture_output=True, timeout=110, check=True)
    report = answer.stdout.decode(errors="replace").rpartition("Content analysis details:")[2]
    score = re.match(r"\s*\((-?\d+\.\d) points", report)
    assert score, report[:400]
    rules = dict(re.findall(r"^\s*(-?\d+\.\d)\s+([A-Z][A-Z0-9_]+)", report, re.MULTILINE))
    blamed = {name: points for points, name in rules.items() if name not in NEUTRAL and float(points) > 0}
    assert blamed == {}, report
    assert float(score[1]) <= AIM
