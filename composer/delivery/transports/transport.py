"""Transport: what every way of handing letters over can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable

from composer.delivery.envelope import Envelope
from composer.delivery.replies import Reply
from composer.errors import AccountError

MayGo = Callable[[], bool]
"""The last question before a letter leaves: may it go?"""

AskFirst = Callable[[], Awaitable[bool]]
"""The same question, where others go on while its answer is waited for."""


def always() -> bool:
    """Nothing speaks against it."""
    return True


class TryAgainError(AccountError):
    """The other side was not reached, or is busy: the same may well work in a minute."""


class Transport(ABC):
    """A way to hand letters over, one at a time, to one other side. Used by one thread.

    To speak to several at once, have several of these: :meth:`reach`, :meth:`hand_over` and :meth:`leave` do as :meth:`open`,
    :meth:`deliver` and :meth:`close`, and let the others go on while they wait. A transport is used in one of these two ways,
    not in both.
    """

    @property
    def ready(self) -> bool:
        """True where :meth:`open` would have nothing to do."""
        return True

    @abstractmethod
    def open(self) -> None:
        """Get ready to hand over; does nothing where that is so already.

        Raises:
            TryAgainError: the other side was not reached, or is busy.
            AccountError: it is not who it should be, or refused the sign-in.
        """

    @abstractmethod
    def deliver(self, envelope: Envelope, may_go: MayGo = always) -> Reply:
        """Hand over one letter and return the answer. Never raises for what the other side does; :meth:`open` comes first.

        Args:
            may_go: asked when the other side would take the letter and no byte of it has left; where it says no, none leaves.
        """

    @property
    def looks_ahead(self) -> bool:
        """True where :meth:`expect` saves time."""
        return False

    def expect(self, envelope: Envelope | None) -> None:  # noqa: B027 - most ways have nothing to do here
        """The letter that will most likely be next: the other side may be told of it at the end of the one before, but gets no
        byte of it until it is delivered. With None, what was told is taken back. Does nothing where there is no such way."""

    @abstractmethod
    def close(self) -> None:
        """Take leave. Safe at any time."""

    async def reach(self) -> None:
        """:meth:`open`, among others; raises the same."""
        self.open()

    async def hand_over(self, envelope: Envelope, may_go: AskFirst) -> Reply:
        """:meth:`deliver`, among others."""
        return self.deliver(envelope) if await may_go() else Reply("held_back", 0)

    async def leave(self) -> None:
        """:meth:`close`, among others."""
        self.close()
