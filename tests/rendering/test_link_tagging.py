"""Links to the own site say where a visitor came from; every other link is as it was written."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.article import Article
from composer.blocks.button import Button
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue, LinkTags
from composer.document.web_place import WebPlace
from composer.paths import templates_folder
from composer.rendering.link_tagging import tagged_address
from composer.rendering.renderer import render
from composer.rendering.templates import Templates

TAGS = {"utm_source": "harbour", "utm_medium": "email", "utm_campaign": "may"}
TEMPLATES = Templates((templates_folder(),))


@pytest.mark.parametrize(
    ("address", "tagged"),
    [
        ("https://harbour.example/roof", "https://harbour.example/roof?utm_source=harbour&utm_medium=email&utm_campaign=may"),
        ("https://www.harbour.example", "https://www.harbour.example/?utm_source=harbour&utm_medium=email&utm_campaign=may"),
        ("http://shop.harbour.example/a?b=c#d",
         "http://shop.harbour.example/a?b=c&utm_source=harbour&utm_medium=email&utm_campaign=may#d"),
        ("https://harbour.example/?utm_source=else", None),
        ("https://harbour.example/?x=1&UTM_medium=print", None),
        ("https://other.example/harbour.example", None),
        ("https://notharbour.example/", None),
        ("https://harbour.example.evil.example/", None),
        ("mailto:jo@harbour.example", None),
        ("tel:+44", None),
        ("#top", None),
        ("", None),
        ("NLTTOKABCN1X", None),
        ("https://harbour.example/renew?who=NLTTOKABCN1X", None),
    ],
)  # fmt: skip
def test_one_address(address: str, tagged: str | None) -> None:
    assert tagged_address(address, TAGS, "harbour.example") == (address if tagged is None else tagged)


@given(st.text())
def test_no_text_at_all_breaks_it(text: str) -> None:
    tagged_address(text, TAGS, "harbour.example")


def issue(tags: LinkTags | None = None, template: str = "letter") -> Issue:
    return Issue(
        id="i1",
        name="May",
        subject="May news",
        template=template,
        brand=Brand(organisation="Harbour", website="www.harbour.example", postal_address="Pier 2"),
        web=WebPlace(kind="folder", address="https://harbour.example/news/may.html", issue="i1"),
        link_tags=tags,
        blocks=(
            TextBlock(
                id="t",
                text="See [the roof](https://harbour.example/roof) and https://harbour.example/roof-two, or "
                "[them](https://other.example/x?a=1&b=2). Or [search](https://harbour.example/?s=a&b=c#top).",
            ),
            Article(id="a", title_text="Roof", text="Done.", link="harbour.example/roof"),
            Button(id="b", label_text="Give", link="https://give.harbour.example/"),
            Footer(id="f"),
        ),
    )


def links(html: str) -> list[str]:
    return [link.get("href") for link in lxml.html.fromstring(html).iter("a") if link.get("href")]


@pytest.mark.parametrize("template", ["letter", "digest", "briefing", "announcement", "calendar"])
def test_a_whole_letter(template: str) -> None:
    plain = render(issue(template=template), templates=TEMPLATES)
    tagged = render(issue(LinkTags(source="Harbour"), template), templates=TEMPLATES)
    for before, after in zip(links(plain.html), links(tagged.html), strict=True):
        host = urlsplit(before).hostname or ""
        own = host.endswith("harbour.example") and before != "https://harbour.example/news/may.html"
        asked = parse_qs(urlsplit(after).query)
        assert (asked.get("utm_campaign") == ["may"]) == own, before
        if own:
            assert urlsplit(after)._replace(query="", path="") == urlsplit(before)._replace(query="", path="")
        else:
            assert after == before
    # The same in the text part, whole addresses only.
    for address in ("https://harbour.example/roof", "https://harbour.example/roof-two", "https://harbour.example/?s=a&b=c"):
        for found in re.findall(rf"{re.escape(address)}(?![\w-])\S*", tagged.text):
            assert found.count("utm_source=harbour") == 1, found
    assert "https://other.example/x?a=1&b=2" in tagged.text
    assert tagged.text.count("utm_source") >= 3
    assert plain.text == re.sub(r"[?&]utm_source=\w+&utm_medium=\w+&utm_campaign=\w+", "", tagged.text).replace(
        "give.harbour.example/ ", "give.harbour.example/ "
    )


def test_without_a_site_of_ones_own_nothing_is_tagged() -> None:
    import msgspec

    nowhere = msgspec.structs.replace(issue(LinkTags()), brand=Brand(organisation="Harbour", postal_address="Pier 2"))
    assert "utm_" not in render(nowhere, templates=TEMPLATES).html
