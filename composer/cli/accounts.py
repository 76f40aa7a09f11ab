"""accounts: add, test, list. A password is asked for or read from standard input, never an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.parser import everywhere
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.workspace import Workspace

NAME = "accounts"
HELP = _("the mail accounts letters go out through")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    always = everywhere()
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    adding = actions.add_parser("add", parents=[always], help=_("add an account"))
    adding.add_argument("name", metavar=_("NAME"))
    adding.add_argument("--smtp", required=True, metavar="URL", help="smtps://user@host:465, smtp://user@host:587")
    adding.add_argument("--imap", default="", metavar="URL", help="imaps://user@host:993")
    adding.add_argument("--from", dest="sender", required=True, metavar="'NAME <ADDRESS>'", help=_("who letters come from"))
    adding.add_argument("--password-stdin", action="store_true", help=_("read the password from standard input"))
    testing = actions.add_parser("test", parents=[always], help=_("connect and sign in, without sending"))
    testing.add_argument("name", metavar=_("NAME"))
    testing.add_argument("--password-stdin", action="store_true", help=_("read the password from standard input"))
    actions.add_parser("list", parents=[always], help=_("show the accounts"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        actions = {"add": _add, "test": _test, "list": _list}
        return actions[arguments.action](workspace, arguments, console)
    finally:
        workspace.close()


def _add(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.accounts import account_from_url

    account = account_from_url(arguments.name, arguments.smtp, arguments.sender, imap_url=arguments.imap)
    password = ""
    if account.username:
        password = _password(arguments)
    workspace.accounts.save(account)
    if password:
        kept = workspace.credentials.set(account.name, password)
        console.say(kept.sentence if kept.place == "keyring" else _not_kept(account.name))
    return _list(workspace, arguments, console)


def _not_kept(name: str) -> str:
    """A command ends at once, and with it what is only in memory: where the password goes instead."""
    from composer.credentials import password_variable

    return _("No keyring here keeps the password: before you send, put it into the environment variable {variable}.").format(
        variable=password_variable(name)
    )


def _password(arguments: argparse.Namespace) -> str:
    if arguments.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = getpass.getpass(_("Password: "), stream=sys.stderr)
    else:
        raise InputError(_("The account’s password is needed."), _("Give it on standard input, with --password-stdin."))
    if not password:
        raise InputError(_("The password is empty."), _("Type the password of the mail account."))
    return password


def _test(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.accounts import test_account
    from composer.publishing.practice import practice_open

    account = workspace.accounts.get(arguments.name)
    password = workspace.secret(account) if not arguments.password_stdin else _password(arguments)
    with practice_open(workspace, account) as reachable:
        outcome = test_account(reachable, password)
    workspace.accounts.record_trial(account.name, outcome.ok)
    tested = {**_account_json(workspace, account), "ok": outcome.ok, "message": outcome.message}
    console.result({"accounts": [tested]}, [outcome.message])
    return DONE if outcome.ok else ATTENTION


def _account_json(workspace: Workspace, account: Account) -> dict[str, Any]:
    scheme = "smtps" if account.security == "tls" else "smtp"
    user = f"{account.username}@" if account.username else ""
    return {
        "name": account.name,
        "smtp": f"{scheme}://{user}{account.smtp_host}:{account.smtp_port}",
        "from": f"{account.from_name} <{account.from_email}>".strip(),
        "ok": account.practice or workspace.accounts.worked(account.name),
    }


def _list(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    data = [_account_json(workspace, account) for account in workspace.accounts.all()]
    console.result(
        {"accounts": data},
        [f"{row['name']:<28}  {row['smtp']:<40}  {row['from']}" for row in data] or [_("No mail account yet.")],
    )
    return DONE
