"""Where an administrator must allow the program first: what to send to whoever looks after the e-mail, ready to be pasted."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from composer.delivery.oauth.provider import MICROSOFT_TENANT, Provider
from composer.i18n import _


@dataclass(frozen=True)
class ConsentRequest:
    """A letter to an administrator."""

    subject: str
    text: str


def consent_request(provider: Provider, address: str) -> ConsentRequest:
    """What an administrator must know and do, for the mailbox ``address``."""
    subject = _("Please allow Newsletter Composer to send from {address}").format(address=address)
    steps = _microsoft(provider, address) if provider.name == "microsoft" else _google(provider)
    beginning = _(
        "Hello,\n\nI would like to send our newsletter with Newsletter Composer, a program on my own computer, from our mailbox "
        "{address}. It signs in through {title}’s own page in the browser, so it never sees my password. An administrator has to "
        "allow it once:"
    ).format(address=address, title=provider.title)
    end = _("What it asks for: {scopes}\nIts client id: {client}\n\nThank you").format(
        scopes=", ".join(provider.scopes), client=provider.client_id
    )
    return ConsentRequest(subject, f"{beginning}\n\n{steps}\n\n{end}\n")


def admin_consent_address(provider: Provider, address: str) -> str:
    """Microsoft's page on which an administrator allows the program for the whole directory."""
    tenant = provider.tenant if provider.tenant not in ("", MICROSOFT_TENANT, "common") else address.rpartition("@")[2]
    query = urlencode({"client_id": provider.client_id, "redirect_uri": f"http://{provider.loopback_host}"})
    return f"https://login.microsoftonline.com/{tenant}/adminconsent?{query}"


def _microsoft(provider: Provider, address: str) -> str:
    return _(
        "1. Open this page as an administrator and press Accept:\n   {page}\n   (It ends on an empty page; that is all right.)\n"
        "2. In the Microsoft 365 admin centre, under Users, {address}, Mail, “Manage email apps”, tick “Authenticated SMTP”."
    ).format(page=admin_consent_address(provider, address), address=address)


def _google(provider: Provider) -> str:
    return _(
        "1. In the Google Admin console, under Security, “API controls”, “Manage third-party app access”, add the app with the "
        "client id below and set it to Trusted.\n2. Under Apps, Gmail, “End user access”, leave IMAP switched on."
    )
