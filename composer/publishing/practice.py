"""The practice mailbox while something is sent to it: its server runs, and the practice account knows the port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from composer.delivery.accounts import Account

if TYPE_CHECKING:
    from composer.workspace import Workspace


@contextmanager
def practice_open(workspace: Workspace, account: Account) -> Iterator[Account]:
    """For the practice account: its mailbox is open inside, and the account says where. Other accounts come back as they are."""
    if not account.practice:
        yield account
        return
    from composer.delivery.practice_server import PracticeServer

    with PracticeServer(workspace.practice_folder) as server:
        if server.port != account.smtp_port:
            account = msgspec.structs.replace(account, smtp_port=server.port)
            workspace.accounts.save(account)
        yield account
