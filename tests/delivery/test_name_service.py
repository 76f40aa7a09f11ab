"""The DNS: what stands there, what does not, and a server that does not answer, told apart."""

from __future__ import annotations

import pytest
from name_server import NameServer

from composer.delivery.name_service import NameService, NoAnswerError, Service


def test_records_are_read_as_they_are_written() -> None:
    with NameServer(
        {
            ("harbour.example", "MX"): ["20 backup.harbour.example.", "10 MX.Harbour.example."],
            ("_imaps._tcp.harbour.example", "SRV"): ["10 1 993 second.harbour.example.", "10 9 993 first.harbour.example."],
            ("mail.harbour.example", "A"): ["192.0.2.7"],
        }
    ) as server:
        server.txt("harbour.example", "v=spf1 -all", "x" * 600)
        names = server.names
        assert sorted(names.texts("harbour.example")) == ["v=spf1 -all", "x" * 600]
        assert names.mail_servers("harbour.example") == ("mx.harbour.example", "backup.harbour.example")
        assert names.services("_imaps._tcp.harbour.example")[0] == Service(10, 9, 993, "first.harbour.example")
        assert names.addresses("mail.harbour.example") == ("192.0.2.7",)


def test_a_long_answer_comes_over_tcp() -> None:
    with NameServer() as server:
        server.txt("harbour.example", *[f"{number} " + "y" * 240 for number in range(20)])
        assert len(server.names.texts("harbour.example")) == 20


@pytest.mark.parametrize("name", ["nobody.example", "harbour.example", "", "a..b", "x" * 70 + ".example", "☃" * 80 + ".example"])
def test_what_is_not_there_is_an_answer(name: str) -> None:
    with NameServer({("harbour.example", "A"): ["192.0.2.7"]}) as server:
        assert server.names.texts(name) == ()


def test_a_server_that_fails_is_no_answer() -> None:
    with NameServer({("harbour.example", "TXT"): "SERVFAIL"}) as server, pytest.raises(NoAnswerError, match=r"harbour\.example"):
        NameService(("127.0.0.1",), server.port, seconds=0.5).texts("harbour.example")
