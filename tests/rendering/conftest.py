"""The issue the golden files are made from, and the templates that come with the program."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.document.issue import Issue, issue_from_data
from composer.paths import templates_folder
from composer.rendering.rendered import Rendered
from composer.rendering.renderer import render
from composer.rendering.templates import Templates

UPDATE = "NEWSLETTER_UPDATE_GOLDEN"
GOLDEN = Path(__file__).resolve().parents[1] / "golden"


@pytest.fixture(scope="session")
def same_as_golden() -> Callable[[str, str], None]:
    """Compares a body with the golden file of this name, or takes it over where NEWSLETTER_UPDATE_GOLDEN is set.

    The marks for a person's values carry a piece of the issue's fingerprint; that says nothing of the look and is left out.
    """

    def compare(made: str, name: str) -> None:
        steady = re.sub(r"NLTTOK[0-9A-F]+N", "NLTTOK…N", made).strip() + "\n"
        if os.environ.get(UPDATE):
            (GOLDEN / name).write_text(steady, encoding="utf-8")
        assert steady == (GOLDEN / name).read_text(encoding="utf-8")

    return compare


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
