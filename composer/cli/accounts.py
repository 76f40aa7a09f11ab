"""accounts: add, test, list. A password is asked for or read from standard input, never an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING, Any

import msgspec

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.parser import everywhere
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.delivery.name_service import NameService
    from composer.delivery.oauth.provider import Provider
    from composer.delivery.oauth.token_service import Tokens
    from composer.delivery.sender_domain.checking import DomainReport
    from composer.workspace import Workspace

NAME = "accounts"
HELP = _("the mail accounts letters go out through")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    always = everywhere()
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    adding = actions.add_parser("add", parents=[always], help=_("add an account"))
    adding.add_argument("name", metavar=_("NAME"))
    adding.add_argument(
        "--smtp", default="", metavar="URL", help=_("smtps://user@host:465, smtp://user@host:587; without it, it is looked for")
    )
    adding.add_argument("--imap", default="", metavar="URL", help="imaps://user@host:993")
    adding.add_argument("--from", dest="sender", required=True, metavar="'NAME <ADDRESS>'", help=_("who letters come from"))
    adding.add_argument("--hours", default="any", metavar="'mon-fri 08:00-18:00'", help=_("when letters go"))
    adding.add_argument("--browser", action="store_true", help=_("no password: sign in in the browser afterwards (sign-in)"))
    adding.add_argument("--password-stdin", action="store_true", help=_("read the password from standard input"))
    testing = actions.add_parser("test", parents=[always], help=_("connect and sign in, without sending"))
    testing.add_argument("name", metavar=_("NAME"))
    testing.add_argument("--password-stdin", action="store_true", help=_("read the password from standard input"))
    finding = actions.add_parser("find", parents=[always], help=_("look for the mail servers of an address; nothing is kept"))
    finding.add_argument("address", metavar=_("ADDRESS"))
    domain = actions.add_parser("domain", parents=[always], help=_("whether the sender’s domain is set up (SPF, DKIM, DMARC)"))
    domain.add_argument("name", metavar=_("NAME"))
    domain.add_argument("--name-server", default="", metavar="ADDRESS[:PORT]", help=_("ask this DNS server"))
    seed = actions.add_parser("letter-to-self", parents=[always], help=_("send a letter to yourself and see how it arrives"))
    seed.add_argument("name", metavar=_("NAME"))
    seed.add_argument("--read-by", default="", metavar="NAME", help=_("to the mailbox of this other account"))
    seed.add_argument("--wait", type=float, default=120.0, metavar=_("SECONDS"), help=_("how long it may take"))
    key = actions.add_parser("signature", parents=[always], help=_("DKIM signatures by this program, for a server of your own"))
    key.add_argument("what", choices=("show", "make", "on", "off"))
    key.add_argument("name", metavar=_("NAME"))
    key.add_argument("--selector", default="", metavar="NAME", help=_("what the key is to be called"))
    key.add_argument("--name-server", default="", metavar="ADDRESS[:PORT]", help=_("ask this DNS server"))
    signing = actions.add_parser("sign-in", parents=[always], help=_("sign an account in in the browser (Microsoft 365, Google)"))
    signing.add_argument("name", metavar=_("NAME"))
    signing.add_argument("--with", dest="provider", choices=("microsoft", "google"), default="", help=_("where it signs in"))
    signing.add_argument("--device", action="store_true", help=_("show a code to type in a browser on any other device"))
    clients = actions.add_parser("clients", parents=[always], help=_("the ids Microsoft and Google know this program by"))
    clients.add_argument("--microsoft", metavar="ID")
    clients.add_argument("--directory", metavar="TENANT", help=_("the organisation’s own directory at Microsoft"))
    clients.add_argument("--google", metavar="ID")
    clients.add_argument("--google-secret-stdin", action="store_true", help=_("read Google’s client secret from standard input"))
    actions.add_parser("list", parents=[always], help=_("show the accounts"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    if arguments.action == "find":
        return _find(arguments, console)
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        actions = {
            "add": _add,
            "test": _test,
            "list": _list,
            "sign-in": _sign_in,
            "clients": _clients,
            "domain": _domain,
            "letter-to-self": _letter,
            "signature": _signature,
        }
        return actions[arguments.action](workspace, arguments, console)
    finally:
        workspace.close()


def _domain(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.sender_domain.checking import check_domain

    return _tell_report(check_domain(workspace.accounts.get(arguments.name), _names(arguments.name_server)), console)


def _names(server: str) -> NameService | None:
    from composer.delivery.name_service import NameService

    host, _sign, port = server.partition(":")
    if port and not port.isdigit():
        raise InputError(_("“{server}” is not the address of a DNS server.").format(server=server))
    return NameService((host,), int(port or 53)) if host else None


def _signature(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.signing import key_of, new_key, switch_off, switch_on

    account = workspace.accounts.get(arguments.name)
    if arguments.what == "make":
        _key, sentence = new_key(workspace, account, arguments.selector)
        console.say(sentence)
        account = workspace.accounts.get(arguments.name)
    elif arguments.what == "on":
        account = switch_on(workspace, account, _names(arguments.name_server))
    elif arguments.what == "off":
        account = switch_off(workspace, account)
    key = key_of(workspace, account)
    signs = bool(account.dkim_selector)
    lines = [_("Letters are signed.") if signs else _("Letters are not signed by this program.")]
    if key is not None and not signs:
        lines += [_("Publish this TXT record, then: newsletter accounts signature on {name}").format(name=account.name)]
    if key is not None:
        lines += [f"{key.name}  TXT  {key.record}"]
    found = {"name": key.name, "record": key.record} if key is not None else {"name": None, "record": None}
    console.result({"signs": signs, **found}, lines)
    return DONE


def _letter(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.sender_domain import letter_to_oneself, reader_for

    account = workspace.accounts.get(arguments.name)
    reader = reader_for(workspace, account, arguments.read_by)
    console.say(_("Sending a letter to {address}, and waiting for it …").format(address=reader.from_email))
    return _tell_report(letter_to_oneself(workspace, account, reader, patience=arguments.wait), console)


def _tell_report(report: DomainReport, console: Console) -> int:
    findings = [{"topic": one.topic, "state": one.state, "words": one.words, "ask": one.ask} for one in report.findings]
    lines = [f"{one.state:<8}  {one.words}" for one in report.findings]
    console.result({"domain": report.domain, "state": report.state, "findings": findings}, [*lines, "", report.request()])
    return ATTENTION if report.state == "bad" else DONE


def _add(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.accounts import account_from_url
    from composer.delivery.office_hours import read_office_hours
    from composer.delivery.presets import preset_for_host

    account = (
        account_from_url(arguments.name, arguments.smtp, arguments.sender, imap_url=arguments.imap)
        if arguments.smtp
        else _found_account(arguments, console)
    )
    account = msgspec.structs.replace(account, office_hours=read_office_hours(arguments.hours))
    password = ""
    if arguments.browser and account.sign_in == "password":
        preset = preset_for_host(account.smtp_host)
        account = msgspec.structs.replace(account, sign_in=preset.sign_in if preset is not None else "password")
    if arguments.browser and account.sign_in == "password":
        raise InputError(
            _("{host} is not known to sign people in in the browser.").format(host=account.smtp_host), _("Leave out --browser.")
        )
    if account.username and account.sign_in == "password":
        password = _password(arguments)
    workspace.accounts.save(account)
    if password:
        kept = workspace.credentials.set(account.name, password)
        console.say(kept.sentence if kept.place == "keyring" else _not_kept(account.name))
    return _list(workspace, arguments, console)


def _found_account(arguments: argparse.Namespace, console: Console) -> Account:
    """The account of an address whose servers were looked for.

    Raises:
        InputError: no server was found.
    """
    from composer.delivery.addresses import name_and_address
    from composer.delivery.set_up.finding import find_servers
    from composer.delivery.set_up.found import account_from_found

    from_name, address = name_and_address(arguments.sender)
    finding = find_servers(address)
    if not finding.found:
        raise InputError(
            _("The mail servers of {address} were not found.").format(address=address),
            _("Ask your provider for the server that sends letters, and give it with --smtp."),
            details="; ".join(f"{asked.place}: {asked.said}" for asked in finding.asked),
        )
    best = finding.found[0]
    console.say(_("{host}, found by: {where}").format(host=best.smtp.host, where=best.where))
    account = account_from_found(best, name=arguments.name, from_name=from_name, address=address)
    return account if arguments.browser else msgspec.structs.replace(account, sign_in="password")


def _find(arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.set_up.finding import find_servers

    finding = find_servers(arguments.address)
    rows = [
        {
            "smtp": f"{'smtps' if one.smtp.security == 'tls' else 'smtp'}://{one.smtp.host}:{one.smtp.port}",
            "imap": f"{'imaps' if one.imap.security == 'tls' else 'imap'}://{one.imap.host}:{one.imap.port}"
            if one.imap
            else None,
            "username": one.smtp.username,
            "sign_in": one.sign_in,
            "provider": one.provider,
            "found_by": one.where,
        }
        for one in finding.found
    ]
    asked = [{"place": one.place, "said": one.said} for one in finding.asked]
    lines = [f"{row['smtp']:<40}  {row['found_by']}" for row in rows] or [_("No mail server was found.")]
    console.result({"servers": rows, "asked": asked}, lines)
    return DONE if rows else ATTENTION


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
    from composer.delivery.account_trial import try_account
    from composer.publishing.practice import practice_open

    account = workspace.accounts.get(arguments.name)
    secret = workspace.way_in(account) if not arguments.password_stdin else _password(arguments)
    with practice_open(workspace, account) as reachable:
        outcome = try_account(reachable, secret)
    workspace.accounts.record_trial(account.name, outcome.ok)
    tested = {**_account_json(workspace, account), "ok": outcome.ok, "message": outcome.message, "said": list(outcome.said)}
    console.result({"accounts": [tested]}, [outcome.message, *(f"  {line}" for line in outcome.said)])
    return DONE if outcome.ok else ATTENTION


def _sign_in(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.oauth.token_service import ConsentNeededError
    from composer.delivery.presets import preset_for_host
    from composer.publishing.mail_sign_in import provider_for, signed_in

    account = workspace.accounts.get(arguments.name)
    preset = preset_for_host(account.smtp_host)
    place = arguments.provider or (account.sign_in if account.sign_in != "password" else preset.sign_in if preset else "password")
    provider = provider_for(workspace, place)
    address = account.username or account.from_email
    try:
        tokens = (_with_code if arguments.device else _in_browser)(provider, workspace, address, console)
        account, sentence = signed_in(workspace, account, provider, tokens)
    except ConsentNeededError as error:
        console.say(f"{error.request.subject}\n\n{error.request.text}")
        raise
    console.say(sentence)
    return _list(workspace, arguments, console)


def _in_browser(provider: Provider, workspace: Workspace, address: str, console: Console) -> Tokens:
    import webbrowser

    from composer.delivery.oauth.browser import BrowserSignIn

    sign_in = BrowserSignIn(provider, workspace.clock, address=address)
    try:
        console.say(_("Sign in on this page; it opens by itself where there is a browser:"))
        console.say(sign_in.page)
        webbrowser.open(sign_in.page)
        return sign_in.wait()
    finally:
        sign_in.close()


def _with_code(provider: Provider, workspace: Workspace, address: str, console: Console) -> Tokens:
    from composer.delivery.oauth.device import ask_for_code, wait_for_device

    given = ask_for_code(provider, address=address)
    console.say(_("On any device, open {page} and type the code {code}.").format(page=given.page, code=given.code))
    return wait_for_device(provider, given, workspace.clock, address=address)


def _clients(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.oauth.provider import google, microsoft
    from composer.publishing.mail_sign_in import GOOGLE_SECRET

    settings = workspace.settings
    given = {
        "microsoft_client": arguments.microsoft,
        "microsoft_directory": arguments.directory,
        "google_client": arguments.google,
    }
    changed = {name: value.strip() for name, value in given.items() if value is not None}
    settings = msgspec.structs.replace(settings, **changed)
    if changed.keys() & {"microsoft_client", "microsoft_directory"} and settings.microsoft_client:
        microsoft(settings.microsoft_client, settings.microsoft_directory)
    if settings.google_client:
        google(settings.google_client)
    if changed:
        workspace.save_settings(settings)
    if arguments.google_secret_stdin:
        kept = workspace.credentials.set(GOOGLE_SECRET, sys.stdin.readline().strip())
        console.say(kept.sentence if kept.place == "keyring" else _not_kept(GOOGLE_SECRET))
    data = {name: getattr(settings, name) for name in given}
    console.result(data, [f"{name.replace('_', ' ')}: {value or '-'}" for name, value in data.items()])
    return DONE


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
