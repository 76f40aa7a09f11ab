"""What every template that comes with the program owes its readers, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from lxml import html as parser

from composer.blocks.article import Article
from composer.blocks.articles import ArticleEntry, Articles
from composer.blocks.block import Block, block_types
from composer.blocks.button import Button
from composer.blocks.callout import Callout
from composer.blocks.columns import Columns
from composer.blocks.contents import Contents
from composer.blocks.divider import Divider
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import Flag, Picture
from composer.blocks.footer import Footer
from composer.blocks.gallery import Gallery, Logo
from composer.blocks.header import Header
from composer.blocks.heading import Heading
from composer.blocks.html import MarkupBlock
from composer.blocks.people import People, Person
from composer.blocks.quote import Quote
from composer.blocks.report import Report
from composer.blocks.social import Profile, Social
from composer.blocks.tender import Tender
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.paths import templates_folder
from composer.rendering.merge_tags import EXAMPLE_VALUES, personalise
from composer.rendering.rendered import Rendered
from composer.rendering.renderer import render
from composer.rendering.templates import Templates

TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
LONG = "Brückengeländerfarbeimergriffschraube" * 6
PHOTO = Picture(hash="1" * 64, alt="A bridge", width=1200, height=675)
# Both of its sizes are meant: some programs know only the first.
_SAFE_BESIDE = {"font-size", "font-family", "font-weight", "font-style", "background-color"}


def _hostile(words: str, *, right_to_left: bool = False) -> Issue:
    """Everything an issue can hold, with the same difficult words in every place."""
    blocks = (
        Header(id="top", title_text=words, strapline=words, picture=PHOTO),
        TextBlock(id="a", text=words),
        Heading(id="b", text=words, level="section"),
        Article(id="c", title_text=words, text=words, byline=words, link="https://e.org/" + "x" * 200, picture=PHOTO),
        Article(id="d", title_text=words, text=words, link="https://e.org", picture=PHOTO, layout="right", button=words),
        Article(id="e", title_text=words, text="日本語の長い文章。" * 9, link="https://e.org", picture=PHOTO, layout="above"),
        Article(id="f"),
        Heading(id="g", text=words, level="smaller"),
        Events(
            id="h",
            title_text=words,
            entries=(
                EventEntry(title=words, starts=datetime(2026, 12, 5, 10), place=words, text=words, link="https://e.org"),
                EventEntry(title=words, starts=datetime(2026, 12, 28), ends=datetime(2027, 1, 3), all_day=True),
                EventEntry(title=words),
                EventEntry(),
            ),
        ),
        Events(id="i"),
        Tender(id="j", title_text=words, closes=datetime(2026, 12, 5, 12), text=words, value=words, contact=words, link="https://e.org"),
        Report(id="k", title_text=words, text=words, link="https://e.org", picture=Picture(hash="2" * 64, width=600, height=800)),
        Articles(
            id="z",
            title_text=words,
            entries=(ArticleEntry(title=words, text=words, link="https://e.org", picture=PHOTO), ArticleEntry()),
            show="pictures",
        ),
        Quote(id="l", text=words, who=words, link="https://e.org"),
        Callout(id="q", title_text=words, text=words, link="https://e.org", button=words[:70]),
        Callout(id="r", text=words, tone="urgent"),
        Callout(id="s"),
        People(
            id="t",
            title_text=words,
            entries=(
                Person(name=words, role=words, text=words, picture=PHOTO, link="mailto:a@e.org"),
                Person(name=words, link="https://e.org"),
                Person(),
            ),
        ),
        Gallery(
            id="u",
            title_text=words,
            entries=(Logo(name=words, picture=PHOTO, link="https://e.org"), Logo(name=words), Logo()),
            abreast="4",
        ),
        MarkupBlock(id="v", markup=f"<p>{words}</p><img src='https://e.org/a.png' alt='A' width='300'>"),
        MarkupBlock(id="v2", markup=f'<p style="color:#123456">{words} <a href="https://e.org">{words[:60]}</a></p>'),
        Social(
            id="w",
            title_text=words,
            entries=(Profile(link="https://fb.com/e"), Profile(link="https://e.org", words=words[:60]), Profile()),
        ),
        Divider(id="x"),
        Divider(id="y", style="widest"),
        Columns(id="m", left=words, right=words, left_picture=PHOTO),
        Button(id="n", label_text=words[:70], link="https://e.org"),
        Contents(id="o"),
        Footer(id="p", text=words),
    )  # fmt: skip
    language = "he" if right_to_left else "en-GB"
    brand = Brand(
        organisation=words[:80], website="e.org", postal_address="1 Road\nTown", reason=words, main_colour="#F5D547",
        accent_colour="#FF66CC", language=language, right_to_left=right_to_left,
    )  # fmt: skip
    return Issue(id="h", name=words, subject=words, preheader=words, number=3, brand=brand, blocks=blocks)


ISSUES = {
    "long words": _hostile(f"Ordinary words, then {LONG} and more."),
    "right to left": _hostile("שלום לכולם, זה מכתב ארוך.", right_to_left=True),
    "emoji": _hostile("🎉 Come! 👩‍👩‍👧‍👦 <b>&amp; {{ 7 * 7 }}"),
    "empty blocks": Issue(id="e", subject="s", blocks=tuple(kind(id=name) for name, kind in block_types().items())),
    "nothing": Issue(id="n"),
    "forty": Issue(
        id="f", subject="s", blocks=tuple(Article(id=f"a{n}", title_text=f"Title {n}", text="Words. " * 20) for n in range(40))
    ),
}


@pytest.fixture(scope="module")
def made(golden_issue: Issue) -> Any:
    """Renders an issue in a template, each pair once."""
    kept: dict[tuple[str, str], Rendered] = {}
    known = Templates((templates_folder(),))

    def make(template: str, name: str = "golden") -> Rendered:
        if (template, name) not in kept:
            issue = golden_issue if name == "golden" else ISSUES[name]
            kept[template, name] = render(msgspec.structs.replace(issue, template=template), templates=known, web_view=True)
        return kept[template, name]

    return make


every_letter = pytest.mark.parametrize(
    ("template", "name"), [(template, name) for template in TEMPLATES for name in ("golden", *ISSUES)]
)
every_template = pytest.mark.parametrize("template", TEMPLATES)


def _tree(rendered: Rendered) -> parser.HtmlElement:
    return parser.document_fromstring(rendered.html)


def _styles(html: str) -> list[str]:
    outside = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    return re.findall(r"<style[^>]*>(.*?)</style>", outside, re.DOTALL)


def test_there_are_five_each_with_a_name_and_a_description(templates: Templates) -> None:
    known = templates.all()
    assert tuple(sorted(info.id for info in known)) == TEMPLATES
    assert all(info.name and info.description for info in known)


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "letter"])
def test_golden(made: Any, template: str, same_as_golden: Callable[[str, str], None]) -> None:
    """As for the letter: any change of these bytes is meant, or is a fault."""
    same_as_golden(made(template).html, f"{template}.html")


@every_letter
def test_every_block_is_marked_in_its_order(made: Any, golden_issue: Issue, template: str, name: str) -> None:
    issue = golden_issue if name == "golden" else ISSUES[name]
    marked = list(_tree(made(template, name)).xpath("//*[@id]"))
    content = [block.id for block in issue.blocks if block.kind not in ("header", "footer")]
    content[:0] = [block.id for block in issue.blocks if block.kind == "header"]
    footer = [block.id for block in issue.blocks if block.kind == "footer"] or ["footer"]
    assert [element.get("id") for element in marked] == [f"b-{block_id}" for block_id in (*content, *footer)]
    assert {element.tag for element in marked} == {"td"}


@every_letter
def test_read_aloud(made: Any, template: str, name: str) -> None:
    """Tables are layout, headings skip no level, links and pictures have words, nothing says its decoration."""
    rendered: Rendered = made(template, name)
    tree = _tree(rendered)
    assert len(re.findall(r"<table\b", rendered.html)) == len(re.findall(r'<table role="presentation"', rendered.html))
    headings = list(tree.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    found = [int(element.tag[1]) for element in headings]
    assert found[:1] in ([1], [])
    assert found.count(1) <= 1
    assert all(below <= above + 1 for above, below in pairwise(found)), found
    assert all(element.text_content().strip() for element in headings)
    for link in tree.iter("a"):
        assert link.text_content().strip() or link.find(".//img").get("alt")
        assert link.get("href").startswith(("https://", "mailto:", "#b-", "NLTTOK"))
    assert all(image.get("alt") is not None for image in tree.iter("img"))
    (article,) = tree.xpath("//*[@role='article']")
    assert article.get("lang")
    assert article.get("dir") in ("ltr", "rtl")


@every_letter
def test_layout_survives_every_mail_program(made: Any, template: str, name: str) -> None:
    rendered: Rendered = made(template, name)
    html = rendered.html
    assert html.startswith("<!DOCTYPE html>\n<html lang=")
    inside = "".join(re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", html, re.DOTALL))
    for tag in ("table", "tr", "td"):
        assert len(re.findall(rf"<{tag}\b", inside)) == inside.count(f"</{tag}>")
    for style in re.findall(r'style="([^"]*)"', html):
        names = [part.split(":")[0].strip() for part in style.split(";") if part.strip()]
        assert "important" not in style
        assert {known for known in names if names.count(known) > 1} <= {"font-size"}, style
        for short in ("margin", "padding", "font", "background"):
            assert not (short in names and [one for one in names if one.startswith(f"{short}-") and one not in _SAFE_BESIDE]), (
                style
            )
    for image in _tree(rendered).xpath("//img[not(ancestor::td[contains(@class, 'own')])]"):
        assert 0 < int(image.get("width")) <= 600
        assert f"max-width:{image.get('width')}px" in image.get("style")
    assert rendered.style_bytes < 8_000
    assert rendered.html_bytes < 100_000
    assert "<v:" not in html
    assert "background-image" not in html


@every_letter
def test_text_stays_text_and_colours_plain(made: Any, template: str, name: str) -> None:
    html = personalise(made(template, name), EXAMPLE_VALUES).html
    tree = parser.document_fromstring(html)
    assert not list(tree.iter("script", "form", "iframe"))
    assert "49" not in "".join(tree.xpath("//h1//text()"))
    assert "NLTTOK" not in html
    bare = re.sub(r'&#\d+;|href="[^"]*"', "", html)
    assert not re.search(r"rgba?\(|hsla?\(|#[0-9a-fA-F]{3,4}(?![0-9a-fA-F])", bare)
    assert set(map(len, re.findall(r'bgcolor="([^"]*)"', html))) <= {7}
    for cell in tree.find_class("text"):
        size = re.search(r"font-size:(\d+)px", cell.get("style"))
        assert size
        assert int(size[1]) >= 16
        assert "justify" not in cell.get("style")


@every_template
def test_dark_rules_come_three_times_and_speak_of_what_is_there(
    made: Any, golden_issue: Issue, templates: Templates, template: str
) -> None:
    brand = Brand(organisation="Trust", logo=Picture(hash="ab", alt="x", width=400, height=400), website="e.org")
    # The looks of blocks are shared: a rule for a class another template shows is no fault.
    bodies = [
        made(template).html,
        *(made(other, name).html for other in TEMPLATES for name in ("golden", "nothing", "long words")),
    ]
    plain = tuple(block for block in golden_issue.blocks if not isinstance(block, Contents))
    for look in ({}, {"group": "none"}):
        issue = msgspec.structs.replace(golden_issue, template=template, blocks=plain, look=dict(look))
        bodies.append(render(issue, templates=templates).html)
    for look in ({}, {"top": "paper"}):
        issue = Issue(subject="s", brand=brand, template=template, look=dict(look))
        bodies.append(render(issue, templates=Templates((templates_folder(),))).html)
        issue = Issue(subject="s", brand=Brand(organisation="Trust", website="e.org"), template=template, look=dict(look))
        bodies.append(render(issue, templates=Templates((templates_folder(),))).html)
    _phone, _apple, query, text, ground = _styles(bodies[0])
    assert "@media (prefers-color-scheme: dark)" in query
    assert all(line.startswith("[data-ogsc] ") for line in text.strip().splitlines())
    assert all(line.startswith("[data-ogsb] ") for line in ground.strip().splitlines())
    known = {name for html in bodies for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    spoken_of = {name for style in _styles(bodies[0]) for name in re.findall(r"\.([a-z][a-z0-9-]*)", style)}
    assert spoken_of - known == set()


@every_template
def test_rules_are_such_as_can_be_inlined(template: str) -> None:
    files = [templates_folder() / template / "style.css", templates_folder() / "_blocks" / "_base.css"]
    rules = "\n".join(file.read_text(encoding="utf-8") for file in files)
    rules = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "X", rules)
    for selectors, _body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
        for selector in selectors.replace("X", "").split(","):
            assert re.fullmatch(r"\s*\.[a-z0-9-]+(?: [a-z0-9]+(?::last-child)?)?\s*", selector), selector
    assert "@" not in rules
    assert "important" not in rules
    assert not re.search(r"(?:margin|padding)-(?:top|left|right|bottom)", rules)


@every_template
def test_every_option_shows(golden_issue: Issue, templates: Templates, template: str) -> None:
    blocks = tuple(block for block in golden_issue.blocks if not isinstance(block, Contents))
    issue = msgspec.structs.replace(golden_issue, template=template, blocks=blocks)
    usual = render(issue, templates=templates).html
    for option in templates.get(template).options:
        others = [not option.default] if isinstance(option.field, Flag) else [value for value, _words in option.field.options]  # type: ignore[attr-defined]  # flags and choices are all that is used
        for other in others:
            if other != option.default:
                look = {option.name: other}
                assert render(msgspec.structs.replace(issue, look=look), templates=templates).html != usual, look


def test_the_digest_lists_what_is_in_it_once(golden_issue: Issue, templates: Templates) -> None:
    blocks = tuple(block for block in golden_issue.blocks if not isinstance(block, Contents))
    bare = msgspec.structs.replace(golden_issue, template="digest", blocks=blocks)
    html = render(bare, templates=templates).html
    assert html.count("In this issue") == 1
    assert html.index("Dear ") < html.index("In this issue") < html.index('id="b-news"')
    assert render(msgspec.structs.replace(golden_issue, template="digest"), templates=templates).html.count("In this issue") == 1
    assert "In this issue" not in render(msgspec.structs.replace(bare, look={"contents": False}), templates=templates).html


def test_the_calendar_begins_with_what_closes_and_stands_by_week(made: Any) -> None:
    tree = _tree(made("calendar"))
    (soon,) = tree.find_class("soon-link")
    assert (soon.text_content(), soon.get("href")) == ("Survey of the valley's dry stone walls", "#b-tender")
    weeks = [element.text_content() for element in tree.find_class("group-words")]
    assert weeks == ["30 November to 6 December", "7 to 13 December", "14 to 20 December", "21 to 27 December"]


def test_the_announcement_shows_its_button_again_at_the_end(golden_issue: Issue, templates: Templates) -> None:
    html = render(msgspec.structs.replace(golden_issue, template="announcement"), templates=templates).html
    assert len(re.findall(r">Give a plank</a>", html)) == 2
    assert re.search(r"<h1[^>]*>The footbridge is open", html)
    short = Issue(template="announcement", blocks=(Button(id="b", label_text="Go", link="https://e.org"),))
    assert len(re.findall(r">Go</a>", render(short, templates=templates).html)) == 1


def test_the_briefing_sets_articles_side_by_side(golden_issue: Issue, templates: Templates) -> None:
    pages = {
        columns: _tree(
            render(msgspec.structs.replace(golden_issue, template="briefing", look={"columns": columns}), templates=templates)
        )
        for columns in (True, False)
    }
    assert len(pages[True].find_class("pair")) == 2
    assert not pages[False].find_class("pair")


@pytest.mark.parametrize("kind", sorted(block_types()))
@every_template
def test_a_new_block_shows_in_every_template(template: str, kind: str, templates: Templates) -> None:
    block: Block = block_types()[kind](id="new")
    assert 'id="b-new"' in render(Issue(subject="s", template=template, blocks=(block,)), templates=templates).html


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_date_keeps_its_own_direction_in_a_letter_from_right_to_left(template: str) -> None:
    """Or “28 December to 3 January” reads “December to 3 January 28”."""
    issue = msgspec.structs.replace(_hostile("שלום לכולם", right_to_left=True), template=template)
    page = _tree(render(issue, templates=Templates((templates_folder(),))))
    dates = [words for words in page.xpath("//body//text()") if re.match(r"\s*28 December\b.* to ", words)]
    assert dates
    assert {words.getparent().get("dir") for words in dates} == {"auto"}
