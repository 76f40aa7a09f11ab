"""Where Microsoft and Google sign people in, and what is asked for there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from composer.errors import InputError
from composer.i18n import _

ProviderName = Literal["microsoft", "google"]
MICROSOFT_TENANT = "organizations"
"""Anybody's work or school account; an organisation may name its own directory instead."""
_CLIENT = re.compile(r"[A-Za-z0-9._-]{8,200}")
_TENANT = re.compile(r"[A-Za-z0-9.-]{1,100}")


@dataclass(frozen=True)
class Provider:
    """One place to sign in.

    Attributes:
        client_id: what the provider knows this program by; public.
        client_secret: Google gives one to desktop programs as well; empty elsewhere.
        loopback_host: how the address the browser comes back to must be spelt (both mean this computer).
        device: where a code to type on another device is asked for; empty where the provider gives none for mail.
        extra: what else the sign-in page is told.
        tenant: the organisation's directory at Microsoft.
    """

    name: ProviderName
    title: str
    client_id: str
    authorise: str
    token: str
    scopes: tuple[str, ...]
    loopback_host: str = "127.0.0.1"
    device: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    client_secret: str = field(default="", repr=False)
    tenant: str = ""


def microsoft(client_id: str, tenant: str = "") -> Provider:
    """Microsoft 365: send and read mail, and stay signed in (learn.microsoft.com, "Authenticate an IMAP, POP or SMTP connection
    using OAuth").

    Raises:
        InputError: the program's id or the directory cannot be one.
    """
    tenant = tenant.strip() or MICROSOFT_TENANT
    if not _TENANT.fullmatch(tenant):
        raise InputError(_("“{tenant}” is not the name of a Microsoft directory.").format(tenant=tenant))
    place = f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0"
    return Provider(
        name="microsoft",
        title="Microsoft 365",
        client_id=_client(client_id, "Microsoft 365"),
        authorise=f"{place}/authorize",
        token=f"{place}/token",
        device=f"{place}/devicecode",
        scopes=(
            "https://outlook.office.com/SMTP.Send",
            "https://outlook.office.com/IMAP.AccessAsUser.All",
            "offline_access",
        ),
        # Microsoft leaves the port open for http://localhost, not for http://127.0.0.1 (unless the registration is edited).
        loopback_host="localhost",
        extra={"prompt": "select_account"},
        tenant=tenant,
    )


def google(client_id: str, client_secret: str = "") -> Provider:
    """Google Workspace and Gmail (developers.google.com/identity/protocols/oauth2/native-app). There is no device code for mail.

    Raises:
        InputError: the program's id cannot be one.
    """
    return Provider(
        name="google",
        title="Google",
        client_id=_client(client_id, "Google"),
        client_secret=client_secret.strip(),
        authorise="https://accounts.google.com/o/oauth2/v2/auth",
        token="https://oauth2.googleapis.com/token",  # noqa: S106 - an address
        scopes=("https://mail.google.com/",),
        extra={"access_type": "offline", "prompt": "consent"},
    )


def _client(client_id: str, title: str) -> str:
    client_id = client_id.strip()
    if not client_id:
        raise InputError(
            _("{title} does not know this program yet: its client id is missing.").format(title=title),
            _("Whoever looks after your e-mail registers it once; the id goes into Settings, or use a password instead."),
        )
    if not _CLIENT.fullmatch(client_id):
        raise InputError(
            _("“{id}” is not a client id.").format(id=client_id[:60]), _("Copy it again from {title}.").format(title=title)
        )
    return client_id
