"""The check of a sender's domain, kept, so that a sending can be warned without asking the DNS again; the letter to oneself."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from composer.database.tables import meta
from composer.database.upsert import insert_or_update
from composer.delivery.seed_test import PATIENCE, await_seed, explain, need_mailbox, seed_letter, send_seed
from composer.delivery.sender_domain.checking import DomainFinding, DomainReport, check_domain
from composer.errors import ComposerError, InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.delivery.name_service import NameService
    from composer.workspace import Workspace

FRESH = timedelta(days=7)


class KeptReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, when, for which server and address."""

    of: str
    at: datetime
    domain: str
    findings: tuple[DomainFinding, ...]

    @property
    def report(self) -> DomainReport:
        """The report itself."""
        return DomainReport(self.domain, self.findings)


def look_at_domain(workspace: Workspace, account: Account, names: NameService | None = None) -> DomainReport:
    """Check and keep what was found. Blocks: call it in a worker.

    Raises:
        InputError: the account has no sender address. NoAnswerError: the DNS does not answer.
    """
    report = check_domain(account, names)
    kept = KeptReport(of=_of(account), at=workspace.clock(), domain=report.domain, findings=report.findings)
    row = {"key": _key(account), "value": msgspec.json.encode(kept).decode()}
    with workspace.engine.begin() as connection:
        insert_or_update(connection, meta, [row], ["key"])
    return report


def kept_report(workspace: Workspace, account: Account) -> KeptReport | None:
    """What was last found; None where it was never looked at, or the account sends from elsewhere since."""
    with workspace.engine.connect() as connection:
        value = connection.scalar(select(meta.c.value).where(meta.c.key == _key(account)))
    kept = None if value is None else msgspec.json.decode(value, type=KeptReport)
    return kept if kept is not None and kept.of == _of(account) else None


def fresh_report(workspace: Workspace, account: Account, names: NameService | None = None) -> DomainReport | None:
    """What was found within the last week; looked at anew where it is older. None where nothing is known: no address, no DNS."""
    kept = kept_report(workspace, account)
    if kept is not None and workspace.clock() - kept.at < FRESH:
        return kept.report
    try:
        return look_at_domain(workspace, account, names)
    except ComposerError:
        return kept.report if kept is not None else None  # nothing is known, so nothing is said


def reader_for(workspace: Workspace, account: Account, name: str = "") -> Account:
    """Whose mailbox a letter to oneself goes to: the one named, else this account's own, else any that can be read.

    Raises:
        NotFoundError: there is no account of that name. AccountError: no mailbox can be read.
    """
    if name:
        chosen = workspace.accounts.get(name)
    else:
        readable = [one for one in workspace.accounts.all() if one.imap_host and not one.practice]
        chosen = next((one for one in readable if one.name == account.name), readable[0] if readable else account)
    need_mailbox(chosen)
    return chosen


def letter_to_oneself(
    workspace: Workspace, account: Account, reader: Account, *, stop: threading.Event | None = None, patience: float = PATIENCE
) -> DomainReport:
    """Send a letter from one account to another (or itself), read it back and explain what happened to it on its way.

    Blocks for up to ``patience`` seconds: call it in a worker.

    Raises:
        InputError: the account has no sender address. AccountError, DeliveryError: see :mod:`composer.delivery.seed_test`.
    """
    if not account.from_email or account.practice:
        raise InputError(_("This account has no sender address to look at."), _("Give one in its settings."))
    need_mailbox(reader)
    envelope, token = seed_letter(account, reader.from_email, workspace.clock)
    send_seed(workspace.transport_for(account), envelope)
    return explain(await_seed(reader, workspace.way_in(reader), token, stop=stop, patience=patience))


def _of(account: Account) -> str:
    return f"{account.from_email} {account.smtp_host}"


def _key(account: Account) -> str:
    return f"sender_domain:{account.name}"
