"""Why a WordPress site did not take what was put there: one sentence, and what to do about it.

Codes are those of WordPress's interface (``rest_cannot_create`` ...) and of its application passwords
(``incorrect_password`` ...); plugins that switch the interface off, and firewalls, answer before it with their own.
"""

from __future__ import annotations

from typing import Any

from composer.errors import SourceError
from composer.i18n import _
from composer.sources import failures
from composer.sources.json_reading import part, words_at

_PASSWORD_REFUSED = frozenset({"incorrect_password", "invalid_username", "invalid_email"})
_TOO_MUCH = frozenset(
    {
        "rest_upload_sideload_error",
        "rest_upload_unknown_error",
        "rest_upload_user_quota_exceeded",
        "rest_upload_limited_space",
        "rest_upload_file_too_big",
        "rest_upload_file_error",
        # What a server's own limit cut off reaches WordPress as nothing at all.
        "rest_upload_no_data",
    }
)
_GONE = frozenset({"rest_post_invalid_id"})


def refused(status: int, said: Any, *, host: str, username: str, location: str) -> SourceError:
    """The refusal in words.

    Args:
        status: of the answer (HTTP).
        said: the answer read as JSON; None where it is none.
        host, username: where, and who signed in.
        location: the address asked for, for the details.

    Returns:
        A PassingError where it may go another time.
    """
    code = words_at(said, "code")
    message, remedy = _words(_meant(status, said), code, said)
    kind = failures.PassingError if (status >= 500 and code not in _TOO_MUCH) or status == 429 else SourceError
    return kind(
        message.format(host=host, name=username, status=status), remedy, details=f"HTTP {status} {code} {location}".strip()
    )


def is_gone(error: SourceError) -> bool:
    """True where the page or post asked for by its number is no longer there."""
    return "HTTP 410" in error.details or ("HTTP 404" in error.details and any(code in error.details for code in _GONE))


def _meant(status: int, said: Any) -> int:
    """Where a state may not be asked for, WordPress answers 400 and says inside whether nobody is signed in or the wrong one."""
    inside = part(said, "data", "details", "status", "data", "status")
    return inside if inside in (401, 403) else status


def _words(status: int, code: str, said: Any) -> tuple[str, str]:
    """A sentence with the places {host}, {name} and {status}, and the remedy."""
    if code.startswith("application_passwords_disabled"):
        return (
            _("{host} does not allow application passwords."),
            _("Ask whoever looks after the site to allow them."),
        )
    if code in _PASSWORD_REFUSED or status == 401:
        return (
            _("{host} does not accept the application password of {name}; it may have been revoked."),
            _(
                "Connect WordPress again, with a new application password. If that is refused too, ask whoever looks after the "
                "site to let the “Authorization” header through."
            ),
        )
    if code.startswith(("rest_cannot", "rest_forbidden")) or "rest_forbidden_status" in str(said):
        return (
            _("{host} does not let {name} put this there."),
            _("Connect somebody who may publish there (an author or editor), under Sources. Pages need an editor."),
        )
    if status == 403:
        return (
            _("{host} turned this away (its answer was 403)."),
            _(
                "A security plugin or firewall may stop it: ask whoever looks after the site to let those who sign in use "
                "WordPress’s interface (/wp-json/)."
            ),
        )
    if status == 413 or code in _TOO_MUCH:
        return (
            _("{host} does not take a file of this size or kind."),
            _("Ask whoever looks after the site to allow larger uploads, or leave the picture in the letter."),
        )
    if status == 404 and code not in _GONE:
        return (
            _("WordPress’s interface at {host} is switched off, or is not where it was."),
            _("Ask whoever looks after the site to switch the REST API on, or connect the site again under Sources."),
        )
    if 300 <= status < 400:
        return (
            _("{host} sends what is put there on to another address."),
            _("Add the site with the address it ends at, under Sources, and connect it again."),
        )
    return (
        _("{host} did not take it (its answer was {status})."),
        _("Try again later, or tell whoever looks after the site."),
    )
