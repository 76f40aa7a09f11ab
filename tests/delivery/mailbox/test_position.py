"""How far a mailbox was read is remembered, for that mailbox and no other."""

from __future__ import annotations

from typing import Any

import msgspec

from composer.delivery.accounts import Account
from composer.delivery.mailbox.position import Position, held_position, keep_position, position_of

ACCOUNT = Account(
    name="Office", smtp_host="127.0.0.1", smtp_port=25, security="none", imap_host="imap.harbour.example", username="news"
)


def test_a_position_is_kept(engine: Any) -> None:
    assert position_of(engine, ACCOUNT).folders == {}
    with engine.begin() as connection:
        position = held_position(connection, ACCOUNT)
        keep_position(connection, ACCOUNT, msgspec.structs.replace(position, folders={"INBOX": (4_000_000_000, 12)}))
    assert position_of(engine, ACCOUNT).folders == {"INBOX": (4_000_000_000, 12)}


def test_another_mailbox_under_the_same_name_is_read_from_its_beginning(engine: Any) -> None:
    with engine.begin() as connection:
        keep_position(
            connection, ACCOUNT, msgspec.structs.replace(held_position(connection, ACCOUNT), folders={"INBOX": (7, 12)})
        )
    moved = msgspec.structs.replace(ACCOUNT, imap_host="imap.elsewhere.example")
    assert position_of(engine, moved) == Position(box="news@imap.elsewhere.example:993")
