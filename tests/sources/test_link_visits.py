"""Pages are visited as a reader would: each once, with little read, and every way of being lost is told apart."""

from __future__ import annotations

import threading

import pytest
from local_site import Answer, LocalSite

from composer.sources.download import Downloader
from composer.sources.link_visits import MOST_VISITS, Standing, visit, visit_links

PAGE = Answer(b"<h1>There</h1>")


@pytest.fixture
def lost(site: LocalSite) -> LocalSite:
    """A site where a reader can get lost in every way."""
    site.routes = {
        "/": PAGE,
        "/there": PAGE,
        "/report.pdf": Answer(b"%PDF-1.7", "application/pdf"),
        "/lost.pdf": Answer(b"<h1>No longer here</h1>"),
        "/moved": Answer(status=301, headers={"Location": "/there"}),
        "/old-news": Answer(status=302, headers={"Location": "/"}),
        "/en/old": Answer(status=302, headers={"Location": "/en/"}),
        "/en/": PAGE,
        "/members": Answer(status=302, headers={"Location": "/wp-login.php?redirect_to=members"}),
        "/wp-login.php": PAGE,
        "/gone": Answer(status=410),
        "/broken": Answer(status=500),
        "/search": Answer(status=302, headers={"Location": "/?q=roof"}),
    }
    return site


def _downloader(site: LocalSite) -> Downloader:
    return Downloader(timeout=5, allow_private=frozenset({f"127.0.0.1:{site.port}"}))


@pytest.mark.parametrize(
    ("path", "standing"),
    [
        ("/", "fine"),
        ("/there", "fine"),
        ("/report.pdf", "fine"),
        ("/moved", "fine"),
        ("/search", "fine"),
        ("/lost.pdf", "no_file"),
        ("/old-news", "home"),
        ("/en/old", "home"),
        ("/members", "sign_in"),
        ("/never", "gone"),
        ("/gone", "gone"),
        ("/broken", "away"),
    ],
)
def test_what_is_there(lost: LocalSite, path: str, standing: Standing) -> None:
    found = visit(f"{lost.address}{path}", _downloader(lost))
    assert found.standing == standing
    assert bool(found.words) == (standing in ("sign_in", "gone", "away"))


def test_nobody_there_is_away() -> None:
    assert visit("http://127.0.0.1:9/x", Downloader(timeout=2, allow_private=frozenset({"127.0.0.1:9"}))).standing == "away"


def test_each_is_asked_once_and_progress_is_told(lost: LocalSite) -> None:
    told: list[tuple[int, int]] = []
    addresses = [f"{lost.address}/there", f"{lost.address}/gone", f"{lost.address}/there"]
    found = visit_links(addresses, _downloader(lost), on_progress=lambda done, total: told.append((done, total)))
    assert {address.rpartition("/")[2]: one.standing for address, one in found.items()} == {"there": "fine", "gone": "gone"}
    assert sorted(path for path, _headers in lost.asked) == ["/gone", "/there"]
    assert told[0] == (0, 2)
    assert (2, 2) in told


def test_who_does_not_wait_gets_no_claims(lost: LocalSite) -> None:
    stop = threading.Event()
    stop.set()
    found = visit_links([f"{lost.address}/gone"], _downloader(lost), cancel=stop)
    assert [one.standing for one in found.values()] == ["unasked"]
    assert lost.asked == []


def test_there_is_an_end_to_asking(lost: LocalSite) -> None:
    found = visit_links([f"{lost.address}/there?{n}" for n in range(MOST_VISITS + 20)], _downloader(lost))
    assert len(found) == MOST_VISITS
