"""What is looked at is what arrives: source view, letter on the wire and the copy on screen are one and the same.

The letter goes through a real SMTP server; its transfer encoding is taken off, the merge fields are those of one reader.
"""

from __future__ import annotations

import base64
import smtplib
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from composer.blocks.article import Article
from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.blocks.image import ImageBlock
from composer.blocks.text import TextBlock
from composer.credentials import Credentials
from composer.delivery.message import Addressee, LetterMaker
from composer.delivery.practice_server import PracticeServer
from composer.document.issue import Issue
from composer.gui.preview.assets import picture_address
from composer.gui.preview.live import prepare
from composer.gui.preview.looks import Look
from composer.gui.preview.seen_by import INVENTED, LONGEST, NOBODY, OTHER_SCRIPT
from composer.publishing.exports import letter_of
from composer.rendering.preview_copy import as_it_goes_out
from composer.rendering.renderer import render
from composer.workspace import Workspace, open_workspace

LINKED = "https://example.org/up/r%C3%B6of.jpg?a=1&b=2"


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Any:
    made = open_workspace(str(tmp_path / "w"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


def an_issue(workspace: Workspace, template: str) -> Issue:
    out = BytesIO()
    Image.effect_noise((900, 400), 50).convert("RGB").save(out, "JPEG")
    picture = workspace.pictures.add(out.getvalue(), origin=LINKED, alt="“Two” <boats> & a roof")
    return Issue(
        subject="Grüße, {{first_name|friend}} – « = » .",
        preheader="A line\u200bwith odd signs: = =3D . &amp; 🎉",
        template=template,
        blocks=(
            TextBlock(text="Dear {{first_name|friend}},\n\n.a line that begins with a dot\n\nFrom one = to = another 日本語 🎉"),
            ImageBlock(picture=picture),
            Article(
                title_text="The roof " + "long " * 60, text="x" * 1_200, link="https://example.org/?a=1&b=2", picture=picture
            ),
            ImageBlock(picture=Picture(hash=picture.hash, url=LINKED, alt="Linked", width=900, height=400)),
            Footer(text="We answer."),
        ),
    )


def received(folder: Path) -> EmailMessage:
    (file,) = folder.glob("*.eml")
    letter = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    assert isinstance(letter, EmailMessage)
    assert not letter.defects
    return letter


def body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n", "\n")


def back(address: str) -> str:
    """What an address on screen was in the letter."""
    if address.startswith(stored := picture_address("")):
        return f"cid:{address.removeprefix(stored)}"
    if address.startswith("asset://web/"):
        coded = address.removeprefix("asset://web/")
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode().replace("&", "&amp;")
    return address


@pytest.mark.parametrize("template", ["letter", "digest", "calendar", "announcement", "briefing"])
def test_source_wire_and_screen_are_the_same(workspace: Workspace, tmp_path: Path, clock: Any, template: str) -> None:
    for number, reader in enumerate((INVENTED, NOBODY, LONGEST, OTHER_SCRIPT) if template == "letter" else (INVENTED,)):
        the_same_for(workspace, tmp_path / f"mailbox {number}", clock, template, reader)


def the_same_for(workspace: Workspace, mailbox: Path, clock: Any, template: str, reader: Any) -> None:
    issue = an_issue(workspace, template)
    rendered = render(issue, templates=workspace.templates)
    held = {key: workspace.pictures.content(key) for key in rendered.pictures}
    maker = LetterMaker(letter_of(issue, rendered, held), "campaign")
    addressee = Addressee(reader["email"], "a" * 32, reader)
    envelope = maker.make(addressee, clock())
    with PracticeServer(mailbox) as server, smtplib.SMTP("127.0.0.1", server.port) as client:
        client.sendmail("news@example.org", [envelope.rcpt_to], envelope.content)
    letter = received(mailbox)

    for look in (Look(), Look(dark="author"), Look(dark="inverted"), Look(phone=True)):
        shown = prepare(rendered, 1, look, maker.values(addressee), workspace.pictures, lambda _key: False)
        assert body(letter, "html") == shown.personal.html
        assert as_it_goes_out(shown.html, dark=look.dark, picture_source=back) == shown.personal.html
        assert '"cid:' not in shown.html
    assert body(letter, "plain").rstrip("\n") == shown.personal.text.rstrip("\n")
    assert letter["Subject"] == shown.personal.subject
    sent = {part["Content-ID"].strip("<>"): part.get_payload(decode=True) for part in letter.walk() if part["Content-ID"]}
    assert sent == {key: content for key, (_type, content) in held.items()}
