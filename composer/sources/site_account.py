"""The name and password a reader signs in with at a site, and where they may be sent: to that site alone, and never in plain.

WordPress calls such a password an application password: made for one program, revoked on its own, sent as HTTP Basic (RFC 7617).
"""

from __future__ import annotations

import base64
import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from composer.sources.address import host_and_port, same_site, web_address


@dataclass(frozen=True)
class SiteAccount:
    """Who signs in. The password is in no ``repr``, so it is in no log either."""

    username: str
    password: str = field(repr=False)

    def header(self) -> str:
        """The value of the Authorization header. The spaces WordPress shows inside a password mean nothing."""
        secret = "".join(self.password.split())
        return "Basic " + base64.b64encode(f"{self.username}:{secret}".encode()).decode("ascii")


def may_carry(asked: str, location: str) -> bool:
    """True where a password for ``asked`` may be sent to ``location``: the same host and port, over https or on this machine."""
    if not same_site(asked, location):
        return False
    return urlsplit(location).scheme.lower() == "https" or on_this_machine(location)


def on_this_machine(address: str) -> bool:
    """True for loopback addresses and ``localhost``."""
    host = host_and_port(address)[0]
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def sign_in_address(address: str) -> str:
    """The address as a password may be sent to it: https, but for this machine."""
    address = web_address(address)
    if on_this_machine(address):
        return address
    parts = urlsplit(address)
    return urlunsplit(parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")))


def site_of(address: str) -> str:
    """Host, and port where it is an unusual one: what an account belongs to."""
    host, port = host_and_port(address)
    return host if port in (80, 443) else f"{host}:{port}"


def vault_name(address: str) -> str:
    """What the password of a site's account is called in the keyring."""
    return f"WordPress {site_of(address)}"
