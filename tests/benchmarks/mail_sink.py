"""A mail server that accepts everything and keeps nothing, fast enough not to be what is measured. Prints its port.

mail_sink.py
"""

from __future__ import annotations

import asyncio
import sys

ANSWERS = {
    b"DATA": b"354 go on\r\n",
    b"EHLO": b"250-sink.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
    b"QUIT": b"221 bye\r\n",
}


class Sink(asyncio.Protocol):
    """One connection: answers every command, swallows every letter."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.waiting = bytearray()
        self.in_letter = False
        transport.write(b"220 sink.example ready\r\n")

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while self.waiting:
            mark = b"\r\n.\r\n" if self.in_letter else b"\r\n"
            at = self.waiting.find(mark, max(0, len(self.waiting) - len(data) - 4))
            if at < 0:
                return
            command = b"." if self.in_letter else bytes(self.waiting[:4]).upper()
            del self.waiting[: at + len(mark)]
            self.in_letter = command == b"DATA"
            self.transport.write(ANSWERS.get(command, b"250 ok\r\n"))
            if command == b"QUIT":
                self.transport.close()
                return


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
