"""From picking to sending while the site changes: a real site on loopback, a real workspace."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from composer.checks.check import CheckContext, run_checks
from composer.credentials import Credentials
from composer.document.acceptance import Accept
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.picking.drift import AtSource, drifts, take
from composer.picking.placing import place
from composer.publishing.drift import at_source, look_up_file, look_up_issue, undecided
from composer.publishing.picked import with_pictures
from composer.publishing.review import Choice, read_facts, read_letter
from composer.sources.drift import DriftProgress
from composer.sources.refresh import refresh
from composer.workspace import Workspace, open_workspace

SWIM = "BEGIN:VEVENT\r\nUID:swim\r\nSUMMARY:Swim\r\nDTSTART:20261212T100000Z\r\nEND:VEVENT\r\n"


class Site:
    """Answers by path; what it has no answer for is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, bytes]] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body = site.answers.get(self.path, (404, b""))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Tests are silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def feed(self, title: str = "The roof") -> None:
        item = (
            f"<item><title>{title}</title><guid isPermaLink='false'>1</guid><link>{self.address}/roof</link>"
            "<pubDate>02 Nov 2026 10:00:00 GMT</pubDate><description>It is dry again.</description></item>"
        )
        self.answers["/feed"] = (200, f"<rss version='2.0'><channel><title>N</title>{item}</channel></rss>".encode())

    def calendar(self, *events: str) -> None:
        self.answers["/all.ics"] = (200, f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode())


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    made.feed()
    made.calendar(SWIM)
    made.answers["/roof"] = (200, b"a page")
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def workspace(tmp_path: Path, clock: Any, site: Site) -> Iterator[Workspace]:
    """A workspace with a feed and a calendar, both read."""
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    made.source_list.add("feed", f"{site.address}/feed", "News")
    made.source_list.add("calendar", f"{site.address}/all.ics", "Dates")
    refresh(made.source_list, made.shelf, made.fetch_context())
    yield made
    made.close()


@pytest.fixture
def issue(workspace: Workspace) -> Issue:
    """An issue with the post and the event in it, stored."""
    from composer.library.shelf import ShelfQuery

    newsletter = Newsletter(name="Harbour News")
    workspace.documents.save_newsletter(newsletter)
    items = [row.item for row in workspace.shelf.find(ShelfQuery())]
    made = Issue(newsletter=newsletter.id, name="December")
    made = place(made, with_pictures(workspace, items)).apply(made)
    assert len(made.items()) == 2
    workspace.documents.create(made)
    return made


def troubles(issue: Issue, known: dict[str, AtSource]) -> dict[str, str]:
    return {drift.title: drift.trouble or ",".join(found.facet for found in drift.news) for drift in drifts(issue, known)}


def test_nothing_changed_nothing_is_said(workspace: Workspace, issue: Issue) -> None:
    heard: list[DriftProgress] = []
    assert troubles(issue, look_up_issue(workspace, issue, on_progress=heard.append)) == {}
    assert (heard[-1].done, heard[-1].total) == (2, 2)


def test_what_changed_between_picking_and_sending(workspace: Workspace, issue: Issue, site: Site) -> None:
    site.feed("A dry roof")
    site.calendar(SWIM.replace("20261212T10", "20261219T15"))
    known = look_up_issue(workspace, issue)
    assert troubles(issue, known) == {"The roof": "headline", "Swim": "date"}
    assert troubles(issue, at_source(workspace, issue)) == {"The roof": "headline", "Swim": "date"}, "the shelf knows it now"
    for drift in drifts(issue, known):
        issue = take(drift, *drift.news).apply(issue)
    assert troubles(issue, look_up_issue(workspace, issue)) == {}


def test_gone_and_cancelled_stop_the_sending_until_the_site_has_them_again(
    workspace: Workspace, issue: Issue, site: Site
) -> None:
    del site.answers["/roof"]
    site.calendar(SWIM.replace("UID", "STATUS:CANCELLED\r\nUID"))
    look_up_issue(workspace, issue)
    facts = read_facts(workspace, read_letter(workspace, issue.id), Choice())
    codes = {finding.code for finding in facts.errors}
    assert {"source_drift.gone", "source_drift.cancelled"} <= codes
    assert not facts.may_send
    site.answers["/roof"] = (200, b"a page")
    site.calendar(SWIM)
    assert troubles(issue, look_up_issue(workspace, issue)) == {}


def test_a_site_that_is_away_changes_nothing(workspace: Workspace, issue: Issue, site: Site) -> None:
    site.answers = {"/feed": (500, b""), "/all.ics": (503, b"maintenance")}
    known = look_up_issue(workspace, issue)
    assert troubles(issue, known) == {"The roof": "unknown", "Swim": "unknown"}
    facts = read_facts(workspace, read_letter(workspace, issue.id), Choice())
    assert not [finding for finding in facts.errors if finding.check == "source_drift"]


def test_stopping_is_no_answer(workspace: Workspace, issue: Issue) -> None:
    stop = threading.Event()
    stop.set()
    assert set(troubles(issue, look_up_issue(workspace, issue, cancel=stop)).values()) == {"unknown"}


def test_a_file_is_looked_up_without_touching_the_workspace(workspace: Workspace, issue: Issue, site: Site) -> None:
    site.feed("A dry roof")
    assert troubles(issue, look_up_file(issue, workspace, workspace.fetch_context())) == {"The roof": "headline"}
    assert workspace.look_ups.of(issue.items()) == {}
    assert {row.item.title for row in workspace.shelf.rows(issue.items())} == {"The roof", "Swim"}
    del site.answers["/roof"]
    alone = look_up_file(issue, None, workspace.fetch_context())
    assert troubles(issue, alone)["The roof"] == "gone", "without a workspace the address in the issue is looked at"


def test_an_issue_of_words_alone_asks_nobody(workspace: Workspace) -> None:
    assert look_up_issue(workspace, Issue()) == {}


def test_what_was_accepted_with_a_reason_is_not_asked_again_until_it_changes_further(
    workspace: Workspace, issue: Issue, site: Site
) -> None:
    site.feed("A dry roof")
    look_up_issue(workspace, issue)
    facts = read_facts(workspace, read_letter(workspace, issue.id), Choice())
    assert [drift.title for drift in facts.drifts] == ["The roof"]
    (finding,) = [found for found in facts.findings if found.check == "source_drift"]
    accepted = Accept(finding.key, "The short title is better.", finding.message).apply(issue)
    known = at_source(workspace, accepted)
    findings = run_checks(CheckContext(issue=accepted, now=workspace.clock(), at_source=known))
    assert undecided(accepted, known, findings) == ()
    site.feed("A dry roof")
    site.answers["/roof"] = (410, b"")
    known = look_up_issue(workspace, accepted)
    findings = run_checks(CheckContext(issue=accepted, now=workspace.clock(), at_source=known))
    assert [drift.trouble for drift in undecided(accepted, known, findings)] == ["gone"]
