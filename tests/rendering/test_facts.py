"""What is known of mail programs, held against every letter of every template: each rule once, whatever stands in the letter.

Which program needs what: templates/README.md. What axe-core, the Nu checker and the checks of the Email Markup Consortium look at
is in tests/judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
import pytest
from lxml import html as parser

from composer.document.issue import Issue
from composer.rendering.merge_tags import EXAMPLE_VALUES, personalise
from composer.rendering.rendered import Rendered
from composer.rendering.renderer import render
from composer.rendering.specimen import specimens
from composer.rendering.templates import Templates

TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
NAMES = ("golden", "every block", "long words", "right to left", "markup in the text", "empty blocks", "nothing", "forty blocks")
OPENS, SHOWS, CLOSES, ENDS = "<!--[if mso]>", "<!--[if !mso]><!-->", "<![endif]-->", "<!--<![endif]-->"
INHERITED = ("font-family", "font-size", "line-height", "color")
"""What text cannot do without where no rule of a style sheet reaches it."""
Tree = parser.HtmlElement
NOT_OURS = "ancestor-or-self::td[contains(concat(' ', @class, ' '), ' own ') or contains(@class, 'own-plate')]"


@pytest.fixture(scope="module")
def letters(golden_issue: Issue, templates: Templates) -> Mapping[tuple[str, str], Rendered]:
    made = {}
    body = [block for block in golden_issue.blocks if block.kind not in ("header", "footer", "contents")]
    forty = [msgspec.structs.replace(body[at % len(body)], id=f"m{at}") for at in range(40)]
    for template in TEMPLATES:
        issues = {
            "golden": golden_issue,
            "forty blocks": msgspec.structs.replace(
                golden_issue, blocks=(golden_issue.blocks[0], *forty, golden_issue.blocks[-1])
            ),
            **specimens(template),
        }
        for name, issue in issues.items():
            found = msgspec.structs.replace(issue, template=template)
            made[template, name] = render(found, templates=templates, web_view=True)
    return made


@pytest.fixture
def rendered(letters: Mapping[tuple[str, str], Rendered], template: str, name: str) -> Rendered:
    return letters[template, name]


pytestmark = [pytest.mark.parametrize("template", TEMPLATES), pytest.mark.parametrize("name", NAMES)]


def _tree(rendered: Rendered) -> Tree:
    return parser.document_fromstring(rendered.html)


def _declared(element: Tree) -> dict[str, str]:
    parts = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip(): value.strip() for name, _colon, value in parts if name.strip()}


def _nearest(element: Tree, name: str) -> str:
    """The value that reaches an element with no style sheet at all; empty where none does."""
    for one in (element, *element.iterancestors()):
        if name in (found := _declared(one)):
            return found[name]
    return ""


def _said(tree: Tree) -> Iterator[Tree]:
    """Elements of the body with words of their own that are seen."""
    for element in tree.body.iter("*"):
        if isinstance(element.tag, str) and (element.text or "").strip("\xa0 \n") and _nearest(element, "display") != "none":
            yield element


def _styles(html: str) -> list[str]:
    outside = re.sub(r"<!--\[if mso\]>.*?<!\[endif\]-->", "", html, flags=re.DOTALL)
    return re.findall(r"<style[^>]*>(.*?)</style>", outside, re.DOTALL)


def test_the_skeleton(rendered: Rendered) -> None:
    html = rendered.html
    assert re.match(
        r'<!DOCTYPE html>\n<html lang="[a-z]{2}(-[A-Z]{2})?" dir="(ltr|rtl)" xmlns:v="[^"]+" xmlns:o="[^"]+">\n<head>\n', html
    )
    tree = _tree(rendered)
    metas = {meta.get("name"): meta.get("content") for meta in tree.iter("meta") if meta.get("name")}
    assert next(iter(tree.head)).get("charset") == "utf-8"  # before anything that has to be decoded
    assert {"viewport", "x-apple-disable-message-reformatting", "format-detection"} <= set(metas)
    assert metas["color-scheme"] == metas["supported-color-schemes"] == "light dark"
    assert (tree.findtext(".//title") or "").strip()
    assert "<noscript><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch>" in html
    assert re.search(r"<!--\[if mso\]>[^!]*<style>[^<]*font-family:[^<]*</style>", html)  # Word falls back to Times without
    assert not list(tree.iter("link", "base", "script", "object", "iframe", "form", "video", "audio", "svg", "picture", "source"))


def test_language_and_ground_are_said_again_inside_the_body(rendered: Rendered) -> None:
    """Programs take html and body away, and what stood in them."""
    tree = _tree(rendered)
    (article,) = tree.xpath("//body//div[@role='article']")
    assert (article.get("lang"), article.get("dir")) == (tree.get("lang"), tree.get("dir"))
    assert article.get("aria-roledescription") == "email"
    assert article.get("style") == "font-size:medium; font-size:max(16px, 1rem)"
    (desk,) = [child for child in article if child.tag == "table"]
    assert (desk.get("width"), desk.get("bgcolor")) == ("100%", tree.body.get("bgcolor"))
    assert _declared(desk)["background-color"] == desk.get("bgcolor")


def test_the_preheader_stands_first_with_room_behind_it(rendered: Rendered) -> None:
    first = _tree(rendered).body[0]
    style = _declared(first)
    assert (first.tag, style["display"], style["max-height"], style["overflow"], style["mso-hide"]) == (
        "div",
        "none",
        "0",
        "hidden",
        "all",
    )
    said = first.text_content()
    words = said.split("\u2007")[0]
    assert len(words) + said.count("\u034f") >= 150
    assert len(words) > 150 or "&#8199;&#65279;&#847; " in rendered.html  # as entities: raw ones look like a wrong charset


def test_only_comments_that_survive(rendered: Rendered) -> None:
    """Others are destroyed by parsers on the way; and no drawing language of Outlook's: no keyboard reaches a link in it."""
    html = rendered.html
    rest = html
    for form in (SHOWS, ENDS, OPENS, CLOSES):
        rest = rest.replace(form, "")
    assert "<!--" not in rest
    assert "[if" not in rest
    assert "[endif]" not in rest
    assert html.count(SHOWS) == html.count(ENDS)
    for seen in re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", html, re.DOTALL):
        assert "<a " not in seen
        assert "<img" not in seen
    assert not re.search(r"<v:|<o:p\b|<w:", html)


def test_columns_stand_beside_each_other_without_a_rule(rendered: Rendered) -> None:
    """Inline blocks for everyone, a table as wide as they are for Outlook: its cells hold exactly the columns."""
    for column in _tree(rendered).xpath("//div[contains(concat(' ', @class, ' '), ' col ')]"):
        style = _declared(column)
        assert (style["display"], style["width"], style["vertical-align"]) == ("inline-block", "100%", "top")
        assert style["max-width"].endswith("px")
        assert _declared(column.getparent())["font-size"] == "0"  # or the space between two of them breaks the line
    ghosts = re.findall(r'<!--\[if mso\]><table role="presentation" width="(\d+)"[^>]*><tr><td(?: width="(\d+)")?', rendered.html)
    assert ghosts
    assert all(0 < int(table) <= 600 and int(cell or 0) <= int(table) for table, cell in ghosts)


def test_every_word_is_dressed_with_every_style_removed(rendered: Rendered) -> None:
    """Gmail shows some of its users a letter without a single rule."""
    bare = re.sub(r"<style.*?</style>", "", rendered.html, flags=re.DOTALL)
    tree = parser.document_fromstring(bare)
    for element in _said(tree):
        for name in INHERITED:
            assert _nearest(element, name), (name, element.tag, element.text)
        assert _nearest(element, "font-size") != "0", element.text
        if element.tag == "a":
            assert "color" in _declared(element), parser.tostring(element)[:200]  # or it is blue, whatever lies below
    for table in tree.iter("table"):
        assert table.get("role") == "presentation"
        assert {"border", "cellpadding", "cellspacing"} <= set(table.keys())
    assert "max-width:600px" in bare


def test_pictures(rendered: Rendered) -> None:
    """Twice as many points as are shown, as wide in attribute as in style, described, and their words dressed."""
    for image in _tree(rendered).xpath(f"//img[not({NOT_OURS})]"):
        style = _declared(image)
        assert image.get("alt") is not None
        assert (style["width"], style["max-width"]) == ("100%", f"{image.get('width')}px")
        assert style["height"] == "auto"
        assert "border" in style
        assert image.get("src").startswith(("cid:", "https://"))
        for name in INHERITED:
            assert name in style, (name, image.get("class"))
        link = image.getparent() if image.getparent().tag == "a" else None
        if link is not None:
            assert image.get("alt").strip() or _declared(image).get("display") == "none", "a link nobody can read"
            assert {"color", "text-decoration"} <= set(_declared(link)), image.get("class")
    assert not re.search(r"data:image|srcset|background=|background-image|<picture", rendered.html)


def test_buttons_are_padded_cells(rendered: Rendered) -> None:
    for link in _tree(rendered).find_class("button-link"):
        cell = link.getparent()
        assert cell.tag == "td"
        assert _declared(link)["display"] == "inline-block"
        assert _declared(link)["mso-padding-alt"] == "0"
        padded = [int(one.removesuffix("px")) for one in _declared(link)["padding"].split()]
        outlook = [int(one.removesuffix("px")) for one in _declared(cell)["mso-padding-alt"].split()]
        assert all(abs(one - other) <= 1 for one, other in zip(padded, outlook, strict=True))  # a border counts for one
        assert "full" not in cell.get("class").split() or _declared(cell)["background-color"] == cell.get("bgcolor")


def test_styles_are_small_and_the_risky_ones_last_and_alone(rendered: Rendered) -> None:
    """Gmail keeps 16 KB of them, and drops a whole block for one thing it does not know."""
    styles = _styles(rendered.html)
    assert sum(map(len, styles)) <= rendered.style_bytes < 15_000
    usual, apple, query, text, ground = styles
    assert "prefers-color-scheme" in query
    assert "@media" not in text + ground + apple
    for one, mark in ((text, "[data-ogsc] "), (ground, "[data-ogsb] ")):
        assert all(line.startswith(mark) for line in one.strip().splitlines())
    assert "[" not in usual + query
    for style in styles:
        depth = 0  # no rule of rules in a rule of rules
        for sign in re.sub(r"\s", "", style):
            depth += {"{": 1, "}": -1}.get(sign, 0)
            assert 0 <= depth <= 2
        assert not re.search(r"@(?!media \()|[^ ]!important|:not\(|:has\(|:is\(|&", style)


def test_no_colour_or_function_that_takes_a_style_with_it(rendered: Rendered) -> None:
    tree = _tree(rendered)
    said = [*_styles(rendered.html), *(one.get("style") for one in tree.iter("*") if one.get("style"))]
    for style in said:
        for colour in re.findall(r"#[0-9A-Za-z]+", re.sub(r"(?m)^[^{]*\{", "", style)):
            assert re.fullmatch(r"#[0-9A-Fa-f]{6}", colour), style
        assert set(re.findall(r"([\w-]+)\(", re.sub(r"@media \(", "", style))) <= {"max"}, style
        assert "var(" not in style
    for style in (one.get("style") for one in tree.iter("*") if one.get("style")):
        assert "important" not in style
    assert all(re.fullmatch(r"#[0-9A-Fa-f]{6}", value) for value in tree.xpath("//@bgcolor"))


def test_what_outlook_and_yahoo_lay_out_wrongly_is_not_asked_for(rendered: Rendered) -> None:
    for element in _tree(rendered).body.iter("*"):
        if not isinstance(element.tag, str) or element.xpath(NOT_OURS):
            continue
        style = _declared(element)
        if any(value.strip("0px ") for name, value in style.items() if name.startswith("padding")):
            assert element.tag in ("td", "a", "ul", "ol", "blockquote"), (element.tag, style)
        assert not {"position", "float", "box-shadow", "background"} & set(style)
        assert not re.search(r"\d(?:rem|vw|vh|em|ch)\b", element.get("style") or "") or element.get("role") == "article"
        assert style.get("text-align") != "justify"


def test_the_text_part_is_whole(rendered: Rendered, letters: Mapping[tuple[str, str], Rendered]) -> None:
    personal = personalise(rendered, {**EXAMPLE_VALUES, "unsubscribe_url": "https://example.org/u/one"})
    assert "https://example.org/u/one" in personal.text
    assert "https://example.org/u/one" in personal.html
    assert "NLTTOK" not in personal.text + personal.html
    preheader = _tree(rendered).body[0].text_content().split("\u2007")[0].split()
    assert " ".join(preheader) in " ".join(rendered.text.split())
    assert not re.search(r"</?(?:p|td|table|div|a|span)\b", personal.text)


def test_html_with_colours_of_its_own_keeps_its_paper_by_night(rendered: Rendered) -> None:
    """Dark blue words chosen for white paper are not to be seen on black."""
    tree = _tree(rendered)
    for element in tree.xpath("//td[contains(concat(' ', @class, ' '), ' own ')]//*[not(self::a)]"):
        assert not {"color", "background-color"} & set(_declared(element)) | {"bgcolor", "color"} & set(element.keys())
    for plate in tree.find_class("own-plate"):
        assert _declared(plate)["background-color"] == plate.get("bgcolor") == "#FFFFFF"
    assert bool(tree.find_class("own-plate")) == ("color:#123456" in rendered.html)
    _usual, _apple, query, text, ground = _styles(rendered.html)
    for style in (query, text):
        assert re.search(r"\.own-plate \{color: #[0-9A-F]{6} !important\}", style)
        assert style.index(".own-plate {color") > style.index(".text")  # the same weight: the last one has its way
    for style in (query, ground):
        assert re.search(r"\.own-plate \{background-color: #FFFFFF !important", style)
