"""What is known of mail providers: servers, limits, and what their users must know. From ``resources/smtp_presets.json``."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from composer.paths import resources_folder

Security = Literal["tls", "starttls", "none"]
"""How a line to a mail server is protected: from its first byte, from ``STARTTLS`` on, or (only on this computer) not at all."""


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """Where a provider takes letters. ``note`` says when to take this one, where there are several."""

    host: str
    port: int
    security: Security
    note: str = ""


class Preset(msgspec.Struct, frozen=True, kw_only=True):
    """One provider.

    Attributes:
        kind: ``mailbox`` for people's letters, ``relay`` for many letters, ``own`` for a server of one's own.
        domains: addresses there belong to this provider's own customers.
        username: what stands for the user name, in words; empty where it is the address.
        per_minute, per_hour, per_day: our cautious limits, at or below what the provider allows; 0 where there is none.
        not_for_lists: the provider does not want newsletters sent through it.
        headers: what every letter must carry.
        mail_exchangers: domains whose mail servers (MX) are this provider's.
        imap: where letters that come in are read.
        sign_in: ``microsoft`` and ``google`` sign in in the browser; a password may work there as well.
        hint: one or two sentences the user must know before the first trial.
        sources: where the facts come from.
    """

    id: str
    name: str
    kind: str
    servers: tuple[Server, ...]
    domains: tuple[str, ...] = ()
    username: str = ""
    per_minute: int = 0
    per_hour: int = 0
    per_day: int = 0
    not_for_lists: bool = False
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    mail_exchangers: tuple[str, ...] = ()
    imap: Server | None = None
    sign_in: Literal["password", "microsoft", "google"] = "password"
    hint: str = ""
    sources: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True):
    as_of: str
    presets: tuple[Preset, ...]


@cache
def presets() -> tuple[Preset, ...]:
    """Every provider we know, mailboxes before relays, the user's own server last."""
    return msgspec.json.decode((resources_folder() / "smtp_presets.json").read_bytes(), type=_File).presets


def preset_for(address: str) -> Preset | None:
    """The provider an address belongs to by its domain alone; None for an organisation's own domain."""
    domain = address.rpartition("@")[2].strip().lower()
    return next((preset for preset in presets() if domain in preset.domains), None)


def preset_for_host(host: str) -> Preset | None:
    """The provider a mail server belongs to; regions and the like (``{region}``) may differ."""
    name = host.strip().lower().rstrip(".")
    for preset in presets():
        for server in preset.servers:
            before, _brace, rest = server.host.partition("{")
            after = rest.partition("}")[2]
            if name == server.host or (rest and after and name.startswith(before) and name.endswith(after)):
                return preset
    return None


def preset_for_mail_exchanger(host: str) -> Preset | None:
    """The provider whose server takes the mail of a domain (MX)."""
    name = "." + host.strip().lower().rstrip(".")
    return next((preset for preset in presets() if name.endswith(tuple(f".{one}" for one in preset.mail_exchangers))), None)
