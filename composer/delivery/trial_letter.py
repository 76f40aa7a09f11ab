"""Test letters: the real letter to one's own address before it goes to everyone."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from composer.delivery.addresses import ascii_address
from composer.delivery.message import Addressee, LetterMaker
from composer.delivery.replies import judge
from composer.delivery.transports.transport import Transport
from composer.delivery.unsubscribe import new_token
from composer.errors import DeliveryError, InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.audience import Recipient
    from composer.delivery.frozen import FrozenIssue

BEFORE_SUBJECT = "[Test] "
MOST_ADDRESSES = 20


@dataclass(frozen=True)
class TestOutcome:
    """How one test letter went: arrived at the server, or why not."""

    __test__ = False  # no test case for pytest

    address: str
    ok: bool
    message: str


def send_trial_letters(
    frozen: FrozenIssue,
    transport: Transport,
    addresses: Sequence[str],
    *,
    values: Mapping[str, str],
    now: datetime,
    before_subject: str = "",
) -> list[TestOutcome]:
    """See :meth:`composer.delivery.sender.Sender.send_test`."""
    if len(addresses) > MOST_ADDRESSES:
        raise InputError(
            _("A test letter goes to {most} addresses at most.").format(most=MOST_ADDRESSES), _("Use a list for more people.")
        )
    outcomes: list[TestOutcome] = []
    try:
        maker = LetterMaker(frozen, f"test{secrets.token_hex(10)}", before_subject=before_subject or BEFORE_SUBJECT)
        for address in dict.fromkeys(addresses):
            try:
                ascii_address(address)
            except InputError as error:
                outcomes.append(TestOutcome(address, False, str(error)))
                continue
            transport.open()
            # The token is made with a key nobody knows: an unsubscribe from a test letter takes nobody off.
            token = new_token(secrets.token_bytes(32))
            reply = transport.deliver(maker.make(Addressee(address, token, {**values}), now))
            accepted = judge(reply).outcome == "accepted"
            words = (
                _("It arrived at the mail server.")
                if accepted
                else _("The mail server said: {words}").format(words=reply.shown())
            )
            outcomes.append(TestOutcome(address, accepted, words))
    except DeliveryError as error:
        done = {outcome.address for outcome in outcomes}
        outcomes += [TestOutcome(address, False, str(error)) for address in dict.fromkeys(addresses) if address not in done]
    finally:
        transport.close()
    return outcomes


def longest_values(people: Iterable[Recipient]) -> dict[str, str]:
    """The longest first and last name among the people: what a letter must stand."""
    first = last = ""
    for person in people:
        first = max(first, person.first_name, key=len)
        last = max(last, person.last_name, key=len)
    return {"first_name": first, "last_name": last}
