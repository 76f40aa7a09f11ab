"""Every parser of a stranger's input: what it is fed with, and what must hold of whatever comes out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from composer.errors import ComposerError, SourceError
from composer.sources.download import Download
from composer.sources.source import FetchContext, source_types

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "sources"))

from harmless import faults_in

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
SEEDS = Path(__file__).resolve().parent / "seeds"
SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"


@dataclass(frozen=True)
class Parser:
    """One parser.

    Attributes:
        parse: takes any bytes; refuses with a ComposerError or gives something sound; whatever else it raises is a finding.
        seeds: a glob in the folder ``seeds``: small inputs of our own that it reads.
        words: a file in the folder ``words``: what the format is made of; the fuzzer weaves it in.
        samples: a glob below the folder of real files, more seeds where that folder exists.
    """

    parse: Callable[[bytes], None]
    seeds: str
    words: str = ""
    samples: str = ""

    def every_seed(self) -> Iterator[bytes]:
        """All seeds, those of real files included."""
        yield from (path.read_bytes() for path in sorted(SEEDS.glob(self.seeds)))
        if self.samples and SAMPLES.is_dir():
            yield from (path.read_bytes() for path in sorted(SAMPLES.glob(self.samples)) if path.stat().st_size < 60_000)


class _NoServer:
    """A downloader without a network: no address leads anywhere."""

    def get(self, url: str, **_how: Any) -> Download:
        raise SourceError("There is no network here.")

    def __getattr__(self, name: str) -> Callable[..., Download]:
        return self.get


def _context() -> FetchContext:
    nowhere: Any = _NoServer()
    return FetchContext(clock=lambda: NOW, downloader=nowhere, since=date(2026, 11, 1), until=date(2027, 1, 15))


def _source(kind: str, location: str, media_type: str, content: bytes) -> None:
    download = Download(location, media_type, "", content, {}, False, NOW)
    for item in source_types()[kind]().read(download, _context()).items:
        assert not (faults := faults_in(item.html)), faults
        for moment in (item.published, item.updated):
            assert moment is None or moment.tzinfo is not None, "a moment without an offset"
        for address in (item.link, item.image, item.online_link, item.booking_link):
            assert not address or address.startswith(("http://", "https://", "mailto:", "tel:")), address


def _sanitizer(content: bytes) -> None:
    from composer.sources.sanitizer import sanitize, to_markdown

    clean = sanitize(content.decode("utf-8", "replace"), "https://example.org/news/")
    assert not (faults := faults_in(clean.html)), faults
    to_markdown(clean.html)


def _dates(content: bytes) -> None:
    from composer.sources.dates import find_dates

    text = content.decode("utf-8", "replace")
    for found in find_dates(text, published=TODAY, today=TODAY):
        assert found.starts is None or found.ends is None or found.starts <= found.ends


def _splitting(content: bytes) -> None:
    from composer.sources.splitting import split_posts

    split_posts(content.decode("utf-8", "replace"), today=TODAY)


def _discovery(content: bytes) -> None:
    from composer.sources import discovery

    class _Page(_NoServer):
        def get(self, url: str, **_how: Any) -> Download:
            if url.rstrip("/") != "https://example.org":
                raise SourceError("There is nothing here.")
            return Download("https://example.org/", "text/html", "", content, {}, False, NOW)

    page: Any = _Page()
    discovery.discover("https://example.org/", FetchContext(clock=lambda: NOW, downloader=page))


def _table(name: str, content: bytes) -> None:
    from composer.contacts.table_file import read_content

    for _row in read_content(content, name).rows[:2_000]:
        pass


def _rules(content: bytes) -> None:
    from itertools import islice

    from composer.library.awareness_rules import read_rule
    from composer.sources.cell_moments import day_in_cell, times_in_cell

    for line in content.decode("utf-8", "replace").splitlines()[:200]:
        day_in_cell(line, today=TODAY)
        times_in_cell(line)
        try:
            rule = read_rule(line)
        except ComposerError:
            continue
        for first, last in islice(rule.from_day(TODAY), 4):
            assert first <= last


def _own_markup(content: bytes) -> None:
    from composer.blocks.markup_words import links_in_markup, words_in_markup
    from composer.rendering.own_markup import own_markup

    markup = content.decode("utf-8", "replace")
    words_in_markup(markup)
    list(links_in_markup(markup))
    # Styles are allowed here; what they may say has tests of its own.
    faults = [fault for fault in faults_in(str(own_markup(markup))) if not fault.endswith(" style")]
    assert not faults, faults


def _reply(content: bytes) -> None:
    from composer.delivery.bounces import read_reply

    assert read_reply(content)


def _refusing(parse: Callable[[bytes], None], content: bytes) -> None:
    try:
        parse(content)
    except ComposerError as error:
        if not str(error).strip():
            raise ValueError("refused without a word") from error


def _at(kind: str, address: str, media_type: str = "") -> Callable[[bytes], None]:
    return partial(_source, kind, address, media_type)


_SITE = "https://example.org/"
_JSON = "application/json"
PARSERS: dict[str, Parser] = {
    "feed": Parser(_at("feed", _SITE + "feed", "application/xml"), "feed-*.xml", "xml", "feeds/*"),
    "json_feed": Parser(_at("json_feed", _SITE + "feed.json", _JSON), "json_feed.json", "html", "feeds/*.json"),
    "wordpress": Parser(_at("wordpress", _SITE + "wp-json/wp/v2/posts", _JSON), "wordpress.json", "html", "wordpress/*"),
    "events_calendar": Parser(
        _at("events_calendar", _SITE + "wp-json/tribe/events/v1/events", _JSON), "events_calendar.json", "html"
    ),
    "calendar": Parser(_at("calendar", _SITE + "a.ics", "text/calendar"), "calendar.ics", "calendar", "events/*.ics"),
    "structured_data": Parser(_at("structured_data", _SITE, "text/html"), "*_page.html", "html", "events/*.html"),
    "sitemap": Parser(_at("sitemap", _SITE + "sitemap.xml", "application/xml"), "sitemap.xml", "xml"),
    "web_page": Parser(_at("web_page", _SITE, "text/html"), "web_page.html", "html", "html/*"),
    "markdown": Parser(_at("markdown", "post.md", "text/markdown"), "markdown.md", "text"),
    "text": Parser(_at("text", "post.txt", "text/plain"), "text.txt", "text", "site/*"),
    "table": Parser(_at("table", "dates.csv", "text/csv"), "table.csv", "text"),
    "rules": Parser(_rules, "rules.txt", "text"),
    "own_markup": Parser(_own_markup, "own.html", "html", "html/*"),
    "word": Parser(_at("word", "post.docx"), "word.docx"),
    "sanitizer": Parser(_sanitizer, "web_page.html", "html", "html/*"),
    "dates": Parser(_dates, "dates.txt", "text"),
    "splitting": Parser(_splitting, "text.txt", "text", "site/*"),
    "discovery": Parser(_discovery, "web_page.html", "html"),
    "people_csv": Parser(partial(_table, "people.csv"), "people_csv.csv", "text", "contacts/*.csv"),
    "people_vcf": Parser(partial(_table, "people.vcf"), "people_vcf.vcf", "card", "contacts/*.vcf"),
    "people_xlsx": Parser(partial(_table, "people.xlsx"), "people_xlsx.xlsx", "", "contacts/*.xlsx"),
    "bounces": Parser(_reply, "bounces.eml", "mail", "bounces/*"),
}
"""By name. A parser added to the house is added here."""


def parse(name: str, content: bytes) -> None:
    """Give ``content`` to one parser; whatever this raises is a finding."""
    _refusing(PARSERS[name].parse, content)
