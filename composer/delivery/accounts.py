"""Mail accounts: what is known of each, and where they are kept.

No secret is ever part of an account; passwords come down as an argument and stay in the keyring.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

import msgspec
from sqlalchemy import delete, insert, select, update

from composer.clock import Clock
from composer.database.stored_text import storable_json
from composer.database.tables import accounts as accounts_table
from composer.delivery.addresses import ascii_address, name_and_address, without_controls
from composer.delivery.office_hours import OfficeHours
from composer.delivery.presets import Security, preset_for_host
from composer.errors import InputError, NotFoundError
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

SignIn = Literal["password", "microsoft", "google"]
PRACTICE_NAME = "Practice mailbox"
MOST_CONNECTIONS = 32
_OWN_HEADER = re.compile(r"X-[A-Za-z0-9-]{1,60}|Feedback-ID")
_HEADER_VALUE = re.compile(r"(?!.*=\?)[ -~]{1,500}")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A mail server that sends for us, and the address letters come from.

    Attributes:
        name: what the user calls it; unique.
        security: ``tls`` from the first byte, ``starttls`` demanded, or ``none``, which only this machine's own address may have.
        username: empty where the server asks for no sign-in.
        per_minute, per_hour, per_day: letters at most; 0 where there is no limit.
        per_domain: letters a minute, at most, to people whose addresses end the same; 0 where there is no limit.
        sign_in: with a password, or in the browser at Microsoft or Google (:mod:`composer.delivery.oauth`).
        office_hours: when letters go; None: at any time.
        connections: lines to the server at the same time; most providers of mailboxes want one, relays allow more.
        headers: what the provider wants in every letter (``X-PM-Message-Stream`` ...).
        dkim_selector: the name of the key this program signs with; empty where it does not sign.
        practice: letters go to the practice mailbox on this computer and nowhere else.
    """

    name: str
    smtp_host: str
    smtp_port: int
    security: Security = "tls"
    username: str = ""
    sign_in: SignIn = "password"
    from_name: str = ""
    from_email: str = ""
    imap_host: str = ""
    imap_port: int = 993
    imap_security: Literal["tls", "starttls"] = "tls"
    imap_username: str = ""
    per_minute: int = 0
    per_hour: int = 0
    per_day: int = 0
    per_domain: int = 0
    office_hours: OfficeHours | None = None
    connections: int = 1
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    dkim_selector: str = ""
    practice: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InputError(_("An account needs a name."))
        if not 0 < self.smtp_port < 65536:
            raise InputError(
                _("{port} is not a port of a mail server.").format(port=self.smtp_port), _("Usual ones are 465 and 587.")
            )
        if not 1 <= self.connections <= MOST_CONNECTIONS:
            raise InputError(_("An account sends over 1 to {most} lines at once.").format(most=MOST_CONNECTIONS))
        if self.security == "none" and not is_loopback(self.smtp_host):
            raise InputError(
                _("{host} is another computer, and letters go there only encrypted.").format(host=self.smtp_host),
                _("Use smtps:// (port 465), or smtp:// with STARTTLS (port 587)."),
            )
        if self.practice and not is_loopback(self.smtp_host):
            raise InputError(_("The practice account can only send to the practice mailbox on this computer."))
        for header, value in self.headers.items():
            if not _OWN_HEADER.fullmatch(header) or not _HEADER_VALUE.fullmatch(value):
                raise InputError(
                    _("“{header}” cannot stand in a letter.").format(header=without_controls(header)),
                    _("Headers of a mail provider begin with X- and hold plain letters only."),
                )


def is_loopback(host: str) -> bool:
    """True where the name means this very machine."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def practice_account(port: int) -> Account:
    """The account that is there from the start. ``port`` is the one the practice server listens on."""
    return Account(
        name=PRACTICE_NAME,
        smtp_host="127.0.0.1",
        smtp_port=port,
        security="none",
        from_name=_("Practice sender"),
        from_email="practice@newsletter.example",
        practice=True,
    )


def account_from_url(
    name: str, smtp_url: str, from_: str, *, imap_url: str = "", per_minute: int = 0, per_hour: int = 0, per_day: int = 0
) -> Account:
    """An account from ``smtps://user@host:465`` or ``smtp://user@host:587`` and ``Name <address>``.

    ``smtp://`` demands STARTTLS, except to this machine's own address; ``smtp+starttls://`` demands it there as well. Where no
    limit is given and the host is a known provider's, that provider's limits are taken.

    Raises:
        InputError: an address is not usable, or holds a password.
    """
    host, port, scheme, username = _server(smtp_url, {"smtps": 465, "smtp": 587, "smtp+starttls": 587})
    security: Security = "tls" if scheme == "smtps" else "starttls"
    if scheme == "smtp" and is_loopback(host):
        security = "none"
    imap_host, imap_port, imap_scheme, imap_username = "", 993, "imaps", ""
    if imap_url:
        imap_host, imap_port, imap_scheme, imap_username = _server(imap_url, {"imaps": 993, "imap": 143})
    from_name, from_email = name_and_address(from_)
    if not (per_minute or per_hour or per_day):
        known = preset_for_host(host)
        if known is not None:
            per_minute, per_hour, per_day = known.per_minute, known.per_hour, known.per_day
    return Account(
        name=without_controls(name),
        smtp_host=host,
        smtp_port=port,
        security=security,
        username=username,
        from_name=from_name,
        from_email=from_email,
        imap_host=imap_host,
        imap_port=imap_port,
        imap_security="tls" if imap_scheme == "imaps" else "starttls",
        imap_username=imap_username,
        per_minute=per_minute,
        per_hour=per_hour,
        per_day=per_day,
    )


def _server(url: str, schemes: dict[str, int]) -> tuple[str, int, str, str]:
    """Host, port, scheme and user of a server address; ``schemes`` gives the usual port of each scheme that is allowed."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise InputError(_("“{url}” is not the address of a mail server.").format(url=without_controls(url))) from error
    if parts.scheme not in schemes or not parts.hostname:
        raise InputError(
            _("“{url}” is not the address of a mail server.").format(url=without_controls(url)),
            _("Write it like {scheme}://user@mail.example.org.").format(scheme=next(iter(schemes))),
        )
    if parts.password is not None:
        raise InputError(
            _("The password does not belong into the address of the server."),
            _("Leave it out; it is asked for, and kept safely."),
        )
    try:
        host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise InputError(_("“{url}” is not the address of a mail server.").format(url=without_controls(url))) from error
    return host, port or schemes[parts.scheme], parts.scheme, unquote(parts.username or "")


class AccountStore:
    """The accounts of this workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[Account]:
        """Every account by name, the practice account last."""
        statement = select(accounts_table.c.body).order_by(accounts_table.c.practice, accounts_table.c.name)
        with self._engine.connect() as connection:
            return [msgspec.json.decode(body, type=Account) for (body,) in connection.execute(statement)]

    def get(self, name: str) -> Account:
        """The account of this name.

        Raises:
            NotFoundError: there is none.
        """
        with self._engine.connect() as connection:
            body = connection.execute(select(accounts_table.c.body).where(accounts_table.c.name == name)).scalar_one_or_none()
        if body is None:
            raise NotFoundError(
                _("There is no mail account “{name}”.").format(name=name), _("Add it first, or choose one that is there.")
            )
        return msgspec.json.decode(body, type=Account)

    def save(self, account: Account) -> None:
        """Keep an account, new or changed.

        Raises:
            InputError: its sender address is not usable, or a practice account would become a real one (or the other way round).
        """
        if account.from_email:
            ascii_address(account.from_email)
        body = storable_json(account).decode()
        table = accounts_table
        with self._engine.begin() as connection:
            was = connection.execute(select(table.c.practice).where(table.c.name == account.name)).scalar_one_or_none()
            if was is None:
                connection.execute(
                    insert(table).values(
                        name=account.name, body=body, practice=account.practice, added=self._clock(), last_ok=None
                    )
                )
                return
            if was != account.practice:
                raise InputError(
                    _("“{name}” is already the name of another kind of account.").format(name=account.name),
                    _("Give the new account a name of its own."),
                )
            connection.execute(update(table).where(table.c.name == account.name).values(body=body))

    def remove(self, name: str) -> None:
        """Forget an account. Campaigns sent with it keep its name."""
        with self._engine.begin() as connection:
            connection.execute(delete(accounts_table).where(accounts_table.c.name == name))

    def worked(self, name: str) -> bool:
        """True where the last trial of this account succeeded."""
        with self._engine.connect() as connection:
            return connection.execute(select(accounts_table.c.last_ok).where(accounts_table.c.name == name)).scalar() is not None

    def record_trial(self, name: str, ok: bool) -> None:
        """Remember how a trial ended."""
        with self._engine.begin() as connection:
            connection.execute(
                update(accounts_table).where(accounts_table.c.name == name).values(last_ok=self._clock() if ok else None)
            )
