"""What was found out about the servers of a mail address: values only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from composer.delivery.accounts import Account, SignIn
from composer.delivery.presets import Security, presets

Origin = Literal["table", "domain", "thunderbird", "dns", "mail_exchanger", "guess"]

_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


@dataclass(frozen=True)
class MailServer:
    """One server: where it is, how the line is encrypted, and who signs in there."""

    host: str
    port: int
    security: Security
    username: str = ""


@dataclass(frozen=True)
class FoundServers:
    """A set of servers for one address.

    Attributes:
        smtp: where letters are handed over; always encrypted.
        imap: where letters that come in are read; None where that was not found.
        origin: how it was found out (see :data:`Origin`); ``where`` names the place, for showing.
        preset: id of the provider in our own table, where it is one of those; empty otherwise.
        provider: what the place calls the provider; a stranger's words.
        sign_in: by password, or in the browser at Microsoft or Google.
    """

    smtp: MailServer
    origin: Origin
    where: str
    imap: MailServer | None = None
    preset: str = ""
    provider: str = ""
    sign_in: SignIn = "password"


def host_name(text: str) -> str:
    """A mail server's name as a stranger may give it: a full name on the internet, plain ASCII; empty where it is anything else
    (an IP address, this computer, a name without a dot)."""
    name = text.strip().rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    if not _HOST.fullmatch(name) or name.endswith((".localhost", ".local", ".internal", ".home.arpa", ".onion")):
        return ""
    return name


def account_from_found(found: FoundServers, *, name: str, from_name: str, address: str) -> Account:
    """The account these servers make, with the limits of a provider we know."""
    preset = next((one for one in presets() if one.id == found.preset), None)
    imap = found.imap
    return Account(
        name=name,
        smtp_host=found.smtp.host,
        smtp_port=found.smtp.port,
        security=found.smtp.security,
        username=found.smtp.username or address,
        sign_in=found.sign_in,
        from_name=from_name,
        from_email=address,
        imap_host=imap.host if imap is not None else "",
        imap_port=imap.port if imap is not None else 993,
        imap_security="starttls" if imap is not None and imap.security == "starttls" else "tls",
        imap_username=imap.username if imap is not None else "",
        per_minute=preset.per_minute if preset is not None else 0,
        per_hour=preset.per_hour if preset is not None else 0,
        per_day=preset.per_day if preset is not None else 0,
        headers=dict(preset.headers) if preset is not None else {},
    )
