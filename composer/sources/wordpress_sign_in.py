"""Signing in at a WordPress site: where its user approves this program, and whether a name and application password are taken.

The way is WordPress's own (since 5.6): ``wp-admin/authorize-application.php`` shows who asks; approving makes a password for this
program alone and sends the browser back with it (developer.wordpress.org, Application Passwords).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from composer.errors import InputError, SourceError
from composer.i18n import _
from composer.sources.address import host_of, is_web_address, web_address
from composer.sources.failures import PassingError
from composer.sources.json_reading import part, read_json, words_at
from composer.sources.site_account import SiteAccount, sign_in_address
from composer.sources.source import FetchContext, Problem

APP_ID = "6f2d5a0e-3b51-5c39-9d0b-5e6a0d3d8c11"
"""Tells WordPress that every password with this id belongs to the same program (a UUID, as it asks for)."""


@dataclass(frozen=True)
class SignedIn:
    """What the site says of an account: the name it shows, and whether it may edit posts (only then are there drafts to see)."""

    name: str
    may_edit: bool


def interface_root(location: str) -> str:
    """The root of the interface that a source of ours lies below: ``.../wp-json/`` or ``...?rest_route=/``."""
    parts = urlsplit(web_address(location))
    if "rest_route=" in parts.query:
        return urlunsplit(parts._replace(query="rest_route=/"))
    before, found, _after = parts.path.partition("/wp-json")
    return urlunsplit(parts._replace(path=f"{before if found else before.rstrip('/')}/wp-json/", query=""))


def approval_address(location: str, context: FetchContext, *, back: str = "") -> str:
    """The page of the site where its user approves this program.

    Args:
        back: where the browser is sent afterwards, with the password; empty: the page shows it, to be copied. WordPress takes an
            address that is not https only at sites that call themselves local.

    Raises:
        SourceError: the site cannot be read, or allows no application passwords.
    """
    root = interface_root(location)
    index = read_json(context.open(root))
    stated = words_at(index, "authentication", "application-passwords", "endpoints", "authorization")
    if isinstance(part(index, "authentication"), list | dict) and not stated:
        raise SourceError(
            _("{host} does not allow application passwords.").format(host=host_of(root)),
            _("They need https, and WordPress 5.6 or newer. Ask whoever looks after the site to allow them."),
        )
    page = (
        stated
        if is_web_address(stated)
        else f"{root.partition('/wp-json')[0].partition('index.php')[0]}/wp-admin/authorize-application.php"
    )
    if host_of(page) != host_of(root) or urlsplit(page).scheme not in ("http", "https"):
        raise SourceError(
            _("{host} sends those who sign in to another site, {other}.").format(host=host_of(root), other=host_of(page)),
            _("Make an application password in your profile there, and paste it here."),
        )
    wanted = {"app_name": "Newsletter Composer", "app_id": APP_ID, **({"success_url": back} if back else {})}
    return f"{sign_in_address(page)}{'&' if '?' in page else '?'}{urlencode(wanted)}"


def try_account(location: str, account: SiteAccount, context: FetchContext) -> SignedIn:
    """Sign in once, and look who it is.

    Raises:
        SourceError: the site does not take it, or does not answer; one sentence says which. InputError: something is missing.
    """
    if not account.username.strip() or not account.password.strip():
        raise InputError(
            _("A user name and an application password are needed."), _("Type the name you sign in with, and paste the password.")
        )
    root = interface_root(location)
    asked = f"{root}wp/v2/users/me{'&' if 'rest_route=' in root else '?'}context=edit"
    try:
        answer = read_json(context.open(asked, account=account))
    except PassingError:
        raise
    except SourceError as error:
        problem = refusal(location, account, error)
        raise SourceError(problem.message, problem.remedy, details=error.details) from error
    name = words_at(answer, "name") or account.username
    return SignedIn(name, part(answer, "capabilities", "edit_posts") is True)


def why_no_drafts(location: str, account: SiteAccount, error: SourceError, context: FetchContext) -> Problem:
    """Why an account did not get to see drafts. Some sites take a wrong password for none at all, so we ask who is signed in."""
    if "HTTP 4" in error.details:
        try:
            signed_in = try_account(location, account, context)
        except SourceError as other:
            return Problem(location, other.message, other.remedy)
        if not signed_in.may_edit:
            message = _("{name} may not see drafts at {host}.").format(name=account.username, host=host_of(location))
            return Problem(location, message, _("Connect somebody who may edit posts there."))
    return refusal(location, account, error)


def refusal(location: str, account: SiteAccount, error: SourceError) -> Problem:
    """What went wrong when an account was used, in one sentence."""
    host = host_of(location)
    if "application_passwords_disabled" in error.details:
        message, remedy = _("{host} does not allow application passwords."), _("Ask whoever looks after the site to allow them.")
    elif "HTTP 401" in error.details:
        message = _("{host} does not accept the application password of {name}; it may have been revoked.")
        remedy = _(
            "Connect WordPress again, with a new application password. If that is refused too, ask whoever looks after the site "
            "to let the “Authorization” header through."
        )
    else:
        message, remedy = _("The drafts at {host} could not be read: {reason}"), error.remedy
    return Problem(location, message.format(host=host, name=account.username, reason=error.message), remedy)
