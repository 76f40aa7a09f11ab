"""WordPress sites, served on loopback as WordPress does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from local_site import Answer, LocalSite

from composer.errors import FormatError, SourceError
from composer.sources.download import Download
from composer.sources.reader import read
from composer.sources.wordpress import WordPress

POSTS = "/wp-json/wp/v2/posts"


def _post(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date": f"2019-06-{number % 28 + 1:02d}T11:00:00",
        "date_gmt": f"2019-06-{number % 28 + 1:02d}T10:00:00",
        "guid": {"rendered": f"https://example.org/?p={number}"},
        "slug": f"post-{number}",
        "link": f"https://example.org/post-{number}/",
        "title": {"rendered": f"Post {number} &#038; more"},
        "content": {"rendered": "<p>Words.</p>", "protected": False},
        "excerpt": {"rendered": "<p>Excerpt [&hellip;]</p>", "protected": False},
        "_embedded": {
            "author": [{"name": "Rosa &amp; Ed"}],
            "wp:featuredmedia": [{"source_url": "/uploads/p.jpg", "alt_text": "A &lt;small&gt; boat"}],
            "wp:term": [[{"taxonomy": "category", "name": "Boats &amp; tides"}], [{"taxonomy": "post_tag", "name": "wet"}]],
        },
        **more,
    }


def _serve(site: LocalSite, count: int, *, total: bool = True) -> None:
    def answer(handler: Any) -> Answer:
        query = parse_qs(urlsplit(handler.path).query)
        size, page = int(query["per_page"][0]), int(query["page"][0])
        assert "_embed" in query
        pages = max((count + size - 1) // size, 1)
        if page > pages:
            return Answer(b'{"code":"rest_post_invalid_page_number","message":"Too far."}', "application/json", 400)
        posts = [_post(number) for number in range((page - 1) * size, min(page * size, count))]
        headers = {"X-WP-TotalPages": str(pages)} if total else {}
        return Answer(json.dumps(posts).encode(), "application/json; charset=UTF-8", headers=headers)

    site.routes[POSTS] = answer


def test_a_post_with_picture_author_and_categories(site: LocalSite, context: Any) -> None:
    _serve(site, 1)
    (item,) = read(site.address + POSTS, context).items
    assert item.title == "Post 0 & more"
    assert (item.author, item.categories) == ("Rosa & Ed", ("Boats & tides",))
    assert (item.image, item.image_alt) == ("https://example.org/uploads/p.jpg", "A <small> boat")
    assert item.published == datetime(2019, 6, 1, 10, tzinfo=UTC)
    assert item.published.isoformat() == "2019-06-01T11:00:00+01:00"
    assert item.summary == "Excerpt…"


@pytest.mark.parametrize("total", [True, False])
def test_pages_are_read_to_the_end(site: LocalSite, new_context: Any, total: bool) -> None:
    _serve(site, 120, total=total)
    fetched = read(site.address + POSTS, new_context(since="2019-01-01"))
    assert len(fetched.items) == 120
    assert len({item.id for item in fetched.items}) == 120
    assert fetched.problems == ()
    assert all("after=2019-01-01T00" in path for path, _headers in site.asked)


def test_without_a_window_the_newest_hundred_do(site: LocalSite, context: Any) -> None:
    _serve(site, 500)
    assert len(read(site.address + POSTS, context).items) == 100


def test_a_page_that_fails_keeps_the_others(site: LocalSite, new_context: Any) -> None:
    def answer(handler: Any) -> Answer:
        if "page=2" in handler.path.replace("per_page", ""):
            return Answer(status=500)
        return Answer(json.dumps([_post(n) for n in range(50)]).encode(), "application/json", headers={"X-WP-TotalPages": "3"})

    site.routes[POSTS] = answer
    fetched = read(site.address + POSTS, new_context(since="2019-01-01"))
    assert len(fetched.items) == 50
    assert "fault of its own" in fetched.problems[0].message


def test_sites_without_speaking_addresses(site: LocalSite, context: Any) -> None:
    site.routes["/"] = lambda handler: (
        Answer(json.dumps([_post(1)]).encode(), "application/json")
        if "rest_route=/wp/v2/posts" in handler.path
        else Answer(status=404)
    )
    assert len(read(f"{site.address}/?rest_route=/wp/v2/posts", context).items) == 1


def test_a_plain_address_is_asked_for_its_interface(site: LocalSite, context: Any) -> None:
    _serve(site, 1)
    assert len(read(site.address, context, type="wordpress").items) == 1


def test_private_interfaces_say_why(site: LocalSite, context: Any) -> None:
    site.routes[POSTS] = Answer(b"{}", "application/json", 401)
    with pytest.raises(SourceError, match="asks for a name and password"):
        read(site.address + POSTS, context)
    site.routes[POSTS] = Answer(b'{"code":"x","message":"Only for members."}', "application/json")
    with pytest.raises(FormatError, match=r"answers: “Only for members\."):
        read(site.address + POSTS, context)


def test_files_with_one_post_or_many(context: Any) -> None:
    for document, count in (([_post(1), _post(2)], 2), (_post(1), 1), ([], 0)):
        download = Download("/home/me/posts.json", content=json.dumps(document).encode())
        assert len(WordPress().read(download, context).items) == count


def test_missing_and_mistyped_fields_are_no_crash(context: Any) -> None:
    posts = [
        {"title": {"rendered": "Bare"}, "slug": "bare"},
        _post(1, _embedded={"author": "x", "wp:featuredmedia": [{"code": "rest_forbidden"}], "wp:term": [None, [None, "x"]]}),
        _post(2, content=None, excerpt=5, date=None, date_gmt="0000-00-00T00:00:00", guid=None),
        _post(3, content={"rendered": "", "protected": True}),
        {"title": "words"},
        None,
    ]
    items = WordPress().read(Download("x.json", content=json.dumps(posts).encode()), context).items
    assert [item.title for item in items] == ["Bare", "Post 1 & more", "Post 2 & more", "Post 3 & more"]
    assert "password" in items[3].notes[0]
    assert items[0].link == ""


def test_other_json_is_not_wordpress(context: Any) -> None:
    with pytest.raises(FormatError, match="holds no WordPress posts"):
        WordPress().read(Download("https://example.org/x", content=b'{"a": 1}'), context)
