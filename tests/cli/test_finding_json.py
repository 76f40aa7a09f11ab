"""What a script reads of a finding."""

from __future__ import annotations

from composer.checks.check import Finding
from composer.cli.finding_json import finding_json


def test_what_is_empty_is_null() -> None:
    finding = Finding(code="links.dead", severity="error", message="The link is dead.")
    assert finding_json(finding) == {
        "code": "links.dead",
        "severity": "error",
        "message": "The link is dead.",
        "block": None,
        "remedy": None,
        "accepted": None,
    }
