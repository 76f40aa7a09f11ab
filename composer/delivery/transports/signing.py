"""Signs every letter just before it is handed over: the last thing that happens to its bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from composer.delivery.dkim_signing import SigningKey, sign
from composer.delivery.transports.transport import AskFirst, MayGo, Transport, always

if TYPE_CHECKING:
    from composer.delivery.envelope import Envelope
    from composer.delivery.replies import Reply


class SigningTransport(Transport):
    """Another transport, with signatures."""

    def __init__(self, inner: Transport, key: SigningKey) -> None:
        self._inner = inner
        self._key = key
        self._expected: tuple[Envelope, Envelope] | None = None  # the letter, and the same with its signature

    @property
    def ready(self) -> bool:
        return self._inner.ready

    @property
    def looks_ahead(self) -> bool:
        return self._inner.looks_ahead

    def open(self) -> None:
        self._inner.open()

    def close(self) -> None:
        self._inner.close()

    def expect(self, envelope: Envelope | None) -> None:
        self._expected = None if envelope is None else (envelope, self._signed(envelope))
        self._inner.expect(None if self._expected is None else self._expected[1])

    def deliver(self, envelope: Envelope, may_go: MayGo = always) -> Reply:
        return self._inner.deliver(self._as_expected(envelope), may_go)

    async def reach(self) -> None:
        await self._inner.reach()

    async def hand_over(self, envelope: Envelope, may_go: AskFirst) -> Reply:
        return await self._inner.hand_over(self._as_expected(envelope), may_go)

    async def leave(self) -> None:
        await self._inner.leave()

    def _as_expected(self, envelope: Envelope) -> Envelope:
        expected = self._expected
        return expected[1] if expected is not None and expected[0] is envelope else self._signed(envelope)

    def _signed(self, envelope: Envelope) -> Envelope:
        return replace(envelope, content=sign(envelope.content, self._key))
