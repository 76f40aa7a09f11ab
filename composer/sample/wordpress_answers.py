"""What the sample website answers to WordPress's REST questions: the same fields, headers and errors as the real one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlencode

from composer.sample.organisation import Organisation
from composer.sample.posts import Post

POSTS = "/wp-json/wp/v2/posts"
USUAL_PER_PAGE, MOST_PER_PAGE = 10, 100
_WIDTH, _HEIGHT = 1200, 675


@dataclass(frozen=True)
class Answer:
    """One HTTP answer."""

    content: bytes
    media_type: str = "application/json; charset=UTF-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def rest_index(organisation: Organisation, base: str) -> Answer:
    """``/wp-json/``: what the site is and what can be asked."""
    return _json(
        {
            "name": organisation.name,
            "description": organisation.facts["strapline"],
            "url": base,
            "home": base,
            "gmt_offset": 0,
            "timezone_string": "Europe/London",
            "namespaces": ["oembed/1.0", "wp/v2"],
            "authentication": [],
            "routes": {
                "/": {"namespace": "", "methods": ["GET"]},
                "/wp/v2/posts": {"namespace": "wp/v2", "methods": ["GET"], "_links": {"self": [{"href": f"{base}{POSTS}"}]}},
                "/wp/v2/categories": {"namespace": "wp/v2", "methods": ["GET"]},
            },
        }
    )


def rest_categories(organisation: Organisation, base: str) -> Answer:
    """``/wp-json/wp/v2/categories``."""
    names = sorted({post.category for post in organisation.posts})
    return _json([_category(name, base) for name in names], {"X-WP-Total": str(len(names)), "X-WP-TotalPages": "1"})


def rest_post(organisation: Organisation, base: str, number: int) -> Answer:
    """One post by its id."""
    for post in organisation.posts:
        if post.number == number:
            return _json(_post(organisation, post, base))
    return _error(404, "rest_post_invalid_id", "Invalid post ID.")


def rest_posts(organisation: Organisation, base: str, query: Mapping[str, str]) -> Answer:
    """Posts, newest first, a page at a time; ``after``, ``before`` and ``search`` narrow them."""
    try:
        per_page = int(query.get("per_page", USUAL_PER_PAGE))
        page = int(query.get("page", 1))
        after, before = _moment(query.get("after")), _moment(query.get("before"))
    except ValueError:
        return _error(400, "rest_invalid_param", "Invalid parameter(s): page, per_page, after, before")
    if not 1 <= per_page <= MOST_PER_PAGE or page < 1:
        return _error(400, "rest_invalid_param", "Invalid parameter(s): per_page")
    words = query.get("search", "").lower()
    found = [
        post
        for post in organisation.posts
        if (after is None or post.published > after)
        and (before is None or post.published < before)
        and words in f"{post.title} {post.whole}".lower()
    ]
    pages = -(-len(found) // per_page)
    if page > max(pages, 1):
        return _error(
            400,
            "rest_post_invalid_page_number",
            "The page number requested is larger than the number of pages available.",
        )
    headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
    links = [
        f'<{base}{POSTS}?{urlencode({**query, "page": number})}>; rel="{relation}"'
        for number, relation in ((page - 1, "prev"), (page + 1, "next"))
        if 1 <= number <= pages
    ]
    if links:
        headers["Link"] = ", ".join(links)
    shown = found[(page - 1) * per_page : page * per_page]
    return _json([_post(organisation, post, base) for post in shown], headers)


def _post(organisation: Organisation, post: Post, base: str) -> dict[str, Any]:
    excerpt = _excerpt(post)
    return {
        "id": post.number,
        "date": _wall_time(post.published),
        "date_gmt": _wall_time(post.published.astimezone(UTC)),
        "guid": {"rendered": f"{organisation.website}/?p={post.number}"},
        "modified": _wall_time(post.updated),
        "modified_gmt": _wall_time(post.updated.astimezone(UTC)),
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": f"{organisation.website}{post.page}",
        "title": {"rendered": escape(post.title, quote=False)},
        "content": {"rendered": f"\n{post.shown}\n", "protected": False},
        "excerpt": {"rendered": f"<p>{excerpt}</p>\n", "protected": False},
        "author": 1 + _authors(organisation).index(post.author),
        "featured_media": post.number + 1 if post.picture else 0,
        "comment_status": "closed",
        "sticky": False,
        "format": "standard",
        "categories": [_category(post.category, base)["id"]],
        "tags": [],
        "_links": {"self": [{"href": f"{base}{POSTS}/{post.number}"}], "collection": [{"href": f"{base}{POSTS}"}]},
        "_embedded": _embedded(organisation, post, base),
    }


def _embedded(organisation: Organisation, post: Post, base: str) -> dict[str, Any]:
    embedded: dict[str, Any] = {
        "author": [
            {"id": 1 + _authors(organisation).index(post.author), "name": post.author, "description": post.role, "url": ""}
        ],
        "wp:term": [[{**_category(post.category, base), "taxonomy": "category"}], []],
    }
    if post.picture:
        address = f"{base}/wp-content/uploads/{post.picture}.png"
        size = {"file": f"{post.picture}.png", "width": _WIDTH, "height": _HEIGHT, "mime_type": "image/png"}
        embedded["wp:featuredmedia"] = [
            {
                "id": post.number + 1,
                "media_type": "image",
                "mime_type": "image/png",
                "alt_text": organisation.alternative(post.picture),
                "source_url": address,
                "media_details": {**size, "sizes": {"full": {**size, "source_url": address}}},
            }
        ]
    return embedded


def _authors(organisation: Organisation) -> Sequence[str]:
    return sorted({post.author for post in organisation.posts})


def _category(name: str, base: str) -> dict[str, Any]:
    slug = name.lower().replace(" ", "-")
    return {"id": 2 + sum(map(ord, slug)), "name": name, "slug": slug, "link": f"{base}/category/{slug}/"}


def _excerpt(post: Post) -> str:
    """WordPress's own way: the first 55 words without markup, and an ellipsis."""
    words = re.sub(r"<[^>]+>", "", re.sub(r"</?(?:p|li|ul|blockquote|h\d)\b[^>]*>", " ", post.whole)).split()
    return " ".join(words[:55]) + (" [&hellip;]" if len(words) > 55 else "")


def _wall_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _moment(text: str | None) -> datetime | None:
    """A moment as the API takes it; without an offset it is meant in UTC."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _json(value: Any, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=True).encode("ascii"), headers=headers or {})


def _error(status: int, code: str, message: str) -> Answer:
    content = json.dumps({"code": code, "message": message, "data": {"status": status}}).encode("ascii")
    return Answer(content, status=status)
