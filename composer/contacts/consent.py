"""Why a person may be written to (their lawful basis), and whether what is said of it can be true.

Marketing by e-mail to individuals needs consent or one of two soft opt-ins (PECR regulation 22). Each soft opt-in has a day from
which it exists: an address collected before that day cannot have come under it, however well the rest fits.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from composer.blocks.dates_in_words import month_name
from composer.contacts.contact import BASES
from composer.database.tables import contacts
from composer.errors import InputError
from composer.i18n import N_, _

EXISTS_SINCE: dict[str, date] = {
    "charity_soft_opt_in": date(2026, 2, 5),
    "product_soft_opt_in": date(2003, 12, 11),
}
"""From when each soft opt-in exists: PECR regulation 22(3A), by section 114 of the Data (Use and Access) Act 2025; and regulation
22(3) of the Privacy and Electronic Communications Regulations 2003. Neither reaches back."""

ANY_BASIS = "any"
SHORT: dict[str, str] = {
    "": N_("Nothing kept"),
    "consent": N_("Consent"),
    "charity_soft_opt_in": N_("Charity soft opt-in"),
    "product_soft_opt_in": N_("Product soft opt-in"),
    "corporate": N_("Organisation’s address"),
}
"""Bases in a word or two."""


def basis_problem(basis: str, on: date | None, today: date) -> str:
    """Why this cannot be somebody's basis, in a sentence; empty where it can.

    Args:
        basis: a key of :data:`composer.contacts.contact.BASES`, or empty.
        on: the day they agreed, or their address was collected.
    """
    if not basis:
        return ""
    if on is not None and on > today:
        return _("{day} is still to come.").format(day=_day(on))
    since = EXISTS_SINCE.get(basis)
    if since is None:
        return ""
    if on is None:
        return _("A soft opt-in needs the day on which they gave their address.")
    if on < since:
        return _("This soft opt-in exists since {since} and does not reach back: the address is of {day}.").format(
            since=_day(since), day=_day(on)
        )
    return ""


def check_basis(basis: str, on: date | None, today: date) -> None:
    """Refuse what cannot be.

    Raises:
        InputError: see :func:`basis_problem`.
    """
    problem = basis_problem(basis, on, today)
    if problem:
        raise InputError(problem, _("Ask them for their consent, or correct the day."))


def read_demands(text: str) -> tuple[str, ...]:
    """The bases one of which a list asks for, from its column ``demands``; empty where it asks for none.

    Raises:
        InputError: one of the words is no basis.
    """
    words = tuple(dict.fromkeys(text.split()))
    if ANY_BASIS in words:
        return tuple(BASES)
    for word in words:
        if word not in BASES:
            raise InputError(
                _("“{basis}” is no reason to write to people.").format(basis=word),
                _("Reasons are: {reasons}.").format(reasons=", ".join([*BASES, ANY_BASIS])),
            )
    return words


def meets(basis: str, demands: str) -> bool:
    """Whether somebody with this basis may get letters through a list with these demands."""
    return not demands or basis in read_demands(demands)


def meets_demands(demands: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition over ``contacts`` for those with a basis that a list's column ``demands`` asks for."""
    named = (" " + demands + " ").contains(" " + contacts.c.basis + " ")
    return or_(demands == "", and_(contacts.c.basis != "", or_(demands == ANY_BASIS, named)))


def _day(day: date) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"
