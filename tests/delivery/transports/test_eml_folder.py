"""Letters as files: one each, whole, none written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.delivery.envelope import Envelope
from composer.delivery.transports.eml_folder import EmlFolderTransport
from composer.errors import AccountError


def test_one_file_for_each_letter(tmp_path: Path) -> None:
    for content in (b"one\r\n", b"two\r\n"):
        transport = EmlFolderTransport(tmp_path / "letters")
        transport.open()
        assert transport.deliver(Envelope("a@harbour.example", "anna@example.org", content)).code == 250
        transport.close()
    files = sorted((tmp_path / "letters").iterdir())
    assert [path.name for path in files] == ["00001 anna@example.org.eml", "00002 anna@example.org.eml"]
    assert [path.read_bytes() for path in files] == [b"one\r\n", b"two\r\n"]


def test_an_address_cannot_choose_another_folder(tmp_path: Path) -> None:
    transport = EmlFolderTransport(tmp_path / "letters")
    transport.open()
    transport.deliver(Envelope("a@harbour.example", "../../x/y@example.org", b"x\r\n"))
    assert [path.parent for path in tmp_path.rglob("*.eml")] == [tmp_path / "letters"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AccountError, match="cannot be written"):
        EmlFolderTransport(tmp_path / "file" / "letters").open()


def test_a_folder_that_is_gone_is_no_letter_lost(tmp_path: Path) -> None:
    reply = EmlFolderTransport(tmp_path / "gone").deliver(Envelope("a@harbour.example", "anna@example.org", b"x"))
    assert reply.code == 452
