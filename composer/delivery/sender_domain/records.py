"""DKIM keys and DMARC records as the DNS has them (RFC 6376 section 3.6, RFC 7489 section 6.3, its successor's tree walk)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from composer.delivery.name_service import NameService

MOST_LABELS = 8


def tags(text: str) -> dict[str, str]:
    """``tag=value; tag=value``; tags in lower case, the first of each counts."""
    found: dict[str, str] = {}
    for part in text.split(";")[:60]:
        name, sign, value = part.partition("=")
        if sign:
            found.setdefault(name.strip().lower(), value.strip())
    return found


@dataclass(frozen=True)
class DkimKey:
    """A published key.

    Attributes:
        bits: its length (256 for Ed25519); 0 where it cannot be read.
        revoked: it is there to say that it counts no more.
    """

    selector: str
    bits: int
    revoked: bool = False
    kind: str = "rsa"


def dkim_keys(names: NameService, domain: str, selectors: Sequence[str]) -> list[DkimKey]:
    """The keys under these names.

    Raises:
        NoAnswerError: the DNS does not answer.
    """
    keys = []
    for selector in dict.fromkeys(selectors):
        for text in names.texts(f"{selector}._domainkey.{domain}")[:1]:
            told = tags(text)
            if "p" not in told or told.get("v", "DKIM1") != "DKIM1":
                continue
            packed = "".join(told["p"].split())
            kind = told.get("k", "rsa")
            keys.append(DkimKey(selector, _bits(packed, kind), not packed, kind))
    return keys


def _bits(packed: str, kind: str) -> int:
    if kind == "ed25519":
        return 256
    try:
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
        from cryptography.hazmat.primitives.serialization import load_der_public_key

        key = load_der_public_key(base64.b64decode(packed, validate=True))
    except (ValueError, binascii.Error, TypeError):
        return 0
    return key.key_size if isinstance(key, RSAPublicKey) else 0


@dataclass(frozen=True)
class Dmarc:
    """What a domain wants done with letters that are not from it.

    Attributes:
        domain: where the record stands: the domain itself, or one above it.
        policy: none, quarantine or reject; empty where the record does not say.
        reports: where reports go; empty for nowhere.
        strict: only the very same domain counts as the sender's own, by DKIM or SPF.
        many: there is more than one record, so none counts.
    """

    domain: str
    policy: str
    reports: str = ""
    strict: tuple[str, ...] = ()
    many: bool = False


def read_dmarc(names: NameService, domain: str) -> Dmarc | None:
    """The record that holds for a domain: its own, else of the next domain above that has one; None where there is none.

    Raises:
        NoAnswerError: the DNS does not answer.
    """
    labels = domain.rstrip(".").split(".")[-MOST_LABELS:]
    for start in range(max(1, len(labels) - 1)):
        name = ".".join(labels[start:])
        found = [text for text in names.texts(f"_dmarc.{name}") if text.replace(" ", "").lower().startswith("v=dmarc1")]
        if not found:
            continue
        told = tags(found[0])
        policy = told.get("p", "")
        if start and told.get("sp"):
            policy = told["sp"]
        strict = tuple(word for tag, word in (("adkim", "DKIM"), ("aspf", "SPF")) if told.get(tag, "r").lower() == "s")
        return Dmarc(name, policy.lower(), told.get("rua", ""), strict, len(found) > 1)
    return None
