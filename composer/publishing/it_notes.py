"""What whoever looks after the computers asks about the program, as text: where it connects to, what must be allowed, what lies
where, what the domain's entries must say. Made from this very workspace; it names no password and asks the network nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from composer.delivery.oauth.consent import admin_consent_address
from composer.delivery.oauth.provider import google, microsoft
from composer.errors import ComposerError
from composer.i18n import _
from composer.publishing.mail_sign_in import GOOGLE_SECRET

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.document.newsletter import Newsletter
    from composer.workspace import Workspace


@dataclass(frozen=True)
class Note:
    """One heading with its lines; a line that begins with a space belongs to the one before it."""

    title: str
    lines: tuple[str, ...]


def it_notes(workspace: Workspace) -> tuple[Note, ...]:
    """The notes, in the order in which they are usually asked for."""
    newsletters = workspace.documents.newsletters()
    newsletter = newsletters[0] if newsletters else None
    accounts = [account for account in workspace.accounts.all() if not account.practice]
    return (
        _about(),
        _connections(workspace, accounts),
        _sign_in(workspace, newsletter, accounts),
        _proxy(),
        _files(workspace),
        _unsubscribing(newsletter),
        _domain(newsletter, accounts),
    )


def as_text(notes: tuple[Note, ...]) -> str:
    """The notes as plain text, to be pasted into a letter."""
    blocks = ["\n".join((note.title, "-" * len(note.title), *note.lines)) for note in notes]
    return "\n\n".join((_("Newsletter Composer: for whoever looks after the computers"), *blocks)) + "\n"


def _about() -> Note:
    return Note(
        _("What it is"),
        (
            _("A program on this computer. It needs no administrator’s rights, no server of its own and no account with us."),
            _("The list of people stays on this computer. Letters go out through the organisation’s own mail account."),
            _("It sends nothing about its use to anybody, and looks for no updates by itself."),
        ),
    )


def _connections(workspace: Workspace, accounts: list[Account]) -> Note:
    lines = [_("All of these go out; nothing has to be let in.")]
    for account in accounts:
        lines.append(
            _("{host}, TCP {port}, {security}: sends letters (“{name}”)").format(
                host=account.smtp_host, port=account.smtp_port, security=_security(account.security), name=account.name
            )
        )
        if account.imap_host:
            lines.append(
                _("{host}, TCP {port}, {security}: reads what comes back (“{name}”)").format(
                    host=account.imap_host, port=account.imap_port, security=_security(account.imap_security), name=account.name
                )
            )
    if not accounts:
        lines.append(_("The mail server: TCP 465 (TLS) or 587 (STARTTLS) to send; TCP 993 (TLS) to read what comes back."))
        lines.append(_("Microsoft 365: smtp.office365.com 587, outlook.office365.com 993."))
        lines.append(_("Google: smtp.gmail.com 465, imap.gmail.com 993."))
    hosts = sorted({urlsplit(row.location).netloc for row in workspace.source_list.all() if _is_web(row.location)})
    lines.append(
        _("Websites that are read, TCP 443: {hosts}").format(hosts=", ".join(hosts))
        if hosts
        else _("Websites that are read: TCP 443, and 80 where a site has no encryption.")
    )
    lines.append(_("While an account is set up: DNS (MX, SRV), autoconfig.thunderbird.net and autoconfig.<domain>, TCP 443."))
    lines.append(_("Before sending: each web page a letter links to is asked for once (can be switched off in Settings)."))
    lines.append(_("The practice mailbox and the way back from a sign-in listen on 127.0.0.1 only."))
    return Note(_("Connections"), tuple(lines))


def _is_web(location: str) -> bool:
    return location.startswith(("https://", "http://"))


def _security(security: str) -> str:
    return {"tls": "TLS", "starttls": "STARTTLS"}.get(security, _("on this computer only"))


def _sign_in(workspace: Workspace, newsletter: Newsletter | None, accounts: list[Account]) -> Note:
    settings = workspace.settings
    address = next(
        (account.username or account.from_email for account in accounts), newsletter.sender_email if newsletter else ""
    )
    lines = [_("In the system’s browser, by OAuth 2 with PKCE; the way back is http://localhost or http://127.0.0.1.")]
    try:
        provider = microsoft(settings.microsoft_client, settings.microsoft_directory)
        lines.append(_("Microsoft 365, to be opened once by an administrator:"))
        lines.append(f"  {admin_consent_address(provider, address)}")
        lines.append("  " + _("It asks for: {scopes}").format(scopes=", ".join(provider.scopes)))
    except ComposerError:
        lines.append(_("Microsoft 365: register a public client in the Entra admin centre and put its id into Settings."))
        lines.append("  https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade")
        lines.append("  " + _("Platform: “Mobile and desktop applications”, redirect http://localhost."))
        lines.append("  " + _("Permissions, delegated: SMTP.Send, IMAP.AccessAsUser.All, offline_access."))
    lines.append("  " + _("“Authenticated SMTP” must be on for the mailbox (Users, Mail, Manage email apps)."))
    try:
        other = google(settings.google_client, "" if settings.google_client else workspace.credentials.get(GOOGLE_SECRET) or "")
        lines.append(_("Google Workspace, under Security, API controls, set to Trusted the client id:"))
        lines.append(f"  {other.client_id}")
        lines.append("  https://admin.google.com/ac/owl/list?tab=apps")
    except ComposerError:
        lines.append(_("Google Workspace: make a client id of the kind “Desktop app”, user type “Internal”:"))
        lines.append("  https://console.cloud.google.com/apis/credentials")
        lines.append("  " + _("Or, with two-step verification on, the mailbox’s owner makes an app password:"))
        lines.append("  https://myaccount.google.com/apppasswords")
    return Note(_("Signing in at Microsoft and Google"), tuple(lines))


def _proxy() -> Note:
    return Note(
        _("Proxies"),
        (
            _("Websites and the sign-in’s token service are asked through the proxy the system names:"),
            "  " + _("Windows’ and macOS’ settings, or HTTPS_PROXY and NO_PROXY."),
            _("Letters (SMTP, IMAP) go straight and need a way out of their own."),
        ),
    )


def _files(workspace: Workspace) -> Note:
    kept = workspace.credentials.available()
    lines = [
        _("Everything: {folder}").format(folder=workspace.folder),
        "  " + _("workspace.sqlite3 is the database, settings.toml the settings; templates may be added in “templates”."),
        _("Passwords and sign-ins: {where}").format(where=_keyring_name()),
        "  " + kept.sentence,
        "  " + _("What is too long for it lies encrypted in “sealed”, with its key in the keyring."),
        _("Back up that folder while the program is closed, or have the program make its own backup (Settings)."),
    ]
    return Note(_("Files and secrets"), tuple(lines))


def _keyring_name() -> str:
    if sys.platform == "win32":
        return _("Windows’ Credential Manager")
    return _("the macOS keychain") if sys.platform == "darwin" else _("the desktop’s keyring (Secret Service)")


def _unsubscribing(newsletter: Newsletter | None) -> Note:
    endpoint = newsletter.unsubscribe_endpoint if newsletter else ""
    lines = [
        _("Letters name this page: {address}").format(address=endpoint)
        if endpoint
        else _("No page yet: readers unsubscribe by an e-mail to the sender’s address."),
        _("Settings gives a WordPress plugin, a PHP file or a small Python server for the organisation’s site."),
        _("It must answer GET with a page and POST with 200 and no redirect (RFC 8058), over https, to anybody."),
        _("It keeps no addresses, only marks of letters; the program reads them with a key before each sending."),
    ]
    return Note(_("The unsubscribe page"), tuple(lines))


def _domain(newsletter: Newsletter | None, accounts: list[Account]) -> Note:
    sender = next(
        (account.from_email for account in accounts if account.from_email), newsletter.sender_email if newsletter else ""
    )
    domain = sender.rpartition("@")[2] or "example.org"
    host = accounts[0].smtp_host if accounts else ""
    includes = {
        "smtp.office365.com": "include:spf.protection.outlook.com",
        "smtp.gmail.com": "include:_spf.google.com",
    }
    include = includes.get(host, _("include: what your mail provider names"))
    return Note(
        _("Entries of the domain {domain}").format(domain=domain),
        (
            _("SPF, one TXT entry at {domain}; where there is one already, add to it:").format(domain=domain),
            f"  v=spf1 {include} ~all",
            _("DKIM: switched on at the mail provider, which names the entries below _domainkey.{domain}.").format(domain=domain),
            _("DMARC, one TXT entry at _dmarc.{domain}; begin without consequences, and read what comes:").format(domain=domain),
            f"  v=DMARC1; p=none; rua=mailto:postmaster@{domain}",
            _("Gmail and Yahoo ask for all three from whoever sends 5,000 letters a day, and trust others more by them."),
        ),
    )
