"""The page on a real website, PHP and Python: proved, used by readers and mail programs, read by us and by nobody else."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from website import Website

from composer.delivery.transports.transport import TryAgainError
from composer.delivery.unsubscribe import new_token, newsletter_key, web_address
from composer.delivery.unsubscribe_site.site import ONE_CLICK, SiteError, UnsubscribeSite
from composer.delivery.unsubscribe_site.site_files import site_file
from composer.delivery.web_call import WebAnswer, call

KEY = newsletter_key("workspace", "news")
Start = Callable[..., Website]
both = pytest.mark.parametrize("kind", ["php", "python"])


def now() -> datetime:
    return datetime.now(UTC)


def marks(site: UnsubscribeSite) -> set[str]:
    return {mark.token for mark in site.collect(0)[0]}


@both
def test_a_page_as_it_is_downloaded_passes_the_trial(kind: str, website: Start) -> None:
    UnsubscribeSite(website(kind, KEY).endpoint, KEY, now).prove()


@both
def test_looking_never_unsubscribes_and_the_button_does(kind: str, website: Start) -> None:
    site = website(kind, KEY)
    page, token = UnsubscribeSite(site.endpoint, KEY, now), new_token(KEY)
    address = web_address(site.endpoint, token)
    shown = call("GET", address)
    assert shown.status == 200
    words = shown.content.decode()
    assert '<form method="post">' in words
    assert "Friends’ “news” &lt;b&gt;&amp; more" in words
    assert "Warning" not in words
    assert "no-store" in shown.headers["cache-control"]
    assert marks(page) == set()
    assert call("POST", address, {"other": "x"}).status == 400
    assert marks(page) == set()
    done = call("POST", address, ONE_CLICK)
    assert done.status == 200
    assert "will not get" in done.content.decode()
    assert call("POST", address, ONE_CLICK).status == 200
    assert marks(page) == {token}
    assert page.collect(1) == ([], 1)


@both
def test_a_mail_programs_multipart_post_counts_as_well(kind: str, website: Start) -> None:
    import httpx2

    site = website(kind, KEY)
    token = new_token(KEY)
    answer = httpx2.post(web_address(site.endpoint, token), files={"List-Unsubscribe": (None, "One-Click")})
    assert answer.status_code == 200
    assert marks(UnsubscribeSite(site.endpoint, KEY, now)) == {token}


@both
def test_nobody_without_the_key_gets_anything(kind: str, website: Start) -> None:
    site = website(kind, KEY)
    call("POST", web_address(site.endpoint, new_token(KEY)), ONE_CLICK)
    stranger = newsletter_key("another", "news")
    assert call("POST", web_address(site.endpoint, new_token(stranger)), ONE_CLICK).status == 404
    assert call("GET", web_address(site.endpoint, new_token(stranger))).status == 404
    with pytest.raises(SiteError, match="does not hand over its list"):
        UnsubscribeSite(site.endpoint, stranger, now).collect(0)
    with pytest.raises(SiteError, match="clock be wrong"):
        UnsubscribeSite(site.endpoint, KEY, lambda: datetime(2020, 1, 1, tzinfo=UTC)).collect(0)
    for forged in ({}, {"time": "1", "after": "0", "proof": "x"}, {"time": "x", "after": "-1", "proof": ""}):
        assert call("POST", web_address(site.endpoint, "collect"), forged).status == 403
    for token in ("", "x" * 41, "../../etc/passwd", "%00", "a" * 5000):
        assert call("GET", web_address(site.endpoint, token)).status in (404, 414)


@both
def test_the_list_cannot_be_opened_in_a_browser(kind: str, website: Start) -> None:
    site = website(kind, KEY)
    token = new_token(KEY)
    call("POST", web_address(site.endpoint, token), ONE_CLICK)
    for file in site.folder.iterdir():
        if "unsubscribe-" in file.name or file.suffix == ".txt":
            assert token.encode() in file.read_bytes()
            shown = call("GET", f"http://127.0.0.1:{site.port}/{file.name}")
            assert token.encode() not in shown.content
        else:
            assert KEY.hex().encode() not in call("GET", f"http://127.0.0.1:{site.port}/{file.name}").content


@both
def test_many_at_once_are_all_kept(kind: str, website: Start) -> None:
    site = website(kind, KEY)
    tokens = [new_token(KEY) for _number in range(40)]
    threads = [threading.Thread(target=call, args=("POST", web_address(site.endpoint, token), ONE_CLICK)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert marks(UnsubscribeSite(site.endpoint, KEY, now)) == set(tokens)


@both
def test_a_list_begun_anew_is_read_from_its_beginning_and_a_cut_line_is_none(kind: str, website: Start) -> None:
    site = website(kind, KEY)
    page, token = UnsubscribeSite(site.endpoint, KEY, now), new_token(KEY)
    call("POST", web_address(site.endpoint, token), ONE_CLICK)
    assert [mark.token for mark in page.collect(500)[0]] == [token]
    (store,) = [file for file in site.folder.iterdir() if token.encode() in file.read_bytes()]
    store.write_bytes(store.read_bytes() + new_token(KEY)[:20].encode())
    assert marks(page) == {token}


def test_a_wordpress_plugin_is_one_folder_with_the_same_file() -> None:
    from website import NEWSLETTER

    plugin = site_file("wordpress", NEWSLETTER, KEY)
    with zipfile.ZipFile(io.BytesIO(plugin.content)) as archive:
        (name,) = archive.namelist()
        assert name.endswith("/newsletter-unsubscribe.php")
        assert archive.read(name) == site_file("php", NEWSLETTER, KEY).content
    again = site_file("wordpress", NEWSLETTER, KEY).content
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert archive.namelist() == [name], "it takes its own place when it is put there again"
    another = site_file("wordpress", NEWSLETTER, newsletter_key("workspace", "another")).content
    with zipfile.ZipFile(io.BytesIO(another)) as archive:
        assert archive.namelist() != [name], "and never that of another newsletter"


class Odd:
    """A website that answers as told."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    def __call__(self, method: str, url: str, fields: Any = None) -> WebAnswer:
        kind = "collect" if fields and "proof" in fields else method.lower()
        status, content = self.answers.get(kind, (200, ""))
        headers = {"location": "https://www.harbour.example/u?x"} if status // 100 == 3 else {}
        return WebAnswer(status, headers, content if isinstance(content, bytes) else json.dumps(content).encode())


EMPTY = (200, {"marks": [], "total": 0})


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"get": (404, "")}, "no unsubscribe page at harbour.example"),
        ({"get": (301, "")}, r"leads on .* https://www\.harbour\.example/u"),
        ({"get": (200, ""), "collect": (200, b"<html>")}, "did not hand over"),
        ({"get": (200, ""), "collect": EMPTY, "post": (403, "")}, "security plugin"),
        ({"get": (200, ""), "collect": EMPTY, "post": (500, "")}, "write its list"),
        ({"get": (200, ""), "collect": EMPTY, "post": (302, "")}, "do not follow"),
        ({"get": (200, ""), "collect": EMPTY, "post": (200, "")}, "a cache"),
        ({"collect": (200, {"marks": "x", "total": 1})}, "did not hand over"),
        (
            {"collect": (200, {"marks": [7, {"token": 1}, {"token": "a", "at": 10**20}], "total": 10**9})},
            "does not come to an end",
        ),
    ],
)
def test_what_is_wrong_is_said(answers: dict[str, Any], words: str) -> None:
    site = UnsubscribeSite("https://harbour.example/u?t={token}", KEY, now, ask=Odd(**answers))
    with pytest.raises(SiteError, match=words):
        site.prove()


def test_nobody_there() -> None:
    with pytest.raises(TryAgainError, match="was not reached"):
        UnsubscribeSite("http://127.0.0.1:1/u?t={token}", KEY, now).collect(0)
