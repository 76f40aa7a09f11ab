"""SPF (RFC 7208): whether a domain's record lets an address or a provider send, and what is wrong with the record itself."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from composer.delivery.name_service import NameService

MOST_LOOK_UPS = 10
"""RFC 7208 section 4.6.4; with more of them receivers stop and treat the record as broken."""
_LONGEST = 30
"""Look-ups after which we stop ourselves."""
_TERM = re.compile(r"([+\-~?]?)([A-Za-z][A-Za-z0-9_.-]*)(?:([:=])(\S*))?(/\S+)?")


@dataclass
class SpfRecord:
    """What a domain publishes.

    Attributes:
        records: every record found; there must be one.
        lookups: questions a receiver has to ask the DNS for it.
        ending: what holds for everybody else: ``-``, ``~``, ``?``, ``+``; empty where nothing is said.
        names: every domain it includes, directly or not.
        networks: what it allows by number.
        broken: terms nobody understands, and included domains without a record.
    """

    records: list[str] = field(default_factory=list)
    lookups: int = 0
    ending: str = ""
    names: set[str] = field(default_factory=set)
    networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def allows(self, addresses: Sequence[str]) -> bool:
        """True where one of these addresses may send."""
        known = [ipaddress.ip_address(address) for address in addresses]
        return any(address in network for address in known for network in self.networks if network.version == address.version)


def read_spf(names: NameService, domain: str) -> SpfRecord:
    """The record of a domain with all it includes.

    Raises:
        NoAnswerError: the DNS does not answer.
    """
    record = SpfRecord()
    record.records = _records(names, domain)
    if len(record.records) == 1:
        _walk(names, domain, record.records[0], record, {domain.lower()}, top=True)
    return record


def _records(names: NameService, domain: str) -> list[str]:
    return [text for text in names.texts(domain) if re.match(r"v=spf1(?: |$)", text, re.IGNORECASE)]


def _walk(names: NameService, domain: str, text: str, record: SpfRecord, seen: set[str], *, top: bool) -> None:
    for term in text.split()[1:]:
        if record.lookups > _LONGEST:
            return
        found = _TERM.fullmatch(term)
        if found is None or "%" in term:
            if found is None:
                record.broken.append(term[:80])
            continue
        sign, name, _mark, value, prefix = found.group(1), found.group(2).lower(), found.group(3), found.group(4) or "", ""
        if name in ("a", "mx"):
            value, _slash, rest = value.partition("/")
            prefix = (found.group(5) or "").lstrip("/") or rest
            record.lookups += 1
            if sign in ("", "+"):
                _hosts(names, [value or domain] if name == "a" else names.mail_servers(value or domain), prefix, record)
        elif name in ("ip4", "ip6"):
            _network(value + (found.group(5) or ""), term, sign, record)
        elif name == "all":
            if top:
                record.ending = sign or "+"
            return
        elif name in ("include", "redirect"):
            record.lookups += 1
            _included(names, value.rstrip(".").lower(), sign, record, seen, top=top and name == "redirect")
        elif name in ("exists", "ptr"):
            record.lookups += 1
        elif name != "exp" and found.group(3) != "=":
            record.broken.append(term[:80])


def _included(names: NameService, value: str, sign: str, record: SpfRecord, seen: set[str], *, top: bool) -> None:
    record.names.add(value)
    if value in seen:
        return
    seen.add(value)
    texts = _records(names, value)
    if len(texts) != 1:
        record.broken.append(value[:80])
        return
    if sign in ("", "+"):
        _walk(names, value, texts[0], record, seen, top=top)


def _hosts(names: NameService, hosts: Sequence[str], prefix: str, record: SpfRecord) -> None:
    for host in hosts[:10]:
        for address in names.addresses(host):
            number = ipaddress.ip_address(address)
            bits = prefix.split("/")[0] if number.version == 4 else prefix.rpartition("//")[2] if "//" in prefix else ""
            _network(f"{address}/{bits}" if bits.isdigit() else address, address, "", record)


def _network(text: str, term: str, sign: str, record: SpfRecord) -> None:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        record.broken.append(term[:80])
        return
    if sign in ("", "+"):
        record.networks.append(network)
