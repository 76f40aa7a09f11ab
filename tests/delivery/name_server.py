"""A DNS server on this computer that answers from a table, for tests."""

from __future__ import annotations

import socket
import threading
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from composer.delivery.name_service import NameService


class NameServer:
    """``records`` maps (name, type) to what stands there, as in a zone file; a name with ``SERVFAIL`` has a broken server."""

    def __init__(self, records: dict[tuple[str, str], list[str] | str] | None = None) -> None:
        self.records = dict(records or {})
        self.asked: list[tuple[str, str]] = []

    def __enter__(self) -> NameServer:
        self._udp, self._tcp, self.port = _one_port_for_both()
        self._over = False
        self._threads = [
            threading.Thread(target=self._serve_udp, daemon=True),
            threading.Thread(target=self._serve_tcp, daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waking:
            waking.sendto(b"", ("127.0.0.1", self.port))
        self._tcp.shutdown(socket.SHUT_RDWR)
        self._tcp.close()
        for thread in self._threads:
            thread.join(5)
        self._udp.close()

    @property
    def names(self) -> NameService:
        return NameService(("127.0.0.1",), self.port, seconds=2.0)

    def txt(self, name: str, *texts: str) -> None:
        """TXT records, long ones cut into strings of 255 characters as servers do."""
        self.records[name, "TXT"] = [
            " ".join(f'"{text[start : start + 255]}"' for start in range(0, len(text), 255)) for text in texts
        ]

    def _serve_udp(self) -> None:
        while not self._over:
            packet, peer = self._udp.recvfrom(65535)
            if self._over or not packet:
                return
            answer = self._answer(packet)
            wire = answer.to_wire(max_size=65535)
            if len(wire) > 1232:
                answer = dns.message.make_response(dns.message.from_wire(packet))
                answer.flags |= dns.flags.TC
                wire = answer.to_wire()
            self._udp.sendto(wire, peer)

    def _serve_tcp(self) -> None:
        while not self._over:
            try:
                line, _peer = self._tcp.accept()
            except OSError:
                return
            with line:
                size = int.from_bytes(line.recv(2), "big")
                packet = b""
                while len(packet) < size and (part := line.recv(size - len(packet))):
                    packet += part
                wire = self._answer(packet).to_wire(max_size=65535)
                line.sendall(len(wire).to_bytes(2, "big") + wire)

    def _answer(self, packet: bytes) -> Any:
        query = dns.message.from_wire(packet)
        question = query.question[0]
        name, kind = str(question.name).rstrip(".").lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        answer = dns.message.make_response(query)
        found = self.records.get((name, kind))
        if found == "SERVFAIL":
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif found:
            answer.answer.append(dns.rrset.from_text(question.name, 300, "IN", kind, *found))
        elif not any(known == name for known, _kind in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer


def _one_port_for_both(tries: int = 50) -> tuple[socket.socket, socket.socket, int]:
    """A port free for UDP is often taken for TCP by a test beside this one, so others are tried."""
    for left in reversed(range(tries)):
        tcp = socket.create_server(("127.0.0.1", 0))
        port = int(tcp.getsockname()[1])
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            udp.bind(("127.0.0.1", port))
        except OSError:
            udp.close()
            tcp.close()
            if not left:
                raise
        else:
            return udp, tcp, port
    raise AssertionError("no tries were given")
