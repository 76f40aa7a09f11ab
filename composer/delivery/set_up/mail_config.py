"""Reads Thunderbird's description of a provider's mail servers (config-v1.1.xml, wiki.mozilla.org Thunderbird:Autoconfiguration).

It is a stranger's file: no entities, nothing fetched, few servers looked at, host names that can be on the internet only. Servers
without encryption are passed over: nobody's password goes there, whatever the file says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.delivery.accounts import SignIn
from composer.delivery.addresses import without_controls
from composer.delivery.presets import Security
from composer.delivery.set_up.found import FoundServers, MailServer, Origin, host_name

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 200_000  # octets; the largest in Thunderbird's own collection has some 20,000
_MOST_SERVERS = 12
_LONGEST_NAME = 80
_SECURITY: dict[str, Security] = {"SSL": "tls", "STARTTLS": "starttls"}
_PASSWORD = frozenset({"password-cleartext", "password-encrypted", "plain", "secure"})
_USUAL: dict[tuple[str, Security], int] = {
    ("smtp", "tls"): 465,
    ("smtp", "starttls"): 587,
    ("imap", "tls"): 993,
    ("imap", "starttls"): 143,
}


def read_mail_config(content: bytes, address: str, *, origin: Origin, where: str) -> FoundServers | None:
    """The best servers the file names for ``address``; None where it names none that can be used.

    Encryption from the first byte is taken before STARTTLS (RFC 8314 section 3), else the file's own order holds.
    """
    root = _parse(content)
    if root is None:
        return None
    smtp = _best(root, "outgoingServer", "smtp", address)
    if smtp is None:
        return None
    server, methods = smtp
    incoming = _best(root, "incomingServer", "imap", address)
    name = root.findtext(".//emailProvider/displayShortName") or root.findtext(".//emailProvider/displayName") or ""
    return FoundServers(
        smtp=server,
        imap=incoming[0] if incoming else None,
        origin=origin,
        where=where,
        provider=" ".join(without_controls(name).split())[:_LONGEST_NAME],
        sign_in=_sign_in(server.host, methods),
    )


def _parse(content: bytes) -> _Element | None:
    from lxml import etree

    if len(content) > LARGEST or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root.tag == "clientConfig" and root.getroottree().docinfo.internalDTD is None else None


def _best(root: _Element, tag: str, kind: str, address: str) -> tuple[MailServer, tuple[str, ...]] | None:
    found: list[tuple[MailServer, tuple[str, ...]]] = []
    for element in root.findall(f".//emailProvider/{tag}")[:_MOST_SERVERS]:
        if element.get("type", "").lower() != kind:
            continue
        methods = tuple((method.text or "").strip() for method in element.findall("authentication")[:6])
        server = _server(element, kind, address)
        if server is not None and (not methods or "OAuth2" in methods or _PASSWORD & {method.lower() for method in methods}):
            found.append((server, methods))
    return min(found, key=lambda one: one[0].security != "tls", default=None)


def _server(element: _Element, kind: str, address: str) -> MailServer | None:
    security = _SECURITY.get((element.findtext("socketType") or "").strip().upper())
    host = host_name(_filled(element.findtext("hostname") or "", address))
    if security is None or not host:
        return None
    given = (element.findtext("port") or "").strip()
    port = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else _USUAL[kind, security]
    if not 0 < port < 65536:
        return None
    return MailServer(host, port, security, _username(element.findtext("username") or "%EMAILADDRESS%", address))


def _username(pattern: str, address: str) -> str:
    """Who signs in; the address itself where the file says something that could be nobody's name."""
    name = _filled(pattern.strip(), address)
    return name if name.isprintable() and "%" not in name and 0 < len(name) <= 254 and not set(name) & set('<>"\\ ') else address


def _filled(text: str, address: str) -> str:
    local, _at, domain = address.rpartition("@")
    for mark, value in (("%EMAILADDRESS%", address), ("%EMAILLOCALPART%", local), ("%EMAILDOMAIN%", domain)):
        text = text.replace(mark, value)
    return text


def _sign_in(host: str, methods: tuple[str, ...]) -> SignIn:
    """In the browser where the server is one whose sign-in page we know; the address of a page never comes from the file."""
    if "OAuth2" not in methods:
        return "password"
    if host.endswith((".office365.com", ".outlook.com")):
        return "microsoft"
    return "google" if host.endswith((".gmail.com", ".google.com")) else "password"
