"""A first newsletter and the next month's, with nothing but keys from outside; and the tree as a screen reader meets it.

Each leaves its film (a picture after every step) in the test's folder, or below NEWSLETTER_FILMS where that names a folder.
"""

from __future__ import annotations

import os
import shutil
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery"))

from delivery_office import ScriptedServer
from from_outside import FOCUSABLE, Desk, a_desk, missing
from own_network import MAIL, SITE, certificate, prefix

pytestmark = [pytest.mark.display, pytest.mark.timeout(300)]

NOVEMBER, DECEMBER = "2026-11-23T09:00:00+00:00", "2026-12-21T09:00:00+00:00"
MOST_FIRST, MOST_MONTHLY, MOST_OWN = 60, 40, 90
"""Key presses apart from the words one writes."""


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    if lacking := missing():
        pytest.skip(f"not installed here: {', '.join(lacking)}")
    films = os.environ.get("NEWSLETTER_FILMS")
    film = (Path(films) if films else tmp_path / "film") / request.node.name.removeprefix("test_")
    with a_desk(tmp_path, film) as made:
        yield made


def letters(work: Path) -> int:
    """What lies in the practice mailbox, a real mail server on this computer."""
    return len(list(work.rglob("*.eml")))


def in_order(desk: Desk) -> None:
    """It ended by itself, without a fault."""
    assert desk.quit() == 0
    log = (desk.film / "log").read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in log, log


def send_it(desk: Desk, people: int) -> None:
    """From the composer over the review to the report."""
    desk.press("ctrl+Return")
    desk.until(lambda: desk.sees(f"Send to {people} people") and "confirm" in desk.focus(), "the review")
    desk.shoot("review")
    desk.write(str(people))
    desk.tab_to("Send to")
    desk.press("space")
    desk.until(lambda: desk.sees("Start now"), "the countdown")
    desk.shoot("countdown")
    desk.tab_to("Start now")
    desk.press("space")
    desk.until(lambda: desk.sees("went out on"), "the letters")
    desk.shoot("sent")


@pytest.mark.soak
def test_from_ones_own_site_to_the_review(desk: Desk, tmp_path: Path) -> None:
    from composer.sample.site import SampleSite

    work = tmp_path / "work"
    with SampleSite(lambda: datetime.fromisoformat(NOVEMBER).astimezone(UTC)) as site:
        desk.start(work, NOVEMBER)
        desk.until(lambda: "made-up charity" in desk.focus(), "the welcome")
        desk.shoot("welcome")
        desk.tab_to("Your organisation")
        desk.write("Harbour Friends")
        desk.press("Tab")
        desk.write(site.base_url)
        desk.press("Tab")
        desk.write("news@harbourfriends.example")
        desk.shoot("three-answers")
        desk.press("Return")
        desk.until(lambda: desk.sees("This issue") and desk.sees("Preview"), "the composer")
        desk.until(lambda: (desk.sees("All changes saved") and desk.sees("checks")) or desk.sees("sending"), "the checks")
        desk.shoot("composer")
        desk.press("ctrl+f", "Down", "space", "Down", "space", "Down", "space")
        desk.press("ctrl+g", "ctrl+End")
        desk.write(" What a month it has been.")
        desk.press("ctrl+u", "Down", "Return")
        desk.shoot("picked")
        desk.press("ctrl+2")
        desk.until(lambda: desk.sees("Nobody here yet"), "the people")
        desk.tab_to("Add one")
        desk.press("space")
        for name in ("Anna Lind", "Mei Chen"):
            desk.write(name)
            desk.press("Return")
            desk.write(f"{name.split()[0].lower()}@example.org")
            desk.press("Return")
            desk.until(lambda name=name: desk.sees(f"{name} is on"), f"{name} on the list")
        desk.shoot("people")
        desk.press("ctrl+1")
        desk.until(lambda: "Go on writing" in desk.focus(), "the desk")
        desk.shoot("desk")
        desk.press("Return")
        desk.until(lambda: desk.sees("This issue"), "the composer again")
        desk.press("ctrl+Return")
        desk.until(lambda: desk.sees("must be mended before this can be sent"), "the review")
        desk.shoot("review")
        assert desk.sees("Send to 2 people")
        assert desk.sees("The footer has no postal address.")
        assert desk.sees("which only this network knows"), "the site is on this computer, and nobody else could follow its links"
    in_order(desk)
    assert letters(work) == 0
    print(
        f"from one's own site to the review: {desk.keys} keys apart from the words, {sum(desk.waited.values()):.1f} s of waiting"
    )
    assert desk.keys <= MOST_FIRST


def test_from_ones_own_site_to_letters_in_ones_own_mail_server(desk: Desk, tmp_path: Path) -> None:
    from composer.sample.site import SampleSite

    desk.before = prefix(tmp_path)
    if not desk.before or shutil.which("openssl") is None:
        pytest.skip("no names of one's own on this system (unshare, openssl)")
    cert, key = certificate(tmp_path)
    desk.environment["SSL_CERT_FILE"] = str(cert)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(cert, key)
    mail = ScriptedServer(tls=tls, implicit_tls=True, password="correct horse").start()
    work = tmp_path / "work"
    with SampleSite(lambda: datetime.fromisoformat(NOVEMBER).astimezone(UTC)) as site:
        site.base_url = site.base_url.replace("127.0.0.1", SITE)
        desk.start(work, NOVEMBER)
        desk.until(lambda: "made-up charity" in desk.focus(), "the welcome")
        desk.tab_to("Your organisation")
        desk.write("Harbour Friends")
        desk.press("Tab")
        desk.write(site.base_url)
        desk.press("Tab")
        desk.write("news@harbourfriends.org")
        desk.shoot("three-answers")
        desk.press("Return")
        desk.until(lambda: desk.sees("This issue") and desk.sees("Preview"), "the composer")
        desk.press("ctrl+f", "Down", "space", "Down", "space")
        desk.press("ctrl+u", "Down", "Return")
        desk.shoot("picked")
        desk.press("ctrl+3")
        desk.tab_to("Postal address")
        desk.write("1 Pier Road, Harbourtown")
        desk.tab_to("Why people get this")
        desk.write("You get this because you asked for our news.")
        desk.shoot("brand")
        desk.press("ctrl+2")
        desk.until(lambda: desk.sees("Nobody here yet"), "the people")
        desk.tab_to("Add one")
        desk.press("space")
        for name in ("Anna Lind", "Mei Chen"):
            desk.write(name)
            desk.press("Return")
            desk.write(f"{name.split()[0].lower()}@example.org")
            desk.press("Return")
            desk.until(lambda name=name: desk.sees(f"{name} is on"), f"{name} on the list")
        desk.press("ctrl+1")
        desk.until(lambda: "Go on writing" in desk.focus(), "the desk")
        sign_in(desk, mail.port)
        desk.press("ctrl+1")
        desk.until(lambda: "Go on writing" in desk.focus(), "the desk again")
        desk.press("Return")
        desk.until(lambda: desk.sees("This issue"), "the composer again")
        desk.press("ctrl+Return")
        desk.until(lambda: desk.sees("Send to 2 people") and desk.sees("Looked up just now"), "the review")
        desk.shoot("review")
        desk.write("2")
        desk.tab_to("Send to")
        desk.press("space")
        desk.until(lambda: desk.sees("Start now"), "the countdown")
        desk.tab_to("Start now")
        desk.press("space")
        desk.until(lambda: desk.sees("went out on"), "the letters")
        desk.shoot("sent")
    in_order(desk)
    mail.stop()
    assert sorted(mail.addresses()) == ["anna@example.org", "mei@example.org"]
    print(f"own site, own server: {desk.keys} keys apart from the words, {sum(desk.waited.values()):.1f} s of waiting")
    assert desk.keys <= MOST_OWN


def sign_in(desk: Desk, port: int) -> None:
    """A mail account of one's own, in Settings."""
    desk.press("shift+F6")
    desk.tab_to("Settings", key="Down")
    desk.press("Return")
    desk.until(lambda: desk.sees("Add a mail account"), "the settings")
    desk.tab_to("Add a mail account")
    desk.press("space")
    desk.tab_to("Mail server for sending")
    desk.write(MAIL)
    desk.press("Tab")
    desk.press("ctrl+a")
    desk.write(str(port))
    desk.tab_to("Password")
    desk.write("correct horse")
    desk.shoot("account")
    desk.tab_to("Connect and keep")
    desk.press("space")
    desk.until(lambda: desk.sees(f"through {MAIL}"), "the account")
    desk.shoot("account-kept")


@pytest.mark.soak
def test_the_first_newsletter_and_the_next_months(desk: Desk, tmp_path: Path) -> None:
    work = tmp_path / "work"
    desk.start(work, NOVEMBER)
    desk.until(lambda: "made-up charity" in desk.focus(), "the welcome")
    desk.shoot("welcome")
    desk.press("space")
    desk.until(lambda: desk.sees("This issue") and desk.sees("Preview"), "the composer")
    desk.shoot("composer")
    desk.press("ctrl+f", "Down", "space", "Down", "space", "ctrl+u", "Down", "Return")
    send_it(desk, 44)
    in_order(desk)

    print(f"the first newsletter: {desk.keys} keys apart from the words, {sum(desk.waited.values()):.1f} s of waiting")
    assert desk.keys <= MOST_FIRST
    desk.keys, desk.waited = 0, {}
    desk.start(work, DECEMBER)
    desk.until(lambda: "Start this issue" in desk.focus(), "the desk")
    desk.shoot("desk")
    desk.press("Return")
    desk.until(lambda: desk.sees("This issue") and desk.sees("Preview") and "(list item)" in desk.focus(), "the composer")
    desk.shoot("begun")
    desk.press("space", "Down", "space", "Down", "space", "Down", "space")
    desk.shoot("picked")
    desk.press("ctrl+g", "ctrl+End")
    desk.write(" And a happy new year.")
    desk.press("ctrl+u", "Down", "Return")
    desk.shoot("subject")
    desk.press("F8")
    desk.shoot("finding")
    desk.press("ctrl+t")
    desk.until(lambda: desk.sees("Send a test letter"), "the test")
    desk.shoot("test")
    desk.press("Return")
    desk.until(lambda: letters(work) == 45, "the test letter")
    send_it(desk, 44)
    in_order(desk)
    assert letters(work) == 44 + 1 + 44
    print(f"the next month: {desk.keys} keys apart from the words, {sum(desk.waited.values()):.1f} s of waiting")
    assert desk.keys <= MOST_MONTHLY


def test_a_screen_reader_meets_names_and_roles_everywhere(desk: Desk, tmp_path: Path) -> None:
    desk.start(tmp_path / "work", NOVEMBER)
    desk.until(lambda: "made-up charity" in desk.focus(), "the welcome")
    desk.press("space")
    desk.until(lambda: desk.sees("This issue") and desk.sees("Preview"), "the composer")
    desk.until(lambda: desk.sees("What's new"), "what is new")
    assert desk.reader is not None
    for place, words in (
        ("", "What's new"),
        ("ctrl+2", "Find by name or address"),
        ("ctrl+3", "Postal address"),
        ("ctrl+4", "Add"),
    ):
        if place:
            desk.press(place)
        desk.until(lambda words=words: desk.sees(words), words)
        nodes = desk.reader.tree()
        nameless = [
            f"{node.role} at depth {node.depth}" for node in nodes if node.has(FOCUSABLE) and not node.name and _acts(node.role)
        ]
        assert nameless == [], place
        assert [node for node in nodes if node.role in ("push button", "text", "check box", "combo box", "list", "table")], place
    in_order(desk)


def _acts(role: str) -> bool:
    """Whether one does something with it, rather than it holding others."""
    return role not in (
        "filler",
        "panel",
        "frame",
        "scroll pane",
        "layered pane",
        "viewport",
        "split pane",
        "paragraph",
        "section",
    )
