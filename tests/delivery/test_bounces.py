"""Returned letters: real ones as their manifest says, our own, and whatever else a stranger may send."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.delivery.bounces import ReplyEntry, read_reply

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
KINDS = {
    "bounce": "bounce",
    "delay-warning": "bounce",
    "bounce-without-recipient": "bounce",
    "complaint": "complaint",
    "auto-reply": "auto_reply",
    "delivered-report": "other",
}
ANOTHER_ADDRESS = {
    # The manifest's address stands nowhere in these two files; the file's own is right.
    "sisimai-arf-12.eml": "user@example.com",
    "sisimai-lhost-apachejames-01.eml": "000000000000@vtext.example.com",
}
TOKEN = "abcdefghijklmnopqrstuvwxyz234567abcdefghij"
DSN = """From: MAILER-DAEMON@mail.example.org
To: news@harbour.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<anna@example.org>: {words}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; anna@forwarded.example
Original-Recipient: rfc822;anna@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--b
Content-Type: text/rfc822-headers

Message-ID: <{token}@harbour.example>
X-Recipient-Id: {token}
To: anna@example.org

--b--
"""


def _manifest() -> list[Any]:
    if not (SAMPLES / "MANIFEST.json").is_file():
        return []
    files = json.loads((SAMPLES / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
    return [pytest.param(entry, id=entry["path"]) for entry in files if entry["path"].startswith("bounces/")]


@pytest.mark.parametrize("entry", _manifest())
def test_real_ones_are_read_as_their_manifest_says(entry: dict[str, Any], shared_samples: Path) -> None:
    path, expected = shared_samples / entry["path"], entry["expect"]
    found = read_reply(path.read_bytes())
    assert {reply.kind for reply in found} == {KINDS[expected["kind"]]}
    assert len(found) == max(1, len(expected["recipients"]))
    if not expected["recipients"]:
        assert [(reply.recipient, reply.suppress) for reply in found] == [(None, False)]
    for recipient in expected["recipients"]:
        names = {recipient["address"], *recipient.get("address_alt", ()), ANOTHER_ADDRESS.get(path.name, "")}
        (reply,) = [reply for reply in found if reply.recipient in names]
        if recipient.get("class_accept"):
            assert reply.class_ in recipient["class_accept"]
        else:
            assert reply.class_ is None
        if recipient["address"] in expected["suppress_at_once"]:
            assert reply.suppress
        if recipient["address"] in expected["must_not_be_suppressed_now"]:
            assert not reply.suppress


@pytest.mark.parametrize(
    ("action", "status", "words", "class_", "suppress"),
    [
        ("failed", "5.1.1", "550 5.1.1 user unknown", "hard", True),
        ("failed", "5.0.0", "550 5.1.1 user unknown", "hard", True),
        ("failed", "5.2.1", "550 5.2.1 the account is disabled", "hard", True),
        ("failed", "5.2.2", "552 5.2.2 mailbox full", "soft", False),
        ("failed", "5.3.4", "552 5.3.4 message too big", "soft", False),
        ("failed", "5.7.1", "550 5.7.1 message rejected as spam", "policy", False),
        ("failed", "5.7.26", "550 5.7.26 this mail is unauthenticated", "policy", False),
        ("failed", "5.4.5", "550 5.4.5 daily sending quota exceeded", "rate", False),
        ("failed", "4.4.7", "delivery time expired", "soft", False),
        ("failed", "4.1.1", "450 user unknown, said a secondary server", "soft", False),
        ("delayed", "4.4.1", "connection timed out", "soft", False),
        ("delayed", "5.1.1", "user unknown, yet it will be tried again", "soft", False),
    ],
)
def test_classes_and_what_follows(action: str, status: str, words: str, class_: str, suppress: bool) -> None:
    (reply,) = read_reply(DSN.format(action=action, status=status, words=words, token=TOKEN).encode())
    assert (reply.kind, reply.class_, reply.suppress) == ("bounce", class_, suppress)
    assert reply.recipient == "anna@example.org"  # the address we wrote to, not where it was forwarded
    assert reply.token == TOKEN


def test_a_receipt_is_no_bounce() -> None:
    (reply,) = read_reply(DSN.format(action="delivered", status="2.0.0", words="250 ok", token=TOKEN).encode())
    assert (reply.kind, reply.suppress) == ("other", False)


def test_our_own_mark_names_the_letter_where_the_report_names_nobody() -> None:
    raw = (
        "From: ndr@mail.example\nTo: news@harbour.example\nSubject: Mail delivery failed\n\nThe user was not found.\n\n"
        f"--- Original message ---\nX-Recipient-Id: {TOKEN}\nFrom: news@harbour.example\nTo: someone@else.example\n"
    )
    (reply,) = read_reply(raw.encode())
    assert (reply.kind, reply.recipient, reply.token, reply.suppress) == ("bounce", None, TOKEN, True)


@pytest.mark.parametrize(
    "subject",
    [
        "unsubscribe",
        f"Unsubscribe {TOKEN}",
        f"Re: unsubscribe {TOKEN.upper()}",
        "UNSUBSCRIBE please",
        "AW: Bitte abmelden",
        "Newsletter abbestellen",
        "=?utf-8?q?D=C3=A9sabonnement?=",
        "Darme de baja",
        "Please remove me from your mailing list",
        "Opt-out",
    ],
)
def test_an_unsubscribe_letter(subject: str) -> None:
    (reply,) = read_reply(f"From: Anna <anna@example.org>\nTo: news@harbour.example\nSubject: {subject}\n\n".encode())
    assert (reply.kind, reply.recipient, reply.suppress) == ("unsubscribe", "anna@example.org", True)
    assert reply.token == (TOKEN if len(subject) > 40 else "")


@pytest.mark.parametrize(
    "headers",
    [
        "Subject: Out of office: back on Monday",
        "Subject: Automatic reply: News",
        "Subject: hello\nAuto-Submitted: auto-replied",
        "Subject: x\nX-Autoreply: yes",
    ],
)
def test_an_automatic_reply_is_noise(headers: str) -> None:
    (reply,) = read_reply(
        f"From: anna@example.org\nTo: news@harbour.example\n{headers}\n\nI am away, write to bo@example.org\n".encode()
    )
    assert (reply.kind, reply.recipient, reply.suppress) == ("auto_reply", "anna@example.org", False)


@pytest.mark.parametrize(
    "subject",
    [
        "Lovely newsletter",
        "Abmeldung vom Segelkurs",
        "Baja California",
        "Remove me from the rota",
        "Re: Mail delivery failed for my aunt, can you help?",
        "How do I unsubscribe my mother?",
        "",
    ],
)
def test_a_person_is_left_to_a_person(subject: str) -> None:
    (reply,) = read_reply(
        f"From: anna@example.org\nTo: news@harbour.example\nSubject: {subject}\n\nuser unknown 5.1.1\n".encode()
    )
    assert (reply.kind, reply.suppress) == ("other", False)


def _is_sound(found: list[ReplyEntry]) -> None:
    assert 1 <= len(found) <= 500
    for reply in found:
        assert reply.kind in ("bounce", "complaint", "unsubscribe", "auto_reply", "other")
        assert not reply.suppress or reply.recipient or reply.token
        assert reply.class_ is None or reply.kind == "bounce"


@given(st.binary(max_size=600) | st.text(max_size=600).map(lambda text: text.encode("utf-8", "replace")))
@settings(deadline=None)
def test_anything_at_all_is_read(raw: bytes) -> None:
    _is_sound(read_reply(raw))


@given(st.data())
@settings(deadline=None)
def test_a_broken_report_is_read(data: st.DataObject) -> None:
    raw = bytearray(DSN.format(action="failed", status="5.1.1", words="550 5.1.1 user unknown", token=TOKEN).encode())
    for _cut in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=12))
    _is_sound(read_reply(bytes(raw)))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 10_000,
        b"From: mailer-daemon@x.example\n\n" + b"<" * 300_000,
        b"From: mailer-daemon@x.example\nContent-Type: text/html\n\n" + b"<script>" * 40_000,
        b"From: mailer-daemon@x.example\n\n" + b"a" * 2_500_000,
        b"From: mailer-daemon@x.example\n\n" + b"a@" * 200_000,
        b"From: mailer-daemon@x.example\n\n" + b"anna@example.org\n" * 50_000,
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)),
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000,
        b"Content-Type: message/rfc822\n\n" * 3000,
        b"Subject: x\nContent-Type: text/plain\n\n" + b'{"notificationType":"Bounce","bounce":' + b"[" * 20_000,
        b'Content-Type: text/plain\n\n{"notificationType":"Bounce","bounce":[1,2]}',
        b"Content-Type: text/plain\n\n[1]",
        b"Content-Type: message/feedback-report\n\n",
        b"Content-Type: message/delivery-status\n\n",
    ],
    ids=lambda raw: f"{len(raw)} octets: {raw[:30]!r}",
)
def test_monsters_are_read_and_put_away(raw: bytes) -> None:
    _is_sound(read_reply(raw))  # within the time every test has


def test_the_letter_of_an_unsubscribe_button_counts_though_no_hand_wrote_it() -> None:
    head = "From: anna@example.org\nTo: news@example.org\nAuto-Submitted: auto-generated\nSubject: unsubscribe"
    (reply,) = read_reply(f"{head} {TOKEN}\n\n".encode())
    assert (reply.kind, reply.token) == ("unsubscribe", TOKEN)
    (reply,) = read_reply(f"{head}\n\n".encode())
    assert reply.kind == "auto_reply"


NOTICE = "From: {sender}\nTo: news@harbour.example\nSubject: {subject}\n{more}Content-Type: text/plain; charset=utf-8\n\n{text}\n"


def letter(sender: str, subject: str, text: str, more: str = "") -> ReplyEntry:
    return read_reply(NOTICE.format(sender=sender, subject=subject, text=text, more=more).encode())[0]


def report(status: str, words: str) -> ReplyEntry:
    return read_reply(DSN.format(status=status, words=words, action="failed", token=TOKEN).encode())[0]


@pytest.mark.parametrize(
    ("status", "words", "reason"),
    [
        ("5.1.1", "550 5.1.1 <anna@example.org>: mailbox is full", "full"),
        ("5.1.1", "550 5.1.1 Message blocked as spam by content filter", "policy"),
        ("5.0.0", "554 Message rejected due to spam content. Address not found on whitelist", "policy"),
        ("5.0.0", "550 Your message was blocked: sender address has been disabled due to complaints", "sender"),
        ("5.0.0", "550 Sender verify failed: unknown user news@harbour.example", "sender"),
        ("5.0.0", "550 Message rejected: the domain does not exist in its SPF record", "policy"),
        ("5.6.0", "554 5.6.0 corrupt message content, property not found", "unknown"),
        ("5.7.133", "550 5.7.133 authentication required; sender was not authenticated for group", "filtered"),
        ("5.0.0", "552 Das Postfach des Empfängers ist voll", "full"),
        ("5.0.0", "552 La boîte aux lettres du destinataire est pleine", "full"),
        ("5.0.0", "552 メールボックスの容量を超えています", "full"),
    ],
)
def test_nobody_is_given_up_over_a_full_box_a_filter_or_our_own_address(status: str, words: str, reason: str) -> None:
    entry = report(status, words)
    assert (entry.kind, entry.suppress, entry.reason) == ("bounce", False, reason)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("5.1.1", "550 5.1.1 <anna@example.org>: Recipient address not accepted here"),
        ("5.0.0", "550 5.0.0 user unknown; see http://spam.example/blocked"),
        ("5.0.0", "550 mailbox not found, ask antispam@example.org"),
        ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
    ],
)
def test_who_is_not_there_is_still_given_up(status: str, words: str) -> None:
    entry = report(status, words)
    assert (entry.class_, entry.suppress) == ("hard", True)


def test_gmails_notice_in_german() -> None:
    text = "Adresse nicht gefunden\n\nIhre Nachricht wurde nicht an anna@example.org zugestellt."
    entry = letter("mailer-daemon@googlemail.com", "Delivery Status Notification (Failure)", text)
    assert (entry.recipient, entry.class_) == ("anna@example.org", "hard")


@pytest.mark.parametrize(
    "subject",
    ["Automatische Antwort: Neues", "Réponse automatique : Nouvelles", "Absence du bureau : Nouvelles", "自動返信: 返事",
     "Ateb awtomatig: Newyddion", "Re: News - out of office"],
)  # fmt: skip
def test_holidays_in_other_languages_and_in_headers_that_are_not_encoded(subject: str) -> None:
    entry = letter("Anna <anna@example.org>", subject, "carl@example.org: user unknown")
    assert (entry.kind, entry.suppress) == ("auto_reply", False)


@pytest.mark.parametrize(
    "subject",
    ["Désinscription", "désabonnement", "Please remove me from the newsletter", "Remove me", "I want to unsubscribe", "Stop",
     "Cancel my subscription", "No more emails please", "Dad-danysgrifio"],
)  # fmt: skip
def test_wishes_to_be_left_alone_in_more_words(subject: str) -> None:
    entry = letter("Anna <anna@example.org>", subject, "please")
    assert (entry.kind, entry.recipient, entry.suppress) == ("unsubscribe", "anna@example.org", True)


def test_a_person_who_writes_of_deliveries_gives_nobody_up() -> None:
    assert letter("Ben <ben@example.org>", "Mail delivery", "carl@example.org user unknown").kind == "other"
    assert letter("Ben <ben@example.org>", "Mail delivery", "carl@example.org user unknown", "Return-Path: <>\n").kind == "bounce"


FEEDBACK = """From: fbl@provider.example
To: news@harbour.example
Subject: report
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
Version: 1
Original-Rcpt-To: anna@example.org

--b--
"""


@pytest.mark.parametrize(
    ("kind", "complains"),
    [("abuse", True), ("ABUSE", True), ("fraud", True), ("opt-out", True), ("other", True),
     ("not-spam", False), ("auth-failure", False), ("virus", False)],
)  # fmt: skip
def test_not_every_feedback_is_a_complaint(kind: str, complains: bool) -> None:
    entry = read_reply(FEEDBACK.format(kind=kind).encode())[0]
    assert (entry.kind == "complaint", entry.suppress) == (complains, complains)


@pytest.mark.parametrize("kind", ["message/rfc822", 'multipart/mixed; boundary="b"'])
def test_complaints_as_outlook_com_reports_them(kind: str) -> None:
    inner = f"X-HmXmrOriginalRecipient: anna@example.org\nTo: anna@example.org\nMessage-ID: <{TOKEN}@harbour.example>\n\nhi\n"
    body = inner if kind == "message/rfc822" else f"--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    raw = f"From: staff@hotmail.com\nSubject: complaint about message from 192.0.2.1\nContent-Type: {kind}\n\n{body}"
    assert read_reply(raw.encode()) == [ReplyEntry("complaint", "anna@example.org", reason="abuse", suppress=True, token=TOKEN)]
