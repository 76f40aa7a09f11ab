"""Finds the servers of a mail address: our own table, the domain's description, Thunderbird's collection, the DNS, and a guess.

Asked are, all at once and with a limit on everything:

- our table of providers, by the domain, and by who takes the domain's mail (MX);
- ``https://autoconfig.<domain>/mail/config-v1.1.xml`` and ``https://<domain>/.well-known/autoconfig/mail/config-v1.1.xml``;
- ``https://autoconfig.thunderbird.net/v1.1/<domain>``, Thunderbird's collection, and there also for the MX's domain;
- SRV records (RFC 6186, RFC 8314 section 5.1);
- whether ``smtp.<domain>`` or ``mail.<domain>`` answers.

Only the domain is ever told, never the address; and only over https, so nobody on the way can name a server of their own.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from composer.contacts.addresses import read_address
from composer.delivery.name_service import NameService, Service
from composer.delivery.presets import Preset, preset_for, preset_for_host, preset_for_mail_exchanger
from composer.delivery.set_up.found import FoundServers, MailServer, Origin, host_name
from composer.delivery.set_up.mail_config import LARGEST, read_mail_config
from composer.errors import DeliveryError, SourceError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.presets import Security

Fetch = Callable[[str], "tuple[str, bytes]"]
"""Reads a web address: where it ended after redirects, and what lies there. Raises :class:`SourceError`."""
Knock = Callable[[str, int, "Security"], bool]
"""Whether a mail server with a certificate for this very name answers."""

COLLECTION = "https://autoconfig.thunderbird.net/v1.1/"
SECONDS = 15.0
_KNOCK_SECONDS = 4.0
_SUBMISSION: tuple[tuple[str, Security], ...] = (("_submissions._tcp", "tls"), ("_submission._tcp", "starttls"))
_IMAP: tuple[tuple[str, Security], ...] = (("_imaps._tcp", "tls"), ("_imap._tcp", "starttls"))
_SUFFIXES = frozenset({"co.uk", "org.uk", "me.uk", "ac.uk", "gov.uk", "nhs.uk", "sch.uk", "com.au", "org.au", "co.nz", "org.nz"})
"""Where domains are registered two levels down, as far as mail servers of providers go."""


@dataclass(frozen=True)
class Asked:
    """One place that was asked, and what it said, in words."""

    place: str
    said: str


@dataclass(frozen=True)
class Finding:
    """What was found for one address: the best first, each server once; empty where nothing was. ``asked`` says where it was
    looked for."""

    address: str
    found: tuple[FoundServers, ...]
    asked: tuple[Asked, ...]


def find_servers(
    address: str, *, fetch: Fetch | None = None, names: NameService | None = None, knock: Knock | None = None
) -> Finding:
    """The servers of an address. Takes up to fifteen seconds; nothing is kept and nobody signs in.

    Raises:
        InputError: it is no address.
    """
    read = read_address(address)
    known = preset_for(read.key)
    if known is not None:
        where = _("our own table of providers")
        return Finding(read.email, (_from_preset(known, read.email, "table", where),), (Asked(where, known.name),))
    search = _Search(read.email, read.key.rpartition("@")[2], fetch or _web_reader(), names or NameService(), knock or _answers)
    found, asked = search.run()
    return Finding(read.email, found, asked)


class _Search:
    def __init__(self, address: str, domain: str, fetch: Fetch, names: NameService, knock: Knock) -> None:
        self._address = address
        self._domain = domain
        self._fetch = fetch
        self._names = names
        self._knock = knock

    def run(self) -> tuple[tuple[FoundServers, ...], tuple[Asked, ...]]:
        domain = self._domain
        own = _("the description of {domain} itself").format(domain=domain)
        steps: list[tuple[str, Callable[[], FoundServers | None]]] = [
            (_("who takes the mail of {domain} (MX)").format(domain=domain), self._mail_exchanger),
            (own, lambda: self._description(f"https://autoconfig.{domain}/mail/config-v1.1.xml", "domain", own)),
            (own, lambda: self._description(f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml", "domain", own)),
            (
                _("Thunderbird’s collection"),
                lambda: self._description(COLLECTION + domain, "thunderbird", _("Thunderbird’s collection")),
            ),
            (_("the DNS of {domain} (SRV)").format(domain=domain), self._services),
            (_("usual names of mail servers"), self._guess),
        ]
        pool = ThreadPoolExecutor(len(steps), thread_name_prefix="finding")
        futures = [pool.submit(step) for _place, step in steps]
        wait(futures, timeout=SECONDS)
        pool.shutdown(wait=False, cancel_futures=True)
        found: list[FoundServers] = []
        asked: list[Asked] = []
        for (place, _step), future in zip(steps, futures, strict=True):
            if not future.done():
                asked.append(Asked(place, _("no answer in time")))
                continue
            try:
                one = future.result()
            except (SourceError, DeliveryError) as error:
                asked.append(Asked(place, error.message))
                continue
            asked.append(Asked(place, one.smtp.host if one else _("nothing")))
            if one is not None:
                found.append(one)
        return _each_once(found), tuple(asked)

    def _mail_exchanger(self) -> FoundServers | None:
        hosts = [name for name in map(host_name, self._names.mail_servers(self._domain)) if name]
        for host in hosts:
            preset = preset_for_mail_exchanger(host)
            if preset is not None:
                where = _("{host} takes the mail of {domain}").format(host=host, domain=self._domain)
                return _from_preset(preset, self._address, "mail_exchanger", where)
        for domain in dict.fromkeys(_registered(host) for host in hosts[:2]):
            if domain in (self._domain, ""):
                continue
            where = _("Thunderbird’s collection, by who takes the mail of {domain}").format(domain=self._domain)
            try:
                found = self._description(COLLECTION + domain, "mail_exchanger", where)
            except SourceError:
                continue
            if found is not None:
                return found
        return None

    def _description(self, url: str, origin: Origin, where: str) -> FoundServers | None:
        location, content = self._fetch(url)
        if not location.startswith("https://"):
            raise SourceError(_("It led to a page without encryption, so it was not believed."))
        found = read_mail_config(content, self._address, origin=origin, where=where)
        return _with_preset(found) if found is not None else None

    def _services(self) -> FoundServers | None:
        smtp = self._service(_SUBMISSION)
        if smtp is None:
            return None
        where = _("the DNS of {domain}").format(domain=self._domain)
        return _with_preset(FoundServers(smtp=smtp, imap=self._service(_IMAP), origin="dns", where=where))

    def _service(self, kinds: tuple[tuple[str, Security], ...]) -> MailServer | None:
        for name, security in kinds:
            for service in self._names.services(f"{name}.{self._domain}")[:4]:
                if _usable(service):
                    return MailServer(host_name(service.host), service.port, security, self._address)
        return None

    def _guess(self) -> FoundServers | None:
        for host in (f"smtp.{self._domain}", f"mail.{self._domain}"):
            if not host_name(host) or not self._names.addresses(host):
                continue
            kinds: tuple[tuple[int, Security], ...] = ((465, "tls"), (587, "starttls"))
            for port, security in kinds:
                if self._knock(host, port, security):
                    return FoundServers(
                        smtp=MailServer(host, port, security, self._address),
                        origin="guess",
                        where=_("a guess: {host} answers").format(host=host),
                    )
        return None


def _usable(service: Service) -> bool:
    return service.host != "." and 0 < service.port < 65536 and bool(host_name(service.host))


def _from_preset(preset: Preset, address: str, origin: Origin, where: str) -> FoundServers:
    server, imap = preset.servers[0], preset.imap
    return FoundServers(
        smtp=MailServer(server.host, server.port, server.security, address),
        imap=MailServer(imap.host, imap.port, imap.security, address) if imap is not None else None,
        origin=origin,
        where=where,
        preset=preset.id,
        provider=preset.name,
        sign_in=preset.sign_in,
    )


def _with_preset(found: FoundServers) -> FoundServers:
    preset = preset_for_host(found.smtp.host)
    if preset is None:
        return found
    return replace(found, preset=preset.id, provider=found.provider or preset.name, sign_in=preset.sign_in)


def _each_once(found: list[FoundServers]) -> tuple[FoundServers, ...]:
    """One for each server; what the others know of reading mail is not lost with them."""
    kept: dict[str, FoundServers] = {}
    for one in found:
        before = kept.get(one.smtp.host)
        if before is None:
            kept[one.smtp.host] = one
        elif before.imap is None:
            kept[one.smtp.host] = replace(before, imap=one.imap)
    return tuple(kept.values())


def _registered(host: str) -> str:
    """The domain a host belongs to, as far as it can be told from the name: ``mx.eu.provider.co.uk`` -> ``provider.co.uk``."""
    labels = host.split(".")
    keep = 3 if ".".join(labels[-2:]) in _SUFFIXES else 2
    return ".".join(labels[-keep:]) if len(labels) >= keep else ""


def _web_reader() -> Fetch:
    from composer.sources.download import Downloader

    downloader = Downloader(timeout=6.0, max_bytes=LARGEST)

    def fetch(url: str) -> tuple[str, bytes]:
        got = downloader.get(url)
        return got.location, got.content

    return fetch


def _answers(host: str, port: int, security: Security) -> bool:
    """Knock, and say nothing but good-bye."""
    try:
        with socket.create_connection((host, port), _KNOCK_SECONDS) as plain:
            if security == "tls":
                with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as line:
                    return line.recv(4).startswith(b"220")
            return plain.recv(4).startswith(b"220")
    except (OSError, ValueError):
        return False
