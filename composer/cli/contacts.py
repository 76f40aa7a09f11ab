"""contacts: import, export, find, forget, and the steps with people who are here (:mod:`composer.cli.contact_steps`)."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.contact_keeping import KEEPING, add_keeping
from composer.cli.contact_steps import STEPS, add_basis_arguments, add_steps, read_basis_day
from composer.cli.parser import everywhere
from composer.errors import InputError, NotFoundError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.contacts.contact import Contact
    from composer.contacts.segment_rules import Rules
    from composer.contacts.store import ContactRow
    from composer.workspace import Workspace

NAME = "contacts"
HELP = _("import, export, find, change or erase people")
EVERYONE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    always = everywhere()
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    importing = actions.add_parser("import", parents=[always], help=_("from CSV, XLSX, ODS or vCard"))
    importing.add_argument("file", metavar=_("FILE"), type=Path)
    importing.add_argument("--list", default="", metavar="NAME", help=_("the list to put them on"))
    importing.add_argument("--map", nargs="*", action="extend", default=[], metavar="COLUMN=FIELD", help=_("what a column holds"))
    add_basis_arguments(importing)
    importing.add_argument("--remember", action="store_true", help=_("remember the sheet, to read it again later"))
    importing.add_argument("--dry-run", action="store_true", help=_("only show what would be done"))
    exporting = actions.add_parser("export", parents=[always], help=_("to a CSV file"))
    exporting.add_argument("file", metavar=_("FILE"), type=Path)
    exporting.add_argument("--list", default="", metavar="NAME", help=_("only this list, tag:NAME or segment:NAME"))
    finding = actions.add_parser("find", parents=[always], help=_("by name or address"))
    finding.add_argument("words", metavar=_("WORDS"), nargs="*")
    finding.add_argument("--list", default="", metavar="NAME", help=_("only this list, tag:NAME or segment:NAME"))
    forgetting = actions.add_parser("forget", parents=[always], help=_("erase people, but keep the do-not-mail mark"))
    forgetting.add_argument("addresses", metavar=_("ADDRESS"), nargs="+")
    add_steps(actions)
    add_keeping(actions)


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        actions = {"import": _import, "export": _export, "find": _find, "forget": _forget, **STEPS, **KEEPING}
        return actions[arguments.action](workspace, arguments, console)
    finally:
        workspace.close()


def _import(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.contact import BASES
    from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import, remembered_mapping
    from composer.contacts.table_file import read_table

    if arguments.basis and arguments.basis not in BASES:
        raise InputError(
            _("“{basis}” is no reason to write to people.").format(basis=arguments.basis),
            _("Reasons are: {reasons}.").format(reasons=", ".join(BASES)),
        )
    table = read_table(arguments.file)
    mapping = guess_mapping(table, remembered_mapping(workspace.engine, table))
    mapping = _with_given(mapping, list(table.columns), arguments.map)
    plan = plan_import(
        table,
        mapping,
        store=workspace.contacts,
        list_name=arguments.list,
        basis=arguments.basis,
        basis_date=read_basis_day(arguments.basis_date) or _default_day(workspace, arguments.basis),
        basis_source=arguments.basis_source or (table.name if arguments.basis else ""),
        basis_wording=arguments.basis_wording,
        basis_evidence=arguments.basis_evidence,
    )
    if not arguments.dry_run:
        apply_import(plan)
        if arguments.remember:
            workspace.sheets.remember(arguments.file, plan)
    data: dict[str, Any] = {
        "rows": plan.rows,
        "valid": plan.valid,
        "invalid": [{"row": bad.row, "value": bad.value, "reason": bad.reason, "mend": bad.mend or None} for bad in plan.invalid],
        "duplicates": plan.duplicates,
        "suppressed": plan.suppressed,
        "without_address": plan.without_address,
        "new": plan.new,
        "changed": plan.changed,
        "same": plan.same,
        "mapping": {table.columns[column]: field for column, field in plan.mapping.items()},
        "notes": list(plan.notes),
    }
    if arguments.dry_run:
        data["contacts"] = [_contact_json(contact) for contact in plan.contacts]
    for note in plan.notes:
        console.say(note)
    lines = [*plan.summary()]
    lines += [
        " ".join(
            filter(
                None,
                (
                    _("Row {row}: {value}: {reason}").format(row=bad.row, value=bad.value, reason=bad.reason),
                    bad.mend and _("Did you mean {address}?").format(address=bad.mend),
                ),
            )
        )
        for bad in plan.invalid
    ]
    if arguments.dry_run:
        lines.append(_("Nothing was changed."))
    console.result(data, lines)
    return ATTENTION if plan.invalid else DONE


def _default_day(workspace: Workspace, basis: str) -> date | None:
    """Today; a soft opt-in stands or falls with its day, so that is never made up."""
    from composer.contacts.consent import EXISTS_SINCE

    return workspace.clock().date() if basis and basis not in EXISTS_SINCE else None


def _with_given(mapping: dict[int, str], columns: list[str], given: list[str]) -> dict[int, str]:
    """The guessed mapping with what the call says put over it."""
    from composer.contacts.fields import FIELDS

    for pair in given:
        column, equals, field = pair.rpartition("=")
        if not equals or column not in columns:
            raise InputError(
                _("There is no column “{column}” in the file.").format(column=column or pair),
                _("It has: {columns}.").format(columns=", ".join(columns)),
            )
        if field and field not in FIELDS:
            raise InputError(
                _("“{field}” is no field of a person.").format(field=field),
                _("Fields are: {fields}.").format(fields=", ".join(FIELDS)),
            )
        at = columns.index(column)
        mapping = {other: name for other, name in mapping.items() if other != at and name != field}
        if field:
            mapping[at] = field
    return dict(sorted(mapping.items()))


def _contact_json(contact: Contact) -> dict[str, Any]:
    return {
        "email": contact.email,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "language": contact.language or None,
        "basis": contact.basis or None,
        "extra": dict(contact.extra),
    }


def _row_json(row: ContactRow) -> dict[str, Any]:
    return {**_contact_json(row.contact), "lists": list(row.lists), "state": row.state}


def _chosen(workspace: Workspace, name: str) -> tuple[str, Rules | None]:
    """The list or tag as it is called, or the rules of a segment; empty and None for everybody.

    Raises:
        NotFoundError: there is none; a slip of the pen must not write an empty file over a good one.
    """
    from composer.contacts.groups import require_group

    if not name.strip():
        return "", None
    try:
        with workspace.engine.connect() as connection:
            group = require_group(connection, name)
    except NotFoundError as error:
        there = [row.name for row in workspace.lists.all()]
        known = _("There are: {lists}.").format(lists=", ".join(there)) if there else ""
        raise NotFoundError(str(error), known) from error
    return ("", workspace.segments.get(group.name).rules) if group.kind == "segment" else (group.text, None)


def _export(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.export import export_contacts

    name, picked = _chosen(workspace, arguments.list)
    rows = workspace.contacts.search(list_name=name, picked=picked, limit=EVERYONE)
    export_contacts(arguments.file, rows, list_name=name)
    words = ngettext("{count} person written to {file}.", "{count} people written to {file}.", len(rows))
    console.result({"file": str(arguments.file), "contacts": len(rows)}, [words.format(count=len(rows), file=arguments.file)])
    return DONE


def _find(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    name, picked = _chosen(workspace, arguments.list)
    rows = workspace.contacts.search(" ".join(arguments.words), list_name=name, picked=picked, limit=EVERYONE)
    console.result(
        {"contacts": [_row_json(row) for row in rows]},
        [f"{row.contact.email:<36}  {row.contact.full_name:<28}  {row.state}" for row in rows],
    )
    return DONE if rows else ATTENTION


def _forget(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.contact import normalise_address

    for address in arguments.addresses:  # all of them are looked at first: a wrong one must not leave half of them erased
        normalise_address(address)
    forgotten = [{"email": address, "found": workspace.contacts.forget(address).contact} for address in arguments.addresses]
    words = _("Erased. Nobody writes to this address again.")
    console.result({"forgotten": forgotten}, [f"{row['email']}: {words}" for row in forgotten])
    return DONE
