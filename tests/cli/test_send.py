"""send: who and how many first, then the letters; and campaigns: what became of them."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.blocks.fields import Picture
from composer.document.edits import UpdateBlock
from composer.document.issue import LinkTags
from composer.document.issue_file import read_issue_file, write_issue_file
from composer.library.shelf import ShelfQuery
from composer.picking.placing import place
from composer.sources.refresh import refresh
from composer.workspace import Workspace

Newsletter = Callable[..., Any]
FIELDS = {"campaign", "total", "sent", "failed", "deferred", "uncertain", "suppressed", "seconds"}


@pytest.fixture
def ready(issue_file: Path, workspace: Workspace) -> Path:
    """An issue nothing stands in the way of."""
    issue = read_issue_file(issue_file, workspace.pictures)
    issue = msgspec.structs.replace(issue, subject="Night line opens in four more counties", preheader="And where the quilt is")
    write_issue_file(issue_file, issue, workspace.pictures)
    return issue_file


class Terminal(io.StringIO):
    """Somebody at the keyboard."""

    def isatty(self) -> bool:
        return True


def _letters(workspace: Workspace) -> int:
    return len(list(workspace.practice_folder.glob("*.eml")))


def test_a_dry_run_says_who_and_sends_nothing(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    answer = newsletter("send", ready, "--list", "Supporters", "Professionals", "--dry-run", "--json")
    assert answer.status == 0
    assert set(answer.json) >= FIELDS
    assert (answer.json["total"], answer.json["sent"], answer.json["campaign"]) == (59, 0, None)
    assert "To 59 people" in answer.err
    assert "Small Hours Alliance" in answer.err
    assert _letters(workspace) == 0
    assert workspace.campaigns.all() == []


def test_different_letters_and_tagged_links_are_told(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    issue = read_issue_file(ready, workspace.pictures)
    part = msgspec.structs.replace(issue.blocks[0], only_for=("Professionals",))
    tags = LinkTags(campaign="december")
    write_issue_file(ready, msgspec.structs.replace(issue, blocks=(part, *issue.blocks[1:]), link_tags=tags), workspace.pictures)
    answer = newsletter("send", ready, "--list", "Supporters", "Professionals", "--dry-run")
    assert "people: with “" in answer.err
    assert "people: without “" in answer.err
    assert "utm_campaign=december" in answer.err


def test_letters_go_out_once_and_are_told_of(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    answer = newsletter("send", ready, "--list", "Professionals", "--yes", "--json")
    assert answer.status == 0, answer.err
    assert (answer.json["total"], answer.json["sent"], answer.json["failed"]) == (20, 20, 0)
    assert _letters(workspace) == 20
    again = newsletter("send", ready, "--list", "Professionals", "--yes", "--json")
    assert again.status == 2, "the same issue goes to nobody twice"
    assert again.out == ""
    assert _letters(workspace) == 20

    (campaign,) = newsletter("campaigns", "--json").json["campaigns"]
    assert (campaign["campaign"], campaign["state"], campaign["sent"]) == (answer.json["campaign"], "finished", 20)
    shown = newsletter("campaigns", "show", campaign["campaign"], "--json")
    assert shown.status == 0
    assert len(shown.json["deliveries"]) == 20
    for delivery in shown.json["deliveries"]:
        assert set(delivery) >= {"email", "state", "attempts", "reply", "at"}
        assert (delivery["state"], delivery["attempts"]) == ("sent", 1)
        assert delivery["at"].startswith("2026-11-23T09:00:00")


def test_lists_can_be_left_out(newsletter: Newsletter, ready: Path) -> None:
    answer = newsletter("send", ready, "--list", "Supporters", "--exclude", "Professionals", "--dry-run", "--json")
    assert answer.json["total"] == 39


def test_a_person_is_asked_first(
    newsletter: Newsletter, ready: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    answer = newsletter("send", ready, "--list", "Professionals")
    assert answer.status == 2
    assert "Send to 20 people now?" in answer.err
    assert _letters(workspace) == 0
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert newsletter("send", ready, "--list", "Professionals").status == 0
    assert _letters(workspace) == 20


def test_with_nobody_to_ask_nothing_is_sent(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    answer = newsletter("send", ready, "--list", "Professionals")
    assert answer.status == 2
    assert "--yes" in answer.err
    assert _letters(workspace) == 0


def test_a_test_letter_goes_to_those_named_only(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    answer = newsletter("send", ready, "--test", "me@example.org", "--json")
    assert answer.status == 0, answer.err
    assert [(test["email"], test["ok"]) for test in answer.json["tests"]] == [("me@example.org", True)]
    (letter,) = workspace.practice_folder.glob("*.eml")
    assert b"[Test]" in letter.read_bytes()


def test_what_the_checks_forbid_stays_here(newsletter: Newsletter, issue_file: Path, workspace: Workspace) -> None:
    answer = newsletter("send", issue_file, "--list", "Professionals", "--yes")  # it has no subject
    assert answer.status == 2
    assert "subject" in answer.err.lower()
    assert _letters(workspace) == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "--list"),
        (["--list", "Nobody’s list"], "Nobody’s list"),
        (["--list", "Supporters", "--account", "Office"], "Office"),
        (["--list", "Supporters", "--exclude", "Nobody’s list"], "Nobody’s list"),
    ],
)
def test_a_wrong_call_sends_nothing(
    newsletter: Newsletter, ready: Path, workspace: Workspace, more: list[str], said: str
) -> None:
    answer = newsletter("send", ready, *more, "--yes")
    assert answer.status == 2
    assert said in answer.err
    assert "fault" not in answer.err
    assert _letters(workspace) == 0


def test_where_somebody_must_agree_nothing_goes_before(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    workspace.save_settings(msgspec.structs.replace(workspace.settings, ask_sign_off=True))
    answer = newsletter("send", ready, "--list", "Professionals", "--yes")
    assert answer.status == 2
    assert "--agreed-by" in answer.err
    assert not list(workspace.practice_folder.glob("*.eml"))
    answer = newsletter("send", ready, "--list", "Professionals", "--yes", "--agreed-by", "Jo Lind")
    assert answer.status == 0, answer.err
    assert list(workspace.practice_folder.glob("*.eml"))


def test_lists_named_one_by_one_all_count(newsletter: Newsletter, ready: Path) -> None:
    both = newsletter("send", ready, "--list", "Supporters", "--list", "Professionals", "--dry-run", "--json")
    assert both.json["total"] == 59
    less = newsletter(
        "send", ready, "--list", "Supporters", "--exclude", "Professionals", "--exclude", "Supporters", "--dry-run", "--json"
    )
    assert less.status == 2, "nobody is left"


def test_a_name_in_the_subject_is_shown_as_its_fallback(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    issue = msgspec.structs.replace(read_issue_file(ready, workspace.pictures), subject="News for {{first_name|friend}}")
    write_issue_file(ready, issue, workspace.pictures)
    answer = newsletter("send", ready, "--list", "Professionals", "--yes", "--json")
    assert answer.status == 0, answer.err
    assert "“News for friend”" in answer.err
    (campaign,) = newsletter("campaigns", "--json").json["campaigns"]
    assert campaign["subject"] == "News for friend"


class Site:
    """A feed with one post and its page; both can change."""

    def __init__(self) -> None:
        self.title, self.page, self.feed_status = "The lamp is lit", 200, 200
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status = site.feed_status if self.path == "/feed" else site.page
                item = (
                    f"<item><title>{site.title}</title><guid isPermaLink='false'>1</guid><link>{site.address}/lamp</link>"
                    "<pubDate>02 Nov 2026 10:00:00 GMT</pubDate><description>It shines.</description></item>"
                )
                body = f"<rss version='2.0'><channel><title>N</title>{item}</channel></rss>".encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Tests are silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def from_the_site(newsletter: Newsletter, workspace: Workspace, ready: Path, site: Site) -> Path:
    """The issue with a post of the site in it, linked to where readers can go."""
    row = workspace.source_list.add("feed", f"{site.address}/feed", "Lamps")
    refresh(workspace.source_list, workspace.shelf, workspace.fetch_context(), ids=[row.id])
    (item,) = [found.item for found in workspace.shelf.find(ShelfQuery(limit=500)) if found.item.source == row.id]
    issue = read_issue_file(ready, workspace.pictures)
    issue = place(issue, [(item, Picture())]).apply(issue)
    (block,) = [made.id for made in issue.blocks if getattr(made, "item", "") == item.id]
    issue = UpdateBlock(block, {"link": "https://www.smallhours.example/lamp"}).apply(issue)
    write_issue_file(ready, issue, workspace.pictures)
    return ready


def about_the_source(answer: Any) -> list[str]:
    return [found["code"] for found in answer.json["findings"] if found["code"].startswith("source_drift.")]


def test_what_changed_at_its_source_is_told_with_its_code(newsletter: Newsletter, from_the_site: Path, site: Site) -> None:
    same = newsletter("send", from_the_site, "--list", "Professionals", "--dry-run", "--json")
    assert about_the_source(same) == []
    site.title = "The lamp is out"
    answer = newsletter("send", from_the_site, "--list", "Professionals", "--dry-run", "--json")
    assert answer.status == 0
    assert about_the_source(answer) == ["source_drift.updated"]
    assert "“The lamp is lit” was updated on your site: headline." in answer.err


def test_what_is_gone_is_not_sent(newsletter: Newsletter, from_the_site: Path, site: Site, workspace: Workspace) -> None:
    site.page = 410
    answer = newsletter("send", from_the_site, "--list", "Professionals", "--yes", "--json")
    assert answer.status == 2
    assert about_the_source(answer) == ["source_drift.gone"]
    assert (answer.json["campaign"], answer.json["sent"]) == (None, 0)
    assert "The lamp is lit" in answer.err
    assert _letters(workspace) == 0


def test_a_source_that_is_away_is_told_and_stops_nothing(
    newsletter: Newsletter, from_the_site: Path, site: Site, workspace: Workspace
) -> None:
    site.feed_status = 503
    answer = newsletter("send", from_the_site, "--list", "Professionals", "--yes", "--json")
    assert answer.status == 0, answer.err
    assert about_the_source(answer) == ["source_drift.not_reached"]
    assert "could not be looked up" in answer.err
    assert _letters(workspace) == 20
