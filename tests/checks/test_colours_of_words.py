"""Words that cannot be told from their ground, wherever their colours come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from composer.blocks.html import MarkupBlock
from composer.checks.check import CheckContext
from composer.checks.colours_of_words import ColoursOfWords
from composer.rendering.renderer import render
from composer.rendering.specimen import specimens
from composer.rendering.templates import Templates

Context = Callable[..., CheckContext]
TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")


@pytest.mark.parametrize("template", TEMPLATES)
def test_our_templates_can_be_read(context_for: Context, templates: Templates, template: str) -> None:
    context = context_for(template=template, rendered=True)
    assert [finding.message for finding in ColoursOfWords().run(context)] == []
    issue = specimens(template)["every block"]
    whole = replace(context, issue=issue, rendered=render(issue, templates=templates))
    assert [finding.message for finding in ColoursOfWords().run(whole)] == []


@pytest.mark.parametrize(
    ("markup", "codes"),
    [
        ('<p style="color:#cccccc">Pale</p>', ["unreadable"]),
        ('<p style="color:#ccc">Pale</p>', ["unreadable"]),
        ('<p style="color:silver">Pale</p>', ["unreadable"]),
        ('<p><font color="#cccccc">Pale</font></p>', ["unreadable"]),
        ('<p style="color:#123456">Dark</p>', []),
        ('<p style="color:#ffffff">White on white</p>', ["unreadable"]),
        ('<table><tr><td bgcolor="#123456" style="color:#ffffff">White on blue</td></tr></table>', []),
        ('<p style="background-color:#123456">Our ink on dark blue</p>', ["unreadable"]),
        ('<p style="color:#888888; font-size:24px">Large grey</p>', []),
        ('<p style="color:#888888; font-size:14pt; font-weight:bold">Large and bold</p>', []),
        ('<p style="color:#888888">Grey</p>', ["unreadable"]),
        ('<p style="color:#cccccc; display:none">Not seen</p>', []),
        ('<p style="color:#cccccc"> &nbsp; </p>', []),
        ('<p style="color:papayawhip">Nobody here knows</p>', []),
        ('<p style="color:#ccc">One</p><p style="color:#ddd">two</p>', ["unreadable"]),
    ],
)
def test_html_of_ones_own(context_for: Context, markup: str, codes: list[str]) -> None:
    found = list(ColoursOfWords().run(context_for(MarkupBlock(id="own", markup=markup), rendered=True)))
    assert [finding.code.partition(".")[2] for finding in found] == codes
    assert all((finding.block, finding.field, finding.severity) == ("own", "markup", "warning") for finding in found)


@pytest.mark.parametrize(
    ("ink", "ground", "code"), [("#003366", "#00CCFF", "partly_inverted"), ("#000000", "#009966", "inverted")]
)
def test_what_turns_unreadable_at_night_is_advice(context_for: Context, ink: str, ground: str, code: str) -> None:
    markup = f'<table><tr><td bgcolor="{ground}" style="color:{ink}">Words</td></tr></table>'
    (finding,) = ColoursOfWords().run(context_for(MarkupBlock(id="own", markup=markup), rendered=True))
    assert (finding.code, finding.severity, finding.block) == (f"colours_of_words.{code}", "advice", "own")


def test_a_template_of_ones_own_is_named(context_for: Context) -> None:
    context = context_for(rendered=True)
    assert context.rendered is not None
    html = context.rendered.html.replace("</body>", '<p style="color:#eeeeee">Hardly there</p></body>')
    changed = replace(context, rendered=msgspec.structs.replace(context.rendered, html=html))
    (finding,) = ColoursOfWords().run(changed)
    assert (finding.block, finding.field) == ("", "template")
    assert "Hardly there" in finding.message


def test_nothing_without_a_body(context_for: Context) -> None:
    assert list(ColoursOfWords().run(context_for())) == []
