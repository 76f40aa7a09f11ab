"""The bodies a sending is made of: everybody's, and one more for each different set of parts that only some people see."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from composer.delivery.frozen import VARIANT
from composer.delivery.trial_letter import BEFORE_SUBJECT, TestOutcome
from composer.i18n import _, ngettext
from composer.publishing.variants import rendered_variant

if TYPE_CHECKING:
    from composer.checks.check import CheckContext, Finding
    from composer.delivery.accounts import Account
    from composer.delivery.frozen import FrozenIssue
    from composer.publishing.review import ReviewFacts
    from composer.publishing.variants import Variant, Variants
    from composer.rendering.rendered import Rendered
    from composer.workspace import Workspace


def bodies(workspace: Workspace, facts: ReviewFacts) -> tuple[Rendered, dict[str, Rendered]]:
    """The body of everybody, and those of people who see parts that not everybody sees, by their key."""
    issue = facts.letter.issue
    if facts.variants is None:
        return facts.letter.rendered, {}
    made = {letter.key: rendered_variant(workspace, issue, letter.visible) for letter in facts.variants.letters}
    base = made.pop("", None)
    return base if base is not None else rendered_variant(workspace, issue, ()), made


def their_pictures(workspace: Workspace, facts: ReviewFacts, made: Iterable[Rendered]) -> dict[str, tuple[str, bytes]]:
    """All pictures of these bodies, by hash."""
    known = facts.letter.pictures
    wanted = {key for body in made for key in body.pictures if key not in known}
    return {**known, **{key: workspace.pictures.content(key) for key in wanted}}


def checked(workspace: Workspace, whole: CheckContext, variants: Variants | None) -> tuple[Finding, ...]:
    """What the checks find in the issue; and what they find in a letter only because some parts are not in it, with how many
    people get that letter.

    Args:
        whole: the issue with all its parts.
    """
    from composer.checks.check import ORDER, run_checks

    found = run_checks(whole)
    known = {_place(finding) for finding in found}
    accepted = whole.issue.accepted or {}
    for letter in variants.letters if variants is not None else ():
        if not letter.hidden or letter.empty:  # the whole issue was checked, and of an empty letter that much was said
            continue
        rendered = rendered_variant(workspace, whole.issue, letter.visible)
        for finding in run_checks(dataclasses.replace(whole, issue=letter.issue, rendered=rendered)):
            if _place(finding) not in known:
                known.add(_place(finding))
                told = msgspec.structs.replace(finding, message=_in_a_letter(finding.message, letter), fix=None)
                reason = accepted.get(told.key, "") if told.may_be_accepted else ""
                found.append(msgspec.structs.replace(told, accepted=reason))
    return tuple(sorted(found, key=lambda one: (bool(one.accepted), ORDER[one.severity])))


def send_each(
    workspace: Workspace,
    facts: ReviewFacts,
    frozen: FrozenIssue,
    account: Account,
    addresses: Sequence[str],
    before_subject: str = "",
) -> list[TestOutcome]:
    """A test of every letter this sending is made of, as the first person who gets it reads it; told once for each address."""
    firsts = first_readers(facts)
    rounds = []
    for number, values in enumerate(firsts, 1):
        mark = before_subject or BEFORE_SUBJECT
        mark = f"{mark}{number}/{len(firsts)} " if len(firsts) > 1 else mark
        rounds.append(workspace.sender().send_test(frozen, account, addresses, values=values, before_subject=mark))
    return [_together(outcomes) for outcomes in zip(*rounds, strict=True)]


def first_readers(facts: ReviewFacts) -> list[Mapping[str, str]]:
    """The merge values of the first person of each letter, in the review’s order; of nobody where nobody is."""
    people = facts.audience.people if facts.audience is not None else ()
    if facts.variants is None or not people:
        return [people[0].merge if people else {}]
    return [
        next(person.merge for person in people if person.merge.get(VARIANT, "") == letter.key)
        for letter in facts.variants.letters
    ]


def _together(outcomes: Sequence[TestOutcome]) -> TestOutcome:
    """What became of all letters to one address."""
    failed = next((outcome for outcome in outcomes if not outcome.ok), None)
    if failed is not None or len(outcomes) == 1:
        return failed or outcomes[0]
    words = ngettext(
        "{count} letter arrived at the mail server.", "All {count} letters arrived at the mail server.", len(outcomes)
    ).format(count=len(outcomes))
    return dataclasses.replace(outcomes[0], message=words)


def _in_a_letter(message: str, letter: Variant) -> str:
    people = ngettext("{count} person", "{count} people", letter.people).format(count=f"{letter.people:,}")
    return _("In the letter of {people}: {message}").format(people=people, message=message)


def _place(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.block, finding.field
