"""The steps of ``newsletter contacts`` with people who are here: coming back, changing many, merging, undoing, groups."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.parser import everywhere
from composer.errors import InputError, NotFoundError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.contacts.bulk_edit import Change
    from composer.contacts.segment_rules import Rules
    from composer.workspace import Workspace


def add_steps(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the actions."""
    always = everywhere()
    back = actions.add_parser("come-back", parents=[always], help=_("somebody who said no asked to come back; with the evidence"))
    back.add_argument("addresses", metavar=_("ADDRESS"), nargs="*")
    back.add_argument("--evidence", required=True, help=_("when and how they asked, for your records"))
    back.add_argument("--import", dest="import_id", default="", metavar="ID", help=_("the noes one wrongly read file brought"))
    editing = actions.add_parser("edit", parents=[always], help=_("the same change to many people; can be undone"))
    _who(editing)
    editing.add_argument("--add-tag", default="", metavar="TAG")
    editing.add_argument("--take-tag", default="", metavar="TAG")
    editing.add_argument("--join", default="", metavar="LIST", help=_("put on a list; whoever said no stays out"))
    editing.add_argument("--leave", default="", metavar="LIST", help=_("take off a list"))
    editing.add_argument("--language", default="", metavar="TAG")
    add_basis_arguments(editing)
    editing.add_argument("--remove", action="store_true", help=_("remove them; what they said no to is remembered"))
    editing.add_argument("--dry-run", action="store_true", help=_("only show who that is"))
    doubles = actions.add_parser("duplicates", parents=[always], help=_("who may be here twice"))
    doubles.set_defaults()
    merging = actions.add_parser("merge", parents=[always], help=_("make several records of one person into one"))
    merging.add_argument("keep", metavar=_("ADDRESS"))
    merging.add_argument("others", metavar=_("OTHER"), nargs="+")
    actions.add_parser("steps", parents=[always], help=_("imports and changes to many, with the id each is undone by"))
    undoing = actions.add_parser("undo", parents=[always], help=_("undo an import or a change to many; no no is undone"))
    undoing.add_argument("id", metavar="ID")
    about = actions.add_parser("about", parents=[always], help=_("everything held about a person, as a file"))
    about.add_argument("address", metavar=_("ADDRESS"))
    about.add_argument("--out", type=Path, default=None, metavar="FILE")
    segments = actions.add_parser("segments", parents=[always], help=_("groups by rules: show them, with who is in them"))
    segments.set_defaults()
    keeping = actions.add_parser("segment", parents=[always], help=_("keep a group by rules, or count one"))
    keeping.add_argument("name", metavar=_("NAME"), nargs="?", default="")
    _rules(keeping)
    keeping.add_argument("--drop", action="store_true", help=_("do not keep it any more"))


def add_basis_arguments(parser: argparse.ArgumentParser) -> None:
    """Why people may be written to, and the evidence."""
    parser.add_argument(
        "--basis", default="", metavar="WHY", help=_("why they may be written to: consent, charity_soft_opt_in ...")
    )
    parser.add_argument("--basis-date", default="", metavar="DAY", help=_("when they agreed, or gave their address"))
    parser.add_argument("--basis-source", default="", metavar="TEXT", help=_("where"))
    parser.add_argument("--basis-wording", default="", metavar="TEXT", help=_("what they were told"))
    parser.add_argument("--basis-evidence", default="", metavar="TEXT", help=_("where the proof lies"))


def read_basis_day(text: str) -> date | None:
    """The day of a call's ``--basis-date``.

    Raises:
        InputError: it is none.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(_("“{text}” is no day.").format(text=text), _("Write it like 2026-03-01.")) from error


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar=_("WORDS"), nargs="*", help=_("by name or address"))
    parser.add_argument("--list", default="", metavar="NAME", help=_("only this list, tag:NAME or segment:NAME"))
    _rules(parser)


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="RULE",
        help=_("such as list=Members, “not tag=Staff”, “not issue=Issue 12”"),
    )
    parser.add_argument("--but-not", action="append", default=[], metavar="RULE", help=_("nobody of whom this is true"))
    parser.add_argument("--any", dest="any_rule", action="store_true", help=_("one of the rules is enough"))


def rules_of(arguments: argparse.Namespace) -> Rules | None:
    """The rules of a call; None where it has none."""
    from composer.contacts.segment_rules import Rules, read_rule

    if not arguments.where and not arguments.but_not:
        return None
    return Rules(
        "any" if arguments.any_rule else "all", tuple(map(read_rule, arguments.where)), tuple(map(read_rule, arguments.but_not))
    )


def come_back(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.suppressions import normalise_mark

    if bool(arguments.addresses) == bool(arguments.import_id):
        raise InputError(_("Say who asked to come back."), _("Give their addresses, or the id of one import."))
    for address in arguments.addresses:
        normalise_mark(address)
    if arguments.import_id:
        lifted = workspace.suppressions.lift_import(arguments.import_id, arguments.evidence)
        words = ngettext("{count} no of the file is withdrawn.", "{count} noes of the file are withdrawn.", lifted)
        console.result({"lifted": lifted}, [words.format(count=lifted)])
        return DONE if lifted else ATTENTION
    found = {address: workspace.suppressions.lift(address, arguments.evidence) for address in arguments.addresses}
    back = _("{address} may be written to again, and is on no list they left until somebody puts them on it.")
    nothing = _("Nothing kept {address} from being written to.")
    console.result(
        {"came_back": [{"email": address, "lifted": lifted} for address, lifted in found.items()]},
        [(back if lifted else nothing).format(address=address) for address, lifted in found.items()],
    )
    return DONE if all(found.values()) else ATTENTION


def _changes(arguments: argparse.Namespace) -> list[Change]:
    from composer.contacts.bulk_edit import AddTag, JoinList, LeaveList, Remove, SetBasis, SetLanguage, TakeTag

    basis = SetBasis(
        basis=arguments.basis,
        on=read_basis_day(arguments.basis_date),
        source=arguments.basis_source,
        wording=arguments.basis_wording,
        evidence=arguments.basis_evidence,
    )
    wanted: list[tuple[object, Change]] = [
        (arguments.add_tag, AddTag(arguments.add_tag)),
        (arguments.take_tag, TakeTag(arguments.take_tag)),
        (arguments.join, JoinList(arguments.join)),
        (arguments.leave, LeaveList(arguments.leave)),
        (arguments.language, SetLanguage(arguments.language)),
        (arguments.basis, basis),
        (arguments.remove, Remove()),
    ]
    return [change for given, change in wanted if given]


def edit(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.bulk_edit import edit_people

    changes = _changes(arguments)
    if len(changes) != 1 and not arguments.dry_run:
        raise InputError(_("One change at a time."), _("Say one of those that newsletter contacts edit --help names."))
    rules = rules_of(arguments)
    if not arguments.words and not arguments.list and rules is None:
        raise InputError(_("Say who is to be changed."), _("Give words to look for, --list NAME or --where RULE."))
    ids = people_of(workspace, arguments, rules)
    if arguments.dry_run:
        words = ngettext("{count} person. Nothing was changed.", "{count} people. Nothing was changed.", len(ids))
        console.result({"people": len(ids)}, [words.format(count=len(ids))])
        return DONE
    done = edit_people(ids, changes[0], store=workspace.contacts)
    told = ngettext("{words}: {count} person.", "{words}: {count} people.", done.changed)
    lines = [told.format(words=done.words, count=done.changed)]
    if done.said_no:
        said = ngettext("{count} said no and stays out.", "{count} said no and stay out.", done.said_no)
        lines.append(said.format(count=done.said_no))
    if done.step:
        lines.append(_("To undo it: newsletter contacts undo {id}").format(id=done.step))
    data = {"step": done.step or None, "people": len(ids), "changed": done.changed, "said_no": done.said_no}
    console.result(data, lines)
    return DONE if done.changed else ATTENTION


def people_of(workspace: Workspace, arguments: argparse.Namespace, rules: Rules | None) -> list[str]:
    """The ids of those a call speaks of.

    Raises:
        NotFoundError: there is no such list, tag or segment.
    """
    from composer.contacts.groups import read_group, require_group

    text = " ".join(arguments.words)
    if not arguments.list:
        return workspace.contacts.ids(text, picked=rules)
    with workspace.engine.connect() as connection:
        group = require_group(connection, arguments.list)
    if group.kind != "segment":
        return workspace.contacts.ids(text, list_name=group.text, picked=rules)
    inside = set(workspace.segments.ids(workspace.segments.get(read_group(arguments.list).name).rules))
    return [found for found in workspace.contacts.ids(text, picked=rules) if found in inside]


def duplicates(workspace: Workspace, _arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.duplicates import find_duplicates

    groups = find_duplicates(workspace.engine)
    data, lines = [], []
    for group in groups:
        people = [workspace.contacts.get(contact) for contact in group.contact_ids]
        data.append({"why": group.why, "people": [{"email": each.email, "name": each.full_name} for each in people]})
        why = _("the same mailbox") if group.why == "address" else _("the same name")
        lines.append(f"{why}: " + ", ".join(each.email for each in people))
    console.result({"duplicates": data}, lines or [_("Nobody seems to be here twice.")])
    return DONE


def merge(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.merging import merge_people

    people = []
    for address in (arguments.keep, *arguments.others):
        found = workspace.contacts.by_address(address)
        if found is None:
            raise NotFoundError(
                _("Nobody here has the address {address}.").format(address=address),
                _("Look for them by name: newsletter contacts find NAME."),
            )
        people.append(found)
    step = merge_people(people[0].id, [each.id for each in people[1:]], store=workspace.contacts)
    state = workspace.contacts.row(people[0].id).state
    console.result(
        {"step": step, "kept": people[0].email, "state": state},
        [
            _("Merged into {address}.").format(address=people[0].email),
            _("To undo it: newsletter contacts undo {id}").format(id=step),
        ],
    )
    return DONE


def steps(workspace: Workspace, _arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.import_contacts import recent_imports
    from composer.contacts.people_steps import recent_steps

    found = [
        _step("import", each.id, _("Imported from {name}").format(name=each.file_name), each.rows, each.at, each.undone)
        for each in recent_imports(workspace.contacts)
    ]
    found += [_step(each.kind, each.id, each.words, each.people, each.at, each.undone) for each in recent_steps(workspace.engine)]
    found.sort(key=lambda each: each["at"], reverse=True)
    lines = [
        f"{each['id']}  {each['at'][:16]}  {each['words']}{'  – ' + _('undone') if each['undone'] else ''}" for each in found
    ]
    console.result({"steps": found}, lines or [_("Nothing was done yet.")])
    return DONE


def _step(kind: str, step: str, words: str, people: int, at: datetime, undone: datetime | None) -> dict[str, Any]:
    when = undone.isoformat() if undone else None
    return {"id": step, "kind": kind, "words": words, "people": people, "at": at.isoformat(), "undone": when}


def undo(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.import_contacts import recent_imports, undo_import
    from composer.contacts.undo_steps import undo_step

    if any(each.id == arguments.id for each in recent_imports(workspace.contacts, 100_000)):
        done = undo_import(arguments.id, store=workspace.contacts)
        lines = [
            _("{removed} removed, {restored} put back, {kept} kept because something happened with them since.").format(
                removed=done.removed, restored=done.restored, kept=done.kept
            )
        ]
        if done.noes:
            words = ngettext("{count} no of the file still holds.", "{count} noes of the file still hold.", done.noes)
            lines.append(words.format(count=done.noes))
        console.result({"removed": done.removed, "restored": done.restored, "kept": done.kept, "noes": done.noes}, lines)
        return DONE
    step = undo_step(arguments.id, store=workspace.contacts)
    words = _("{restored} put back, {left} left as they are because of what happened since.")
    console.result({"restored": step.restored, "left": step.left}, [words.format(restored=step.restored, left=step.left)])
    return DONE


def about(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    found = workspace.contacts.everything_about(arguments.address)
    if arguments.out is None:
        console.result(found, [json.dumps(found, ensure_ascii=False, indent=2)])
        return DONE
    from composer.contacts.access_request import write_access_request

    write_access_request(arguments.out, found, workspace.clock())
    words = _("Everything held about {address} is in {file}.").format(address=arguments.address, file=arguments.out)
    console.result({"file": str(arguments.out)}, [words])
    return DONE


def segments(workspace: Workspace, _arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.segment_rules import write_rule

    data: list[dict[str, Any]] = []
    for each in workspace.segments.all():
        count = workspace.segments.count(each.rules)
        data.append(
            {
                "name": each.name,
                "words": each.words,
                "match": each.rules.match,
                "rules": [write_rule(rule) for rule in each.rules.rules],
                "but_not": [write_rule(rule) for rule in each.rules.but_not],
                "contacts": count.contacts,
                "mailable": count.mailable,
            }
        )
    lines = [f"{each['name']:<32}  {each['contacts']:>7}  {each['mailable']:>7}  {each['words']}" for each in data]
    console.result({"segments": data}, lines or [_("There are no segments yet.")])
    return DONE


def segment(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.segment_rules import Rules, rules_in_words

    if arguments.drop:
        workspace.segments.remove(arguments.name)
        console.result({"dropped": arguments.name}, [_("Dropped. The people stay.")])
        return DONE
    rules = rules_of(arguments) or Rules()
    if arguments.name:
        known = {each.name.casefold(): each.id for each in workspace.segments.all()}
        workspace.segments.save(arguments.name, rules, segment_id=known.get(arguments.name.strip().casefold(), ""))
    count = workspace.segments.count(rules)
    words = _("{contacts} people, {mailable} of whom may be written to.").format(contacts=count.contacts, mailable=count.mailable)
    data = {
        "name": arguments.name or None,
        "words": rules_in_words(rules),
        "contacts": count.contacts,
        "mailable": count.mailable,
    }
    console.result(data, [rules_in_words(rules), words])
    return DONE


STEPS = {
    "come-back": come_back,
    "edit": edit,
    "duplicates": duplicates,
    "merge": merge,
    "steps": steps,
    "undo": undo,
    "about": about,
    "segments": segments,
    "segment": segment,
}
"""Actions by name."""
