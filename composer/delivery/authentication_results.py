"""What the receiving server thought of a letter: Authentication-Results (RFC 8601) and DKIM-Signature (RFC 6376), read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from composer.delivery.returned_letter import addresses_in, parse
from composer.delivery.sender_domain.records import tags

_METHOD = re.compile(r"^(spf|dkim|dmarc)\s*=\s*([a-z]{1,20})\b", re.IGNORECASE)
_PROPERTY = re.compile(r"\b(header\.d|header\.i|smtp\.mailfrom|header\.from)\s*=\s*\"?([^\s;\"]{1,300})", re.IGNORECASE)
_LIST_HEADERS = ("list-unsubscribe", "list-unsubscribe-post")


@dataclass(frozen=True)
class Verdict:
    """What was said of one proof.

    Attributes:
        result: pass, fail, none, softfail, temperror ...
        domain: whose proof it is; empty where that is not said.
    """

    method: str
    result: str
    domain: str = ""


@dataclass(frozen=True)
class ReceivedLetter:
    """What can be read off a letter that came back to us.

    Attributes:
        server: who judged; empty where nobody wrote a judgement down.
        verdicts: the proofs it looked at.
        signers: domains that signed the letter.
        covered: which of our list headers a signature protects (RFC 8058 section 4 wants both).
        from_domain: the sender's domain as it arrived.
    """

    server: str
    verdicts: tuple[Verdict, ...]
    signers: tuple[str, ...]
    covered: frozenset[str]
    from_domain: str

    def result(self, method: str) -> Verdict | None:
        """The best verdict on one proof; None where it was not looked at."""
        found = [verdict for verdict in self.verdicts if verdict.method == method]
        return next((verdict for verdict in found if verdict.result == "pass"), found[0] if found else None)


def read_results(raw: bytes) -> ReceivedLetter:
    """Read a letter's headers. Only the topmost judgement counts: whatever stands below may have come with the letter."""
    message = parse(raw)
    judged = message.get("Authentication-Results")
    server, verdicts = _judgement(" ".join(str(judged).split())) if judged is not None else ("", [])
    signers, covered = [], set()
    for value in message.get_all("DKIM-Signature", [])[:10]:
        told = tags(" ".join(str(value).split()))
        signed = {name.strip().lower() for name in told.get("h", "").split(":")}
        signers.append(told.get("d", "").lower())
        covered |= {name for name in _LIST_HEADERS if name in signed}
    senders = addresses_in(message, "From")
    domain = senders[0].rpartition("@")[2].lower() if senders else ""
    return ReceivedLetter(server, tuple(verdicts), tuple(filter(None, signers)), frozenset(covered), domain)


def _judgement(text: str) -> tuple[str, list[Verdict]]:
    text = _without_comments(text[:5000])
    server, *parts = (part.strip() for part in text.split(";"))
    verdicts = []
    for part in parts:
        found = _METHOD.match(part)
        if found is None:
            continue
        told = {name.lower(): value for name, value in _PROPERTY.findall(part)}
        said = told.get("header.d") or told.get("header.i") or told.get("smtp.mailfrom") or told.get("header.from") or ""
        verdicts.append(Verdict(found[1].lower(), found[2].lower(), said.rpartition("@")[2].lower()))
    return (server.split(" ")[0] if server else ""), verdicts


def _without_comments(text: str) -> str:
    """RFC 5322 comments may stand anywhere, and in one another."""
    kept, depth = [], 0
    for sign in text:
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(sign)
    return "".join(kept)
