"""What the sample organisation's website says, from ``resources/sample/posts``: TOML between ``+++`` lines, then Markdown."""

from __future__ import annotations

import re
import tomllib
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from composer.library.item import Kind
from composer.sample.moving_days import in_words, moment

MORE = "<!--more-->"
_SITE_LINK = re.compile(r"\((site|file):([^)\s]+)\)")


@dataclass(frozen=True)
class Post:
    """One post as the website has it.

    Attributes:
        number: WordPress's post id; stays the same as long as the file keeps its name.
        kind: what it is meant to be taken for; the website itself only tells its category.
        page: its path on the website.
        whole, shown: HTML of all of it, and of what lists and feeds show (up to "Continue reading").
        picture: name of a drawing without ending, or empty.
    """

    number: int
    slug: str
    kind: Kind
    title: str
    category: str
    published: datetime
    updated: datetime
    author: str
    role: str
    picture: str
    whole: str
    shown: str

    @property
    def page(self) -> str:
        return f"/news/{self.slug}/"

    @property
    def cut_off(self) -> bool:
        return self.shown != self.whole


def read_posts(folder: Path, monday: date, website: str) -> tuple[Post, ...]:
    """All posts in ``folder``, newest first, with their dates counted from ``monday`` and links leading to ``website``."""
    posts = [_read(file, monday, website) for file in sorted(folder.glob("*.md"))]
    return tuple(sorted(posts, key=lambda post: (post.published, post.slug), reverse=True))


def _read(file: Path, monday: date, website: str) -> Post:
    _empty, head, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    facts: dict[str, Any] = tomllib.loads(head)
    text = in_words(_with_addresses(body, website), monday)
    title = in_words(facts["title"], monday)
    slug = file.stem
    published = moment(monday, facts["published"], facts["time"])
    beginning, more, _rest = text.partition(MORE)
    page = f"{website}/news/{slug}/"
    continue_reading = f'\n<p><a class="more-link" href="{page}">Continue reading <span>{title}</span></a></p>'
    return Post(
        number=10_000 + zlib.crc32(slug.encode()) % 90_000,
        slug=slug,
        kind=facts["kind"],
        title=title,
        category=facts["category"],
        published=published,
        updated=moment(monday, facts.get("updated", facts["published"]), facts["time"]),
        author=facts["author"],
        role=facts["role"],
        picture=facts.get("picture", ""),
        whole=_html(text.replace(MORE, "")),
        shown=_html(beginning) + (continue_reading if more else ""),
    )


def _with_addresses(body: str, website: str) -> str:
    """``site:/page/`` and ``file:name.pdf`` as addresses on the website."""

    def address(match: re.Match[str]) -> str:
        where = match.group(2) if match.group(1) == "site" else f"/wp-content/uploads/{match.group(2)}"
        return f"({website}{where})"

    return _SITE_LINK.sub(address, body)


def _html(text: str) -> str:
    from markdown import markdown

    return markdown(text.strip(), extensions=["sane_lists"], output_format="html")
