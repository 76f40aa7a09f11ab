"""Connecting a WordPress site so that its drafts are read: tried first; the password goes to the keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.errors import NotFoundError, SourceError
from composer.i18n import _
from composer.library.source_list import SourceRow
from composer.sources.site_account import SiteAccount, site_of, vault_name
from composer.sources.wordpress_sign_in import try_account

if TYPE_CHECKING:
    from composer.workspace import Workspace


def connect_site(workspace: Workspace, source_id: str, username: str, password: str) -> str:
    """Sign in at the site of a source, for all its sources, and say how it went and where the password is kept.

    Raises:
        SourceError: the site does not take it, or the account may not see drafts. InputError: something is missing.
        NotFoundError: there is no such source.
    """
    row = _row(workspace, source_id)
    account = SiteAccount(username.strip(), password.strip())
    signed_in = try_account(row.location, account, workspace.fetch_context())
    if not signed_in.may_edit:
        raise SourceError(
            _("{name} may not see drafts at {host}.").format(name=signed_in.name, host=site_of(row.location)),
            _("Connect somebody who may edit posts there."),
        )
    kept = workspace.credentials.set(vault_name(row.location), account.password)
    workspace.source_list.sign_in([each.id for each in _of_site(workspace, row)], account.username)
    connected = _("{host} is connected as {name}.").format(host=site_of(row.location), name=signed_in.name)
    return f"{connected} {kept.sentence}"


def disconnect_site(workspace: Workspace, source_id: str) -> str:
    """Forget the account of a source's site, and say so. What was read stays; the password is taken out of the keyring.

    Raises:
        CredentialsError: the keyring is locked. NotFoundError: there is no such source.
    """
    row = _row(workspace, source_id)
    workspace.credentials.forget(vault_name(row.location))
    workspace.source_list.sign_in([each.id for each in _of_site(workspace, row)], "")
    words = _("{host} is no longer connected. Revoke the application password in your profile there as well.")
    return words.format(host=site_of(row.location))


def _row(workspace: Workspace, source_id: str) -> SourceRow:
    for row in workspace.source_list.all():
        if row.id == source_id:
            return row
    raise NotFoundError(_("This source is no longer in your list."), _("Add it again."))


def _of_site(workspace: Workspace, row: SourceRow) -> list[SourceRow]:
    """Every WordPress source of the same site."""
    site = site_of(row.location)
    return [each for each in workspace.source_list.all() if each.type == "wordpress" and site_of(each.location) == site]
