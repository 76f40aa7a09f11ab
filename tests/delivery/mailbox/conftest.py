"""What the tests of the mailbox share."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from mailbox_server import MailboxServer

from composer.delivery.accounts import Account


@pytest.fixture
def mailbox(certificate: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., MailboxServer]]:
    """Starts mailbox servers whose certificate this computer trusts; they stop with the test."""
    started: list[MailboxServer] = []

    def start(*, host: str = "localhost", trusted: bool = True, **options: Any) -> MailboxServer:
        files = certificate(host)
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*files)
        started.append(MailboxServer(context, **options).start())
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def account_at() -> Callable[..., Account]:
    """The account whose mailbox a server keeps."""

    def make(server: MailboxServer, **changes: Any) -> Account:
        return Account(
            **{
                "name": "Office",
                "smtp_host": "127.0.0.1",
                "smtp_port": 25,
                "security": "none",
                "username": "news",
                "from_email": "news@harbour.example",
                "imap_host": "localhost",
                "imap_port": server.port,
            }
            | changes
        )

    return make
