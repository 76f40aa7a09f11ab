"""Questions of several lines, put to the disk together: whoever asks while others do is answered with them.

Each line still waits until its own answers and its own next claim are on disk; only the trip to the disk is shared. The lines
are coroutines of one event loop, so that nobody has to be woken by another thread for each letter.

Most of a trip costs the same for one as for many. Where one follows another closely, it begins a little late: half as long after
the first question as the one before took. It begins at once where nobody else is left to ask, or where there was time to rest.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")
SHARE_OF_A_TRIP = 0.5
LONGEST_WAIT = 0.01  # seconds


class GroupWriter(Generic[Q, A]):
    """Brings what several coroutines ask into one transaction.

    Args:
        together: answers several questions at once, all or none.

    Attributes:
        askers: how many there are; when all of them wait, nobody waits any longer.
    """

    def __init__(self, together: Callable[[Sequence[Q]], Sequence[A]]) -> None:
        self.askers = 1
        self._together = together
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._next: asyncio.Handle | None = None
        self._took = self._ended = 0.0  # the last trip, in seconds and on the monotonic clock

    async def ask(self, question: Q) -> A:
        """The answer, when all is on disk. What it raises holds for all who were asked for together."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[A] = loop.create_future()
        self._waiting.append((question, answer))
        if len(self._waiting) == self.askers:
            if self._next is not None:
                self._next.cancel()
            self._next = loop.call_soon(self._ask_all)
        elif self._next is None:
            rested = time.monotonic() - self._ended > self._took
            self._next = loop.call_later(0 if rested else min(self._took * SHARE_OF_A_TRIP, LONGEST_WAIT), self._ask_all)
        return await answer

    def _ask_all(self) -> None:
        group, self._waiting, self._next = self._waiting, [], None
        begun = time.monotonic()
        try:
            answers = self._together([question for question, _answer in group])
        except BaseException as error:
            for _question, waiting in group:
                if not waiting.done():
                    waiting.set_exception(error)
            if not isinstance(error, Exception):
                raise
            return
        finally:
            self._ended = time.monotonic()
            self._took = self._ended - begun
        for (_question, waiting), answer in zip(group, answers, strict=True):
            if not waiting.done():  # the line was given up meanwhile
                waiting.set_result(answer)
