"""The golden issue, and the context checks look at."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from composer.blocks.block import Block
from composer.checks.check import CheckContext
from composer.document.issue import Issue, issue_from_data
from composer.paths import templates_folder
from composer.rendering.renderer import render
from composer.rendering.templates import Templates

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


@pytest.fixture(scope="session")
def golden_issue() -> Issue:
    """One issue of an invented trust, with every kind of block."""
    return issue_from_data(json.loads((GOLDEN / "issue.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def templates() -> Templates:
    return Templates((templates_folder(),))


@pytest.fixture
def context_for(golden_issue: Issue, templates: Templates) -> Callable[..., CheckContext]:
    """Makes the context for the golden issue with other blocks, header lines or circumstances.

    Other blocks make an issue without a planned day. Fields of the issue and of the context may be given by name;
    ``rendered=True`` renders the result.
    """

    def made(*blocks: Block, rendered: bool = False, **given: object) -> CheckContext:
        issue = msgspec.structs.replace(golden_issue, blocks=(*blocks, golden_issue.blocks[-1])) if blocks else golden_issue
        of_issue = {name: given.pop(name) for name in list(given) if name in Issue.__struct_fields__ and name != "newsletter"}
        if blocks:
            of_issue.setdefault("planned", None)
        issue = msgspec.structs.replace(issue, **of_issue)
        body = render(issue, templates=templates) if rendered else None
        now = given.pop("now", datetime(2026, 11, 23, 9, tzinfo=UTC))
        return CheckContext(issue=issue, rendered=body, now=now, **given)  # type: ignore[arg-type]  # given by name in tests

    return made
