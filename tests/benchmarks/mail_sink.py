"""A mail server that accepts everything and keeps nothing, fast enough not to be what is measured. Prints its port.

mail_sink.py [--delay SECONDS] [--alone] [--tls CERTIFICATE KEY]

--delay: every answer goes so long after its command came, as a server far away answers. --alone: no PIPELINING is offered.
--tls: STARTTLS is offered.
"""

from __future__ import annotations

import argparse
import asyncio
import ssl
import sys


class Sink(asyncio.Protocol):
    """One connection: answers every command, swallows every letter."""

    delay = 0.0
    together = True
    tls: ssl.SSLContext | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.loop = asyncio.get_running_loop()
        self.waiting = bytearray()
        self.searched = 0
        self.in_letter = self.encrypted = self.encrypting = False
        self.answer(b"220 sink.example ready\r\n")

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        if self.encrypting:  # they were quick; the answers must not go by the old way
            return
        answers = []
        while self.waiting:
            mark = b"\r\n.\r\n" if self.in_letter else b"\r\n"
            at = self.waiting.find(mark, self.searched)
            if at < 0:
                self.searched = max(0, len(self.waiting) - 4)
                break
            command = b"." if self.in_letter else bytes(self.waiting[:8]).upper()
            del self.waiting[: at + len(mark)]
            self.searched = 0
            self.in_letter = command.startswith(b"DATA")
            answers.append(self.reply(command))
        if answers:
            self.answer(b"".join(answers))

    def reply(self, command: bytes) -> bytes:
        if command.startswith(b"DATA"):
            return b"354 go on\r\n"
        if command.startswith(b"EHLO"):
            offered = [b"PIPELINING"] * self.together + [b"STARTTLS"] * (self.tls is not None and not self.encrypted)
            return b"250-sink.example\r\n" + b"".join(b"250-%s\r\n" % one for one in offered) + b"250 8BITMIME\r\n"
        if command.startswith(b"STARTTLS"):
            self.encrypting = True
            self.transport.pause_reading()  # what comes next is for TLS
            self.loop.call_soon(self.encrypt)
            return b"220 go on\r\n"
        if command.startswith(b"QUIT"):
            self.loop.call_later(self.delay, self.transport.close)
            return b"221 bye\r\n"
        return b"250 ok\r\n"

    def answer(self, answers: bytes) -> None:
        if self.delay:
            self.loop.call_later(self.delay, self.transport.write, answers)
        else:
            self.transport.write(answers)

    def encrypt(self) -> None:
        assert self.tls is not None
        task = self.loop.create_task(self.loop.start_tls(self.transport, self, self.tls, server_side=True))
        task.add_done_callback(self.begin_encrypted)

    def begin_encrypted(self, task: asyncio.Task[asyncio.Transport | None]) -> None:
        encrypted = None if task.cancelled() or task.exception() else task.result()
        if encrypted is not None:
            self.transport, self.encrypted, self.encrypting = encrypted, True, False
            self.data_received(b"")


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--tls", nargs=2)
    chosen = parser.parse_args()
    Sink.delay, Sink.together = chosen.delay, not chosen.alone
    if chosen.tls:
        Sink.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        Sink.tls.load_cert_chain(*chosen.tls)
    asyncio.run(serve())
