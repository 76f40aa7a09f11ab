"""One section of an earlier version, on its own."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.document.sections import bring_back, changed_sections


def issue(*texts: tuple[str, str]) -> Issue:
    return Issue(id="i", blocks=(*(TextBlock(id=key, text=text) for key, text in texts), Footer(id="footer")))


EARLIER = issue(("a", "one"), ("b", "two"), ("c", "three"))


def test_what_changed_and_what_is_gone() -> None:
    now = issue(("a", "one"), ("c", "three, and more"), ("d", "new"))
    assert [(section.block.id, section.gone) for section in changed_sections(EARLIER, now)] == [("b", True), ("c", False)]
    assert changed_sections(EARLIER, EARLIER) == []


def test_a_changed_one_is_as_it_was_and_the_rest_as_it_is() -> None:
    now = issue(("a", "one!"), ("c", "changed"), ("b", "two"))
    edit = bring_back(EARLIER, now, "c")
    assert edit.apply(now) == issue(("a", "one!"), ("c", "three"), ("b", "two"))
    assert edit.label(now) == "Bring back “three”"


def test_one_that_is_gone_stands_behind_its_neighbour_of_then() -> None:
    assert bring_back(EARLIER, issue(("c", "x"), ("a", "y")), "b").apply(issue(("c", "x"), ("a", "y"))).blocks[2].id == "b"
    assert bring_back(EARLIER, issue(("d", "x")), "b").apply(issue(("d", "x"))).blocks[0].id == "b"
    with pytest.raises(KeyError):
        bring_back(EARLIER, EARLIER, "nowhere")


@given(st.permutations("abcd"), st.sets(st.sampled_from("abcd")))
def test_after_bringing_back_everything_every_section_reads_as_it_did(order: list[str], gone: set[str]) -> None:
    earlier = issue(*((key, key) for key in order))
    now = issue(*((key, f"{key} changed") for key in sorted(order) if key not in gone))
    for section in changed_sections(earlier, now):
        now = bring_back(earlier, now, section.block.id).apply(now)
    assert {block.id: block for block in now.blocks} == {block.id: block for block in earlier.blocks}
    assert now.blocks[-1].locked
    assert msgspec.structs.replace(now, blocks=earlier.blocks) == earlier
