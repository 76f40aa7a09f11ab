"""Speaks with the unsubscribe page on the organisation's website: proves that it works, and collects the marks it was given."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from composer.clock import Clock
from composer.delivery.addresses import without_controls
from composer.delivery.unsubscribe import is_genuine, new_token, web_address
from composer.delivery.web_call import WebAnswer, call
from composer.errors import DeliveryError
from composer.i18n import _

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
"""What a mail program posts (RFC 8058 section 3.1)."""
MOST_ROUNDS = 400
_FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)


class SiteError(DeliveryError):
    """The page does not do what it must."""


@dataclass(frozen=True)
class Mark:
    """A letter whose reader unsubscribed on the site."""

    token: str
    at: datetime


class UnsubscribeSite:
    """One newsletter's page.

    Args:
        endpoint: its address, as in the letters (``{token}`` may stand in it).
        key: the newsletter's.
        ask: how to ask (tests).
    """

    def __init__(self, endpoint: str, key: bytes, clock: Clock, *, ask: Callable[..., WebAnswer] = call) -> None:
        self._endpoint = endpoint
        self._key = key
        self._clock = clock
        self._ask = ask
        self._host = urlsplit(endpoint).hostname or endpoint

    def prove(self) -> None:
        """Try everything a reader, a mail program and a stranger would do, with a mark that belongs to nobody.

        Raises:
            SiteError: it does not do what it must; the sentence says what.
            TryAgainError: the site was not reached.
        """
        token = new_token(self._key)
        page = self._address(token)
        looked = self._ask("GET", page)
        self._refuse_redirect(looked)
        if looked.status != 200:
            raise self._fault(
                _("There is no unsubscribe page at {host} (it answers {status}).").format(host=self._host, status=looked.status),
                _("Check that the file is there and the address is right, then test again."),
                looked,
            )
        if token in {mark.token for mark in self.collect(0)[0]}:
            raise self._fault(
                _("Opening the page at {host} unsubscribes at once, and programs that look through mail open every link.").format(
                    host=self._host
                ),
                _("Put the file from this program there instead."),
                looked,
            )
        posted = self._ask("POST", page, ONE_CLICK)
        self._refuse_redirect(posted)
        if posted.status // 100 != 2:
            raise self._fault(
                _("The page is there, but a mail program’s one-click unsubscribe is refused (it answers {status}).").format(
                    status=posted.status
                ),
                _("A security plugin or firewall may stop it: let POST to this address through.")
                if posted.status in (401, 403, 405, 406, 429)
                else _("The site may not be able to write its list: ask whoever looks after it."),
                posted,
            )
        if token not in {mark.token for mark in self.collect(0)[0]}:
            raise self._fault(
                _("The page says it unsubscribed somebody, but its list does not show it."),
                _("The site may keep copies of pages (a cache): leave this address out of it."),
                posted,
            )
        stranger = self._ask("POST", self._address(new_token(b"another key")), ONE_CLICK)
        if stranger.status // 100 == 2:
            raise self._fault(
                _("The page takes marks that are none."), _("Put the file from this program there instead."), stranger
            )

    def collect(self, after: int) -> tuple[list[Mark], int]:
        """The marks the site was given after the first ``after``, and how many it has now.

        Where it has fewer than that, its list was begun anew, and all of it is read.

        Raises:
            SiteError: it did not hand over its list. TryAgainError: it was not reached.
        """
        marks: list[Mark] = []
        at = after
        for _round in range(MOST_ROUNDS):
            found, total = self._part(at)
            if total < at:
                at, marks = 0, []
                continue
            marks += found
            at += len(found)
            if at >= total or not found:
                return [mark for mark in marks if is_genuine(self._key, mark.token)], total
        raise self._fault(_("The list of {host} does not come to an end.").format(host=self._host), "", None)

    def _part(self, after: int) -> tuple[list[Mark], int]:
        stamp = str(int(self._clock().timestamp()))
        proof = hmac.digest(self._key, f"collect:{stamp}:{after}".encode(), "sha256").hex()
        answer = self._ask("POST", self._address("collect"), {"time": stamp, "after": str(after), "proof": proof})
        self._refuse_redirect(answer)
        if answer.status == 403:
            raise self._fault(
                _("{host} does not hand over its list of those who unsubscribed.").format(host=self._host),
                _("Its file may belong to another newsletter, or its clock be wrong: put this newsletter’s file there again."),
                answer,
            )
        try:
            said = json.loads(answer.content) if answer.status == 200 else None
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) or not isinstance(said.get("marks"), list) or not isinstance(said.get("total"), int):
            raise self._fault(
                _("{host} did not hand over its list of those who unsubscribed (it answers {status}).").format(
                    host=self._host, status=answer.status
                ),
                _("Check that the file is there and the address is right."),
                answer,
            )
        return [mark for entry in said["marks"] if (mark := _mark(entry)) is not None], said["total"]

    def _address(self, token: str) -> str:
        return web_address(self._endpoint, token)

    def _refuse_redirect(self, answer: WebAnswer) -> None:
        if answer.status // 100 != 3:
            return
        where = without_controls(answer.headers.get("location", ""))[:200]
        raise self._fault(
            _("{host} leads on to another address, and mail programs do not follow.").format(host=self._host),
            _("Use the address it ends at: {address}").format(address=where.split("?")[0]) if where else "",
            answer,
        )

    def _fault(self, message: str, remedy: str, answer: WebAnswer | None) -> SiteError:
        details = f"{answer.status} {answer.content[:200].decode('utf-8', 'replace')}" if answer is not None else ""
        return SiteError(message, remedy, details=" ".join(without_controls(details).split()))


def _mark(entry: Any) -> Mark | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("token"), str) or not isinstance(entry.get("at"), int):
        return None
    seconds = entry["at"]
    at = datetime.fromtimestamp(seconds, UTC) if 0 <= seconds < 10**11 else _FIRST_DAY
    return Mark(entry["token"].lower()[:100], at)
