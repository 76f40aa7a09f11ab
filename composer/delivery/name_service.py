"""Asks the DNS: with a time limit, and one sentence where nobody answers. Names that do not exist are an answer, not an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from composer.errors import DeliveryError
from composer.i18n import _

if TYPE_CHECKING:
    import dns.resolver

SECONDS = 5.0
"""For one question, all servers together."""
LONGEST_ANSWER = 100
"""Records of one kind at one name that are looked at; more are nobody's honest settings."""


class NoAnswerError(DeliveryError):
    """The DNS did not answer: nothing is known, neither yes nor no."""


@dataclass(frozen=True, order=True)
class Service:
    """An SRV record (RFC 2782). ``host`` is ``.`` where the service is said not to exist."""

    priority: int
    weight: int
    port: int
    host: str


class NameService:
    """Questions to the DNS.

    Args:
        servers: addresses to ask instead of the computer's own setting.
        port: theirs.
        seconds: patience for one question.

    Safe to use from several threads.
    """

    def __init__(self, servers: Sequence[str] = (), port: int = 53, *, seconds: float = SECONDS) -> None:
        self._servers = list(servers)
        self._port = port
        self._seconds = seconds
        self._resolver: dns.resolver.Resolver | None = None

    def texts(self, name: str) -> tuple[str, ...]:
        """Every TXT record, its strings joined (RFC 7208 section 3.3).

        Raises:
            NoAnswerError: the DNS does not answer.
        """
        return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in self._ask(name, "TXT"))

    def mail_servers(self, name: str) -> tuple[str, ...]:
        """Hosts that take mail for a domain, the first choice first. A domain that takes none (RFC 7505) has one named ``.``.

        Raises:
            NoAnswerError: the DNS does not answer.
        """
        records = sorted(self._ask(name, "MX"), key=lambda record: int(record.preference))
        return tuple(_spelt(record.exchange) for record in records)

    def services(self, name: str) -> tuple[Service, ...]:
        """SRV records, those to be tried first at the beginning.

        Raises:
            NoAnswerError: the DNS does not answer.
        """
        found = [Service(record.priority, record.weight, record.port, _spelt(record.target)) for record in self._ask(name, "SRV")]
        return tuple(sorted(found, key=lambda one: (one.priority, -one.weight, one.host)))

    def addresses(self, name: str) -> tuple[str, ...]:
        """IPv4 and IPv6 addresses.

        Raises:
            NoAnswerError: the DNS does not answer.
        """
        return tuple(str(record.address) for kind in ("A", "AAAA") for record in self._ask(name, kind))

    def _ask(self, name: str, kind: str) -> Sequence[Any]:
        import dns.exception
        import dns.name
        import dns.resolver

        try:
            full = dns.name.from_text(f"{name.rstrip('.')}.")
        except (dns.exception.DNSException, UnicodeError):
            return ()  # such a name cannot exist
        try:
            answer = self._resolving().resolve(full, kind, search=False, lifetime=self._seconds)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.resolver.YXDOMAIN):
            return ()
        except (dns.exception.DNSException, OSError) as error:
            raise NoAnswerError(
                _("The internet’s directory of names (DNS) did not answer for {name}.").format(name=name),
                _("Check the connection and try again."),
                details=f"{type(error).__name__}: {error}"[:500],
            ) from error
        return list(answer)[:LONGEST_ANSWER]

    def _resolving(self) -> dns.resolver.Resolver:
        if self._resolver is None:
            import dns.resolver

            made = dns.resolver.Resolver(configure=not self._servers)
            if self._servers:
                made.nameservers = self._servers
                made.port = self._port
            self._resolver = made
        return self._resolver


def _spelt(name: Any) -> str:
    """A host name as it is written: lower case, no dot at the end; ``.`` for the root alone."""
    text = str(name).lower()
    return text.rstrip(".") or "."
