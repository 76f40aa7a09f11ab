"""Who writes, from where, why, and a way out: without them nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from composer.checks.check import CheckContext
from composer.checks.unsubscribe_and_address import UnsubscribeAndAddress
from composer.document.brand import Brand

WHOLE = Brand(organisation="Trust", postal_address="1 Road", reason="Because.")


@pytest.mark.parametrize("missing", ["organisation", "postal_address", "reason"])
def test_each_line_is_needed(context_for: Callable[..., CheckContext], missing: str) -> None:
    brand = msgspec.structs.replace(WHOLE, **{missing: " "})
    (finding,) = UnsubscribeAndAddress().run(context_for(brand=brand))
    assert (finding.code, finding.severity) == (f"unsubscribe_and_address.{missing}", "error")
    assert finding.remedy


def test_a_whole_footer_passes(context_for: Callable[..., CheckContext]) -> None:
    assert list(UnsubscribeAndAddress().run(context_for(brand=WHOLE, rendered=True))) == []


def test_a_template_that_loses_the_way_out_is_caught(context_for: Callable[..., CheckContext]) -> None:
    context = context_for(rendered=True)
    assert context.rendered is not None
    mark = next(token.mark for token in context.rendered.tokens if token.name == "unsubscribe_url")
    for field in ("html", "text"):
        body = msgspec.structs.replace(context.rendered, **{field: getattr(context.rendered, field).replace(mark, "")})
        (finding,) = UnsubscribeAndAddress().run(replace(context, rendered=body))
        assert finding.code == "unsubscribe_and_address.unsubscribe"
        assert finding.severity == "error"
