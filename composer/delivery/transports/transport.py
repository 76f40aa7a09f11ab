"""Transport: what every way of handing letters over can do."""

from __future__ import annotations

from abc import ABC, abstractmethod

from composer.delivery.envelope import Envelope
from composer.delivery.replies import Reply
from composer.errors import AccountError


class TryAgainError(AccountError):
    """The other side was not reached, or is busy: the same may well work in a minute."""


class Transport(ABC):
    """A way to hand letters over, one at a time, to one other side. Used by one thread.

    To speak to several at once, have several of these.
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
    def deliver(self, envelope: Envelope) -> Reply:
        """Hand over one letter and return the answer. Never raises for what the other side does; :meth:`open` comes first."""

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
