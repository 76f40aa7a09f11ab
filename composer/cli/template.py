"""template: list the templates, check one, take one in from a folder or a zip."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.parser import everywhere
from composer.i18n import _

NAME = "template"
HELP = _("list templates, check one, add one of your own")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    always = everywhere()
    doing = parser.add_subparsers(dest="doing", metavar=_("ACTION"), required=True)
    doing.add_parser("list", parents=[always], help=_("show every template with its options"))
    check = doing.add_parser("check", parents=[always], help=_("fill a template with difficult issues and say what is wrong"))
    check.add_argument("template", metavar="TEMPLATE", help=_("a folder, a zip, a letter in HTML, or the name of a template"))
    add = doing.add_parser("add", parents=[always], help=_("check a template and keep it in the workspace"))
    add.add_argument("source", type=Path, metavar="FOLDER|ZIP|HTML")
    add.add_argument("--name", default="", help=_("what to call it; else as the folder or file is called"))
    add.add_argument("--replace", action="store_true", help=_("in place of the one that is called so already"))
    gone = doing.add_parser("remove", parents=[always], help=_("take one of your own templates away"))
    gone.add_argument("template", metavar="TEMPLATE")


def run(arguments: argparse.Namespace, console: Console) -> int:
    return {"list": _list, "check": _check, "add": _add, "remove": _remove}[arguments.doing](arguments, console)


def _own(arguments: argparse.Namespace) -> Path:
    from composer.paths import default_workspace, workspace_folder

    return workspace_folder(arguments.workspace or default_workspace()) / "templates"


def _list(arguments: argparse.Namespace, console: Console) -> int:
    from composer.paths import templates_folder
    from composer.rendering.templates import Templates

    known = Templates((_own(arguments), templates_folder())).all()
    data = [
        {
            "id": info.id,
            "name": info.name,
            "description": info.description,
            "own": not info.folder.is_relative_to(templates_folder()),
            "options": [{"name": option.name, "label": option.field.label, "default": option.default} for option in info.options],
        }
        for info in known
    ]
    console.result({"templates": data}, [f"{info.id:<20}  {info.description}" for info in known])
    return DONE


def _check(arguments: argparse.Namespace, console: Console) -> int:
    import msgspec

    from composer.paths import templates_folder
    from composer.rendering.template_archive import take_in
    from composer.rendering.template_check import check_template
    from composer.rendering.templates import Templates

    with tempfile.TemporaryDirectory() as scratch:
        given = Path(arguments.template).expanduser()
        if given.exists():
            # A copy with the standard looks beside it, as it will lie in a workspace.
            template = take_in(given, Path(scratch), "checked")
            templates = Templates((Path(scratch), templates_folder()))
        else:
            template, templates = arguments.template, Templates((_own(arguments), templates_folder()))
        faults = check_template(template, templates)
    data = [msgspec.to_builtins(fault) for fault in faults]
    lines = [f"{fault.severity:<8}  {fault.message} {fault.remedy} [{fault.seen_with}]" for fault in faults]
    console.result({"template": arguments.template, "findings": data}, lines or [_("Nothing is wrong with this template.")])
    return ATTENTION if any(fault.severity == "error" for fault in faults) else DONE


def _add(arguments: argparse.Namespace, console: Console) -> int:
    from composer.rendering.own_templates import adopt

    source = arguments.source.expanduser()
    adopted = adopt(source, _own(arguments), template_id=arguments.name, replace=arguments.replace)
    for fault in adopted.faults:
        console.say(f"{fault.severity}: {fault.message} {fault.remedy}")
    if not adopted.template:
        console.say(_("The template was not taken in. Mend this first."))
        console.result({"template": None, "findings": len(adopted.faults)}, [])
        return ATTENTION
    console.result(
        {"template": adopted.template, "findings": len(adopted.faults)}, [_("Taken in as “{id}”.").format(id=adopted.template)]
    )
    return DONE


def _remove(arguments: argparse.Namespace, console: Console) -> int:
    from composer.rendering.template_archive import remove

    remove(_own(arguments), arguments.template)
    console.result({"removed": arguments.template}, [_("“{id}” is gone.").format(id=arguments.template)])
    return DONE
