"""Everything there is to say before anything leaves: what, to how many, from whom, how long, what speaks against it.

Read in a worker; nothing here knows a widget.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from composer.contacts.groups import GroupCount, group_counts, read_group
from composer.contacts.memberships import unknown_groups
from composer.delivery.audience import Audience, audience, for_the_checks
from composer.delivery.compared import LetterToday, SinceLast, letters_today, since_last
from composer.delivery.frozen import AcceptedNote, freeze
from composer.delivery.pacing import DAY, forecast, handed_over
from composer.delivery.schedule import future
from composer.delivery.tested import Tested, TestRecord
from composer.delivery.unheard import send_without
from composer.delivery.unsubscribe_site.collecting import proved
from composer.document.visibility import groups_named
from composer.errors import AudienceError, ComposerError, NotFoundError
from composer.i18n import _
from composer.picking.drift import AtSource, Drift
from composer.publishing.agreement import NOBODY_AGREED, Agreement, agreement_of
from composer.publishing.bodies import bodies, checked, send_each, their_pictures
from composer.publishing.drift import at_source, undecided
from composer.publishing.variants import Variants, variants_of

if TYPE_CHECKING:
    from composer.checks.check import Finding
    from composer.contacts.lists import ListRow
    from composer.delivery.accounts import Account
    from composer.delivery.campaign import Campaign
    from composer.delivery.trial_letter import TestOutcome
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.rendering.rendered import Rendered
    from composer.sources.link_visits import Visit
    from composer.workspace import Workspace

MORE_THAN_USUAL = 1.5
"""How many times the usual number makes a sending unusual enough to ask twice."""
LOOKED_BACK = 20
"""Earlier campaigns that say what is usual."""


@dataclass(frozen=True)
class Choice:
    """What the user chose. Empty lists and account mean: as usual; no ``starts``: now."""

    lists: tuple[str, ...] | None = None
    account: str = ""
    again_reason: str = ""
    exclude: tuple[str, ...] = ()
    starts: datetime | None = None


@dataclass(frozen=True)
class Letter:
    """The issue and what was made of it."""

    issue: Issue
    newsletter: Newsletter
    rendered: Rendered
    pictures: Mapping[str, tuple[str, bytes]]
    tested: Tested | None

    @property
    def tested_as_it_is(self) -> bool:
        """Whether the last test was of this very content."""
        return self.tested is not None and self.tested.fingerprint == self.rendered.fingerprint


@dataclass(frozen=True)
class ReviewFacts:
    """What the review page shows.

    Attributes:
        choice: with the usual filled in.
        nobody: why nobody would get it; empty where somebody would.
        blocked: why the sender would not do (no address ...); empty where it would.
        seconds: how long sending takes.
        groups: tags and segments it could go to as well.
        drifts: where the letter is not as its sources have it, as far as that is known.
        usual: how many the last real sending went to; 0 where there was none.
        since_last: how those who get it differ from the newsletter's last time; None where there was none.
        today: other issues some of them had today already.
        variants: the different letters, where some parts are for some groups only; the people of ``audience`` carry their marks.
        agreement: who agreed to the letter; needs_agreement: whether nothing goes out before somebody did.
    """

    letter: Letter
    lists: tuple[ListRow, ...]
    accounts: tuple[Account, ...]
    choice: Choice
    account: Account | None
    audience: Audience | None
    nobody: str
    blocked: str
    sender: str
    reply_to: str
    seconds: float
    findings: tuple[Finding, ...]
    checks: int
    usual: int
    confirm_above: int
    hold_seconds: int
    first_letters: int
    had_it: int = field(default=0)
    drifts: tuple[Drift, ...] = ()
    groups: tuple[GroupCount, ...] = ()
    since_last: SinceLast | None = None
    today: tuple[LetterToday, ...] = ()
    variants: Variants | None = None
    agreement: Agreement = NOBODY_AGREED
    needs_agreement: bool = False

    @property
    def waits_for_agreement(self) -> bool:
        """Whether somebody has to agree first."""
        return self.needs_agreement and self.agreement.holds is None

    @property
    def total(self) -> int:
        """How many letters would go out."""
        return len(self.audience.people) if self.audience is not None else 0

    @property
    def ask_after(self) -> int:
        """After how many letters the window stops and asks; 0 where it sends all: at the time it is to go nobody may be there."""
        if self.choice.starts is not None:
            return 0
        return self.first_letters if self.total > max(self.confirm_above, self.first_letters) else 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that block sending."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def may_send(self) -> bool:
        """Whether nothing stands in the way."""
        against = self.errors or self.blocked or self.nobody or self.waits_for_agreement
        return bool(self.total) and self.account is not None and not against

    @property
    def number_to_type(self) -> int:
        """The number that has to be typed before sending; 0 where the button is enough."""
        return self.total if asks_for_number(self.total, self.confirm_above, self.usual) else 0


def asks_for_number(total: int, confirm_above: int, usual: int) -> bool:
    """Whether the number must be typed: for many people, for many more than usual, and the first time (``usual`` is 0)."""
    return total > confirm_above or usual == 0 or total > usual * MORE_THAN_USUAL


def read_letter(workspace: Workspace, issue_id: str) -> Letter:
    """The issue as it is stored, rendered, with its pictures.

    Raises:
        NotFoundError: there is no such issue, or a picture of it is missing. RenderingError: it cannot be rendered.
    """
    from composer.rendering.renderer import render

    issue = workspace.documents.issue(issue_id)
    newsletter = workspace.documents.newsletter(issue.newsletter)
    rendered = render(issue, templates=workspace.templates)
    pictures = {key: workspace.pictures.content(key) for key in rendered.pictures}
    tested = TestRecord(workspace.engine, workspace.clock).last(issue.id)
    return Letter(issue, newsletter, rendered, pictures, tested)


def read_facts(
    workspace: Workspace, letter: Letter, choice: Choice, visits: Mapping[str, Visit] = MappingProxyType({})
) -> ReviewFacts:
    """Who would get it, from whom, how long it takes, and what speaks against it.

    Args:
        visits: what was found at the pages it links to, as far as they were visited.
    """
    # It may have been tested since the letter was read.
    letter = replace(letter, tested=TestRecord(workspace.engine, workspace.clock).last(letter.issue.id))
    lists = tuple(workspace.lists.all())
    accounts = tuple(workspace.accounts.all())
    account = _account(accounts, choice.account or letter.newsletter.account)
    names = choice.lists if choice.lists is not None else _usual_lists(lists, letter.newsletter)
    groups = [name for name in names if read_group(name).kind != "list"]
    names = (*(row.name for row in lists if row.name in names), *groups)
    found, nobody = None, ""
    try:
        found = audience(
            workspace.engine,
            workspace.clock,
            newsletter_id=letter.newsletter.id,
            lists=names,
            exclude=choice.exclude,
            issue_id=letter.issue.id,
            again_reason=choice.again_reason,
            account=account,
        )
    except AudienceError as error:
        nobody = str(error)
    if found is not None and not found.people:
        nobody = _("Nobody would get this issue.")
    variants = variants_of(workspace, letter.issue, found.people) if found is not None else None
    if found is not None and variants is not None:
        found = replace(found, people=variants.people)
    settings = workspace.settings
    sender, reply_to, blocked = _sender(letter, account)
    known = at_source(workspace, letter.issue)
    findings, checks = _findings(workspace, letter, found, known, visits, variants, choice.starts, account)
    return ReviewFacts(
        letter=letter,
        lists=lists,
        accounts=accounts,
        choice=replace(choice, lists=names, account=account.name if account is not None else ""),
        account=account,
        audience=found,
        nobody=nobody,
        blocked=blocked,
        sender=sender,
        reply_to=reply_to,
        seconds=_seconds(workspace, account, len(found.people) if found is not None else 0, choice.starts),
        findings=findings,
        checks=checks,
        usual=_usual(workspace),
        confirm_above=settings.confirm_above,
        first_letters=settings.first_letters,
        hold_seconds=settings.hold_seconds,
        had_it=found.left_out.get("already_sent", 0) if found is not None else 0,
        drifts=undecided(letter.issue, known, findings),
        groups=group_counts(workspace.engine, workspace.clock),
        variants=variants,
        agreement=agreement_of(workspace, letter.issue.id, letter.rendered),
        needs_agreement=settings.ask_sign_off,
        **_beside_earlier(workspace, letter, account, found, names),
    )


def make_campaign(workspace: Workspace, facts: ReviewFacts, *, without: Sequence[str] = (), ask_after: int = 0) -> Campaign:
    """Freeze the letter and everyone who gets it, as shown.

    Args:
        without: places that did not say who unsubscribed, and somebody decided to send all the same
            (:mod:`composer.delivery.unheard`).
        ask_after: send so many, then wait for a person's word; 0 sends all.

    Raises:
        AudienceError, DeliveryError: it may not go out after all (somebody else sent it meanwhile, say).
        InputError: the time it was to go has passed meanwhile.
    """
    assert facts.account is not None
    assert facts.audience is not None
    base, variants = bodies(workspace, facts)
    campaign = workspace.campaigns.create(
        issue=facts.letter.issue,
        rendered=base,
        pictures=their_pictures(workspace, facts, (base, *variants.values())),
        newsletter=facts.letter.newsletter,
        account=facts.account,
        audience=facts.audience,
        lists=facts.choice.lists or (),
        variants=variants,
        ask_after=ask_after,
        starts=future(facts.choice.starts, workspace.schedule.now()) if facts.choice.starts else None,
        accepted=[AcceptedNote(finding.message, finding.accepted) for finding in facts.findings if finding.accepted],
    )
    if without:
        send_without(workspace.engine, campaign.id, without)
    return campaign


def send_test(
    workspace: Workspace, facts: ReviewFacts, addresses: tuple[str, ...], *, before_subject: str = ""
) -> tuple[list[TestOutcome], Tested | None]:
    """Send the letter as it stands, each of them where there are several, to a few addresses; remembered as tested where all
    arrived at the server.

    Args:
        before_subject: what stands before the subject instead of the usual word for a test.

    Raises:
        ComposerError: there is no account, or the letter is not fit to leave.
    """
    from composer.publishing.practice import practice_open

    if facts.account is None:
        raise NotFoundError(_("There is no mail account to send from."), _("Add one in the settings."))
    letter = facts.letter
    base, variants = bodies(workspace, facts)
    frozen = freeze(
        issue=letter.issue,
        rendered=base,
        pictures=their_pictures(workspace, facts, (base, *variants.values())),
        newsletter=proved(workspace.engine, letter.newsletter),
        account=facts.account,
        variants=variants,
    )
    with practice_open(workspace, facts.account) as account:
        outcomes = send_each(workspace, facts, frozen, account, addresses, before_subject)
    arrived = [outcome.address for outcome in outcomes if outcome.ok]
    tested = None
    if arrived:
        tested = TestRecord(workspace.engine, workspace.clock).note(letter.issue.id, letter.rendered.fingerprint, arrived)
    return outcomes, tested


def _account(accounts: tuple[Account, ...], wanted: str) -> Account | None:
    for account in accounts:
        if account.name == wanted:
            return account
    return accounts[0] if accounts else None


def _usual_lists(lists: tuple[ListRow, ...], newsletter: Newsletter) -> tuple[str, ...]:
    names = [row.name for row in lists]
    if newsletter.usual_list in names:
        return (newsletter.usual_list,)
    return (names[0],) if len(names) == 1 else ()


def _sender(letter: Letter, account: Account | None) -> tuple[str, str, str]:
    """Who the letter comes from, where answers go, and why it cannot be sent."""
    if account is None:
        return "", "", _("There is no mail account to send from.")
    try:
        frozen = freeze(
            issue=letter.issue, rendered=letter.rendered, pictures=letter.pictures, newsletter=letter.newsletter, account=account
        )
    except ComposerError as error:
        return "", "", str(error)
    return frozen.sender, frozen.reply_to or frozen.from_email, ""


def _seconds(workspace: Workspace, account: Account | None, total: int, starts: datetime | None) -> float:
    if account is None or not total:
        return 0.0
    now = starts or workspace.clock()
    before = handed_over(workspace.engine, account.name, now - DAY)
    return max(timedelta(0), forecast(total, account, now, before=before) - now).total_seconds()


def _usual(workspace: Workspace) -> int:
    """How many the last real sending went to."""
    practice = {account.name for account in workspace.accounts.all() if account.practice}
    for campaign in workspace.campaigns.all(limit=LOOKED_BACK):
        if not campaign.test and campaign.state == "finished" and campaign.account not in practice:
            return workspace.campaigns.counts(campaign.id).total
    return 0


def _beside_earlier(
    workspace: Workspace, letter: Letter, account: Account | None, found: Audience | None, lists: tuple[str, ...]
) -> dict[str, Any]:
    """The facts about earlier sendings to these people."""
    if found is None or account is None or not found.people:
        return {}
    midnight = workspace.clock().astimezone(workspace.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    issue, engine, rehearsals = letter.issue, workspace.engine, account.practice
    return {
        "since_last": since_last(
            engine, found, newsletter_id=letter.newsletter.id, issue_id=issue.id, lists=lists, rehearsals=rehearsals
        ),
        "today": tuple(letters_today(engine, found, issue_id=issue.id, since=midnight, rehearsals=rehearsals)),
    }


def _findings(
    workspace: Workspace,
    letter: Letter,
    found: Audience | None,
    known: Mapping[str, AtSource],
    visits: Mapping[str, Visit],
    variants: Variants | None,
    starts: datetime | None,
    account: Account | None,
) -> tuple[tuple[Finding, ...], int]:
    from composer.checks.check import CheckContext, check_types

    people = found.people if found is not None else ()
    context = CheckContext(
        issue=letter.issue,
        rendered=letter.rendered,
        now=starts or workspace.clock(),
        newsletter=letter.newsletter,
        audience_size=len(people) if found is not None else None,
        **for_the_checks(people, account),
        ledger_notes=workspace.ledger.sent(letter.issue.items()),
        at_source=known,
        visits=visits,
        picture_bytes={key: len(content) for key, (_media_type, content) in letter.pictures.items()},
        picture_consent=workspace.pictures.consents(letter.issue.pictures()),
        unknown_groups=unknown_groups(workspace.engine, groups_named(letter.issue)),
        empty_letters=sum(one.people for one in variants.letters if one.empty) if variants is not None else 0,
    )
    return checked(workspace, context, variants), len(check_types())
