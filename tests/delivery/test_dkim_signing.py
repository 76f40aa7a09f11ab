"""Signatures as a receiver checks them, over the real letter, with both unsubscribe headers in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import dkim
import pytest

from composer.delivery.authentication_results import read_results
from composer.delivery.dkim_signing import SigningKey, check_selector, make_key, new_selector, packed, sign, unpacked
from composer.delivery.message import Addressee, LetterMaker
from composer.delivery.sender_domain.records import tags
from composer.errors import AccountError, InputError


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return make_key("harbour.example", "k1")


def _letter(office: Any) -> bytes:
    office.people(1)
    campaign = office.campaign()
    row = office.campaigns.deliveries(campaign.id)[0]
    maker = LetterMaker(office.campaigns.frozen(campaign.id), campaign.id)
    return maker.make(Addressee(row.email, row.token, {}), datetime(2026, 11, 23, 9, tzinfo=UTC)).content


def _believed(content: bytes, key: SigningKey) -> bool:
    def published(name: bytes, timeout: int = 5) -> bytes:
        assert name.decode().rstrip(".") == key.name
        return key.record.encode()

    return bool(dkim.verify(content, dnsfunc=published))


def test_a_receiver_believes_it_and_no_byte_may_change(office: Any, key: SigningKey) -> None:
    letter = _letter(office)
    signed = sign(letter, key)
    assert signed.endswith(letter)
    assert all(len(line) <= 998 for line in signed.split(b"\r\n"))
    assert _believed(signed, key)
    assert not _believed(signed.replace(b"harbour caf", b"harbour bar"), key)
    assert not _believed(signed.replace(b"Subject: ", b"Subject: Re: "), key)
    assert read_results(signed).signers == ("harbour.example",)


def test_both_unsubscribe_headers_are_covered(key: SigningKey) -> None:
    letter = (
        b"From: a@harbour.example\r\nSubject: x\r\nList-Unsubscribe: <https://harbour.example/u/1>\r\n"
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nbody\r\n"
    )
    assert read_results(sign(letter, key)).covered == {"list-unsubscribe", "list-unsubscribe-post"}
    assert _believed(sign(letter, key), key)


def test_a_key_is_kept_and_says_nothing_of_itself(key: SigningKey) -> None:
    assert unpacked(packed(key)) == key
    assert "PRIVATE" not in repr(key)
    assert tags(key.record)["k"] == "rsa"
    with pytest.raises(AccountError):
        unpacked("{}")


@pytest.mark.parametrize("name", ["", "a b", "-a", "a-", "ü", "a.b", "a" * 64])
def test_names_no_key_can_have(name: str) -> None:
    with pytest.raises(InputError):
        check_selector(name)


def test_names_it_can_have() -> None:
    assert check_selector(" Spring-2026 ") == "spring-2026"
    assert check_selector(new_selector()) != new_selector()
