"""What letters are made from: the right sender, and nothing missing."""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.accounts import Account
from composer.delivery.frozen import FrozenIssue, freeze, pack, unpack
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.errors import DeliveryError, InputError
from composer.rendering.rendered import Rendered

ISSUE = Issue(name="December newsletter", subject="News")
ACCOUNT = Account(name="Office", smtp_host="mail.harbour.example", smtp_port=465, from_name="Jo", from_email="jo@harbour.example")


def _rendered(**changes: Any) -> Rendered:
    options: dict[str, Any] = {
        "issue_id": ISSUE.id,
        "fingerprint": ISSUE.fingerprint(),
        "subject": "News",
        "preheader": "",
        "html": "<p>x</p>",
        "text": "x",
        "tokens": (),
        "pictures": (),
        "html_bytes": 8,
        "style_bytes": 0,
        "block_bytes": {},
    }
    return Rendered(**(options | changes))


def _freeze(newsletter: Newsletter, account: Account = ACCOUNT, **options: Any) -> FrozenIssue:
    return freeze(**({"issue": ISSUE, "rendered": _rendered(), "pictures": {}} | options), newsletter=newsletter, account=account)


def test_the_newsletters_own_sender_where_the_account_may_send_as_it() -> None:
    frozen = _freeze(Newsletter(id="n1", name="News", sender_name="Harbour", sender_email="news@harbour.example"))
    assert frozen.sender == "Harbour <news@harbour.example>"
    assert frozen.reply_to == ""
    assert frozen.mail_from == "jo@harbour.example"
    assert frozen.list_id == "n1.harbour.example"
    assert frozen.unsubscribe_address == "news@harbour.example"


def test_a_sender_the_server_would_refuse_becomes_the_reply_address() -> None:
    frozen = _freeze(Newsletter(sender_name="Harbour", sender_email="news@elsewhere.example"))
    assert frozen.sender == "Harbour <jo@harbour.example>"
    assert frozen.reply_to == "news@elsewhere.example"
    assert frozen.unsubscribe_address == "news@elsewhere.example"


def test_answers_go_where_the_newsletter_says() -> None:
    frozen = _freeze(Newsletter(sender_email="news@harbour.example", reply_to="office@harbour.example"))
    assert frozen.reply_to == "office@harbour.example"


def test_without_any_sender_nothing_is_sent() -> None:
    with pytest.raises(DeliveryError, match="No sender address"):
        _freeze(Newsletter(), msgspec.structs.replace(ACCOUNT, from_email=""))
    with pytest.raises(InputError):
        _freeze(Newsletter(sender_email="not an address"))


def test_a_missing_picture_is_noticed_before_anything_leaves() -> None:
    with pytest.raises(DeliveryError, match="picture"):
        _freeze(Newsletter(), rendered=_rendered(pictures=("a" * 64,)))
    frozen = _freeze(
        Newsletter(), rendered=_rendered(pictures=("a" * 64,)), pictures={"a" * 64: ("image/png", b"x"), "b": ("image/png", b"y")}
    )
    assert [picture.hash for picture in frozen.pictures] == ["a" * 64]


def test_kept_and_read_again() -> None:
    frozen = _freeze(Newsletter(name="Zoë’s"), pictures={})
    assert unpack(pack(frozen)) == frozen


@given(st.binary(max_size=200))
def test_a_damaged_row_is_said_to_be_damaged(raw: bytes) -> None:
    with pytest.raises(DeliveryError, match="damaged"):
        unpack(raw)


def test_frozen_is_frozen() -> None:
    frozen = _freeze(Newsletter())
    with pytest.raises((AttributeError, dataclasses.FrozenInstanceError)):
        frozen.html = "x"  # type: ignore[misc]


def test_other_bodies_have_their_own_pictures_and_an_unknown_key_gets_nothing() -> None:
    pictures = {"a": ("image/png", b"a"), "b": ("image/png", b"b")}
    other = _rendered(html="<p>other</p>", text="other", subject="Other", pictures=("a", "b"))
    frozen = _freeze(
        Newsletter(sender_email="news@harbour.example"),
        rendered=_rendered(pictures=("a",)),
        pictures=pictures,
        variants={"k": other},
    )
    again = unpack(pack(frozen))
    assert [picture.hash for picture in again.pictures] == ["a"]
    mine = again.variant("k")
    assert (mine.html, mine.text, mine.subject) == ("<p>other</p>", "other", "Other")
    assert [picture.hash for picture in mine.pictures] == ["a", "b"]
    assert again.variant("") is again
    with pytest.raises(DeliveryError):
        again.variant("unknown")
    with pytest.raises(DeliveryError):
        _freeze(Newsletter(sender_email="news@harbour.example"), variants={"k": _rendered(fingerprint="another")})
