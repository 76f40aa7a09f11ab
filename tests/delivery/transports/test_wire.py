"""Answers of a server, however they are cut on their way, and however they are waited for."""

from __future__ import annotations

import asyncio
import smtplib
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.transports.wire import SharedWire, WaitingWire, Wire, at_once

WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)
ANSWERS = st.lists(st.tuples(st.integers(200, 599), st.lists(WORDS, min_size=1, max_size=3)), min_size=1, max_size=5)


def _pair() -> tuple[smtplib.SMTP, socket.socket]:
    """Our side of a connection, and the server's."""
    ours, theirs = socket.socketpair()
    smtp = smtplib.SMTP()
    smtp.sock = ours
    return smtp, theirs


def _spoken(answers: list[tuple[int, list[str]]]) -> bytes:
    lines = []
    for code, words in answers:
        lines += [f"{code}-{text}" for text in words[:-1]] + [f"{code} {words[-1]}"]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _among_others(work: Callable[[Wire, socket.socket], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        smtp, theirs = _pair()
        wire = SharedWire(smtp)
        try:
            return await work(wire, theirs)
        finally:
            wire.close()
            theirs.close()

    return asyncio.run(run())


@given(ANSWERS, st.lists(st.integers(1, 400), max_size=4))
def test_answers_are_read_whole_however_they_are_cut(answers: list[tuple[int, list[str]]], cuts: list[int]) -> None:
    spoken = _spoken(answers)

    async def read(wire: Wire, theirs: socket.socket) -> list[tuple[int, str]]:
        found = []

        async def listen() -> None:
            found.extend([await wire.answer(5.0) for _answer in answers])

        listening = asyncio.ensure_future(listen())
        start = 0
        for cut in [*sorted(cuts), len(spoken)]:
            theirs.sendall(spoken[start:cut])
            start = max(start, cut)
            await asyncio.sleep(0)
        await listening
        return found

    expected = [(code, "\n".join(words)) for code, words in answers]
    assert _among_others(read) == expected
    smtp, theirs = _pair()
    theirs.sendall(spoken)
    waiting = WaitingWire(smtp)
    assert [at_once(waiting.answer(5.0)) for _answer in answers] == expected
    waiting.close()
    theirs.close()


def test_what_is_larger_than_the_system_takes_at_once_arrives_whole_while_others_go_on() -> None:
    letter = bytes(range(256)) * 40_000

    async def send(wire: Wire, theirs: socket.socket) -> tuple[bytes, int]:
        sending = asyncio.ensure_future(wire.send(letter))
        came, turns = bytearray(), 0
        theirs.setblocking(False)
        while len(came) < len(letter):
            turns += 1
            await asyncio.sleep(0)
            try:
                came += theirs.recv(300_000)
            except BlockingIOError:
                continue
        await sending
        return bytes(came), turns

    came, turns = _among_others(send)
    assert came == letter
    assert turns > 10


def test_it_is_known_which_part_had_begun_when_the_line_broke() -> None:
    async def send(wire: Wire, theirs: socket.socket) -> int:
        sending = asyncio.ensure_future(wire.send(b"x" * 20_000_000, b".\r\n"))
        await asyncio.sleep(0)
        theirs.close()
        with pytest.raises(ConnectionError):
            await sending
        begun = wire.begun
        with pytest.raises(ConnectionError):
            await wire.send(b"QUIT\r\n")
        assert wire.begun == 0
        return begun

    assert _among_others(send) == 1

    async def send_all(wire: Wire, theirs: socket.socket) -> tuple[int, bytes]:
        await wire.send(b"a letter\r\n", b".\r\n")
        return wire.begun, theirs.recv(100)

    assert _among_others(send_all) == (2, b"a letter\r\n.\r\n")


def test_a_server_that_says_nothing_is_not_waited_for_for_ever() -> None:
    async def wait(wire: Wire, _theirs: socket.socket) -> None:
        with pytest.raises(OSError, match="timed out"):
            await wire.answer(0.01)

    _among_others(wait)


def test_what_the_server_said_before_it_left_is_still_heard() -> None:
    async def leave(wire: Wire, theirs: socket.socket) -> tuple[int, str]:
        theirs.sendall(b"421 4.3.2 good night\r\n")
        theirs.shutdown(socket.SHUT_RDWR)
        answer = await wire.answer(5.0)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            await wire.answer(5.0)
        return answer

    assert _among_others(leave) == (421, "4.3.2 good night")


@pytest.mark.parametrize("said", [b"hello\r\n", b"\r\n", b"2x0 ok\r\n"])
def test_what_is_no_answer_is_told_apart(said: bytes) -> None:
    async def read(wire: Wire, theirs: socket.socket) -> tuple[int, str]:
        theirs.sendall(said)
        return await wire.answer(5.0)

    assert _among_others(read)[0] == -1


def test_a_line_without_end_is_not_kept() -> None:
    async def read(wire: Wire, theirs: socket.socket) -> None:
        theirs.sendall(b"250 " + b"x" * 100_000)
        with pytest.raises(smtplib.SMTPResponseException):
            await wire.answer(5.0)

    _among_others(read)
