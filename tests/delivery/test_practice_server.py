"""The practice mailbox: real SMTP, letters as files, and nothing ever goes on from there."""

from __future__ import annotations

import smtplib
import socket
from pathlib import Path

import pytest

from composer.delivery.practice_server import PracticeServer
from composer.errors import WorkspaceError

LETTER = b"Subject: x\r\n\r\nhello\r\n.dot\r\n"


def _post(port: int, address: str = "anna@example.org") -> None:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.sendmail("news@harbour.example", [address], LETTER)


def test_letters_are_kept_whole_in_the_order_they_came(tmp_path: Path) -> None:
    with PracticeServer(tmp_path / "mailbox") as server:
        for number in range(12):
            _post(server.port, f"p{number}@example.org")
        letters = server.letters()
    assert [path.name for path in letters] == [f"{number}.eml" for number in range(1, 13)]
    assert letters[10].read_bytes() == b"Return-Path: <news@harbour.example>\r\nDelivered-To: p10@example.org\r\n" + LETTER


def test_after_a_restart_it_goes_on_at_the_same_port(tmp_path: Path) -> None:
    with PracticeServer(tmp_path) as server:
        port = server.port
        assert server.start() == port
        _post(port)
    with PracticeServer(tmp_path) as server:
        assert server.port == port
        _post(port)
        assert [path.name for path in server.letters()] == ["1.eml", "2.eml"]


def test_a_second_window_uses_the_mailbox_of_the_first(tmp_path: Path) -> None:
    with PracticeServer(tmp_path) as first:
        second = PracticeServer(tmp_path)
        assert second.start() == first.port
        second.stop()
        _post(first.port)
        assert len(second.letters()) == 1


def test_a_port_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    with PracticeServer(tmp_path) as server:
        port = server.port
    with socket.create_server(("127.0.0.1", port)), PracticeServer(tmp_path) as server:
        assert server.port != port
        _post(server.port)


def test_one_letter_one_person(tmp_path: Path) -> None:
    with PracticeServer(tmp_path) as server, smtplib.SMTP("127.0.0.1", server.port) as smtp:
        smtp.ehlo()
        smtp.mail("news@harbour.example")
        assert smtp.rcpt("anna@example.org")[0] == 250
        assert smtp.rcpt("bo@example.org")[0] == 452


def test_it_listens_at_one_address_only(tmp_path: Path) -> None:
    with PracticeServer(tmp_path) as server, pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", server.port), timeout=1)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorkspaceError, match="practice mailbox"):
        PracticeServer(tmp_path / "file").start()
