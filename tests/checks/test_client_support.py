"""What some programs do not show is said with the programs and the month; what has something to fall back on is not."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from composer.blocks.html import MarkupBlock
from composer.checks.check import CheckContext
from composer.checks.client_support import PROGRAMS, WORDS, ClientSupport, features
from composer.document.issue import Issue
from composer.rendering.renderer import render
from composer.rendering.templates import Templates

Context = Callable[..., CheckContext]


def _found(context_for: Context, markup: str) -> list[tuple[str, str, str]]:
    """Findings for a letter that holds this markup as it stands, as a template of one's own might."""
    context = context_for(MarkupBlock(id="own", markup="PLACE"), rendered=True)
    assert context.rendered is not None
    body = msgspec.structs.replace(context.rendered, html=context.rendered.html.replace("PLACE", markup))
    return [
        (finding.code.partition(".")[2], finding.block, finding.field)
        for finding in ClientSupport().run(CheckContext(issue=context.issue, rendered=body, now=context.now))
    ]


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<div style='display:flex'>x</div>", "css_display_flex"),
        ("<div style='display: grid; color: red'>x</div>", "css_display_grid"),
        ("<div style='position:absolute'>x</div>", "css_position"),
        ("<div style='background-image:url(https://e.org/a.png)'>x</div>", "css_background_image"),
        ("<p style='width:calc(100% - 3px)'>x</p>", "css_unit_calc"),
        ("<p style='font-size:1.5rem'>x</p>", "css_unit_rem"),
        ("<p style='color:var(--main)'>x</p>", "css_variables"),
        ("<img src='https://e.org/a.webp?x=1' alt=''>", "image_webp"),
        ("<img src='data:image/png;base64,AA' alt=''>", "image_base64"),
        ("<video src='https://e.org/a.mp4'></video>", "html_video"),
        ("<form><input></form>", "html_form"),
    ],
)
def test_what_is_lost_is_said_once(context_for: Context, markup: str, code: str) -> None:
    assert _found(context_for, markup + markup) == [(code, "own", "markup")]


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='font-size:16px; font-size:1rem'>x</p>",
        "<div style='display:block; display:flex'>x</div>",
        "<div bgcolor='#EEEEEE' style='background-image:url(https://e.org/a.png)'>x</div>",
        "<p style='border-radius:6px; box-shadow:0 0 2px #000'>x</p>",
        "<p style='float:none; position:static'>remarks on 3 rem and var(x)</p>",
        "<img src='https://[broken' alt=''>",
    ],
)
def test_what_has_something_to_fall_back_on_is_no_fault(context_for: Context, markup: str) -> None:
    assert _found(context_for, markup) == []


def test_programs_and_month_are_named(context_for: Context) -> None:
    context = context_for(MarkupBlock(id="own", markup="<div style='display:flex'>Come</div>"), rendered=True)
    (finding,) = ClientSupport().run(context)
    assert finding.message == (
        "Columns made with “display: flex” in “Come”: reported not to work in Outlook for Windows (November 2021)."
    )
    assert "tables" in finding.remedy


def test_ours_ask_for_nothing_of_the_kind(golden_issue: Issue, templates: Templates, context_for: Context) -> None:
    for template in templates.all():
        issue = msgspec.structs.replace(golden_issue, template=template.id)
        body = render(issue, templates=templates, web_view=True)
        assert list(ClientSupport().run(CheckContext(issue=issue, rendered=body, now=context_for().now))) == []


def test_the_table_is_whole() -> None:
    assert {feature.name for feature in features()} == set(WORDS)
    assert {name for feature in features() for name in feature.missing} <= set(PROGRAMS)
