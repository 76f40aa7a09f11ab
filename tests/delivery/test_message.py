"""The letter as a mail program takes it apart."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from composer.delivery.frozen import FrozenIssue, FrozenPicture
from composer.delivery.message import Addressee, LeftOverError, LetterMaker
from composer.errors import InputError
from composer.rendering.merge_tags import Token, personalise

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
TOKEN = "k" * 42
TOKENS = (
    Token("NLTTOKAAN0X", "first_name", "friend"),
    Token("NLTTOKAAN1X", "full_name", ""),
    Token("NLTTOKAAN2X", "unsubscribe_url", ""),
    Token("NLTTOKAAN3X", "email", ""),
)
HTML = """<!DOCTYPE html>
<html lang="en-GB"><head><title>NLTTOKAAN0X’s letter</title><style>a{color:#0f6b57}</style></head>
<body><h1>NLTTOKAAN1X</h1><p title="for NLTTOKAAN0X">Dear NLTTOKAAN0X,
. a line that begins with a dot
From the harbour: ünïcödé, 李小龍, NLTTOKAAN0XNLTTOKAAN1X.</p>
<img src="https://example.org/p.png?who=NLTTOKAAN3X" alt="">
<a href="NLTTOKAAN2X">Unsubscribe</a></body></html>
"""
TEXT = "Dear NLTTOKAAN0X,\n.\n..\nFrom the harbour\n\nhttps://example.org/?who=NLTTOKAAN3X\nUnsubscribe: NLTTOKAAN2X"
HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=120) | st.sampled_from(
    [
        "",
        ".",
        "..hidden",
        "=3D=",
        "\r\nBcc: everyone@example.org\r\n\r\nhello",
        "\r\n.\r\nMAIL FROM:<x@y>",
        "<script>alert(1)</script>",
        'A "quoted" \\ name',
        "=?utf-8?q?x?=",
        "X" * 1500,
        "李" * 400,
        "שלום",
        "\u202eevil",
        "--=_",
        "O'Brien & Sons",
        "x\x00y",
    ]
)


def frozen(**changes: Any) -> FrozenIssue:
    options: dict[str, Any] = {
        "issue_id": "i",
        "issue_name": "December",
        "fingerprint": "f",
        "subject": "NLTTOKAAN0X, the harbour café opens",
        "preheader": "",
        "html": HTML,
        "text": TEXT,
        "tokens": TOKENS,
        "newsletter_name": "Harbour news",
        "from_name": "Harbour Friends",
        "from_email": "news@harbour.example",
        "mail_from": "news@harbour.example",
        "list_id": "abc123.harbour.example",
        "unsubscribe_address": "news@harbour.example",
    }
    return FrozenIssue(**(options | changes))


def parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    raw = body.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return raw.decode().replace("\r\n", "\n")


def header(content: bytes, name: str) -> bytes:
    """The header as it stands, folds and all."""
    found = re.search(rb"^" + name.encode() + rb": ([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)", content, re.MULTILINE)
    assert found is not None
    return found[1].strip()


@given(HOSTILE, HOSTILE)
@example("{", "}")
@settings(deadline=None)
def test_spliced_is_what_personalising_the_whole_body_gives(first: str, last: str) -> None:
    made_from = frozen()
    maker = LetterMaker(made_from, "c0ffee")
    addressee = Addressee("anna@example.org", TOKEN, {"first_name": first, "last_name": last})
    try:
        content = maker.make(addressee, NOW).content
    except LeftOverError:
        assert any(mark in first + " " + last for mark in ("{{", "{%", "NLTTOK"))
        return
    message = parsed(content)
    own = {"email": "anna@example.org", "first_name": first, "last_name": last}
    whole = personalise(made_from, own | {"unsubscribe_url": maker.values(addressee)["unsubscribe_url"]})
    assert part(message, "html") == whole.html
    assert part(message, "plain") == whole.text
    assert " ".join(str(message["subject"]).split()) == " ".join(whole.subject.split())
    assert [address.addr_spec for address in message["to"].addresses] == ["anna@example.org"]
    assert message["bcc"] is None
    for line in content.split(b"\r\n"):
        assert b"\r" not in line
        assert b"\n" not in line
        assert len(line) <= 998
        assert not line.startswith(b".")
        assert all(byte < 127 for byte in line)
    body = content.partition(b"\r\n\r\n")[2]
    assert max(len(line) for line in body.split(b"\r\n")) <= 76 + 2


def test_both_parts_and_no_attachment() -> None:
    message = parsed(
        LetterMaker(frozen(), "c0ffee").make(Addressee("anna@example.org", TOKEN, {"first_name": "Anna"}), NOW).content
    )
    assert message.get_content_type() == "multipart/alternative"
    assert [found.get_content_type() for found in message.iter_parts()] == ["text/plain", "text/html"]
    assert [found["content-transfer-encoding"] for found in message.iter_parts()] == ["quoted-printable"] * 2
    assert list(message.iter_attachments()) == []
    assert "NLTTOK" not in part(message, "html") + part(message, "plain") + str(message["subject"])
    assert "Dear Anna," in part(message, "plain")


def test_without_a_name_the_fallback_stands() -> None:
    message = parsed(LetterMaker(frozen(), "c0ffee").make(Addressee("anna@example.org", TOKEN, {}), NOW).content)
    assert message["subject"] == "friend, the harbour café opens"
    assert message["to"] == "anna@example.org"


def test_headers_that_mail_programs_look_for() -> None:
    content = LetterMaker(frozen(), "c0ffee").make(Addressee("anna@example.org", TOKEN, {"first_name": "Anna"}), NOW).content
    message = parsed(content)
    assert message["from"] == "Harbour Friends <news@harbour.example>"
    assert message["date"].datetime == NOW
    assert header(content, "Date").endswith(b"+0100")
    assert message["message-id"] == f"<{TOKEN}@harbour.example>"
    assert message["list-id"] == "<abc123.harbour.example>"
    assert header(content, "List-Unsubscribe") == f"<mailto:news@harbour.example?subject=unsubscribe%20{TOKEN}>".encode()
    assert message["list-unsubscribe-post"] is None
    assert message["auto-submitted"] == "auto-generated"
    assert message["x-campaign-id"] == "c0ffee"
    assert message["x-recipient-id"] == TOKEN
    assert message["x-mailer"] is None
    assert f"mailto:news@harbour.example?subject=unsubscribe%20{TOKEN}" in part(message, "plain")


def test_one_click_only_where_the_site_takes_it() -> None:
    made_from = frozen(unsubscribe_endpoint="https://harbour.example/" + "long/" * 20 + "u/{token}")
    content = LetterMaker(made_from, "c0ffee").make(Addressee("anna@example.org", TOKEN, {}), NOW).content
    raw = header(content, "List-Unsubscribe")
    web, fold, mail = raw.partition(b",\r\n ")
    assert fold
    assert web == b"<https://harbour.example/" + b"long/" * 20 + b"u/" + TOKEN.encode() + b">"
    assert mail.startswith(b"<mailto:")
    assert b"=?" not in raw
    assert header(content, "List-Unsubscribe-Post") == b"List-Unsubscribe=One-Click"
    assert f"u/{TOKEN}" in part(parsed(content), "html")


def test_the_same_delivery_keeps_its_message_id() -> None:
    maker = LetterMaker(frozen(), "c0ffee")
    addressee = Addressee("anna@example.org", TOKEN, {})
    first, again = maker.make(addressee, NOW), maker.make(addressee, datetime(2026, 12, 1, tzinfo=UTC))
    assert parsed(first.content)["message-id"] == parsed(again.content)["message-id"]


def test_pictures_travel_inside_the_html_part() -> None:
    picture = FrozenPicture("a" * 64, "image/png", bytes(range(256)) * 20)
    made_from = frozen(pictures=(picture,), html=f'<p>NLTTOKAAN0X</p><img src="cid:{"a" * 64}" alt="">')
    message = parsed(LetterMaker(made_from, "c0ffee").make(Addressee("anna@example.org", TOKEN, {}), NOW).content)
    text, related = message.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert related.get_content_type() == "multipart/related"
    html, image = related.iter_parts()
    assert html.get_content_type() == "text/html"
    assert image["content-id"] == f"<{'a' * 64}>"
    assert image.get_content_disposition() == "inline"
    assert image.get_payload(decode=True) == picture.content
    assert list(message.iter_attachments()) == []


def test_non_latin_names_and_domains() -> None:
    made_from = frozen(from_name="Zoë’s Sjøhus", reply_to="info@harbour.example")
    envelope = LetterMaker(made_from, "c0ffee").make(
        Addressee("anna@sjøhus.example", TOKEN, {"first_name": "Łucja", "last_name": "Świderska"}), NOW
    )
    message = parsed(envelope.content)
    assert envelope.rcpt_to == "anna@xn--sjhus-wua.example"
    assert message["to"].addresses[0].display_name == "Łucja Świderska"
    assert message["from"].addresses[0].display_name == "Zoë’s Sjøhus"
    assert message["reply-to"] == "info@harbour.example"


def test_an_address_no_server_takes_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="before the @"):
        LetterMaker(frozen(), "c0ffee").make(Addressee("ünna@example.org", TOKEN, {}), NOW)


@pytest.mark.parametrize("left_over", ["{{ first_name }}", "{% if x %}", "NLTTOKBBN9X", "{{first_name|friend}}"])
@pytest.mark.parametrize("where", ["html", "text", "subject"])
def test_a_left_over_tag_never_leaves(left_over: str, where: str) -> None:
    with pytest.raises(LeftOverError, match=r"\{|NLTTOK"):
        LetterMaker(frozen(**{where: f"<p>Dear {left_over}</p>"}), "c0ffee")


def test_what_the_provider_wants_is_in_every_letter() -> None:
    maker = LetterMaker(frozen(headers={"X-PM-Message-Stream": "broadcast"}), "c0ffee")
    assert parsed(maker.make(Addressee("anna@example.org", TOKEN, {}), NOW).content)["x-pm-message-stream"] == "broadcast"
