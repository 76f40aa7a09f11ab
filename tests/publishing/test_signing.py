"""A key is made, looked for in the DNS, and only then used; without it nothing leaves unsigned by mistake."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from composer.credentials import Credentials
from composer.delivery.accounts import Account, practice_account
from composer.delivery.envelope import Envelope
from composer.delivery.practice_server import PracticeServer
from composer.delivery.transports.signing import SigningTransport
from composer.errors import AccountError, InputError
from composer.publishing.mail_sign_in import forget_account
from composer.publishing.signing import key_of, new_key, switch_off, switch_on
from composer.workspace import Workspace, open_workspace

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery"))

from name_server import NameServer


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


def _account(workspace: Workspace, port: int = 25) -> Account:
    account = Account(name="Office", smtp_host="127.0.0.1", smtp_port=port, security="none", from_email="news@harbour.example")
    workspace.accounts.save(account)
    return account


def test_used_only_once_it_is_published(workspace: Workspace, tmp_path: Path) -> None:
    with PracticeServer(tmp_path / "post") as server, NameServer() as dns:
        account = _account(workspace, server.port)
        with pytest.raises(AccountError, match="no key"):
            switch_on(workspace, account, dns.names)
        key, sentence = new_key(workspace, account, "k1")
        assert sentence
        assert key.name == "k1._domainkey.harbour.example"
        with pytest.raises(AccountError, match="Nothing is published at k1"):
            switch_on(workspace, account, dns.names)
        dns.txt(key.name, "v=DKIM1; p=AAAA")
        with pytest.raises(AccountError, match="something else is published"):
            switch_on(workspace, account, dns.names)
        dns.txt(key.name, key.record)
        account = switch_on(workspace, account, dns.names)
        assert workspace.accounts.get("Office").dkim_selector == "k1"
        transport = workspace.transport_for(account)
        assert isinstance(transport, SigningTransport)
        transport.open()
        transport.deliver(Envelope("news@harbour.example", "jo@friends.example", b"From: news@harbour.example\r\n\r\nhello\r\n"))
        transport.close()
        assert "DKIM-Signature" in server.letters()[0].read_text()
    assert switch_off(workspace, account).dkim_selector == ""
    assert not isinstance(workspace.transport_for(workspace.accounts.get("Office")), SigningTransport)
    assert key_of(workspace, account) == key


def test_a_key_that_is_gone_stops_sending_in_words(workspace: Workspace) -> None:
    with NameServer() as dns:
        account = _account(workspace)
        key, _sentence = new_key(workspace, account)
        dns.txt(key.name, key.record)
        account = switch_on(workspace, account, dns.names)
    workspace.credentials.forget("signature: Office")
    with pytest.raises(AccountError, match="is not on this computer"):
        workspace.transport_for(account)


def test_a_new_key_is_not_used_at_once_and_goes_with_its_account(workspace: Workspace) -> None:
    with NameServer() as dns:
        account = _account(workspace)
        key, _sentence = new_key(workspace, account)
        dns.txt(key.name, key.record)
        switch_on(workspace, account, dns.names)
        new_key(workspace, workspace.accounts.get("Office"))
    assert workspace.accounts.get("Office").dkim_selector == ""
    forget_account(workspace, "Office")
    assert key_of(workspace, account) is None


def test_a_rehearsal_is_not_signed(workspace: Workspace) -> None:
    with pytest.raises(InputError):
        new_key(workspace, practice_account(25))
