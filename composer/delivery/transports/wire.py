"""Wire: bytes to a mail server, and its answers. What is said over it does not depend on how the answers are waited for.

There are two ways: the thread waits, as for a single letter; or it does not, and other lines go on meanwhile in the same thread.
Both are written as coroutines, so that the SMTP dialogue is written once; over the first way they never pause.
"""

from __future__ import annotations

import asyncio
import itertools
import smtplib
import socket
import ssl
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
LONGEST_LINE = 8192  # octets of one line of an answer, as smtplib has it
LONGEST_ANSWER = 1_000_000
_SPACE = ord(" ")
_AT_ONCE = 65_536  # octets asked from the operating system
_NOT_NOW = (BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


def at_once(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns that never pauses."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        result: T = ended.value
        return result
    coroutine.close()
    raise RuntimeError("it waits for something, and nobody is there to wait with it")


class Wire(ABC):
    """An open connection.

    Attributes:
        begun: how many of the parts of the last :meth:`send` had begun to leave. What had not cannot have arrived.

    Raises (all methods):
        OSError, smtplib.SMTPException: it broke, or the answer did not come in time.
    """

    begun = 0

    @abstractmethod
    async def send(self, *parts: bytes) -> None:
        """Returns when all of them are on their way."""

    @abstractmethod
    async def answer(self, seconds: float) -> tuple[int, str]:
        """The server's next answer: its three digits (-1: none that could be read) and its words.

        Args:
            seconds: how long to wait for each piece of it.
        """

    @abstractmethod
    def close(self) -> None:
        """Cut it off. Safe at any time."""


class WaitingWire(Wire):
    """The thread waits."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    async def send(self, *parts: bytes) -> None:
        for self.begun, part in enumerate(parts, 1):
            self._smtp.send(part)

    async def answer(self, seconds: float) -> tuple[int, str]:
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)
        code, text = self._smtp.getreply()
        return code, text.decode("utf-8", "replace")

    def close(self) -> None:
        self._smtp.close()


class SharedWire(Wire):
    """Others go on while this one waits, in the same event loop. To be made and used there."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        assert smtp.sock is not None
        self._smtp = smtp
        self._sock: socket.socket = smtp.sock
        self._sock.setblocking(False)
        self._encrypted = isinstance(self._sock, ssl.SSLSocket)
        self._loop = asyncio.get_running_loop()
        self._number = self._sock.fileno()
        self._came = bytearray()
        self._broken: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._until = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self._loop.add_reader(self._number, self._read)

    async def send(self, *parts: bytes) -> None:
        self.begun = 0
        if self._encrypted:  # where TLS fails, nobody knows how much of a part it had sent
            for self.begun, part in enumerate(parts, 1):
                await self._send(part)
            return
        ends = itertools.accumulate(len(part) for part in parts)
        await self._send(b"".join(parts), list(ends))

    async def _send(self, data: bytes, ends: Sequence[int] = ()) -> None:
        sent = 0
        while sent < len(data):
            if self._number < 0:
                raise smtplib.SMTPServerDisconnected("please run connect() first")
            try:
                sent += self._sock.send(memoryview(data)[sent:] if sent else data)
            except _NOT_NOW:
                await self._room()
            if ends:  # the system takes all it says it took, and nothing where it fails
                self.begun = sum(sent > begin for begin in (0, *ends[:-1]))

    async def answer(self, seconds: float) -> tuple[int, str]:
        end = self._came.find(b"\n")
        if end > 3 and self._came[3] == _SPACE and self._came[:3].isdigit():  # it is there already and of one line, as most are
            code, words = int(self._came[:3]), self._came[4:end].decode("utf-8", "replace")
            del self._came[: end + 1]
            return code, words.strip(" \t\r")
        lines: list[str] = []
        size = 0
        while True:
            end = self._came.find(b"\n")
            if end < 0:
                if len(self._came) > LONGEST_LINE:
                    raise smtplib.SMTPResponseException(500, "Line too long.")
                await self._more(seconds)
                continue
            line = bytes(self._came[:end])
            del self._came[: end + 1]
            size += end
            if size > LONGEST_ANSWER:
                raise smtplib.SMTPResponseException(500, "Answer too long.")
            lines.append(line[4:].decode("utf-8", "replace").strip(" \t\r\n"))
            digits = line[:3]
            if not digits.isdigit() or len(digits) < 3:
                return -1, "\n".join(lines)
            if line[3:4] != b"-":
                return int(digits), "\n".join(lines)

    def close(self) -> None:
        if self._number >= 0:
            self._loop.remove_reader(self._number)
            self._loop.remove_writer(self._number)
            self._number = -1
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        self._smtp.close()

    async def _more(self, seconds: float) -> None:
        """Wait until something more has come."""
        if self._broken is not None:
            raise self._broken
        if self._number < 0:
            raise smtplib.SMTPServerDisconnected("please run connect() first")
        await self._wait(seconds)

    async def _room(self) -> None:
        """Wait until something more can be sent."""
        self._loop.add_writer(self._number, self._wake)
        try:
            await self._wait(self._seconds_to_send)
        finally:
            if self._number >= 0:
                self._loop.remove_writer(self._number)

    async def _wait(self, seconds: float) -> None:
        self._until = self._loop.time() + seconds
        if self._alarm is None:
            self._alarm = self._loop.call_at(self._until, self._look_at_the_time)
        elif self._alarm.when() > self._until:
            self._alarm.cancel()
            self._alarm = self._loop.call_at(self._until, self._look_at_the_time)
        self._waiting = self._loop.create_future()
        try:
            await self._waiting
        finally:
            self._waiting = None

    def _look_at_the_time(self) -> None:
        """One alarm serves many waits: where it rings too early for the one that goes on, it is set again."""
        self._alarm = None
        if self._waiting is None:
            return
        if self._loop.time() >= self._until:
            self._wake(TimeoutError("timed out"))
        else:
            self._alarm = self._loop.call_at(self._until, self._look_at_the_time)

    def _read(self) -> None:
        try:
            while data := self._sock.recv(_AT_ONCE):
                self._came += data
                if not self._encrypted:  # what TLS has unpacked already, nobody tells us of
                    break
            else:
                self._end(smtplib.SMTPServerDisconnected("Connection unexpectedly closed"))
        except _NOT_NOW:
            pass
        except OSError as error:
            self._end(smtplib.SMTPServerDisconnected(f"Connection unexpectedly closed: {error}"))
        self._wake()

    def _end(self, why: Exception) -> None:
        """Nothing more comes. What came before is still read."""
        self._broken = why
        if self._number >= 0:
            self._loop.remove_reader(self._number)

    def _wake(self, error: Exception | None = None) -> None:
        waiting = self._waiting
        if waiting is not None and not waiting.done():
            if error is None:
                waiting.set_result(None)
            else:
                waiting.set_exception(error)

    _seconds_to_send = 300.0
