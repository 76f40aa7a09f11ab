"""replies: what came back, for scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.workspace import open_workspace

Newsletter = Callable[..., Any]
FIELDS = {"file", "kind", "recipient", "class", "status", "reason", "suppress"}
BOUNCE = """From: MAILER-DAEMON@mail.example.org
To: news@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

gone@example.net: no such user

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; gone@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
"""


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    folder = tmp_path / "returned"
    folder.mkdir()
    (folder / "1.eml").write_text(BOUNCE, encoding="ascii")
    (folder / "2.eml").write_bytes(b"")
    (folder / "3.eml").write_bytes(bytes(range(256)) * 40)
    return folder


def test_one_entry_for_each_recipient(newsletter: Newsletter, returned: Path) -> None:
    answer = newsletter("replies", returned, "--json")
    assert answer.status == 0
    messages = answer.json["messages"]
    assert all(set(message) >= FIELDS for message in messages)
    bounce = next(message for message in messages if message["file"].endswith("1.eml"))
    assert (bounce["kind"], bounce["recipient"], bounce["class"]) == ("bounce", "gone@example.net", "hard")
    assert (bounce["status"], bounce["suppress"]) == ("5.1.1", True)
    assert {Path(message["file"]).name for message in messages} == {"1.eml", "2.eml", "3.eml"}
    assert all(message["recipient"] is None for message in messages if message is not bounce)


def test_reading_alone_marks_nobody(newsletter: Newsletter, returned: Path, location: Path) -> None:
    newsletter("replies", returned)
    newsletter("lists")
    opened = open_workspace(str(location))
    assert not opened.suppressions.blocked("gone@example.net")
    opened.close()


def test_a_missing_file_is_said(newsletter: Newsletter, tmp_path: Path) -> None:
    answer = newsletter("replies", tmp_path / "none.eml")
    assert answer.status == 2
    assert "none.eml" in answer.err


def test_real_returned_letters_are_read_as_their_manifest_says(newsletter: Newsletter, shared_samples: Path) -> None:
    manifest = json.loads((shared_samples / "MANIFEST.json").read_text(encoding="utf-8"))
    answer = newsletter("replies", shared_samples / "bounces", "--json")
    assert answer.status == 0
    told: dict[str, list[dict[str, Any]]] = {}
    for message in answer.json["messages"]:
        told.setdefault(Path(message["file"]).name, []).append(message)
    for file in manifest["files"]:
        if file["path"].startswith("bounces/"):
            assert told.get(Path(file["path"]).name), file["path"]
            assert all(entry["kind"] for entry in told[Path(file["path"]).name])


def test_from_an_accounts_mailbox(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from composer.delivery.accounts import Account
    from composer.delivery.bounces import read_reply
    from composer.delivery.mailbox.reading import MailboxRead, ReadLetter
    from composer.delivery.reply_intake import Heeded
    from composer.publishing import replies

    location = str(tmp_path / "work")
    workspace = open_workspace(location)
    workspace.accounts.save(
        Account(name="Office", smtp_host="127.0.0.1", smtp_port=25, security="none", imap_host="mail.example.org")
    )
    workspace.close()

    def read(_workspace: Any, _account: Account, **options: Any) -> MailboxRead:
        entries = read_reply(BOUNCE.encode())
        heeded = [Heeded(entries[0], address="gone@example.net", suppressed=True)]
        options["on_letter"](ReadLetter("INBOX/7", entries, heeded))
        return MailboxRead(letters=1, stopped=1)

    monkeypatch.setattr(replies, "read_account", read)
    answer = newsletter("--workspace", location, "replies", "--account", "Office", "--json")
    assert answer.status == 0
    assert answer.json["messages"][0]["file"] == "Office: INBOX/7"
    assert (answer.json["letters"], answer.json["stopped"], answer.json["left"]) == (1, 1, 0)
    assert "gone@example.net gets no more letters" in answer.err


def test_files_or_a_mailbox(newsletter: Newsletter, returned: Path) -> None:
    assert newsletter("replies").status == 2
    assert newsletter("replies", returned, "--account", "Office").status == 2
    assert newsletter("replies", "--account", "Nobody").status == 2
