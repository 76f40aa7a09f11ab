"""The key an account signs with: made, published by IT, looked for in the DNS, and only then used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from composer.delivery.addresses import ascii_address
from composer.delivery.dkim_signing import SigningKey, check_selector, make_key, new_selector, packed, unpacked, vault_name
from composer.delivery.name_service import NameService
from composer.delivery.sender_domain.records import tags
from composer.errors import AccountError, InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.workspace import Workspace


def key_of(workspace: Workspace, account: Account) -> SigningKey | None:
    """The key that was made for an account; None where there is none."""
    kept = workspace.credentials.get(vault_name(account.name))
    return unpacked(kept) if kept else None


def new_key(workspace: Workspace, account: Account, selector: str = "") -> tuple[SigningKey, str]:
    """Make a key and keep it; a sentence says where. It is not used before :func:`switch_on`.

    Raises:
        InputError: the account has no sender address, or the name cannot be a key's.
    """
    if account.practice or not account.from_email:
        raise InputError(_("This account has no sender address to sign for."), _("Give one in its settings."))
    domain = ascii_address(account.from_email).rpartition("@")[2].lower()
    key = make_key(domain, check_selector(selector) if selector else new_selector())
    switch_off(workspace, account)
    kept = workspace.credentials.set(vault_name(account.name), packed(key))
    if kept.place == "keyring":
        return key, _("The secret half is in this computer’s keyring.")
    return key, _("The secret half is kept until you quit only: {why}").format(why=kept.sentence)


def switch_on(workspace: Workspace, account: Account, names: NameService | None = None) -> Account:
    """Sign from now on, where the key is published as it must be.

    Raises:
        AccountError: there is no key, or the DNS has another one or none. NoAnswerError: the DNS does not answer.
    """
    key = key_of(workspace, account)
    if key is None:
        raise AccountError(_("There is no key for signatures yet."), _("Make one first."))
    found = (names or NameService()).texts(key.name)
    wanted = tags(key.record)["p"]
    if not any("".join(tags(text).get("p", "").split()) == wanted for text in found):
        if found:
            message = _("At {name} something else is published than this key.").format(name=key.name)
        else:
            message = _("Nothing is published at {name} yet.").format(name=key.name)
        raise AccountError(message, _("Publish the TXT record exactly as shown; it may take some hours until it is seen."))
    account = msgspec.structs.replace(account, dkim_selector=key.selector)
    workspace.accounts.save(account)
    return account


def switch_off(workspace: Workspace, account: Account) -> Account:
    """Sign no more; the key is kept."""
    account = msgspec.structs.replace(account, dkim_selector="")
    if any(known.name == account.name for known in workspace.accounts.all()):
        workspace.accounts.save(account)
    return account
