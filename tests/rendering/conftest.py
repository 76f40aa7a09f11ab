"""The issue the golden files are made from, and the templates that come with the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from composer.document.issue import Issue, issue_from_data
from composer.paths import templates_folder
from composer.rendering.rendered import Rendered
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


@pytest.fixture(scope="session")
def letter(golden_issue: Issue, templates: Templates) -> Rendered:
    """The golden issue in the template “letter”."""
    return render(golden_issue, templates=templates)
