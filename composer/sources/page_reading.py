"""A web page or a document as HTML to items: many posts where it holds many, else one with title, author, date and picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

import lxml.html
from lxml import etree
from msgspec.structs import replace

from composer.library.item import Item
from composer.sources.address import is_web_address
from composer.sources.html_tree import body_of, document_of, words_in
from composer.sources.link_cleaning import resolved
from composer.sources.passages import Passage, passages_of_html
from composer.sources.post_making import first_picture, stable_id, title_words
from composer.sources.sanitizer import sanitize
from composer.sources.source import FetchContext
from composer.sources.splitting import split_passages
from composer.sources.written_moments import moment_of

_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|site-?header|masthead|cookie\w*|consent|newsletter-sign-?up"
    r"|share|sharing|sharedaddy|social|comments?|comment-?list|respond|related|pagination|pager|skip-?link|search(?:-?form)?|widget(?:-?area)?"
    r"|advert\w*|promo|popup|modal|screen-reader-text|jp-relatedposts|wp-block-navigation)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEFT_OUT = frozenset({"nav", "aside", "footer", "script", "style", "template", "noscript", "dialog"})
_AUTHOR = re.compile(r"(^|\s|-)(author|byline)(\s|$)")
_SITE_NAME = re.compile(r"\s+[|»·–—-]\s+[^|»·–—-]{2,80}$")


MOST_ARTICLES = 200
"""Of one page; more is an archive, whose newest stand at the top."""


@dataclass(frozen=True)
class Page:
    """What a page says about itself in its head; everything may be empty."""

    title: str = ""
    link: str = ""
    description: str = ""
    image: str = ""
    author: str = ""
    published: datetime | None = None
    base: str = ""


def items_of_page(html: str, location: str, context: FetchContext) -> tuple[tuple[Item, ...], str]:
    """The items on a web page, and the page's own title."""
    document = document_of(html)
    page = _about(document, location)
    articles = _articles(document)
    if len(articles) > 1:
        items = [item for article in articles[:MOST_ARTICLES] if (item := _article(article, page, location, context)) is not None]
        if len(items) > 1:
            return tuple(_distinct(items)), page.title
    body = _main_part(document)
    found = items_of_html(etree.tostring(body, encoding="unicode", method="html"), location, context, page)
    return found, page.title


def items_of_html(
    html: str, location: str, context: FetchContext, page: Page | None = None, *, whole: bool = False, title: str = ""
) -> tuple[Item, ...]:
    """The items in a piece of HTML. ``whole``: all of it is one; ``title``: its name where the HTML itself gives none."""
    about = page or Page()
    clean = sanitize(html, about.base or (location if is_web_address(location) else ""))
    passages = passages_of_html(clean.html)
    items = split_passages(passages, today=context.today(), zone=context.zone, source=location, whole=whole)
    if not items:
        return ()
    if len(items) > 1:
        return tuple(_distinct([_own(item, location) for item in items]))
    image, alt = first_picture(clean.html)
    (item,) = items
    headed = any(passage.level for passage in passages[:3])
    named = item.title if headed else about.title or title or item.title
    return (
        replace(
            item,
            id=stable_id(location, about.link or f"page\n{named}"),
            title=named or title,
            link=item.link or about.link,
            image=about.image or image,
            image_alt=alt if not about.image or about.image == image else "",
            author=item.author or about.author,
            published=item.published or about.published,
            summary=about.description or item.summary,
            notes=tuple(dict.fromkeys((*item.notes, *clean.dropped))),
        ),
    )


def _own(item: Item, location: str) -> Item:
    image, alt = first_picture(item.html)
    return replace(item, id=stable_id(location, item.link or f"post\n{item.title}"), image=image, image_alt=alt)


def _distinct(items: list[Item]) -> Iterator[Item]:
    """The items, each with an id of its own: two posts of one title are told apart by their text."""
    seen: set[str] = set()
    for item in items:
        unique = item if item.id not in seen else replace(item, id=stable_id(item.source, f"{item.title}\n{item.text}"))
        if unique.id not in seen:
            seen.add(unique.id)
            yield unique


def _about(document: lxml.html.HtmlElement, location: str) -> Page:
    """What the head says: Open Graph (ogp.me), the usual meta elements, the canonical address."""
    base = location if is_web_address(location) else ""
    declared = document.find(".//base[@href]")
    if declared is not None:
        with suppress(ValueError):  # http://[ and the like
            base = urljoin(base, declared.get("href") or "")
    meta: dict[str, str] = {}
    for element in document.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        if name and element.get("content"):
            meta.setdefault(name, " ".join((element.get("content") or "").split()))
    heading = document.find(".//h1")
    title_element = document.find(".//title")
    title = title_words(meta.get("og:title", ""), is_text=True) or (words_in(heading) if heading is not None else "")
    if not title and title_element is not None:
        title = _SITE_NAME.sub("", words_in(title_element))
    canonical = next(
        (link.get("href") or "" for link in document.iter("link") if "canonical" in (link.get("rel") or "").lower()), ""
    )
    return Page(
        title=title[:300],
        link=resolved(canonical, base) or resolved(meta.get("og:url", ""), base) or (base if is_web_address(base) else ""),
        description=meta.get("og:description", "") or meta.get("description", ""),
        image=resolved(meta.get("og:image", ""), base),
        author=meta.get("author", "") if not meta.get("author", "").startswith("http") else "",
        published=moment_of(meta.get("article:published_time", "") or meta.get("date", "")),
        base=base,
    )


def _main_part(document: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """The part of the page that is neither menu nor margin."""
    body = document.find("body")
    for found in (*document.iter("main"), *(part for part in document.iter("div") if part.get("role") == "main")):
        if len(words_in(found)) > 100:
            body = found
            break
    else:
        articles = [article for article in document.iter("article") if len(words_in(article)) > 200]
        if len(articles) == 1:
            body = articles[0]
    _without_furniture(body)
    return body


def _without_furniture(body: lxml.html.HtmlElement) -> None:
    """Take menus, share buttons, comments and their like out of a page."""
    total = len(words_in(body)) or 1
    for element in list(body.iter()):
        if element is body or not isinstance(element.tag, str) or element.getparent() is None:
            continue
        marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        outer_header = element.tag == "header" and body.tag == "body" and next(element.iterancestors("article"), None) is None
        unwanted = element.tag in _LEFT_OUT or outer_header or (element.tag != "article" and _FURNITURE.search(marks))
        # What holds most of the words is the text, whatever it is called.
        if unwanted and (len(words_in(element)) * 2 < total or element.tag in ("script", "style", "template")):
            element.drop_tree()


def _articles(document: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """The page's ``article`` elements that lie beside one another and have a heading each (comments are articles too)."""
    found = [article for article in document.iter("article") if next(article.iterancestors("article"), None) is None]
    return [article for article in found if _heading(article) is not None and not _FURNITURE.search(article.get("class") or "")]


def _heading(article: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    return next((element for element in article.iter("h1", "h2", "h3", "h4") if words_in(element)), None)


def _article(article: lxml.html.HtmlElement, page: Page, location: str, context: FetchContext) -> Item | None:
    """One post of a page of several."""
    heading = _heading(article)
    assert heading is not None
    title = words_in(heading)
    anchor = next((link for link in (*heading.iter("a"), *heading.iterancestors("a")) if link.get("href")), None)
    link = resolved(anchor.get("href") or "", page.base) if anchor is not None else ""
    stated = next((time.get("datetime") or "" for time in article.iter("time")), "")
    by = next(
        (element for element in article.iter() if re.search(r"(^|\s|-)(author|byline)(\s|$)", str(element.get("class") or ""))),
        None,
    )
    author = re.sub(r"^by\s+", "", words_in(by), flags=re.IGNORECASE) if by is not None else ""
    heading.drop_tree()
    _without_furniture(article)
    clean = sanitize(etree.tostring(article, encoding="unicode", method="html"), page.base)
    passages = [Passage(title, title, "", level=1, link=link), *passages_of_html(clean.html)]
    items = split_passages(passages, today=context.today(), zone=context.zone, source=location, whole=True)
    if not items:
        return None
    image, alt = first_picture(clean.html)
    item = items[0]
    return replace(
        item,
        id=stable_id(location, link or f"post\n{title}"),
        title=title,
        link=link or item.link,
        image=image,
        image_alt=alt,
        author=item.author or author[:120],
        published=item.published or moment_of(stated),
        notes=tuple(dict.fromkeys((*item.notes, *clean.dropped))),
    )


def has_words(html: str) -> bool:
    """True where a reader would see anything."""
    return bool(words_in(body_of(sanitize(html).html)))
