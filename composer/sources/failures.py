"""One sentence for each way in which an address cannot be read, and what to do about it."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urlsplit

from composer.errors import SourceError
from composer.i18n import _, ngettext
from composer.sources.address import host_of


class PassingError(SourceError):
    """A failure that may pass by itself (no connection, server trouble): an earlier copy may do meanwhile.

    ``wait``: how long the server asks to be left alone; None where it does not say.
    """

    def __init__(self, message: str, remedy: str = "", *, details: str = "", wait: timedelta | None = None) -> None:
        super().__init__(message, remedy, details=details)
        self.wait = wait


def odd_address(address: str) -> SourceError:
    """What was typed cannot be asked for."""
    return SourceError(
        _("“{address}” is not a web address.").format(address=address[:80]), _("Write it like https://example.org/news.")
    )


def private_address(location: str) -> SourceError:
    """A page or redirect leads into a private network."""
    return SourceError(
        _("{host} lies inside a private network, and another page led there, so it was not opened.").format(
            host=host_of(location)
        ),
        _("If you meant it, type the address yourself."),
    )


def too_big(location: str, limit: int) -> SourceError:
    """More than one download may hold."""
    return SourceError(
        _("What {host} sends is bigger than {limit} MB, so it was not read.").format(
            host=host_of(location), limit=limit // 1_000_000
        ),
        _("Use the address of a feed or a calendar rather than of a large file."),
    )


def unreadable_packing(location: str) -> SourceError:
    """The answer is compressed in a way we do not read, or damaged."""
    return SourceError(
        _("What {host} sends is packed in a damaged or unknown way.").format(host=host_of(location)),
        _("Try again later, or tell whoever looks after the site."),
    )


def for_connection(error: Exception, location: str) -> SourceError:
    """No answer, or none that could be understood."""
    host = host_of(location)
    details = f"{type(error).__name__}: {error}"
    causes = _causes(error)
    names = " ".join(type(cause).__name__ for cause in causes)
    certificate = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        return SourceError(_certificate_sentence(certificate, host), _certificate_remedy(certificate), details=details)
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        message = _("A secure connection to {host} could not be made.")
        remedy = _("Check the address; if it opens in a web browser, try it with http:// in front.")
        return SourceError(message.format(host=host), remedy, details=details)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        message, remedy = _("{host} was not found."), _("Check the spelling and the internet connection.")
    elif any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        message, remedy = _("{host} refused the connection."), _("Check the address or try again later.")
    elif "Timeout" in names:
        message, remedy = _("{host} took too long to answer."), _("Try again later.")
    elif "Protocol" in names:
        message = _("{host} broke off, or did not answer as a web server does.")
        remedy = _("Check the address or try again later.")
    else:
        message, remedy = _("The connection to {host} failed."), _("Check the internet connection and try again.")
    return PassingError(message.format(host=host), remedy, details=details)


Trouble = Literal["name", "refused", "silent", "secure", "wrong_name", "certificate", ""]


def trouble_of(error: SourceError) -> Trouble:
    """Which trouble kept an address from being read, for those who know another way: the name is not known, nobody listens, no
    answer came, no secure connection, a certificate for another name, another fault of the certificate; else empty."""
    causes = _causes(error)
    certificate = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        return "wrong_name" if certificate.verify_code in (62, 64) else "certificate"
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "secure"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "name"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "refused"
    return "silent" if any("Timeout" in type(cause).__name__ for cause in causes) else ""


def _causes(error: BaseException | None) -> list[BaseException]:
    """The error and everything that led to it."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _certificate_sentence(error: ssl.SSLCertVerificationError, host: str) -> str:
    """Which fault the certificate has, by OpenSSL's X509_V_ERR numbers."""
    if error.verify_code == 10:
        return _("The security certificate of {host} has expired.").format(host=host)
    if error.verify_code == 9:
        return _("The security certificate of {host} is not valid yet; check this computer's date as well.").format(host=host)
    if error.verify_code in (62, 64):
        return _("The security certificate of {host} is made out to another name.").format(host=host)
    if error.verify_code in (18, 19):
        return _("The security certificate of {host} is signed by nobody but itself.").format(host=host)
    return _("The security certificate of {host} could not be verified.").format(host=host)


def _certificate_remedy(error: ssl.SSLCertVerificationError) -> str:
    if error.verify_code in (62, 64):
        return _("Try the address with www. in front, or without it; if that does not help, tell whoever looks after that site.")
    return _("Tell whoever looks after that site; until it is mended, use a file or pasted text.")


_CODE = re.compile(rb'^\s*\{\s*"code"\s*:\s*"([\w-]{1,60})"')
"""How WordPress's REST interface begins a refusal; the word tells a wrong password from a missing right."""
_MAINTENANCE = re.compile(rb"maintenance|be (right )?back soon|scheduled (down|work)", re.IGNORECASE)


def for_status(status: int, location: str, headers: Mapping[str, str], opening: bytes) -> SourceError:
    """The server answered, but not with what was asked for. ``opening``: the first bytes of its page."""
    host = host_of(location)
    code = _CODE.search(opening)
    details = f"HTTP {status}: {location}" + (f" ({code.group(1).decode()})" if code else "")
    if status >= 500 or status == 429:
        if status == 429:
            message = _("{host} says it was asked too often.")
        elif status == 503 and _MAINTENANCE.search(opening):
            message = _("{host} is closed for maintenance.")
        else:
            message = _("{host} has a fault of its own (error {status}).")
        wait = _retry_after(headers)
        return PassingError(message.format(host=host, status=status), _when_again(wait), details=details, wait=wait)
    if status in (401, 407):
        message, remedy = _("{host} asks for a name and password."), _("Use an address that opens without signing in.")
    elif status == 403:
        message = _("{host} does not allow this program to read that page.")
        remedy = _("Ask whoever looks after the site for the address of its feed.")
    elif status == 404:
        message, remedy = _("There is no such page at {host}."), _("Check the address.")
    elif status == 410:
        message = _("That page at {host} was removed for good.")
        remedy = _("Remove this source, or look for its new address.")
    else:
        message, remedy = _("{host} did not give the page (answer {status})."), _("Check the address.")
    return SourceError(message.format(host=host, status=status), remedy, details=details)


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long the server asks to be left alone, in seconds or until a moment by its own clock (RFC 9110, section 10.2.3)."""
    written = headers.get("retry-after", "").strip()
    if written.isascii() and written.isdecimal():
        return timedelta(seconds=int(written[:9]))
    try:
        wait = parsedate_to_datetime(written) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError, IndexError, OverflowError):  # no moment, or one with an offset and one without
        return None
    return wait if wait > timedelta(0) else None


def _when_again(wait: timedelta | None) -> str:
    """What to do, with the server's own waiting time where it names one of up to a day."""
    if wait is not None and timedelta(0) < wait <= timedelta(days=1):
        minutes = max(round(wait.total_seconds() / 60), 1)
        if minutes > 90:
            hours = round(minutes / 60)
            return ngettext("Try again in {count} hour.", "Try again in {count} hours.", hours).format(count=hours)
        return ngettext("Try again in {count} minute.", "Try again in {count} minutes.", minutes).format(count=minutes)
    return _("Try again later.")


_SIGN_IN = re.compile(r"(^|/)(wp-login\.php|log-?in|sign-?in|signon|sso|auth)(\.\w+)?(/|$)", re.IGNORECASE)


def refuse_sign_in_page(asked: str, location: str) -> None:
    """Refuse a page that a redirect led to and that is there for signing in.

    Raises:
        SourceError: it is a sign-in page.
    """
    if asked != location and _SIGN_IN.search(urlsplit(location).path) and not _SIGN_IN.search(urlsplit(asked).path):
        raise SourceError(
            _("{host} wants its visitors to sign in first.").format(host=host_of(asked)),
            _("Use an address that opens without signing in, such as the site's feed."),
            details=location,
        )
