"""Check and Finding: what every check is, and the walk that finds and runs them all."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol
from zoneinfo import ZoneInfo

import msgspec

from composer import checks as _folder
from composer.document.edits import Edit
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.library.ledger import SentNote

if TYPE_CHECKING:
    from composer.picking.drift import AtSource
    from composer.rendering.rendered import Rendered
    from composer.sources.link_visits import Visit

Severity = Literal["error", "warning", "advice"]
ORDER: Mapping[Severity, int] = {"error": 0, "warning": 1, "advice": 2}
HOME_ZONE = ZoneInfo("Europe/London")
"""Wall times without a zone are read in this one."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is, or may be, wrong.

    Attributes:
        code: stable, ``<check>.<what>``; scripts may rely on it.
        severity: an error stops sending, a warning asks once, advice is only told.
        message: one plain sentence that names what is wrong.
        block, field: where; empty for the issue as a whole (then ``field`` may name one of its own lines).
        remedy: what to do, one sentence.
        fix: an edit that mends it, where one is safe.
        accepted: why it was left as it is; empty where nobody accepted it.
        item: id of the picked item it is about; empty where it is about none.
    """

    code: str
    severity: Severity
    message: str
    block: str = ""
    field: str = ""
    remedy: str = ""
    fix: Edit | None = None
    accepted: str = ""
    item: str = ""

    @property
    def key(self) -> str:
        """Names this finding in this issue: a finding that says something else has another key."""
        return hashlib.sha256("\x1f".join((self.code, self.block, self.field, self.message)).encode()).hexdigest()[:16]

    @property
    def stands_out(self) -> bool:
        """More than advice, and nobody accepted it."""
        return self.severity != "advice" and not self.accepted

    @property
    def may_be_accepted(self) -> bool:
        """An error is mended, not accepted."""
        return self.severity != "error"

    @property
    def check(self) -> str:
        """The name of the check that found it."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, kw_only=True)
class CheckContext:
    """What checks look at.

    Attributes:
        rendered: the bodies made from this very issue; None leaves out what needs them.
        now: aware; an event before this moment (or before the issue's planned day) is past.
        audience_size, missing_first_names, missing_last_names, missing_names: people the issue goes to, and how many of them have
            no first name, no last name, and neither; None where unknown.
        from_mailbox: it goes out through a provider of mailboxes, not through a service for many letters.
        ledger_notes: by item id, where its items went out before.
        visits: by address, what lies at the pages the issue links to; empty where nobody looked.
        picture_bytes: weight of the pictures that travel with the letter, by their keys in it, as far as known.
        picture_consent: by hash, the last day those in a stored picture agreed to be shown, where one is known.
        at_source: by item id, what the sources of its items say now.
        unknown_groups: groups some part is only for that are not there; None where nobody looked.
        empty_letters: people whose letter would have nothing in it, since all of it is for others.
    """

    issue: Issue
    rendered: Rendered | None = None
    now: datetime
    newsletter: Newsletter | None = None
    audience_size: int | None = None
    missing_first_names: int | None = None
    missing_last_names: int | None = None
    missing_names: int | None = None
    from_mailbox: bool = False
    ledger_notes: Mapping[str, Sequence[SentNote]] = field(default_factory=dict)
    visits: Mapping[str, Visit] = field(default_factory=dict)
    picture_bytes: Mapping[str, int] = field(default_factory=dict)
    picture_consent: Mapping[str, date] = field(default_factory=dict)
    at_source: Mapping[str, AtSource] = field(default_factory=dict)
    unknown_groups: Collection[str] | None = None
    empty_letters: int = 0

    @property
    def reading_day(self) -> date:
        """The day the issue is read: today, or the planned day where that is later."""
        today = self.now.astimezone(HOME_ZONE).date()
        return max(today, self.issue.planned) if self.issue.planned else today


class Place(Protocol):
    """Something that knows where it stands."""

    @property
    def block(self) -> str: ...
    @property
    def field(self) -> str: ...


class Check(ABC):
    """One kind of fault to look for. A check is one file in this folder: a subclass with a name that its codes begin with."""

    name: ClassVar[str]

    def finding(
        self,
        what: str,
        severity: Severity,
        message: str,
        remedy: str = "",
        *,
        block: str = "",
        field: str = "",
        at: Place | None = None,
        fix: Edit | None = None,
    ) -> Finding:
        """A finding of this check; its code is made from the check's name and ``what``. ``at`` gives block and field at once."""
        if at is not None:
            block, field = at.block, at.field
        return Finding(
            code=f"{self.name}.{what}", severity=severity, message=message, remedy=remedy, block=block, field=field, fix=fix
        )

    @abstractmethod
    def run(self, context: CheckContext) -> Iterable[Finding]:
        """What is wrong; nothing where all is well."""


@cache
def check_types() -> Mapping[str, type[Check]]:
    """Every check by name, found by walking this folder with the import machinery (so a frozen build finds them too)."""
    for module in pkgutil.iter_modules(_folder.__path__):
        importlib.import_module(f"{_folder.__name__}.{module.name}")
    return MappingProxyType({found.name: found for found in sorted(Check.__subclasses__(), key=lambda found: found.name)})


def run_checks(context: CheckContext) -> list[Finding]:
    """Every finding of every check: errors first, then warnings, then advice; each kind in the order of the letter.

    What a person accepted comes last, with the reason.
    """
    places = {block.id: place for place, block in enumerate(context.issue.blocks)}
    accepted = context.issue.accepted
    found = []
    for check_type in check_types().values():
        for finding in check_type().run(context):
            reason = accepted.get(finding.key, "") if accepted and finding.may_be_accepted else ""
            found.append(msgspec.structs.replace(finding, accepted=reason) if reason else finding)
    return sorted(found, key=lambda one: (bool(one.accepted), ORDER[one.severity], places.get(one.block, -1), one.code))


def checks_passed(findings: Iterable[Finding]) -> int:
    """How many checks found nothing, or nothing that was not accepted."""
    return len(check_types().keys() - {finding.check for finding in findings if not finding.accepted})
