"""What the mail server said, and what must follow: accepted, try again, refused, our own fault, or nobody knows.

Classes after RFC 5321 section 4.2 and RFC 3463; what follows from each is the house's rule: a person is never given up, and
never written to twice, on the strength of an answer that does not say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from composer.delivery.addresses import without_controls
from composer.delivery.reasons import GONE, OUR_FAULT, Reason, enhanced_status, reason_of
from composer.i18n import N_, _

Stage = Literal["mail_from", "rcpt_to", "data", "held_back", "body", "after_body"]
Outcome = Literal["accepted", "retry", "refused", "ours", "uncertain"]

LONGEST_KEPT = 500  # characters of an answer that are kept


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, or the lack of one.

    Attributes:
        stage: what it answers; ``held_back`` where we kept the letter although it would have been taken; ``body`` while the
            letter was on its way, ``after_body`` once its last byte may have left.
        code: the three digits; 0 where the line was lost.
        text: the server's words, or what broke the line.
    """

    stage: Stage
    code: int
    text: str = ""

    @property
    def lost(self) -> bool:
        """True where the line broke before an answer came."""
        return self.code == 0

    @property
    def held_back(self) -> bool:
        """True where we did not let the letter go, and no byte of it left."""
        return self.stage == "held_back"

    @property
    def status(self) -> str:
        """The enhanced status code (``5.1.1``), or empty."""
        return enhanced_status(self.text)

    def shown(self) -> str:
        """The answer on one line, as it is kept with the delivery."""
        words = " ".join(without_controls(self.text).split())[:LONGEST_KEPT]
        return f"{self.code} {words}".strip() if self.code else words


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from an answer.

    Attributes:
        outcome: ``accepted``; ``retry`` later; ``refused`` for this person; ``ours``: it would happen to everyone, so stop;
            ``uncertain``: the letter may or may not have arrived.
        reason: why, where it was not accepted.
        suppress: True where nobody is there: never write to this address again.
        slow_down: True where the server wants fewer letters, whoever they are for.
    """

    outcome: Outcome
    reason: Reason = "unknown"
    suppress: bool = False
    slow_down: bool = False


def judge(reply: Reply) -> Verdict:
    """What follows from ``reply``."""
    if reply.lost:
        return Verdict("uncertain" if reply.stage == "after_body" else "retry", "temporary")
    if reply.code // 100 == 2 and reply.stage == "after_body":
        return Verdict("accepted")
    reason = reason_of(reply.status, reply.text)
    if reply.code // 100 == 4:
        about_all = reason in ("rate", "sign_in") or reply.code == 421 or reply.stage == "mail_from"
        return Verdict("retry", reason, slow_down=about_all)
    if reply.code in (530, 534, 535, 538):
        return Verdict("ours", "sign_in")
    if reply.code // 100 != 5:  # an answer that has no place here: the server does not speak our language
        return Verdict("uncertain" if reply.stage == "after_body" else "ours", "unknown")
    if reply.stage in ("mail_from", "data"):
        return Verdict("ours", reason if reason in OUR_FAULT else "sender" if reply.stage == "mail_from" else "policy")
    if reason in OUR_FAULT or (reply.code in (500, 501, 502, 503, 504, 555) and reason == "unknown"):
        return Verdict("ours", reason)
    if reason in GONE:
        return Verdict("refused", reason, suppress=reply.stage == "rcpt_to" or bool(reply.status))
    if reply.stage != "rcpt_to" and reason in ("unknown", "temporary"):
        return Verdict("ours", "policy")  # the whole letter was refused and nothing says that it is about this person
    return Verdict("refused", reason)


_IN_WORDS: dict[Reason, str] = {
    "rate": N_("The mail server takes no more letters for now: its limit is reached."),
    "sign_in": N_("The mail server wants a sign-in, or refused ours."),
    "policy": N_("The mail server refuses this letter, or letters from us, by its own rules."),
    "relay": N_("The mail server does not send letters to other domains for this account."),
    "sender": N_("The mail server does not allow this sender address."),
    "too_large": N_("The letter is larger than the mail server takes."),
    "unknown": N_("The mail server gave an answer we do not understand."),
}
_REMEDIES: dict[Reason, str] = {
    "rate": N_("Go on later, often the next day; lower the account’s limit if this happens again."),
    "sign_in": N_("Check the user name and the password of the account, then go on."),
    "policy": N_("Show the server’s words to whoever looks after your e-mail before you go on."),
    "relay": N_("Check that the account signs in, and that it is the right server."),
    "sender": N_("Send from the address that belongs to the account."),
    "too_large": N_("Use fewer or smaller pictures inside the letter, or link to them."),
    "unknown": N_("Show the server’s words to whoever looks after your e-mail before you go on."),
}


def explain(reply: Reply, reason: Reason) -> str:
    """Why sending stopped, in words: what happened, what to do, and what the server said."""
    sentence = _(_IN_WORDS.get(reason, _IN_WORDS["unknown"]))
    remedy = _(_REMEDIES.get(reason, _REMEDIES["unknown"]))
    return _("{sentence} {remedy} It said: “{words}”").format(sentence=sentence, remedy=remedy, words=reply.shown())
