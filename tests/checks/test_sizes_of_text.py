"""Text too small to read and links too low to press, wherever they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from composer.blocks.html import MarkupBlock
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.sizes_of_text import SizesOfText
from composer.rendering.templates import Templates

Context = Callable[..., CheckContext]


@pytest.mark.parametrize("template", ["announcement", "briefing", "calendar", "digest", "letter"])
def test_our_templates_are_large_enough(context_for: Context, golden_issue: object, template: str) -> None:
    assert [finding.message for finding in SizesOfText().run(context_for(template=template, rendered=True))] == []


def test_small_text_of_ones_own_is_found_where_it_stands(context_for: Context, templates: Templates) -> None:
    markup = '<p style="font-size:9px">So small</p><p style="font-size: 7pt">too</p><p>fine</p>'
    (finding,) = SizesOfText().run(context_for(MarkupBlock(id="own", markup=markup), rendered=True))
    assert (finding.code, finding.block, finding.severity) == ("sizes_of_text.small", "own", "warning")
    assert "9 pixels" in finding.message


def test_a_link_alone_in_a_low_line(context_for: Context) -> None:
    context = context_for(TextBlock(id="t", text="x"), rendered=True)
    assert context.rendered is not None

    def found(cell: str) -> list[str]:
        html = context.rendered.html.replace("</body>", f"<table><tr><td>{cell}</td></tr></table></body>")  # type: ignore[union-attr]
        changed = replace(context, rendered=msgspec.structs.replace(context.rendered, html=html))
        return [finding.code for finding in SizesOfText().run(changed)]

    assert found('<p style="line-height:16px"><a href="https://e.org">Low</a></p>') == ["sizes_of_text.target"]
    assert found('<p style="line-height:16px">In a sentence, <a href="https://e.org">low</a>.</p>') == []
    assert found('<p style="line-height:16px"><a style="padding:6px 8px 6px 8px" href="https://e.org">Low</a></p>') == []


def test_nothing_without_a_body(context_for: Context) -> None:
    assert list(SizesOfText().run(context_for())) == []
