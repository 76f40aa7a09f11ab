"""WordPress sites, served on loopback as WordPress does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from local_site import Answer, LocalSite
from wordpress_site import PASSWORD, USER, WordPressSite

from composer.errors import FormatError, SourceError
from composer.sources.download import Download, Downloader
from composer.sources.reader import read
from composer.sources.site_account import SiteAccount
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
    assert "50 posts were read before that" in fetched.problems[0].message


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


def _account(name: str = USER, password: str = PASSWORD) -> Any:
    return lambda _address: SiteAccount(name, password)


def _posts_of(served: WordPressSite) -> str:
    return f"{served.address}wp-json/wp/v2/posts"


def test_an_account_sees_drafts_and_what_is_scheduled_and_is_told_which_is_which(site: LocalSite, new_context: Any) -> None:
    served = WordPressSite(site)
    fetched = read(_posts_of(served), new_context(account_for=_account()))
    states = {item.title: (item.state, item.notes) for item in fetched.items if item.state}
    assert states == {
        "Soup for fifty": ("draft", ("A draft on your site.",)),
        "A word from the chair": ("pending", ("Waiting for review on your site.",)),
        "Lantern walk": ("future", ("Scheduled on your site for 3 December 2026.",)),
        "Staff only": ("private", ("Private on your site.",)),
    }
    assert len(fetched.items) == 7
    assert fetched.problems == ()
    signed = ["authorization" in headers for path, headers in site.asked if "status=" in path]
    assert signed == [True]
    assert not any("authorization" in headers for path, headers in site.asked if "status=" not in path)


def test_published_a_draft_stays_the_same_item(site: LocalSite, new_context: Any) -> None:
    served = WordPressSite(site)
    before = {item.title: item.id for item in read(_posts_of(served), new_context(account_for=_account())).items}
    served.items["posts"] = [
        {**post, "status": "publish", "link": f"{served.address}soup/"} if post["id"] == 501 else post
        for post in served.items["posts"]
    ]
    after = {item.title: item for item in read(_posts_of(served), new_context(account_for=_account())).items}
    assert after["Soup for fifty"].id == before["Soup for fifty"]
    assert after["Soup for fifty"].state == ""


def test_without_an_account_nobody_sees_drafts(site: LocalSite, context: Any) -> None:
    assert all(not item.state for item in read(_posts_of(WordPressSite(site)), context).items)


@pytest.mark.parametrize(
    ("account", "site_is", "sentence"),
    [
        (_account(password="wrong"), {}, "does not accept the application password of rosa; it may have been revoked"),
        (
            _account(password="wrong"),
            {"strict": False},
            "does not accept the application password of rosa; it may have been revoked",
        ),
        (_account(), {"editor": False}, "rosa may not see drafts at 127.0.0.1"),
    ],
)
def test_a_refused_account_costs_nobody_the_public_posts(
    site: LocalSite, new_context: Any, account: Any, site_is: dict[str, bool], sentence: str
) -> None:
    fetched = read(_posts_of(WordPressSite(site, **site_is)), new_context(account_for=account))
    assert len(fetched.items) == 3
    assert sentence in fetched.problems[0].message
    assert "wrong" not in f"{fetched.problems}"


def test_the_category_filter_holds_for_drafts_as_well(site: LocalSite, new_context: Any) -> None:
    fetched = read(f"{_posts_of(WordPressSite(site, posts=10))}?categories=2", new_context(account_for=_account()))
    assert {item.categories for item in fetched.items} == {("Boats & tides",)}
    assert {item.state for item in fetched.items} >= {"draft", "future", ""}


def test_unchanged_pages_are_not_sent_again(site: LocalSite, new_context: Any, engine: Any, clock: Any) -> None:
    from composer.library.download_cache import DownloadCache

    served = WordPressSite(site, posts=70, tags=True)
    context = new_context(downloader=Downloader(DownloadCache(engine, clock), timeout=5, clock=clock))
    first, second = read(_posts_of(served), context), read(_posts_of(served), context)
    assert first == second
    assert len(first.items) == 70
    assert [bool(headers.get("if-none-match")) for _path, headers in site.asked] == [False, False, True, True]


def test_a_site_that_gives_the_same_page_for_every_number_is_read_once(site: LocalSite, new_context: Any) -> None:
    posts = json.dumps([_post(number) for number in range(50)]).encode()
    site.routes[POSTS] = Answer(posts, "application/json", headers={"X-WP-TotalPages": "9999"})
    assert len(read(site.address + POSTS, new_context(since="2019-01-01")).items) == 50
    assert len(site.asked) == 2


def test_an_interface_that_moved_for_good_says_where_to(site: LocalSite, context: Any) -> None:
    served = WordPressSite(site)
    site.routes["/old/wp-json/wp/v2/posts"] = lambda handler: Answer(
        status=301, headers={"Location": handler.path.removeprefix("/old")}
    )
    assert read(f"{site.address}/old/wp-json/wp/v2/posts?categories=2", context).moved_to == f"{_posts_of(served)}?categories=2"
