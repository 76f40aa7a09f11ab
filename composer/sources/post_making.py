"""One post from what a feed or a site's interface says about it: cleaned, made whole, dated, sorted by kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import unescape

from msgspec.structs import replace

from composer.library.item import Item, State, item_id
from composer.sources.address import host_of, is_web_address
from composer.sources.cut_marks import CONTINUE, OTHER_TONGUES, without_cut_marks
from composer.sources.html_to_markdown import html_to_words, words_to_markdown
from composer.sources.html_tree import body_of
from composer.sources.item_details import Surroundings, summary_of, with_details
from composer.sources.link_cleaning import resolved
from composer.sources.sanitizer import sanitize, to_markdown
from composer.sources.source import FetchContext
from composer.sources.stated_facts import signed_first

# Elements that stand inside a line: a title holding one of these was written as HTML, one holding "<script>" speaks about it.
_INLINE = re.compile(
    r"</?(?:b|i|em|strong|span|a|u|s|sub|sup|small|mark|code|q|cite|abbr|font|br|img|wbr|del|ins)\b[^<>]*>", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
_CUT_WORDS = re.compile(
    rf"\s*(?:\[?\s*(?:…|\.\.\.)\s*\]?\s*)?(?:{CONTINUE}\b.{{0,220}}|{OTHER_TONGUES}\W{{0,9}})?$", re.IGNORECASE | re.DOTALL
)
_FIRST_APPEARED = re.compile(
    r"<p>\s*The\s+(?:post|article|entry)\s(?:(?!</p>).){0,1000}?\s(?:appeared\s+first\s+on|first\s+appeared\s+on"
    r"|was\s+originally\s+published)\s(?:(?!</p>).){0,500}</p>\s*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class RawPost:
    """A post as its source gives it. ``key`` identifies it there (guid, address); ``summary_html`` is its own excerpt."""

    key: str
    title: str = ""
    title_is_text: bool = False
    html: str = ""
    summary_html: str = ""
    link: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    categories: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)
    state: State = ""
    number: str = ""


def make_post(raw: RawPost, location: str, context: FetchContext) -> Item:
    """The item for a post found at ``location``."""
    base = raw.link or location
    clean = sanitize(raw.html or raw.summary_html, base)
    html, cut_off = without_cut_marks(_FIRST_APPEARED.sub("", clean.html).rstrip(), raw.link)
    html, taken, signed = signed_first(html)
    excerpt = _excerpt(raw, base).removeprefix(taken).lstrip() if raw.html else ""
    image, alt = (resolved(raw.image, base), raw.image_alt) if raw.image else first_picture(html)
    words = html_to_words(html)
    item = Item(
        id=stable_id(location, raw.key),
        title=title_words(raw.title, is_text=raw.title_is_text),
        link=raw.link,
        published=raw.published or raw.updated,
        updated=raw.updated,
        author=(signed.author if signed else " ".join(html_to_words(raw.author).split()))[:200],
        author_role=signed.role[:200] if signed else "",
        summary=excerpt or summary_of(words),
        html=html,
        text=to_markdown(html),
        image=image,
        image_alt=alt,
        categories=tuple(dict.fromkeys(name for category in raw.categories if (name := title_words(category)))),
        source=location,
        cut_off=cut_off or (not raw.html and bool(raw.summary_html) and words.endswith("…")),
        notes=(*raw.notes, *clean.dropped),
        number=raw.number,
        state=raw.state,
    )
    return with_details(item, Surroundings(context.today(), context.zone))


def make_text_post(item: Item, words: str) -> Item:
    """The item with a body of plain words."""
    from html import escape

    paragraphs = [paragraph.strip() for paragraph in re.split(r"\n\s*\n", words.strip()) if paragraph.strip()]
    html = "".join(f"<p>{escape(paragraph, quote=False)}</p>".replace("\n", "<br>") for paragraph in paragraphs)
    return replace(item, html=html, text="\n\n".join(words_to_markdown(paragraph) for paragraph in paragraphs))


def stable_id(location: str, key: str) -> str:
    """The same at every fetch: from what identifies the post at its source, within its host or file unless that is an address."""
    if re.match(r"(https?:|urn:|tag:)", key):
        scope = ""
    else:
        scope = host_of(location) if is_web_address(location) else re.split(r"[/\\]", location)[-1]
    return item_id(scope, key)


def title_words(written: str, *, is_text: bool = False) -> str:
    """A title as plain text on one line. ``is_text``: the source says it holds no HTML, so ``<b>`` is meant to be read."""
    if is_text:
        return " ".join(_CONTROLS.sub("", written).split())[:500]
    text = _INLINE.sub(lambda match: " " if match.group().lower().startswith(("<br", "<img")) else "", written)
    for _round in range(2):  # some sources escape twice
        text = unescape(text)
    return " ".join(_CONTROLS.sub("", text).split())[:500]


def first_picture(clean_html: str) -> tuple[str, str]:
    """Address and description of the first picture in clean HTML (the sanitiser has left out those that only count readers)."""
    if "<img" not in clean_html:
        return "", ""
    picture = body_of(clean_html).find(".//img")
    return ("", "") if picture is None else (picture.get("src") or "", picture.get("alt") or "")


def _excerpt(raw: RawPost, base: str) -> str:
    """The source's own excerpt, ending at a sentence where it was cut off; empty where there is none or it is the whole text."""
    words = " ".join(html_to_words(sanitize(raw.summary_html, base).html).split())
    if not words or len(words) > 1200:
        return ""
    kept = _CUT_WORDS.sub("", words)
    if kept == words:
        return words
    whole = re.match(r".*[.!?][\"”’')\]]*(?=\s|$)", kept, re.DOTALL)
    return whole.group() if whole and len(whole.group()) >= 100 else f"{kept.rstrip(' ,;:–-')}…"


def within(item: Item, since: date | None, until: date | None) -> bool:
    """True where a post lies in the window ``[since, until)``; one without a date always does."""
    if item.published is None:
        return True
    day = item.published.astimezone(UTC).date() if item.published.tzinfo else item.published.date()
    return (since is None or day >= since) and (until is None or day < until)
