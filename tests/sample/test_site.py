"""The sample website, asked over HTTP by the very readers everybody's website is read with."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from composer.library.item import Item
from composer.sample.organisation import organisation
from composer.sample.site import SampleSite
from composer.sources.download import Downloader
from composer.sources.source import FetchContext, source_types


@pytest.fixture
def site(clock: Any) -> Iterator[SampleSite]:
    with SampleSite(clock) as started:
        yield started


@pytest.fixture
def context(clock: Any) -> FetchContext:
    return FetchContext(clock=clock, downloader=Downloader())


def _ask(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


def _read(site: SampleSite, type_: str, path: str, context: FetchContext) -> tuple[Item, ...]:
    fetched = source_types()[type_]().fetch(site.base_url + path, context)
    assert fetched.problems == ()
    return fetched.items


def test_posts_arrive_as_what_they_are(site: SampleSite, context: FetchContext, clock: Any) -> None:
    items = {item.title: item for item in _read(site, "wordpress", "/wp-json/wp/v2/posts", context)}
    posts = organisation(clock).posts
    assert {post.title: post.kind for post in posts} == {title: item.kind for title, item in items.items()}
    for post in posts:
        item = items[post.title]
        assert item.published == post.published
        assert item.link == f"https://www.smallhours.example{post.page}"
        assert item.image == (f"{site.base_url}/wp-content/uploads/{post.picture}.png" if post.picture else "")
        assert bool(item.image_alt) == bool(post.picture)
        assert item.cut_off == post.cut_off
        assert "Continue reading" not in item.text
        if post.kind == "blog":
            assert (item.author, item.author_role) == (post.author, post.role)
        if post.kind == "tender":
            assert item.deadline is not None
            assert item.value.startswith("up to £")
            assert "tenders@smallhours.example" in item.contact


def test_the_feed_tells_the_same_posts(site: SampleSite, context: FetchContext) -> None:
    by_interface = _read(site, "wordpress", "/wp-json/wp/v2/posts", context)
    by_feed = _read(site, "feed", "/feed/", context)
    assert [item.title for item in by_feed] == [item.title for item in by_interface]
    assert {item.id for item in by_feed} == {item.id for item in by_interface}


def test_paging_says_how_much_there_is(site: SampleSite) -> None:
    address = f"{site.base_url}/wp-json/wp/v2/posts?per_page=10&page="
    seen = []
    for page in range(1, 5):
        status, headers, content = _ask(f"{address}{page}")
        assert (status, headers["x-wp-total"], headers["x-wp-totalpages"]) == (200, "32", "4")
        seen += [post["id"] for post in json.loads(content)]
    assert len(set(seen)) == 32
    status, _headers, content = _ask(f"{address}5")
    assert (status, json.loads(content)["code"]) == (400, "rest_post_invalid_page_number")


@pytest.mark.parametrize("query", ["per_page=0", "per_page=101", "page=0", "page=x", "after=yesterday"])
def test_odd_questions_are_refused_as_wordpress_does(site: SampleSite, query: str) -> None:
    status, _headers, content = _ask(f"{site.base_url}/wp-json/wp/v2/posts?{query}")
    assert (status, json.loads(content)["code"]) == (400, "rest_invalid_param")


def test_posts_can_be_narrowed(site: SampleSite) -> None:
    after = _ask(f"{site.base_url}/wp-json/wp/v2/posts?per_page=100&after=2026-11-10T00:00:00")[2]
    assert 5 <= len(json.loads(after)) <= 10
    searched = json.loads(_ask(f"{site.base_url}/wp-json/wp/v2/posts?search=kettle&per_page=100")[2])
    assert 1 < len(searched) < 10


def test_what_has_not_changed_is_not_sent_again(site: SampleSite) -> None:
    for path in ("/", "/feed/", "/events.ics", "/wp-content/uploads/quilt.png"):
        status, headers, content = _ask(site.base_url + path)
        assert status == 200
        assert content
        status, _headers, content = _ask(site.base_url + path, If_None_Match=headers["etag"])
        assert (status, content) == (304, b"")


def test_the_home_page_names_its_sources(site: SampleSite) -> None:
    status, headers, content = _ask(site.base_url + "/")
    page = content.decode()
    assert status == 200
    assert f'href="{site.base_url}/feed/"' in page
    assert f'href="{site.base_url}/events.ics"' in page
    assert f'<link rel="https://api.w.org/" href="{site.base_url}/wp-json/">' in page
    assert 'rel="https://api.w.org/"' in headers["link"]
    index = json.loads(_ask(f"{site.base_url}/wp-json/")[2])
    assert "wp/v2" in index["namespaces"]


def test_every_page_picture_and_file_it_speaks_of_is_there(site: SampleSite, clock: Any) -> None:
    sample = organisation(clock)
    for post in sample.posts:
        status, _headers, content = _ask(site.base_url + post.page)
        assert status == 200
        assert post.title.split(":")[0] in content.decode().replace("&amp;", "&")
    for name in sample.reports:
        status, headers, content = _ask(f"{site.base_url}/wp-content/uploads/{name}.pdf")
        assert (status, headers["content-type"], content[:5]) == (200, "application/pdf", b"%PDF-")
    assert _ask(f"{site.base_url}/wp-content/uploads/logo.png")[2].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/wp-content/uploads/../organisation.toml", "/wp-content/uploads/%2e%2e%2fposts.png", "/wp-json/wp/v2/posts/7"],
)
def test_what_is_not_there_is_not_found(site: SampleSite, path: str) -> None:
    assert _ask(site.base_url + path)[0] == 404


def test_a_head_request_has_no_content(site: SampleSite) -> None:
    request = urllib.request.Request(f"{site.base_url}/feed/", method="HEAD")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert int(answer.headers["Content-Length"]) > 1000
        assert answer.read() == b""


def test_a_port_that_is_taken_is_left_alone(site: SampleSite, clock: Any) -> None:
    taken = int(site.base_url.rpartition(":")[2])
    with SampleSite(clock, taken) as second:
        assert second.base_url != site.base_url
        assert _ask(second.base_url + "/")[0] == 200


def test_it_can_be_started_twice_and_stopped_twice(clock: Any) -> None:
    site = SampleSite(clock)
    assert site.start() == site.start()
    site.stop()
    site.stop()
    with pytest.raises(OSError, match="refused"):
        _ask(site.base_url + "/")
