"""One line to a mailbox over IMAP (RFC 3501, RFC 9051): the only place that speaks it. It looks, and changes nothing there.

Folders are opened with EXAMINE and letters are read with BODY.PEEK, so that nothing is marked as read, moved or deleted. TLS is
always verified. The standard library's ``imaplib`` is what the well-kept libraries are made of as well; six commands are all
this needs, and the limits on what a server may send have to stand below any of them.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any

from composer.delivery.mailbox.folder_names import Folder, quoted, read_folder
from composer.delivery.mailbox.refusals import login_refused, not_reached, not_read, odd_answer
from composer.delivery.xoauth2 import credentials, words_of_refusal
from composer.errors import AccountError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account

ANSWER_SECONDS = 30.0
LARGEST_LETTER = 500_000
"""Octets of one letter that are fetched: reports stand at the beginning, and pictures at the end are none of our business."""
LARGEST_ANSWER = 4_000_000
"""Octets a server may send in one piece; more is refused before it is read."""
AT_ONCE = 20
"""Letters fetched with one command."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,15})\b")
_RECEIVED = re.compile(rb'\bINTERNALDATE "([^"]{1,40})"')
_BODY = re.compile(rb"\bBODY\[\]", re.IGNORECASE)

PasswordOrToken = str | Callable[[bool], str]
"""A password; or, for a browser sign-in, what gives the current token (and with True a new one in any case)."""


@dataclass(frozen=True)
class Opened:
    """A folder that was opened for reading.

    Attributes:
        uid_validity: while this number stays, a letter keeps its own (RFC 3501 section 2.3.1.1); 0 where the server gave none.
        letters: how many there are.
        next_uid: what the next letter will be called; 0 where the server does not say.
    """

    name: str
    uid_validity: int
    letters: int
    next_uid: int = 0


@dataclass(frozen=True)
class FetchedLetter:
    """One letter, or its beginning.

    Attributes:
        received: when the server took it in; None where it does not say.
        size: octets of the whole letter.
        content: its first :data:`LARGEST_LETTER` octets.
    """

    uid: int
    received: datetime | None
    size: int
    content: bytes


class _Bounded:
    """``imaplib`` reads as much as a server announces; this stops at what we ask for at most."""

    def read(self, size: int) -> bytes:
        """As imaplib's own, within bounds."""
        if size > LARGEST_ANSWER:
            raise imaplib.IMAP4.abort(f"the server announced {size} octets")
        return super().read(size)  # type: ignore[misc, no-any-return]  # the class beside it has it


class _Plain(_Bounded, imaplib.IMAP4):
    pass


class _Encrypted(_Bounded, imaplib.IMAP4_SSL):
    pass


class MailboxLine:
    """Signed in to the account's mailbox; a context manager.

    Args:
        secret: the password, or what gives the token of a browser sign-in.

    Raises (all methods):
        AccountError: the server was not reached, would not have us, or does not answer as it must. :class:`TryAgainError`
            (which is one) where it may be better in a while.
    """

    def __init__(self, account: Account, secret: PasswordOrToken, *, seconds: float = ANSWER_SECONDS) -> None:
        self._account = account
        self._secret = secret
        self._seconds = seconds
        self._imap: imaplib.IMAP4 | None = None

    def __enter__(self) -> MailboxLine:
        self.open()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    def open(self) -> None:
        """Connect, encrypt and sign in."""
        account = self._account
        if not account.imap_host:
            raise AccountError(
                _("It is not known where the mailbox of “{name}” is.").format(name=account.name),
                _("Give its IMAP server in the account’s settings."),
            )
        try:
            imap = self._connect()
        except (OSError, imaplib.IMAP4.error, ValueError) as error:
            raise not_reached(account, error) from error
        self._imap = imap
        try:
            self._sign_in(imap)
        except AccountError:
            self.close()
            raise
        except (OSError, imaplib.IMAP4.error, ValueError) as error:
            self.close()
            raise not_reached(account, error) from error

    def close(self) -> None:
        """Hang up; never raises."""
        imap, self._imap = self._imap, None
        if imap is None:
            return
        try:
            imap.logout()
        except (OSError, imaplib.IMAP4.error, ValueError):
            imap.shutdown()

    def folders(self) -> list[Folder]:
        """The folders there are."""
        found = []
        for line in self._ask("LIST", lambda imap: imap.list()):
            folder = read_folder(line)
            if folder is not None:
                found.append(folder)
        return found

    def examine(self, name: str) -> Opened:
        """Open a folder for reading only."""
        answer = self._ask("EXAMINE", lambda imap: imap.select(quoted(name), readonly=True))
        imap = self._imap
        assert imap is not None
        letters = answer[-1] if answer else None
        return Opened(name, _told(imap, "UIDVALIDITY"), _number(letters), _told(imap, "UIDNEXT"))

    def uids_from(self, first: int) -> list[int]:
        """The numbers of the letters in the open folder from ``first`` on, in order."""
        # “n:*” always names the last letter, however small its number is.
        return [uid for uid in self._search("UID", f"{max(1, first)}:*") if uid >= first]

    def uids_since(self, day: date) -> list[int]:
        """The numbers of the letters in the open folder the server took in on ``day`` or later, in order."""
        return self._search("SINCE", f"{day.day}-{_MONTHS[day.month - 1]}-{day.year:04}")

    def uids_with_header(self, name: str, value: str) -> list[int]:
        """The numbers of the letters in the open folder whose header ``name`` holds ``value`` (letters and digits only)."""
        if not value.isalnum() or not value.isascii():
            raise ValueError("not fit to be looked for")
        return self._search("HEADER", name, value)

    def letters(self, uids: Sequence[int], *, most: int = LARGEST_LETTER) -> Iterator[FetchedLetter]:
        """These letters (or the first ``most`` octets of each), :data:`AT_ONCE` with one command; what is gone is left out."""
        for start in range(0, len(uids), AT_ONCE):
            wanted = uids[start : start + AT_ONCE]
            items = f"(UID RFC822.SIZE INTERNALDATE BODY.PEEK[]<0.{most}>)"
            answer = self._ask("FETCH", partial(_fetch, ",".join(map(str, wanted)), items))
            yield from (letter for letter in _fetched(answer) if letter.uid in wanted)

    # -- inside ---------------------------------------------------------------------------------------------------------------

    def _connect(self) -> imaplib.IMAP4:
        account, context = self._account, ssl.create_default_context()
        if account.imap_security == "tls":
            return _Encrypted(account.imap_host, account.imap_port, ssl_context=context, timeout=self._seconds)
        imap = _Plain(account.imap_host, account.imap_port, timeout=self._seconds)
        try:
            if "STARTTLS" not in imap.capabilities:
                raise AccountError(
                    _("{host} does not offer an encrypted line on port {port}.").format(
                        host=account.imap_host, port=account.imap_port
                    ),
                    _("Use port 993 with imaps://, or ask whoever looks after your e-mail."),
                )
            imap.starttls(ssl_context=context)
        except BaseException:
            imap.shutdown()
            raise
        return imap

    def _sign_in(self, imap: imaplib.IMAP4) -> None:
        account = self._account
        user = account.imap_username or account.username or account.from_email
        if account.sign_in != "password":
            self._with_token(imap, user)
            return
        password = self._secret if isinstance(self._secret, str) else self._secret(False)
        if not password:
            raise AccountError(
                _("The password for “{name}” is not known.").format(name=account.name), _("Type it in the account’s settings.")
            )
        if any(sign in user + password for sign in "\0\r\n"):
            raise AccountError(_("The user name or the password holds signs no mail server takes."), _("Type them again."))
        try:
            if "AUTH=PLAIN" in imap.capabilities or not (user + password).isascii():  # LOGIN has no way for other letters
                imap.authenticate("PLAIN", lambda _challenge: f"\0{user}\0{password}".encode())
            else:
                imap.login(_quoted(user), password)  # the password it quotes by itself
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise login_refused(account, str(error), browser="AUTH=XOAUTH2" in imap.capabilities) from error

    def _with_token(self, imap: imaplib.IMAP4, user: str) -> None:
        """XOAUTH2; a token the server does not take is renewed once."""
        account, said = self._account, ""
        if "AUTH=XOAUTH2" not in imap.capabilities:
            raise AccountError(
                _("{host} does not take a sign-in made in the browser.").format(host=account.imap_host),
                _("Check the server’s name, or use a password."),
            )
        for again in (False, True):
            token = self._secret if isinstance(self._secret, str) else self._secret(again)
            if not token:
                raise AccountError(
                    _("“{name}” is not signed in.").format(name=account.name),
                    _("Sign in in the browser, in the account’s settings."),
                )
            reasons: list[str] = []

            def answer(challenge: bytes, token: str = token, reasons: list[str] = reasons) -> bytes:
                if not challenge:
                    return credentials(user, token)
                reasons.append(challenge.decode("utf-8", "replace"))
                return b""  # it wants an empty line before it says no

            try:
                imap.authenticate("XOAUTH2", answer)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                said = f"{error} {' '.join(reasons)}"[:500]
                if isinstance(self._secret, str):
                    break
                continue
            return
        raise login_refused(account, f"{said} {words_of_refusal(said)}".strip(), browser=True)

    def _search(self, *words: str) -> list[int]:
        answer = self._ask("SEARCH", lambda imap: imap.uid("SEARCH", *words))
        numbers = b" ".join(part for part in answer if isinstance(part, bytes)).split()
        return sorted({int(number) for number in numbers if number.isdigit() and len(number) <= 10})

    def _ask(self, command: str, asked: Callable[[imaplib.IMAP4], tuple[str, list[Any]]]) -> list[Any]:
        imap = self._imap
        if imap is None:
            raise not_read(self._account, f"{command}: not connected")
        try:
            state, answer = asked(imap)
        except imaplib.IMAP4.readonly as error:
            raise not_read(self._account, f"{command}: {error}") from error
        except (OSError, imaplib.IMAP4.abort) as error:
            self.close()
            raise not_reached(self._account, error) from error
        except (imaplib.IMAP4.error, ValueError) as error:
            raise odd_answer(self._account, f"{command}: {error}") from error
        if state != "OK":
            words = b" ".join(part for part in answer if isinstance(part, bytes)).decode("utf-8", "replace")
            raise not_read(self._account, f"{command}: {state} {words}"[:500])
        return answer


def _fetch(uids: str, items: str, imap: imaplib.IMAP4) -> tuple[str, list[Any]]:
    return imap.uid("FETCH", uids, items)


def _fetched(answer: Sequence[Any]) -> Iterator[FetchedLetter]:
    """Letters in a FETCH answer: (what stands before a literal, the literal), then what stands behind it, which some servers use
    for the UID; a letter without a single octet comes without a literal."""
    head, content = b"", b""
    for part in answer:
        if isinstance(part, tuple):
            head, content = head + bytes(part[0]), bytes(part[1])
            continue
        head += part if isinstance(part, bytes) else b""
        uid = _UID.search(head)
        if uid and _BODY.search(head):
            size, received = _SIZE.search(head), _RECEIVED.search(head)
            yield FetchedLetter(
                int(uid.group(1)),
                _moment(received.group(1)) if received else None,
                int(size.group(1)) if size else len(content),
                content,
            )
        head, content = b"", b""


def _moment(text: bytes) -> datetime | None:
    """``17-Jul-2026 02:44:25 -0700``, which the day may begin with a space."""
    try:
        found = parsedate_to_datetime(text.decode("ascii").strip().replace("-", " ", 2))
    except (ValueError, UnicodeError, IndexError, TypeError):
        return None
    return found if found.tzinfo is not None else None


def _number(octets: Any) -> int:
    return int(octets) if isinstance(octets, bytes) and octets.isdigit() and len(octets) <= 10 else 0


def _told(imap: imaplib.IMAP4, code: str) -> int:
    """A number the server gave when a folder was opened; 0 where it gave none."""
    told = imap.response(code)[1]
    return _number(told[-1]) if told else 0


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
