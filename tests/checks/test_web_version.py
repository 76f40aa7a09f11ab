"""The link to the web version: a draft, and an older page, are told."""

from __future__ import annotations

from typing import Any

import msgspec

from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.web_version import WebVersion
from composer.document.issue import Issue
from composer.document.web_edit import SetWebPlace
from composer.document.web_place import WebPlace
from composer.paths import templates_folder
from composer.rendering.renderer import render
from composer.rendering.templates import Templates
from composer.rendering.web_page import page_mark


def found(issue: Issue, clock: Any) -> list[str]:
    rendered = render(issue, templates=Templates((templates_folder(),)))
    return [one.code for one in WebVersion().run(CheckContext(issue=issue, rendered=rendered, now=clock()))]


def test_draft_published_and_changed(clock: Any) -> None:
    issue = Issue(subject="s", blocks=(TextBlock(id="t", text="Hello"), Footer()))
    assert found(issue, clock) == []
    place = WebPlace(kind="post", address="https://example.org/?p=1", number=1, status="draft", mark=page_mark(issue))
    assert found(SetWebPlace(place).apply(issue), clock) == ["web_version.draft"]
    out = SetWebPlace(msgspec.structs.replace(place, status="publish")).apply(issue)
    assert found(out, clock) == []
    later = msgspec.structs.replace(out, blocks=(TextBlock(id="t", text="Good morning"), Footer()))
    assert found(later, clock) == ["web_version.changed"]
