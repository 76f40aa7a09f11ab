"""demo: the whole job on the sample organisation, without a window, through the very functions the window calls."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from composer.cli.console import ATTENTION, DONE, Console
from composer.errors import DeliveryError, InputError, SourceError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.cli.letter_file import LetterFiles
    from composer.delivery.campaign import Counts
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.library.item import Item, Kind
    from composer.publishing.review import Letter, ReviewFacts
    from composer.workspace import Workspace

NAME = "demo"
HELP = _("do the whole job with a made-up organisation, from its website to letters in the practice mailbox")
PICKED: tuple[tuple[Kind, int], ...] = (("news", 2), ("blog", 1), ("awareness", 1), ("event", 3), ("tender", 1), ("report", 1))
"""How many of each kind go into the issue."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, default=Path("newsletter-demo"), metavar="DIR", help=_("the folder for the results (newsletter-demo)")
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.cli.pictures import take_pictures
    from composer.cli.running import run_with_progress
    from composer.document.issue_file import write_issue_file
    from composer.publishing.review import Choice, make_campaign, read_facts, read_letter

    out = _folder(arguments.out)
    with _opened(arguments.workspace or str(_fresh(out))) as workspace:
        issue = _compose(workspace, console)
        letter = read_letter(workspace, issue.id)
        issue_file = out / "sample.newsletter"
        write_issue_file(issue_file, issue, workspace.pictures)
        facts = read_facts(workspace, letter, Choice(tuple(row.name for row in workspace.lists.all() if row.sample)))
        files = _write_letter(workspace, out, letter, facts)
        pictures = take_pictures(files.html, out, letter.pictures, console)
        _stop_at_errors(facts, console)
        people = ngettext("Sending to {count} person …", "Sending to {count} people …", facts.total)
        console.say(people.format(count=facts.total))
        already = set(_letters(workspace))
        campaign = make_campaign(workspace, facts)
        counts = run_with_progress(workspace, campaign.id, console)
        faults = _look_into_mailbox(workspace, facts, counts, already)
        mailbox = workspace.practice_folder
    for fault in faults:
        console.say(fault)
    data = {
        "issue": str(issue_file),
        "html": str(files.html),
        "text": str(files.text),
        "pictures": [str(path) for path in pictures],
        "mailbox": str(mailbox),
        "sent": counts.sent,
        "workspace": workspace.location,
    }
    console.result(data, _lines(data, pictures))
    return ATTENTION if faults else DONE


def _folder(out: Path) -> Path:
    """The folder for the results, absolute; made where it is missing.

    Raises:
        InputError: it cannot be made.
    """
    folder = out.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            _("The folder “{folder}” cannot be made: {reason}.").format(folder=folder, reason=error.strerror or error),
            _("Choose another one with --out."),
        ) from error
    return folder


def _fresh(out: Path) -> Path:
    """A place in ``out`` where no workspace is yet: what an earlier demonstration left there stays as it is."""
    number = 1
    while (place := out / ("workspace" if number == 1 else f"workspace-{number}")).exists():
        number += 1
    return place


@contextmanager
def _opened(location: str) -> Iterator[Workspace]:
    from composer.workspace import open_workspace

    workspace = open_workspace(location)
    try:
        yield workspace
    finally:
        workspace.close()


def _compose(workspace: Workspace, console: Console) -> Issue:
    """Bring the sample in from its website, pick, write the lines only a person can, and keep the issue."""
    from composer.document.edits import SetHeader
    from composer.picking import new_issue, place, subject_suggestions
    from composer.publishing.picked import with_pictures
    from composer.sample.load import load_sample
    from composer.sample.site import SampleSite

    with SampleSite(workspace.clock) as site:
        console.say(_("Reading the sample organisation’s website at {address} …").format(address=site.base_url))
        newsletter = load_sample(workspace, site.base_url)
        items = _pick(workspace, newsletter)
        picked = with_pictures(workspace, items)
    counted = ngettext("{count} item picked of {all}.", "{count} items picked of {all}.", len(items))
    console.say(counted.format(count=len(items), all=workspace.shelf.count()))
    now = workspace.clock()
    history = workspace.documents.create(new_issue(newsletter, previous=None, number=1, now=now))
    history.apply(place(history.issue, picked), now)
    history.apply(SetHeader("subject", subject_suggestions(history.issue)[0]), now)
    history.apply(SetHeader("preheader", _("Also: {title}").format(title=items[1].title)), now)
    changes = history.take_changes()
    if changes:
        workspace.documents.save(changes)
    return workspace.documents.issue(history.issue.id)


def _pick(workspace: Workspace, newsletter: Newsletter) -> list[Item]:
    """What an editor would take: the newest of each kind, dates still to come, nothing cancelled.

    Raises:
        SourceError: a kind is missing, so something did not come in as it should.
    """
    from composer.library.shelf import ShelfQuery

    now = workspace.clock()
    picked: list[Item] = []
    for kind, wanted in PICKED:
        query = ShelfQuery(kinds=frozenset({kind}), new_for_list=newsletter.usual_list, upcoming_only=kind == "event", limit=60)
        found = [row.item for row in workspace.shelf.find(query)]
        open_still = [item for item in found if not item.cancelled and (item.deadline is None or item.deadline > now)]
        chosen: dict[str, Item] = {}
        for item in open_still:  # one date of each event: a group that meets every fortnight would else fill the list alone
            chosen.setdefault(item.title, item)
        if len(chosen) < wanted:
            raise SourceError(_("The sample website gave {count} of the kind “{kind}”.").format(count=len(chosen), kind=kind))
        picked += list(chosen.values())[:wanted]
    return picked


def _write_letter(workspace: Workspace, out: Path, letter: Letter, facts: ReviewFacts) -> LetterFiles:
    """The letter as the first reader gets it.

    Raises:
        DeliveryError: there is no account or nobody to send to.
    """
    from composer.cli.letter_file import write_letter
    from composer.delivery.frozen import freeze

    if facts.account is None or facts.audience is None or not facts.audience.people:
        raise DeliveryError(facts.nobody or facts.blocked)
    first = facts.audience.people[0]
    frozen = freeze(
        issue=letter.issue,
        rendered=letter.rendered,
        pictures=letter.pictures,
        newsletter=letter.newsletter,
        account=facts.account,
    )
    return write_letter(out, frozen, letter.rendered, first.email, first.merge, workspace.clock())


def _stop_at_errors(facts: ReviewFacts, console: Console) -> None:
    """Say what the checks found.

    Raises:
        DeliveryError: something stands in the way of sending.
    """
    for finding in facts.findings:
        console.say(f"{finding.severity}: {finding.message} {finding.remedy}".strip())
    if not facts.may_send:
        raise DeliveryError(facts.blocked or facts.nobody or _("The checks found errors, so nothing was sent."))
    words = ngettext(
        "{count} check run, nothing stands in the way.", "{count} checks run, nothing stands in the way.", facts.checks
    )
    console.say(words.format(count=facts.checks))


def _letters(workspace: Workspace) -> Sequence[Path]:
    from composer.delivery.practice_server import PracticeServer

    return PracticeServer(workspace.practice_folder).letters()


def _look_into_mailbox(workspace: Workspace, facts: ReviewFacts, counts: Counts, already: set[Path]) -> list[str]:
    """What is wrong with what arrived; empty where every person has one sound letter."""
    from composer.cli.received_letters import faults_of

    names = {person.email: person.first_name for person in facts.audience.people} if facts.audience is not None else {}
    marks = [token.mark for token in facts.letter.rendered.tokens]
    faults = faults_of([path for path in _letters(workspace) if path not in already], names, marks)
    if counts.sent != facts.total:
        faults.append(_("{sent} of {total} letters were sent.").format(sent=counts.sent, total=facts.total))
    return faults


def _lines(data: dict[str, object], pictures: Sequence[Path]) -> list[str]:
    return [
        _("The issue:    {path}").format(path=data["issue"]),
        _("The HTML:     {path}").format(path=data["html"]),
        _("The text:     {path}").format(path=data["text"]),
        *(_("A picture:    {path}").format(path=path) for path in pictures),
        _("The mailbox:  {path} ({count} letters)").format(path=data["mailbox"], count=data["sent"]),
        _("Look around:  newsletter --workspace “{path}”").format(path=data["workspace"]),
    ]
