"""The unsubscribe plugin in a real WordPress: tried by the program, used by readers and mail programs, read before sending."""

from __future__ import annotations

import re
import ssl
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest
from debian_wordpress import DebianWordPress
from https_door import HttpsDoor

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery"))

from certificates import self_signed

from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.clock import system_clock
from composer.contacts.contact import Contact
from composer.credentials import Credentials
from composer.delivery import web_call
from composer.delivery.accounts import Account
from composer.delivery.practice_server import PracticeServer
from composer.delivery.unsubscribe import new_token
from composer.delivery.unsubscribe_site.collecting import site_of
from composer.delivery.unsubscribe_site.site import ONE_CLICK, SiteError
from composer.delivery.web_call import call
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter
from composer.publishing.run import run_campaign
from composer.publishing.unsubscribe_site import Collected, file_for, page_of, read_list, try_page
from composer.workspace import Workspace, open_workspace

BRAND = Brand(organisation="Quayside", postal_address="1 The Quay, Wells", reason="You asked for it.")


@pytest.fixture(scope="module")
def website(wordpress: DebianWordPress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address over https, with a certificate that this program trusts."""
    certificate, key = self_signed(tmp_path_factory.mktemp("tls"), "localhost")
    door = HttpsDoor(certificate, key, wordpress.port)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_call, "_trusted", lambda: ssl.create_default_context(cafile=str(certificate)))
        yield f"{door.address}/?newsletter-unsubscribe={{token}}"
    door.stop()


@dataclass
class Desk:
    """A workspace with two newsletters, two readers and a mail server that keeps what it gets."""

    workspace: Workspace
    post: PracticeServer

    def send(self, newsletter: str, number: int) -> dict[str, Message]:
        """Send an issue, and give its letters by address."""
        before = len(self.post.letters())
        parts = (TextBlock(text=f"Number {number}"), Footer())
        issue = Issue(newsletter=newsletter, name=f"No. {number}", subject=f"No. {number}", brand=BRAND, blocks=parts)
        workspace = self.workspace
        letter = read_letter(workspace, workspace.documents.create(issue).issue.id)
        run_campaign(workspace, make_campaign(workspace, read_facts(workspace, letter, Choice(("Friends",), "Office"))).id)
        letters = [message_from_bytes(path.read_bytes(), policy=default) for path in self.post.letters()[before:]]
        return {str(one["To"].addresses[0].addr_spec): one for one in letters}

    def plugin(self, newsletter: str) -> bytes:
        return file_for(self.workspace, self.workspace.documents.newsletter(newsletter), "wordpress").content


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_workspace(str(tmp_path / "work"), clock=system_clock, credentials=Credentials(backend={}))
    for name in ("news", "events"):
        made.documents.save_newsletter(
            Newsletter(id=name, name=f"Quay “{name}” <b> */ &", sender_email="news@quay.example", brand=BRAND)
        )
    made.lists.create("Friends")
    made.lists.add("Friends", [made.contacts.save(Contact(email=f"{name}@example.org")).id for name in ("ann", "bo")])
    with PracticeServer(tmp_path / "post") as post:
        account = Account(
            name="Office", smtp_host="127.0.0.1", smtp_port=post.port, security="none", from_email="news@quay.example"
        )
        made.accounts.save(account)
        yield Desk(made, post)
    made.close()


def _address_in(letter: Message) -> str:
    (address,) = re.findall(r"<(https:[^>]+)>", str(letter["List-Unsubscribe"]))
    return str(address)


def test_from_the_plugin_to_a_letter_that_does_not_go_out(wordpress: DebianWordPress, website: str, desk: Desk) -> None:
    workspace = desk.workspace
    # Nothing is installed yet: WordPress sends on to its front page or, once a page was published there, says there is none.
    with pytest.raises(SiteError, match=r"leads on to another address|no unsubscribe page"):
        try_page(workspace, "news", website)
    first = desk.send("news", 1)["ann@example.org"]
    assert first["List-Unsubscribe-Post"] is None, "not before our own POST succeeded"
    assert "https:" not in str(first["List-Unsubscribe"])

    assert wordpress.install(desk.plugin("news")) == "Newsletter unsubscribe: Quay  news   b"
    assert try_page(workspace, "news", website).works
    letters = desk.send("news", 2)
    letter = letters["ann@example.org"]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = _address_in(letter)
    part = letter.get_body(("html",))  # type: ignore[attr-defined]
    assert address.replace("&", "&amp;") in part.get_content()

    page = call("GET", address)
    assert page.status == 200
    assert "Quay “news” &lt;b&gt; */ &amp;" in page.content.decode()
    assert "no-store" in page.headers["cache-control"]
    assert "set-cookie" not in page.headers
    assert read_list(workspace, "news").people == 0, "looking takes nobody off"
    assert call("POST", address, {"anything": "else"}).status == 400
    assert read_list(workspace, "news").people == 0

    assert call("POST", address, ONE_CLICK).status == 200
    assert call("POST", address, ONE_CLICK).status == 200, "a mail program may ask twice"
    assert set(desk.send("news", 3)) == {"bo@example.org"}, "read before the sending, by itself"
    assert workspace.suppressions.blocked("ann@example.org", "news")
    assert not workspace.suppressions.blocked("ann@example.org", "events"), "the other newsletter was not meant"
    assert read_list(workspace, "news") == Collected(), "each mark is fetched once"


def test_nobody_without_the_key_is_taken_off_or_told_anything(wordpress: DebianWordPress, website: str, desk: Desk) -> None:
    workspace = desk.workspace
    content = wordpress.folder / "content"
    before = set(content.glob("newsletter-unsubscribe-*.php"))
    wordpress.install(desk.plugin("news"))
    try_page(workspace, "news", website)
    for token in (new_token(b"another"), "a" * 42, "x", "'; DROP TABLE wp_posts; --", "collect", "%00"):
        address = website.replace("{token}", token.replace(" ", "%20"))
        assert call("POST", address, ONE_CLICK).status in (403, 404)
        assert b"<form" not in call("GET", address).content
    assert call("GET", website.replace("={token}", "[]=1")).status == 404
    assert read_list(workspace, "news").marks <= 1, "the mark of our own trial and no other"
    (store,) = set(content.glob("newsletter-unsubscribe-*.php")) - before
    kept = store.read_text().splitlines()
    assert len(kept) == 2, "a line that ends the program, and our own trial"
    seen = call("GET", f"{website.split('?')[0]}wp-content/{store.name}")
    assert kept[1].split()[0].encode() not in seen.content, "its list is no page"
    assert b"Letter from the quay" in call("GET", f"{wordpress.address}/").content, "the site itself is as it was"


def test_two_newsletters_of_one_site_stand_side_by_side(wordpress: DebianWordPress, website: str, desk: Desk) -> None:
    workspace = desk.workspace
    for name in ("news", "events"):
        wordpress.install(desk.plugin(name))
    for name in ("news", "events"):
        assert try_page(workspace, name, website).works
    assert page_of(workspace, "news").works
    tokens = {}
    for name in ("news", "events"):
        address = _address_in(desk.send(name, 1)["bo@example.org"])
        tokens[name] = address.rpartition("=")[2]
        assert f"“{name}”" in call("GET", address).content.decode()
        assert call("POST", address, ONE_CLICK).status == 200
        site = site_of(workspace.engine, workspace.clock, name, website)
        assert tokens[name] in {mark.token for mark in site.collect(0)[0]}
    assert tokens["news"] not in {mark.token for mark in site.collect(0)[0]}, "each list holds its own"
    assert read_list(workspace, "events").people == 1
    assert workspace.suppressions.blocked("bo@example.org", "events")
    assert not workspace.suppressions.blocked("bo@example.org", "news")
