"""Every letter is signed once, whether it was announced beforehand or not."""

from __future__ import annotations

import asyncio

import pytest

from composer.delivery.dkim_signing import SigningKey, make_key
from composer.delivery.envelope import Envelope
from composer.delivery.replies import Reply
from composer.delivery.transports.signing import SigningTransport
from composer.delivery.transports.transport import MayGo, Transport, always


class _Inner(Transport):
    """Remembers what it was given."""

    looks_ahead = True  # type: ignore[assignment]  # a plain answer is enough here

    def __init__(self) -> None:
        self.told: list[Envelope | None] = []
        self.taken: list[Envelope] = []
        self.opened = 0

    def open(self) -> None:
        self.opened += 1

    def expect(self, envelope: Envelope | None) -> None:
        self.told.append(envelope)

    def deliver(self, envelope: Envelope, may_go: MayGo = always) -> Reply:
        self.taken.append(envelope)
        return Reply("after_body", 250, "taken")

    def close(self) -> None:
        self.opened -= 1


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return make_key("harbour.example", "k1")


def test_what_was_announced_is_what_is_handed_over(key: SigningKey) -> None:
    inner = _Inner()
    signing = SigningTransport(inner, key)
    signing.open()
    first, second = (Envelope("a@harbour.example", f"{name}@friends.example", b"From: a\r\n\r\nx\r\n") for name in ("jo", "al"))
    assert signing.looks_ahead
    assert signing.ready
    signing.expect(second)
    assert signing.deliver(second).code == 250
    assert inner.taken[0] is inner.told[0]  # the server knows its envelope already
    signing.expect(None)
    signing.deliver(first)
    assert inner.told[-1] is None
    assert [letter.content.count(b"DKIM-Signature:") for letter in inner.taken] == [1, 1]
    assert [letter.rcpt_to for letter in inner.taken] == ["al@friends.example", "jo@friends.example"]
    signing.close()
    assert inner.opened == 0


def test_among_other_lines_it_signs_as_well(key: SigningKey) -> None:
    inner = _Inner()
    signing = SigningTransport(inner, key)
    letter = Envelope("a@harbour.example", "jo@friends.example", b"From: a\r\n\r\nx\r\n")

    async def ask() -> bool:
        return len(inner.taken) < 1

    async def send_two() -> list[str]:
        await signing.reach()
        signing.expect(letter)
        stages = [(await signing.hand_over(letter, ask)).stage for _time in range(2)]
        await signing.leave()
        return stages

    assert asyncio.run(send_two()) == ["after_body", "held_back"]
    assert [taken.content.count(b"DKIM-Signature:") for taken in inner.taken] == [1]
    assert inner.taken[0] is inner.told[0]
    assert inner.opened == 0
