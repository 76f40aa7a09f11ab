"""unsubscribe-site: the unsubscribe page on the organisation's own website: its file, its trial, reading its list."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.parser import everywhere
from composer.errors import InputError, NotFoundError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.document.newsletter import Newsletter
    from composer.workspace import Workspace

NAME = "unsubscribe-site"
HELP = _("the unsubscribe page on your own website: its file, its trial, reading its list")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    always = everywhere()
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    writing = actions.add_parser("write", parents=[always], help=_("write the file for the website"))
    writing.add_argument("--kind", choices=("wordpress", "php", "python"), default="wordpress")
    writing.add_argument("--out", type=Path, default=Path(), metavar="DIR", help=_("where to write it"))
    trying = actions.add_parser("test", parents=[always], help=_("try the page; where it works, letters name it from now on"))
    trying.add_argument("address", metavar=_("ADDRESS"), help="https://example.org/?newsletter-unsubscribe={token}")
    actions.add_parser("read", parents=[always], help=_("read who unsubscribed there; also done before each sending"))
    actions.add_parser("show", parents=[always], help=_("how it stands"))
    actions.add_parser("forget", parents=[always], help=_("new letters name the page no more"))
    for action in actions.choices.values():
        action.add_argument("--newsletter", default="", metavar=_("NAME"), help=_("which newsletter, where there are several"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        newsletter = _newsletter(workspace, arguments.newsletter)
        actions = {"write": _write, "test": _test, "read": _read, "show": _show, "forget": _forget}
        return actions[arguments.action](workspace, newsletter, arguments, console)
    finally:
        workspace.close()


def _newsletter(workspace: Workspace, name: str) -> Newsletter:
    known = workspace.documents.newsletters()
    chosen = [newsletter for newsletter in known if name in ("", newsletter.name)]
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise NotFoundError(_("There is no newsletter “{name}”.").format(name=name) if name else _("There is no newsletter yet."))
    raise InputError(
        _("There are several newsletters."),
        _("Say which with --newsletter: {names}").format(names=", ".join(newsletter.name for newsletter in known)),
    )


def _write(workspace: Workspace, newsletter: Newsletter, arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.unsubscribe_site import file_for, suggested_endpoint

    file = file_for(workspace, newsletter, arguments.kind)
    path = arguments.out / file.name
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    except OSError as error:
        raise InputError(
            _("“{path}” could not be written.").format(path=path), _("Choose another folder."), details=str(error)
        ) from error
    address = suggested_endpoint(newsletter, arguments.kind)
    lines = [
        _("Put {path} on your website, then try it: newsletter unsubscribe-site test '{address}'").format(
            path=path, address=address
        )
    ]
    console.result({"file": str(path), "address": address}, lines)
    return DONE


def _test(workspace: Workspace, newsletter: Newsletter, arguments: argparse.Namespace, console: Console) -> int:
    from composer.errors import DeliveryError
    from composer.publishing.unsubscribe_site import page_of, try_page

    try:
        try_page(workspace, newsletter.id, arguments.address)
        ok, message = True, _("The page works. Letters name it from now on, and mail programs can unsubscribe with one click.")
    except DeliveryError as error:
        ok, message = False, str(error)
    console.result({"ok": ok, "message": message, **_page(page_of(workspace, newsletter.id))}, [message])
    return DONE if ok else ATTENTION


def _read(workspace: Workspace, newsletter: Newsletter, arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.unsubscribe_site import read_list

    read = read_list(workspace, newsletter.id)
    words = ngettext("{count} person unsubscribed there.", "{count} people unsubscribed there.", read.people)
    console.result({"marks": read.marks, "unsubscribed": read.people}, [words.format(count=read.people)])
    return DONE


def _show(workspace: Workspace, newsletter: Newsletter, arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.unsubscribe_site import page_of

    page = page_of(workspace, newsletter.id)
    words = (
        _("Letters name {address}.").format(address=page.newsletter.unsubscribe_endpoint)
        if page.works
        else _("There is no page that works; readers unsubscribe by letter.")
    )
    console.result(_page(page), [words])
    return DONE


def _forget(workspace: Workspace, newsletter: Newsletter, arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.unsubscribe_site import forget_page

    forget_page(workspace, newsletter.id)
    return _show(workspace, newsletter, arguments, console)


def _page(page: Any) -> dict[str, Any]:
    proof = page.proof
    return {
        "works": page.works,
        "address": page.newsletter.unsubscribe_endpoint,
        "tried": proof.at.isoformat() if proof is not None else None,
        "read": proof.collected.isoformat() if proof is not None and proof.collected is not None else None,
    }
