"""What rendering gives can be kept as data and compared."""

from __future__ import annotations

import msgspec

from composer.document.issue import Issue
from composer.rendering.rendered import Rendered


def test_survives_being_written_down(letter: Rendered) -> None:
    data = msgspec.to_builtins(letter)
    assert msgspec.convert(data, Rendered) == letter


def test_is_tied_to_its_issue(letter: Rendered, golden_issue: Issue) -> None:
    assert letter.issue_id == golden_issue.id
    assert letter.fingerprint == golden_issue.fingerprint()
    assert letter.subject == golden_issue.subject
    assert letter.preheader == golden_issue.preheader
