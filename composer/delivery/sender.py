"""The sender: takes campaigns from the outbox to the mail server. Several may work on one campaign, also on several computers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from composer.clock import Clock
from composer.delivery.accounts import Account, AccountStore
from composer.delivery.campaign import CampaignStore, Counts
from composer.delivery.campaign_run import CampaignRun, Wait
from composer.delivery.frozen import FrozenIssue
from composer.delivery.transports.transport import Transport
from composer.delivery.trial_letter import TestOutcome, send_trial_letters

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from composer.delivery.transports.smtp_sign_in import PasswordOrToken

Secret = Callable[[Account], "PasswordOrToken"]
"""The password of an account, or what gives its current token; empty where none is known."""


class Sender:
    """Takes campaigns from the outbox to the mail server.

    Args:
        secret: see :data:`Secret`.
        transport_for: how letters of an account travel; SMTP unless told otherwise.
        wait: how to wait.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        *,
        secret: Secret,
        transport_for: Callable[[Account], Transport] | None = None,
        wait: Wait = threading.Event.wait,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._secret = secret
        self._transport_for = transport_for or self._smtp
        self._wait = wait

    def run(
        self,
        campaign_id: str,
        *,
        on_progress: Callable[[Counts], None] | None = None,
        stop: threading.Event | None = None,
        wait_for_deferred: bool = False,
    ) -> Counts:
        """Send what is still to be sent; returns when all is done, paused or stopped. Blocks: call it in a thread.

        A paused campaign stays paused: call :meth:`CampaignStore.resume` first. Where it pauses by itself, its ``why`` says
        why. Setting ``stop`` ends it between two letters and leaves the campaign as it is, to be run again.

        Args:
            on_progress: told how far it has come, in this thread, a few times a second.
            wait_for_deferred: stay until letters that are to be tried later have been; otherwise the campaign pauses for them.

        Raises:
            NotFoundError: there is no such campaign.
        """
        store = CampaignStore(self._engine, self._clock)
        run = CampaignRun(
            self._engine,
            self._clock,
            store,
            store.get(campaign_id),
            on_progress or (lambda _counts: None),
            stop or threading.Event(),
            self._wait,
        )
        return run.go(self._account, self._transport_for, wait_for_deferred)

    def send_test(
        self,
        frozen: FrozenIssue,
        account: Account,
        addresses: Sequence[str],
        *,
        values: Mapping[str, str] | None = None,
        before_subject: str = "",
    ) -> list[TestOutcome]:
        """Send the letter as it stands to a few addresses, ``[Test]`` before its subject. It is the real letter in every other
        way; nothing of it is remembered, and nobody counts as having had the issue.

        Args:
            frozen: from :func:`composer.delivery.frozen.freeze`.
            values: what the merge tags become; without any, the fallbacks show.
            before_subject: stands there instead of ``[Test]``.

        Returns:
            How it went, for each address; where the server was not reached, the same for all.
        """
        return send_trial_letters(
            frozen,
            self._transport_for(account),
            addresses,
            values=values or {},
            now=self._clock(),
            before_subject=before_subject,
        )

    def _account(self, name: str) -> Account:
        return AccountStore(self._engine, self._clock).get(name)

    def _smtp(self, account: Account) -> Transport:
        from composer.delivery.transports.smtp import SmtpTransport

        return SmtpTransport(account, self._secret(account) if account.username else "")
