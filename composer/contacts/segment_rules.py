"""Rules that pick people: each in words, as JSON, as a short form for the command line, and as a condition for the database.

Rules hold together (all of them, or any of them); exceptions take people out again, each by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, not_, or_, select, true

from composer.contacts.contact import BASES, clean_text, fold
from composer.contacts.lists import find_list
from composer.contacts.retention import KINDS as DUE
from composer.contacts.retention import LONGEST, RetentionRule, about
from composer.contacts.tags import known_tag
from composer.database.tables import campaigns, contact_tags, contacts, deliveries, list_members
from composer.errors import InputError
from composer.i18n import N_, _

GOT = ("sent", "uncertain", "sending", "queued", "deferred")
"""States of a letter whose person has the issue, may have it, or is about to get it."""


class Rule(msgspec.Struct, frozen=True):
    """One rule: a key of :data:`RULES`, what it is about (as typed), and whether it is turned round ("not")."""

    kind: str
    value: str = ""
    no: bool = False


class Rules(msgspec.Struct, frozen=True):
    """Which people: ``match`` is ``all`` or ``any`` of the rules (none at all means everybody), less the exceptions."""

    match: Literal["all", "any"] = "all"
    rules: tuple[Rule, ...] = ()
    but_not: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class RuleKind:
    """How a kind of rule is said, and what it asks the database.

    Attributes:
        label: what the choice is called. yes, no: the rule in words, with ``{value}``.
        asks: what stands in the value: ``list``, ``tag``, ``issue``, ``basis``, ``days``, ``day``, ``text`` or ``nothing``.
    """

    label: str
    yes: str
    no: str
    asks: str


RULES: dict[str, RuleKind] = {
    "list": RuleKind(N_("On the list"), N_("is on the list “{value}”"), N_("is not on the list “{value}”"), "list"),
    "tag": RuleKind(N_("Has the tag"), N_("has the tag “{value}”"), N_("does not have the tag “{value}”"), "tag"),
    "issue": RuleKind(N_("Got the issue"), N_("got the issue “{value}”"), N_("did not get the issue “{value}”"), "issue"),
    "letter_within": RuleKind(
        N_("Got a letter within so many days"),
        N_("got a letter within the last {value} days"),
        N_("got no letter within the last {value} days"),
        "days",
    ),
    "added_within": RuleKind(
        N_("Came within so many days"), N_("came within the last {value} days"), N_("was here {value} days ago already"), "days"
    ),
    "added_since": RuleKind(N_("Came since a day"), N_("came on {value} or later"), N_("came before {value}"), "day"),
    "basis": RuleKind(N_("May be written to because"), N_("has the basis “{value}”"), N_("has not the basis “{value}”"), "basis"),
    "any_basis": RuleKind(N_("A lawful basis is kept"), N_("has a lawful basis kept"), N_("has no lawful basis kept"), "nothing"),
    "basis_since": RuleKind(
        N_("Agreed since a day"), N_("agreed on {value} or later"), N_("agreed before {value}, or nobody knows when"), "day"
    ),
    "due": RuleKind(N_("Kept long enough"), N_("is due: {value}"), N_("is not due: {value}"), "due"),
    "language": RuleKind(N_("Reads the language"), N_("reads “{value}”"), N_("does not read “{value}”"), "text"),
    "domain": RuleKind(N_("Address at"), N_("has an address at {value}"), N_("has no address at {value}"), "text"),
    "name": RuleKind(
        N_("Name or address contains"),
        N_("name or address contains “{value}”"),
        N_("neither name nor address contains “{value}”"),
        "text",
    ),
    "column": RuleKind(N_("A column of an import says"), N_("has {value}"), N_("has not {value}"), "text"),
}
"""Every kind of rule."""


def rule_in_words(rule: Rule) -> str:
    """A rule as a part of a sentence."""
    kind = RULES[rule.kind]
    value = _(BASES[rule.value]) if rule.kind == "basis" and rule.value in BASES else rule.value
    if kind.asks == "due":
        name, _colon, months = rule.value.partition(":")
        value = _(DUE[name]).format(months=months)
    if kind.asks == "day":
        day = date.fromisoformat(rule.value)
        from composer.blocks.dates_in_words import month_name

        value = f"{day.day} {month_name(day.month)} {day.year}"
    return _(kind.no if rule.no else kind.yes).format(value=value)


def rules_in_words(rules: Rules) -> str:
    """All of it as one sentence."""
    joint = _(", and ") if rules.match == "all" else _(", or ")
    said = joint.join(rule_in_words(rule) for rule in rules.rules) or _("is anybody here")
    sentence = _("Everyone who {rules}").format(rules=said)
    if rules.but_not:
        left_out = _(", or ").join(rule_in_words(rule) for rule in rules.but_not)
        sentence = _("{sentence}; but nobody who {rules}").format(sentence=sentence, rules=left_out)
    return f"{sentence}."


_SHORT = re.compile(r"\s*(not[ -]|!)?\s*([a-z_-]+)\s*(?:(!?=|:)\s*(.*))?", re.DOTALL)


def read_rule(text: str) -> Rule:
    """A rule as it is typed: ``list=Members``, ``not tag=Staff``, ``issue!=Issue 12``, ``not any-basis``.

    Raises:
        InputError: it is none.
    """
    found = _SHORT.fullmatch(text)
    kind = found[2].replace("-", "_").strip("_") if found else ""
    if not found or kind not in RULES:
        raise InputError(
            _("“{text}” is no rule.").format(text=text.strip()[:100]),
            _("Write it like list=Members or “not tag=Staff”. Rules are: {rules}.").format(
                rules=", ".join(name.replace("_", "-") for name in RULES)
            ),
        )
    return check_rule(Rule(kind, (found[4] or "").strip(), bool(found[1]) != (found[3] == "!=")))


def write_rule(rule: Rule) -> str:
    """A rule as it is typed; :func:`read_rule` reads it back."""
    name = rule.kind.replace("_", "-")
    return f"{'not ' if rule.no else ''}{name}{f'={rule.value}' if rule.value else ''}"


def check_rule(rule: Rule) -> Rule:
    """A rule with its value as it is kept.

    Raises:
        InputError: the value is not what this kind of rule asks for.
    """
    if rule.kind not in RULES:
        raise InputError(_("“{text}” is no rule.").format(text=rule.kind[:100]), _("Choose one of those there are."))
    asks = RULES[rule.kind].asks
    value = clean_text(rule.value, 200)
    if asks == "nothing":
        return msgspec.structs.replace(rule, value="")
    wrong = not value
    if asks == "days":
        wrong = not (value.isascii() and value.isdigit() and 0 < int(value) < 36_500)
    elif asks == "day":
        wrong = _day(value) is None
    elif asks == "due":
        name, _colon, months = value.partition(":")
        wrong = name not in DUE or not (months.isascii() and months.isdigit() and 0 < int(months) <= LONGEST)
    elif asks == "basis":
        wrong = value not in BASES
    elif rule.kind == "column":
        wrong = not all(part.strip() for part in value.partition("=")[::2]) or "=" not in value
    elif rule.kind == "domain":
        value = value.lstrip("@").lower()
        wrong = not value
    if wrong:
        raise InputError(
            _("“{rule}” cannot be asked: “{value}” does not fit.").format(rule=_(RULES[rule.kind].label), value=value),
            _HINTS.get(asks, _HINTS["column"] if rule.kind == "column" else _("Say what to look for.")),
        )
    return msgspec.structs.replace(rule, value=value)


_HINTS: Mapping[str, str] = {
    "days": N_("Give a number of days, such as 90."),
    "day": N_("Give a day like 2026-03-01."),
    "basis": N_("Choose one of the lawful bases."),
    "due": N_("Write it like said_no:24, with a number of months."),
    "column": N_("Write it like Town=Leeds."),
}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def condition(connection: Connection, rules: Rules, now: datetime) -> ColumnElement[bool]:
    """The condition over ``contacts`` that picks these people; of those who may not be written to, too.

    Raises:
        InputError: a rule speaks of a list or an issue there is not.
    """
    wanted = [_one(connection, rule, now) for rule in rules.rules]
    picked = (and_ if rules.match == "all" else or_)(*wanted) if wanted else true()
    return and_(picked, *(not_(_one(connection, rule, now)) for rule in rules.but_not))


def _one(connection: Connection, rule: Rule, now: datetime) -> ColumnElement[bool]:
    rule = check_rule(rule)
    asked = _CONDITIONS[rule.kind](connection, rule.value, now)
    return not_(asked) if rule.no else asked


def _on_list(connection: Connection, value: str, _now: datetime) -> ColumnElement[bool]:
    found = find_list(connection, value)
    if not found:
        raise InputError(
            _("There is no list called “{name}” any more.").format(name=value), _("Change the rule that speaks of it.")
        )
    members = select(list_members.c.contact).where(list_members.c.list == found, list_members.c.state == "subscribed")
    return contacts.c.id.in_(members)


def _tagged(connection: Connection, value: str, _now: datetime) -> ColumnElement[bool]:
    return contacts.c.id.in_(select(contact_tags.c.contact).where(contact_tags.c.tag == known_tag(connection, value)))


def _got_issue(connection: Connection, value: str, _now: datetime) -> ColumnElement[bool]:
    wanted = fold(value)
    issues = connection.execute(
        select(campaigns.c.id, campaigns.c.issue_name, campaigns.c.issue).where(campaigns.c.test.is_(False))
    )
    found = [row.id for row in issues if wanted in (fold(row.issue_name), fold(row.issue))]
    if not found:
        raise InputError(
            _("No issue called “{name}” was ever sent.").format(name=value), _("Choose one of those under Sent, by its name.")
        )
    return _had_letter(select(deliveries).where(deliveries.c.campaign.in_(found)))


def _had_letter(letters: Select[tuple[object, ...]]) -> ColumnElement[bool]:
    by = letters.where(deliveries.c.state.in_(GOT))
    return or_(
        contacts.c.email_key.in_(by.with_only_columns(deliveries.c.email_key)),
        contacts.c.id.in_(by.with_only_columns(deliveries.c.contact)),
    )


def _letter_within(_connection: Connection, value: str, now: datetime) -> ColumnElement[bool]:
    real = exists().where(campaigns.c.id == deliveries.c.campaign, campaigns.c.test.is_(False))
    return _had_letter(select(deliveries).where(deliveries.c.at >= now - timedelta(days=int(value)), real))


def _added_within(_connection: Connection, value: str, now: datetime) -> ColumnElement[bool]:
    return contacts.c.added >= now - timedelta(days=int(value))


def _added_since(_connection: Connection, value: str, now: datetime) -> ColumnElement[bool]:
    return contacts.c.added >= datetime.combine(date.fromisoformat(value), time(), now.tzinfo)


def _basis_since(_connection: Connection, value: str, _now: datetime) -> ColumnElement[bool]:
    return and_(contacts.c.basis_date.is_not(None), contacts.c.basis_date >= date.fromisoformat(value))


def _contains(_connection: Connection, value: str, _now: datetime) -> ColumnElement[bool]:
    return and_(*(contacts.c.search_text.contains(word, autoescape=True) for word in fold(value).split()[:8]))


def _column_says(connection: Connection, value: str, _now: datetime) -> ColumnElement[bool]:
    name, _equals, wanted = (part.strip() for part in value.partition("="))
    path = f'$."{name}"' if connection.dialect.name == "sqlite" else name
    if connection.dialect.name == "sqlite":
        if '"' in name:
            raise InputError(
                _("A column’s name with quotation marks cannot be asked for."), _("Rename the column and import again.")
            )
        said = func.json_extract(contacts.c.extra, path)
    else:
        from sqlalchemy import JSON, cast

        said = cast(contacts.c.extra, JSON)[path].as_string()
    return func.lower(func.coalesce(said, "")) == wanted.lower()


_CONDITIONS: dict[str, Callable[[Connection, str, datetime], ColumnElement[bool]]] = {
    "list": _on_list,
    "tag": _tagged,
    "issue": _got_issue,
    "letter_within": _letter_within,
    "added_within": _added_within,
    "added_since": _added_since,
    "basis": lambda _connection, value, _now: contacts.c.basis == value,
    "any_basis": lambda _connection, _value, _now: contacts.c.basis != "",
    "basis_since": _basis_since,
    "due": lambda connection, value, now: about(
        connection, RetentionRule(kind=value.partition(":")[0], months=int(value.partition(":")[2])), now
    ),
    "language": lambda _connection, value, _now: or_(
        func.lower(contacts.c.language) == value.lower(), func.lower(contacts.c.language).startswith(f"{value.lower()}-")
    ),
    "domain": lambda _connection, value, _now: contacts.c.email_key.endswith(f"@{value}", autoescape=True),
    "name": _contains,
    "column": _column_says,
}


def issue_names(connection: Connection) -> Sequence[str]:
    """The names of issues that were sent, newest first, for choosing among them."""
    statement = select(campaigns.c.issue_name).where(campaigns.c.test.is_(False)).order_by(campaigns.c.made.desc())
    return list(dict.fromkeys(connection.scalars(statement)))
