"""What visiting the links showed is said where the link stands; without a visit nothing is claimed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.dead_links import DeadLinks, addresses_to_visit
from composer.document.brand import Brand
from composer.sources.link_visits import Standing, Visit

Context = Callable[..., CheckContext]
ADDRESS = "https://e.org/roof"


def _context(context_for: Context, standing: Standing) -> CheckContext:
    block = TextBlock(id="t", text=f"Read [how the roof was mended]({ADDRESS}#end).")
    return context_for(block, brand=Brand(), visits={ADDRESS: Visit(ADDRESS, standing, "e.org has no such page.")})


@pytest.mark.parametrize(
    ("standing", "code", "severity", "words"),
    [
        ("gone", "dead_links.dead", "warning", "e.org has no such page."),
        ("home", "dead_links.home", "warning", "front page of e.org"),
        ("sign_in", "dead_links.sign_in", "warning", "sign in"),
        ("no_file", "dead_links.no_file", "warning", "shows a page"),
        ("away", "dead_links.unreachable", "advice", "could not be tried"),
    ],
)
def test_each_trouble_is_said(context_for: Context, standing: Standing, code: str, severity: str, words: str) -> None:
    (finding,) = DeadLinks().run(_context(context_for, standing))
    assert (finding.code, finding.severity, finding.block, finding.field) == (code, severity, "t", "text")
    assert "“how the roof was mended”" in finding.message
    assert words in finding.message


@pytest.mark.parametrize("standing", ["fine", "unasked"])
def test_nothing_is_claimed_of_what_is_fine_or_was_not_asked(context_for: Context, standing: Standing) -> None:
    assert list(DeadLinks().run(_context(context_for, standing))) == []


def test_where_nothing_answers_one_line_says_so(context_for: Context) -> None:
    addresses = [f"https://e.org/{n}" for n in range(4)]
    block = TextBlock(id="t", text=" ".join(f"[page {n}]({address})" for n, address in enumerate(addresses)))
    visits = {address: Visit(address, "away", "e.org was not found.") for address in addresses}
    (finding,) = DeadLinks().run(context_for(block, brand=Brand(), visits=visits))
    assert finding.message == "4 links could not be tried, “page 0” among them: e.org was not found."


def test_only_public_pages_are_visited_and_each_once(context_for: Context) -> None:
    text = (
        "[a](https://e.org/a) [b](https://e.org/a#there) [c](e.org/c) [d](mailto:a@e.org) [e](http://localhost/x)"
        " [f](https://e.org/?m={{email}}) [g](javascript:alert(1)) [h](https://www.made-up.example/x)"
    )
    issue = context_for(TextBlock(id="t", text=text), brand=Brand()).issue
    assert addresses_to_visit(issue) == ("https://e.org/a", "https://e.org/c")
