"""send: a campaign. Shows who and how many, asks, sends; may be stopped and resumed at any moment."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, WRONG, Console
from composer.cli.finding_json import finding_json
from composer.cli.issue_argument import add_issue_argument
from composer.cli.moments import a_moment, moment_text
from composer.cli.running import counts_json, run_with_progress
from composer.errors import AudienceError, InputError, NotFoundError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.checks.check import Finding
    from composer.publishing.review import ReviewFacts
    from composer.sources.drift import DriftProgress
    from composer.workspace import Workspace

NAME = "send"
HELP = _("send an issue to lists, one letter per person")
NAMES_SHOWN = 3
SOURCE_DRIFT = "source_drift"
"""The check whose findings are told though they stop nothing: nobody looks at the letter here."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_argument(parser)
    parser.add_argument(
        "--list",
        dest="lists",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help=_("who gets it: lists, tag:NAME, segment:NAME"),
    )
    parser.add_argument("--exclude", nargs="+", action="extend", default=[], metavar="NAME", help=_("but nobody on these lists"))
    parser.add_argument("--account", default="", metavar="NAME", help=_("the mail account"))
    parser.add_argument("--newsletter", default="", metavar="NAME", help=_("which newsletter an issue from elsewhere belongs to"))
    parser.add_argument(
        "--test", nargs="+", action="extend", default=[], metavar="ADDRESS", help=_("only a test letter, to these addresses")
    )
    parser.add_argument("--agreed-by", default="", metavar=_("NAME"), help=_("who agreed to exactly this version"))
    parser.add_argument(
        "--at",
        type=a_moment,
        metavar="TIME",
        help=_("not now but then; it goes while the program is open, or by a timer that calls “campaigns due”"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show who would get it, send nothing"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.schedule import future
    from composer.publishing.drift import look_up_issue
    from composer.publishing.review import Choice, make_campaign, read_facts, read_letter, send_test
    from composer.sample.load import sample_served
    from composer.workspace import open_workspace

    if not arguments.lists and not arguments.test:
        raise AudienceError(_("No list was named."), _("Say who gets it: --list NAME."))
    workspace = open_workspace(arguments.workspace)
    try:
        if arguments.account:
            workspace.accounts.get(arguments.account)
        lists, exclude = _existing(workspace, arguments.lists), _existing(workspace, arguments.exclude)
        issue_id = _take_in(workspace, arguments)
        letter = read_letter(workspace, issue_id)
        starts = future(arguments.at, workspace.schedule.now()) if arguments.at else None
        choice = Choice(lists or None, arguments.account, exclude=exclude, starts=starts)
        if not arguments.test and letter.issue.items():
            console.say(_("Looking up at their sources what this issue was made from …"))
            with sample_served(workspace):
                look_up_issue(workspace, letter.issue, on_progress=lambda progress: _say_how_far(console, progress))
            console.end_progress()
        facts = read_facts(workspace, letter, choice)
        if arguments.agreed_by:
            from composer.publishing.agreement import agree

            agree(workspace, letter.issue.id, facts.agreement.version, arguments.agreed_by)
            facts = read_facts(workspace, letter, choice)
        if facts.account is None:
            raise InputError(_("There is no mail account to send from."), _("Add one: newsletter accounts add."))
        if arguments.test:
            outcomes, _tested = send_test(workspace, facts, tuple(arguments.test))
            tests = [{"email": outcome.address, "ok": outcome.ok, "message": outcome.message} for outcome in outcomes]
            console.result({"tests": tests}, [f"{outcome.address}: {outcome.message}" for outcome in outcomes])
            return DONE if all(outcome.ok for outcome in outcomes) else ATTENTION
        for line in _about_to_send(facts):
            console.say(line)
        if facts.nobody:
            raise AudienceError(facts.nobody)
        for finding in facts.findings:
            if finding.severity == "error" or finding.check == SOURCE_DRIFT:
                console.say(f"{finding.message} {finding.remedy}".strip())
        if facts.errors or facts.blocked:
            if console.as_json:
                console.result({"campaign": None, "total": facts.total, **_nothing_sent(facts), **_found(facts.errors)}, [])
            raise InputError(facts.blocked or _("Nothing was sent: this must be mended first."))
        if facts.waits_for_agreement:
            raise InputError(
                _("Nothing was sent: nobody has agreed to this version ({version}) yet.").format(version=facts.agreement.shown),
                _("Say who did: --agreed-by NAME."),
            )
        if arguments.dry_run:
            console.result(
                {"campaign": None, "total": facts.total, **_nothing_sent(facts), **_about_the_source(facts)},
                [_("Nothing was sent.")],
            )
            return DONE
        question = ngettext("Send to {count} person now?", "Send to {count} people now?", facts.total)
        if starts is not None:
            question = ngettext("Send to {count} person then?", "Send to {count} people then?", facts.total)
        question = question.format(count=facts.total)
        if not arguments.yes and not console.ask(question):
            console.say(_("Nothing was sent. (Without a person at the keyboard, say --yes.)"))
            return WRONG
        campaign = make_campaign(workspace, facts)
        if starts is not None:
            console.result(
                {"campaign": campaign.id, "total": facts.total, "starts": moment_text(starts), **_nothing_sent(facts)},
                [_("It goes at {time}. Whoever unsubscribes until then is left out.").format(time=moment_text(starts))],
            )
            return DONE
        began = time.monotonic()
        counts = run_with_progress(workspace, campaign.id, console)
        data = counts_json(workspace, campaign.id, counts, time.monotonic() - began, facts)
        line = ngettext("{count} letter went out.", "{count} letters went out.", counts.sent).format(count=counts.sent)
        console.result(
            {**data, **_about_the_source(facts)}, [line, *([workspace.campaigns.get(campaign.id).why] if counts.open else [])]
        )
        return DONE if counts.sent == counts.total else ATTENTION
    finally:
        workspace.close()


def _existing(workspace: Workspace, names: list[str]) -> tuple[str, ...]:
    """The lists, tags and segments of these names (capitals do not matter), as they are called.

    Raises:
        NotFoundError: one of them is not there; a slip of the pen must not leave people out in silence.
    """
    from composer.contacts.groups import require_group

    found = []
    with workspace.engine.connect() as connection:
        for name in names:
            try:
                found.append(require_group(connection, name).text)
            except NotFoundError as error:
                there = [row.name for row in workspace.lists.all()]
                known = _("There are: {lists}.").format(lists=", ".join(there)) if there else error.remedy
                raise NotFoundError(str(error), known) from error
    return tuple(found)


def _take_in(workspace: Workspace, arguments: argparse.Namespace) -> str:
    """The file's issue as the workspace keeps it: known by its id, so that nobody gets the same issue twice."""
    from composer.document.edits import RestoreIssue
    from composer.document.issue_file import read_issue_file
    from composer.document.issue_holds import HeldError
    from composer.publishing.belonging import as_one_of_ours

    issue = as_one_of_ours(workspace, read_issue_file(arguments.file, workspace.pictures), arguments.newsletter)
    if issue.id not in {row.id for row in workspace.documents.issues()}:
        workspace.documents.create(issue)
        return issue.id
    history = workspace.documents.open(issue.id)
    if history.issue != issue:
        held = workspace.documents.holds.who(issue.id, but_us=False)
        if held is not None:
            raise HeldError(held)
        history.apply(RestoreIssue(issue, _("Take over {file}").format(file=arguments.file.name)), workspace.clock())
        changes = history.take_changes()
        if changes:
            workspace.documents.save(changes)
    return issue.id


def _about_to_send(facts: ReviewFacts) -> list[str]:
    """Who and how many, in the words of the review page."""
    from composer.delivery.audience import LEFT_OUT
    from composer.publishing.variants import in_words as letter_in_words
    from composer.rendering.link_tagging import in_words as tags_in_words
    from composer.rendering.merge_tags import personalise

    subject = personalise(facts.letter.rendered, {}).subject
    lines = [_("About to send “{subject}” from {sender}.").format(subject=subject, sender=facts.sender)]
    if facts.audience is not None:
        names = [f"{p.first_name} {p.last_name}".strip() or p.email for p in facts.audience.people[:NAMES_SHOWN]]
        people = ngettext("To {count} person", "To {count} people", facts.total).format(count=facts.total)
        lines.append(f"{people}: {', '.join(names)}{' …' if facts.total > NAMES_SHOWN else ''}")
        for reason, count in facts.audience.left_out.items():
            lines.append(_("Not to {count}: {reason}").format(count=count, reason=_(LEFT_OUT.get(reason, reason))))
    letters = facts.variants.letters if facts.variants is not None else ()
    return [*lines, *map(letter_in_words, letters), *filter(None, [tags_in_words(facts.letter.issue)])]


def _nothing_sent(facts: ReviewFacts) -> dict[str, Any]:
    left_out = sum(facts.audience.left_out.values()) if facts.audience is not None else 0
    return {"sent": 0, "failed": 0, "deferred": 0, "uncertain": 0, "suppressed": left_out, "seconds": 0.0}


def _say_how_far(console: Console, progress: DriftProgress) -> None:
    console.progress(_("{done} of {total} looked up").format(done=progress.done, total=progress.total))


def _about_the_source(facts: ReviewFacts) -> dict[str, Any]:
    """What the look-up found: changed, moved, not reached. Nobody is asked about it here, so it must at least be told."""
    return _found([finding for finding in facts.findings if finding.check == SOURCE_DRIFT])


def _found(findings: Iterable[Finding]) -> dict[str, Any]:
    return {"findings": [finding_json(finding) for finding in findings]}
