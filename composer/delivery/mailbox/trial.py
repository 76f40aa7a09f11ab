"""A trial of an account's mailbox: sign in and look, in words. Nothing there is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.delivery.mailbox.folder_names import INBOX, junk_folder
from composer.delivery.mailbox.line import MailboxLine
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.delivery.mailbox.line import PasswordOrToken


def try_mailbox(account: Account, secret: PasswordOrToken) -> str:
    """What was found, in a sentence or two.

    Raises:
        AccountError: it cannot be read; the sentence says why.
    """
    with MailboxLine(account, secret) as line:
        junk = junk_folder(line.folders())
        opened = line.examine(INBOX)
    words = ngettext(
        "The mailbox can be read: {count} letter is in it.", "The mailbox can be read: {count} letters are in it.", opened.letters
    ).format(count=f"{opened.letters:,}")
    if junk:
        words += " " + _("The folder “{name}” is looked at as well.").format(name=junk)
    return words
