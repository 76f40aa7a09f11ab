"""A letter of which most is remembered is the letter made anew, in every byte and every figure, whatever was changed before."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from composer.blocks.article import Article
from composer.blocks.contents import Contents
from composer.blocks.fields import Picture
from composer.blocks.heading import Heading
from composer.blocks.html import MarkupBlock
from composer.blocks.plain_words import PlainWords
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.edits import InsertBlock, MoveBlock, RemoveBlock, UpdateBlock
from composer.document.issue import Issue, LinkTags
from composer.paths import templates_folder
from composer.rendering import finishing, letter_inliner, merge_tags, outline, plaintext, renderer
from composer.rendering.environment import environment_for
from composer.rendering.letter_inliner import Inlined
from composer.rendering.merge_tags import cut_html
from composer.rendering.renderer import render
from composer.rendering.specimen import specimens
from composer.rendering.templates import Templates

TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
KNOWN = Templates((templates_folder(),))
BRAND = Brand(organisation="Harbour Friends", website="https://harbour.example", reason="You signed up.")


def forget_everything(issue: Issue) -> None:
    """As in a program that has just been started."""
    letter_inliner.forget()
    finishing._finished.cache_clear()
    environment_for(KNOWN.get(issue.template)).memory.forget()
    for memory in (
        *(merge_tags._tags, merge_tags._marked, renderer._parts, renderer._linked),
        *(outline._levels, outline._listed, plaintext._kept),
    ):
        memory.forget()


def edited(issue: Issue, kind: int, number: int) -> Issue:
    """The issue after some change or other."""
    if not issue.blocks:
        return issue
    at = number % len(issue.blocks)
    block = issue.blocks[at]
    picture = Picture(hash=f"{number:064x}", width=900, height=600, alt=f"Picture {number}")
    new: tuple[Any, ...] = (
        TextBlock(text=f"{{{{first_name|friend {number}}}}} and {{{{email}}}}, number {number}"),
        Heading(text=f"Heading {number}", level=("section", "smaller")[number % 2]),
        Article(title_text=f"Article {number}", text="Words.", link=f"https://harbour.example/{number}", picture=picture),
        Contents(),
        MarkupBlock(
            markup=f'<p id="b-{block.id}">own <a href="https://harbour.example/{number}">markup</a></p><!-- {number} -->'
        ),
    )
    edit: Any = (
        UpdateBlock(block.id, {"language": ("", "ar", "cy")[number % 3]}),
        MoveBlock(block.id, (at * 7) % len(issue.blocks)),
        RemoveBlock(block.id),
        InsertBlock(new[number % len(new)], at),
        UpdateBlock(block.id, {"text": f"Words {number} {{{{last_name|{number}}}}}"} if hasattr(block, "text") else {}),
        UpdateBlock(block.id, {"title_text": f"Title {number}"} if hasattr(block, "title_text") else {}),
    )[kind % 6]
    if kind == 6:
        return msgspec.structs.replace(issue, subject=f"Subject {number}", preheader=f"{{{{first_name|you}}}}, {number} things")
    if kind == 7:
        tags = LinkTags(campaign=f"c{number}") if number % 2 else None
        return msgspec.structs.replace(issue, link_tags=tags, brand=msgspec.structs.replace(issue.brand, website=BRAND.website))
    if kind == 8:
        colour = ("#123456", "#8A1C2B", "#0B5C4A")[number % 3]
        return msgspec.structs.replace(issue, brand=msgspec.structs.replace(issue.brand, main_colour=colour))
    if kind == 9:
        plain = PlainWords(text=f"By hand {number}", made=block.plain_text())
        return msgspec.structs.replace(
            issue, blocks=tuple(msgspec.structs.replace(one, plain=plain) if one is block else one for one in issue.blocks)
        )
    return issue if block.locked and kind in (1, 2) else edit.apply(issue)


@pytest.mark.parametrize("template", TEMPLATES)
def test_after_any_edits_the_letter_is_as_made_anew(template: str, golden_issue: Issue) -> None:
    beginnings = [msgspec.structs.replace(golden_issue, template=template), *specimens(template).values()]

    @settings(max_examples=8, deadline=None)
    @given(some.sampled_from(beginnings), some.lists(some.tuples(some.integers(0, 9), some.integers(0, 99)), max_size=6))
    def same(issue: Issue, edits: list[tuple[int, int]]) -> None:
        render(issue, templates=KNOWN)
        for kind, number in edits:
            issue = edited(issue, kind, number)
            made = render(issue, templates=KNOWN)
        made = render(issue, templates=KNOWN)
        forget_everything(issue)
        assert made == render(issue, templates=KNOWN)
        # Its parts are cut at the tokens as the whole is: another string of the same words is not known by its parts.
        whole = made.html[:1] + made.html[1:]
        assert cut_html.__wrapped__(whole, made.tokens) == cut_html.__wrapped__(made.html, made.tokens)

    same()


def test_pieces_and_the_whole_give_the_same_figures(golden_issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, number in ((0, 4), (3, 2), (7, 1), (0, 8), (3, 4)):
        golden_issue = edited(golden_issue, kind, number)
    in_pieces = render(golden_issue, templates=KNOWN)
    assert len(in_pieces.block_bytes) == len(golden_issue.blocks)
    whole = letter_inliner.inline_letter
    monkeypatch.setattr("composer.rendering.renderer.inline_letter", lambda html, names: Inlined((whole(html, names).html,)))
    assert render(golden_issue, templates=KNOWN) == in_pieces


@pytest.mark.parametrize(
    "pieces",
    [
        ("<table>", '<td id="b-x"><!-- begins', 'ends --><a href="https://e.example/a">x</a>', '<td id="b-y">y</td>', "</table>"),
        ("<style>a {}", '<td id="b-x">x</td>', "</style>", '<td id="b-y">y</td>', "</table>"),
        ('<a title="', '<td id="b-x">x</td>', '" href="https://harbour.example/b">', '<td id="b-y">y</td>', "</table>"),
    ],
)  # fmt: skip
def test_pieces_that_do_not_stand_for_themselves_are_done_together(pieces: tuple[str, ...]) -> None:
    issue = Issue(brand=BRAND, link_tags=LinkTags(campaign="may"), blocks=(TextBlock(id="x"), TextBlock(id="y", language="ar")))
    whole = finishing.finish(Inlined(("".join(pieces),)), issue)
    cut = finishing.finish(Inlined(pieces, ("b-x", "b-y")), issue)
    assert cut == whole
