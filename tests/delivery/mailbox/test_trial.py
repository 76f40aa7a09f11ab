"""The trial of a mailbox says what is there, or why it cannot be read."""

from __future__ import annotations

from typing import Any

import pytest
from mailbox_server import Stored

from composer.delivery.mailbox.trial import try_mailbox
from composer.errors import AccountError


def test_what_is_there_is_said_and_nothing_is_read(mailbox: Any, account_at: Any) -> None:
    server = mailbox(folders={"INBOX": Stored(), "Spam": Stored()})
    server.inbox.put(b"Subject: one\n\nbody")
    words = try_mailbox(account_at(server), "secret")
    assert words == "The mailbox can be read: 1 letter is in it. The folder “Spam” is looked at as well."
    assert not any("FETCH" in asked for asked in server.asked)


def test_a_wrong_password_is_said(mailbox: Any, account_at: Any) -> None:
    with pytest.raises(AccountError, match="refused the user name or the password"):
        try_mailbox(account_at(mailbox()), "no")
