"""The letter as mail programs and readers meet it: whole without styles, read well aloud, safe, and always the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as parser

from composer.blocks.article import Article
from composer.blocks.block import Block, block_types
from composer.blocks.button import Button
from composer.blocks.contents import Contents
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.blocks.html import MarkupBlock
from composer.blocks.image import ImageBlock
from composer.blocks.quote import Quote
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.picture_keys import parts_of
from composer.errors import NotFoundError
from composer.paths import templates_folder
from composer.rendering.merge_tags import EXAMPLE_VALUES, personalise
from composer.rendering.rendered import Rendered
from composer.rendering.renderer import render, show
from composer.rendering.templates import Templates

BRAND = Brand(organisation="Trust", postal_address="1 Road\nTown", reason="Because.")
replace = msgspec.structs.replace


def _tree(rendered: Rendered) -> parser.HtmlElement:
    return parser.document_fromstring(rendered.html)


def _styles(html: str) -> list[str]:
    outside = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    return re.findall(r"<style[^>]*>(.*?)</style>", outside, re.DOTALL)


# --- the same as ever -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_golden(letter: Rendered, kind: str, same_as_golden: Callable[[str, str], None]) -> None:
    """Any change of these bytes is meant, or is a fault. Set NEWSLETTER_UPDATE_GOLDEN=1 to take over what is meant."""
    same_as_golden(letter.html if kind == "html" else letter.text, f"letter.{kind}")


def test_the_same_issue_gives_the_same_bytes(golden_issue: Issue, templates: Templates, letter: Rendered) -> None:
    assert render(golden_issue, templates=Templates((templates_folder(),))) == letter


# --- skeleton ---------------------------------------------------------------------------------------------------------------


def test_skeleton(letter: Rendered, golden_issue: Issue) -> None:
    html = letter.html
    assert html.startswith('<!DOCTYPE html>\n<html lang="en-GB" dir="ltr"')
    for line in (
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="x-apple-disable-message-reformatting" content="yes">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="supported-color-schemes" content="light dark">',
        f"<title>{golden_issue.subject}</title>",
        "<noscript><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript>",
        '<div role="article" aria-roledescription="email" aria-label="December letter" lang="en-GB" dir="ltr" '
        'style="font-size:medium; font-size:max(16px, 1rem)">',
    ):
        assert line in html, line
    assert re.search(r'<body class="body" bgcolor="#[0-9A-F]{6}"', html)


def test_preheader_comes_first_with_room_behind_it(letter: Rendered, golden_issue: Issue) -> None:
    first = _tree(letter).body[0]
    assert first.text_content().startswith(golden_issue.preheader + "\u2007\ufeff\u034f ")
    assert "display:none" in first.get("style")
    assert "mso-hide:all" in first.get("style")
    assert first.text_content().count("\u034f") == 150 - len(golden_issue.preheader)


def test_three_dark_rule_sets_each_by_itself_and_last(letter: Rendered) -> None:
    inlinable, phone, apple, *rest = ["", *_styles(letter.html)]
    assert inlinable == ""
    assert "max-width: 599px" in phone
    assert "x-apple-data-detectors" in apple
    query, text, ground = rest
    assert "@media (prefers-color-scheme: dark)" in query
    assert all(line.startswith("[data-ogsc] ") for line in text.strip().splitlines())
    assert all(line.startswith("[data-ogsb] ") for line in ground.strip().splitlines())
    assert "{{" not in letter.html.replace("{{first_name", "")


def test_dark_rules_speak_of_classes_that_exist(letter: Rendered) -> None:
    bodies = [letter.html]
    for logo in (Picture(hash="ab", alt="x"), Picture(hash="ab", alt="x", width=400, height=400)):
        own = MarkupBlock(id="own", markup='<p style="color:#123456">Blue</p>')
        rest = Issue(brand=replace(BRAND, logo=logo), blocks=(own,))
        bodies.append(render(rest, templates=Templates((templates_folder(),)), web_view=True).html)
    known = {name for html in bodies for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    spoken_of = {name for style in _styles(letter.html) for name in re.findall(r"\.([a-z][a-z0-9-]*)", style)}
    assert spoken_of - known == set()


# --- layout that holds without styles ---------------------------------------------------------------------------------------


def test_layout_stands_in_attributes(letter: Rendered) -> None:
    bare = re.sub(r"<style.*?</style>", "", letter.html, flags=re.DOTALL)
    assert "max-width:600px" in bare
    assert bare.count("display:inline-block; width:100%; vertical-align:top; max-width:") == 8
    assert "<!--[if mso]><table" in bare
    assert "mso-padding-alt:15px 30px 15px 30px" in bare
    assert "font-family:Georgia" in bare


def test_ghost_tables_are_balanced(letter: Rendered) -> None:
    inside = "".join(re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", letter.html, re.DOTALL))
    for tag in ("table", "tr", "td"):
        assert len(re.findall(rf"<{tag}\b", inside)) == inside.count(f"</{tag}>")


def test_no_important_and_no_mixed_properties_inline(letter: Rendered) -> None:
    for style in re.findall(r'style="([^"]*)"', letter.html):
        names = [part.split(":")[0].strip() for part in style.split(";") if part.strip()]
        assert "important" not in style
        doubled = {name for name in names if names.count(name) > 1}
        assert doubled <= {"font-size"}, style  # the wrapper has both of its sizes on purpose
        for short in ("margin", "padding", "font", "background"):
            longhands = [name for name in names if name.startswith(f"{short}-") and name not in _SAFE_BESIDE]
            assert not (short in names and longhands), style


_SAFE_BESIDE = {"font-size", "font-family", "font-weight", "font-style", "background-color"}


def test_only_six_digit_colours(letter: Rendered) -> None:
    assert not re.search(r"rgba?\(|hsla?\(|#[0-9a-fA-F]{3,4}(?![0-9a-fA-F])", re.sub(r"&#\d+;|href=\"[^\"]*\"", "", letter.html))
    assert set(map(len, re.findall(r"bgcolor=\"([^\"]*)\"", letter.html))) == {7}


def test_template_rules_are_such_as_can_be_inlined() -> None:
    rules = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "X", (templates_folder() / "letter" / "style.css").read_text(encoding="utf-8"))
    for selectors, _body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
        for selector in selectors.replace("X", "").split(","):
            assert re.fullmatch(r"\s*\.[a-z0-9-]+(?: [a-z0-9]+(?::last-child)?)?\s*", selector), selector
    assert "@" not in rules
    assert "important" not in rules
    assert not re.search(r"(?:margin|padding)-(?:top|left|right|bottom)", rules)


def test_weight_stays_far_from_where_gmail_cuts(letter: Rendered) -> None:
    assert letter.html_bytes == len(letter.html.encode()) < 71_000
    assert 0 < letter.style_bytes < 5_000


# --- read aloud -------------------------------------------------------------------------------------------------------------


def test_tables_are_for_layout_only(letter: Rendered) -> None:
    assert {table.get("role") for table in _tree(letter).iter("table")} == {"presentation"}
    assert len(re.findall(r"<table\b", letter.html)) == len(re.findall(r'<table role="presentation"', letter.html))


def test_headings_have_no_gap(letter: Rendered) -> None:
    found = [int(element.tag[1]) for element in _tree(letter).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert found[0] == 1
    assert found.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(found))


def test_pictures_are_described_and_sized(letter: Rendered) -> None:
    images = list(_tree(letter).iter("img"))
    assert len(images) == 14
    for image in images:
        assert image.get("alt")
        assert 0 < int(image.get("width")) <= (600 if image.get("class") == "banner" else 520)
        assert image.get("src").startswith(("cid:", "https://"))
        assert f"max-width:{image.get('width')}px" in image.get("style")
        assert "height:auto" in image.get("style")


def test_body_text_is_large_enough(letter: Rendered) -> None:
    for cell in _tree(letter).find_class("text"):
        size = re.search(r"font-size:(\d+)px", cell.get("style"))
        assert size
        assert int(size[1]) >= 16
        assert "justify" not in cell.get("style")


def test_links_have_words_and_safe_addresses(letter: Rendered) -> None:
    for link in _tree(letter).iter("a"):
        assert link.text_content().strip() or link.find("img").get("alt")
        assert link.get("href").startswith(("https://", "mailto:", "#b-", "NLTTOK"))


def test_outlook_draws_no_shapes(letter: Rendered) -> None:
    assert "<v:" not in letter.html
    assert "background-image" not in letter.html


# --- blocks -----------------------------------------------------------------------------------------------------------------


def test_every_block_is_marked_and_weighed(letter: Rendered, golden_issue: Issue) -> None:
    ids = [element.get("id") for element in _tree(letter).xpath("//*[@id]")]
    assert ids == [f"b-{block.id}" for block in golden_issue.blocks]
    assert {element.tag for element in _tree(letter).xpath("//*[@id]")} == {"td"}
    assert set(letter.block_bytes) == {block.id for block in golden_issue.blocks}
    assert all(0 < weight < letter.html_bytes for weight in letter.block_bytes.values())


def test_contents_lead_to_what_is_there(letter: Rendered) -> None:
    tree = _tree(letter)
    contents = tree.get_element_by_id("b-contents")
    led_to = [link.get("href")[1:] for link in contents.iter("a")]
    posts = ["b-bridge", "b-kiln", "b-otters", "b-short"]
    assert led_to == ["b-news", *posts, "b-brief", "b-dates", "b-work", "b-tender", "b-report", "b-new"]
    assert all(tree.get_element_by_id(place) is not None for place in led_to)


def test_a_letter_always_ends_with_who_why_and_a_way_out(templates: Templates) -> None:
    brand = replace(BRAND, charity_number="123", website="trust.example")
    for blocks in ((), (TextBlock(id="t", text="x"),), (Footer(id="f", text="Bye"), TextBlock(id="t", text="x"))):
        made = render(Issue(subject="s", brand=brand, blocks=blocks), templates=templates)
        (footer,) = _tree(made).find_class("footer")
        said = " ".join(" ".join(footer.itertext()).split())
        assert "Trust 1 Road, Town Registered charity number 123 trust.example Because. Unsubscribe" in said
        mark = next(token.mark for token in made.tokens if token.name == "unsubscribe_url")
        assert [link.get("href") for link in footer.iter("a")] == ["https://trust.example", mark]
        assert mark in made.text
    assert "Bye" in said


def test_events_show_calendar_leaves(letter: Rendered) -> None:
    said = " ".join(_tree(letter).get_element_by_id("b-dates").text_content().split())
    assert "Dec 5Sat Winter soup lunch Saturday 5 December 2026, 12:00 to 14:30Chapel Hall, Mill Lane" in said
    assert "Dec 7–11 Tree planting week" in said
    assert "Dec 24to 3 Jan Signal box closed" in said


def test_tender_sets_its_closing_date_apart(letter: Rendered) -> None:
    cell = _tree(letter).get_element_by_id("b-tender")
    (deadline,) = cell.find_class("deadline")
    assert deadline.text_content() == "Closes: Friday 18 December 2026, 12:00"
    assert deadline.get("bgcolor")


def test_tender_is_not_announced_twice(templates: Templates) -> None:
    for title, said in (("Survey of walls", 1), ("Invitation to tender: survey", 1)):
        made = render(Issue(blocks=(Tender(id="t", title_text=title),)), templates=templates)
        assert _tree(made).get_element_by_id("b-t").text_content().lower().count("invitation to tender") == said


def test_report_shows_an_upright_cover_beside_and_a_lying_picture_above(templates: Templates) -> None:
    for width, height, shown in ((600, 800, "108"), (1200, 675, "464")):
        report = Report(id="r", title_text="Water", picture=Picture(hash="ab", alt="x", width=width, height=height))
        cell = _tree(render(Issue(blocks=(report,)), templates=templates)).get_element_by_id("b-r")
        assert [image.get("width") for image in cell.iter("img")] == [shown]
        assert [element.tag for element in cell.iter("img", "h2")] == ["img", "h2"]


def test_picture_beside_stands_first_for_phones_on_either_side(templates: Templates) -> None:
    for side, flow in (("left", "ltr"), ("right", "rtl")):
        article = Article(id="a", title_text="T", picture=Picture(hash="ab", alt="x", width=800, height=400), layout=side)  # type: ignore[arg-type]  # both are layouts
        cell = _tree(render(Issue(blocks=(article,)), templates=templates)).get_element_by_id("b-a")
        assert cell.get("dir") == flow
        assert [element.tag for element in cell.iter("img", "h2")] == ["img", "h2"]
        (image,) = cell.iter("img")
        assert (image.get("width"), image.get("height")) == ("176", "88")


@pytest.mark.parametrize("kind", sorted(block_types()))
def test_new_block_renders_with_nothing_in_it(kind: str, templates: Templates) -> None:
    block: Block = block_types()[kind](id="new")
    made = render(Issue(subject="s", blocks=(block,)), templates=templates)
    assert 'id="b-new"' in made.html
    assert made.text
    assert all(heading.text_content().strip() for heading in _tree(made).iter("h1", "h2", "h3", "h4"))


def test_buttons_without_words_or_address_are_left_out(templates: Templates) -> None:
    made = render(Issue(blocks=(Button(id="a", label_text="Go"), Button(id="b", link="https://e.org"))), templates=templates)
    assert not _tree(made).find_class("button-link")


def test_contents_with_nothing_below_leave_no_panel(templates: Templates) -> None:
    assert "In this issue" not in render(Issue(blocks=(Contents(id="c"),)), templates=templates).html


def test_decoration_is_passed_over_and_an_undescribed_linked_picture_says_its_title(templates: Templates) -> None:
    blocks = (
        ImageBlock(id="d", picture=Picture(hash="ab", alt="unused", decorative=True)),
        Article(id="a", title_text="The bridge", link="https://e.org", picture=Picture(hash="cd"), layout="above"),
    )
    first, second = _tree(render(Issue(blocks=blocks), templates=templates)).iter("img")
    assert first.get("alt") == ""
    assert second.get("alt") == "The bridge"


# --- people's values, strangers' input --------------------------------------------------------------------------------------


def test_personal_letter_holds_the_name_and_no_mark(letter: Rendered) -> None:
    made = personalise(letter, EXAMPLE_VALUES)
    assert "Dear Anna," in made.html
    assert "Dear Anna," in made.text
    assert "NLTTOK" not in made.html + made.text + made.subject
    assert "Dear friend," in personalise(letter, {"unsubscribe_url": "https://e.org"}).html
    assert f'href="{EXAMPLE_VALUES["unsubscribe_url"]}"' in made.html


def test_addresses_that_do_harm_are_gone_from_both_parts(templates: Templates) -> None:
    bad = "javascript:alert(1)"
    blocks = (
        Button(id="a", label_text="Go", link=bad),
        Article(id="b", title_text="T", link=bad, text=f"[x]({bad})", picture=Picture(url="file:///etc/passwd")),
        Events(id="c", entries=(EventEntry(title="E", link=bad),)),
    )
    made = render(Issue(brand=replace(BRAND, website=bad), blocks=blocks), templates=templates)
    assert "javascript" not in made.html
    assert "file:" not in made.html
    assert "javascript" not in made.text.replace(f"x: {bad}", "")  # words of a text stay words


def test_address_without_scheme_is_completed_in_both_parts(templates: Templates) -> None:
    made = render(Issue(blocks=(Button(id="a", label_text="Go", link="example.org/x"),)), templates=templates)
    assert 'href="https://example.org/x"' in made.html
    assert "Go: https://example.org/x" in made.text


def test_text_is_never_taken_for_template_or_markup(templates: Templates) -> None:
    nasty = '{{ 7 * 7 }} {% raw %} <script>alert(1)</script> "quoted" & <img src=x onerror=alert(1)>'
    issue = Issue(
        name=nasty, subject=nasty, preheader=nasty, brand=replace(BRAND, organisation=nasty, reason=nasty),
        blocks=(Quote(id="q", text=nasty, who=nasty), Tender(id="t", title_text=nasty, value=nasty, contact=nasty)),
    )  # fmt: skip
    made = render(issue, templates=templates)
    tree = _tree(made)
    assert not list(tree.iter("script"))
    assert not list(tree.iter("img"))
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert "49" not in tree.text_content()
    assert "<script>alert(1)</script>" in tree.text_content()


def test_directions_and_language_are_those_of_the_brand(templates: Templates) -> None:
    brand = replace(BRAND, language="he", right_to_left=True)
    html = render(Issue(brand=brand, blocks=(TextBlock(id="t", text="שלום"),)), templates=templates).html
    assert '<html lang="he" dir="rtl"' in html
    assert 'lang="he" dir="rtl" style="font-size:medium' in html
    assert "text-align:left" not in html


def test_web_page_line_only_where_wanted(golden_issue: Issue, templates: Templates, letter: Rendered) -> None:
    made = render(golden_issue, templates=templates, web_view=True)
    view = next(token.mark for token in made.tokens if token.name == "view_url")
    assert f'href="{view}"' in made.html
    assert view in made.text
    assert view not in letter.html


def test_pictures_are_listed_in_order_each_once(letter: Rendered, golden_issue: Issue) -> None:
    assert [found[0] for found in letter.pictures] == ["a", "1", "2", "b", "3", "d", "e", "4", "5", "6", "f", "0", "9"]
    assert {parts_of(key)[0] for key in letter.pictures} == golden_issue.pictures()


def test_logo_stands_on_a_white_plate(templates: Templates) -> None:
    brand = replace(BRAND, logo=Picture(hash="ab", width=400, height=100), website="trust.example")
    made = render(Issue(brand=brand), templates=templates)
    (image,) = _tree(made).iter("img")
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("Trust", "180", "45")
    (plate,) = _tree(made).find_class("logo-plate")
    assert plate.get("bgcolor") == "#FFFFFF"


def test_pictures_are_shown_no_wider_than_they_are() -> None:
    shown = show(Picture(hash="ab", width=300, height=150, alt=" two\nwords "), 520)
    assert shown is not None
    assert (shown.src, shown.width, shown.height, shown.alt) == ("cid:ab", 300, 150, "two words")
    linked = show(Picture(url="https://e.org/a.jpg"), 520)
    assert linked is not None
    assert (linked.src, linked.width, linked.height) == ("https://e.org/a.jpg", 520, 0)
    assert show(Picture(), 520) is None
    assert show(Picture(url="data:image/png;base64,x"), 520) is None


def test_unknown_template_is_said(golden_issue: Issue, templates: Templates) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        render(replace(golden_issue, template="nowhere"), templates=templates)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_makes_a_sound_letter(templates: Templates, text: str, line: str) -> None:
    blocks = (
        TextBlock(id="t", text=text),
        Article(id="a", title_text=line, text=text, link=line),
        Quote(id="q", text=text, who=line),
    )
    made = render(Issue(name=line, subject=line, brand=BRAND, blocks=blocks), templates=templates)
    tree = _tree(made)
    assert [element.get("id") for element in tree.xpath("//*[@id]")][:3] == ["b-t", "b-a", "b-q"]
    assert len(tree.xpath("//table")) == len(tree.xpath("//table[@role='presentation']"))
    assert "NLTTOK" not in personalise(made, EXAMPLE_VALUES).html


def test_a_square_logo_stays_small_and_the_name_stands_beside_it() -> None:
    issue = Issue(brand=replace(BRAND, logo=Picture(hash="ab", alt="A moon", width=600, height=600)))
    html = render(issue, templates=Templates((templates_folder(),))).html
    assert re.search(r'<img class="logo"[^>]*width="72" height="72" alt=""', html)
    assert f"{BRAND.organisation}</a></td>" in html or f"{BRAND.organisation}</td>" in html


def test_a_wide_logo_speaks_for_itself() -> None:
    issue = Issue(brand=replace(BRAND, logo=Picture(hash="ab", alt="Our name", width=600, height=120)))
    html = render(issue, templates=Templates((templates_folder(),))).html
    assert re.search(r'<img class="logo"[^>]*width="180" height="36" alt="Our name"', html)
    assert "beside-logo" not in re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
