"""Headings in five languages, and what cells say of a person's wish."""

from __future__ import annotations

from datetime import date

import pytest

from composer.contacts.fields import FIELDS, field_of_heading, read_day, what_a_cell_says


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-mail", "email"),
        ("Email Address", "email"),
        ("E-mail 1 - Value", "email"),
        ("Member e-mail", "email"),
        ("E-Mail-Adresse", "email"),
        ("Adresse électronique", "email"),
        ("Correo electrónico", "email"),
        ("E-postadress", "email"),
        ("Secondary Email", "other_email"),
        ("First Name", "first_name"),
        ("FNAME", "first_name"),
        ("Vorname", "first_name"),
        ("Prénom", "first_name"),
        ("Förnamn", "first_name"),
        ("Surname", "last_name"),
        ("Nachname", "last_name"),
        ("Nom de famille", "last_name"),
        ("Apellidos", "last_name"),
        ("Efternamn", "last_name"),
        ("Full name", "full_name"),
        ("Namn", "full_name"),
        ("Unsubscribed?", "unsubscribed"),
        ("Opt-out", "unsubscribed"),
        ("OPTIN_TIME", "basis_date"),
        ("Status", "status"),
        ("Sprache", "language"),
        ("Mailing list", "subscribed"),
        ("Shoe size", ""),
        ("Emails sent", ""),
        ("", ""),
        ("e-mail " * 50, ""),
    ],
)
def test_headings(heading: str, field: str) -> None:
    assert field_of_heading(heading) == field
    assert field == "" or field in FIELDS


@pytest.mark.parametrize(
    ("field", "cell", "saying"),
    [
        ("status", "Subscribed", ""),
        ("status", "active", ""),
        ("status", "", ""),
        ("status", "Trustee", ""),
        ("status", "Unsubscribed", "unsubscribed"),
        ("status", "opted-out", "unsubscribed"),
        ("status", "abgemeldet", "unsubscribed"),
        ("status", "Dado de baja", "unsubscribed"),
        ("status", "désabonné", "unsubscribed"),
        ("status", "bounced", "bounced"),
        ("status", "Hard bounce", "bounced"),
        ("status", "soft bounce", ""),
        ("status", "cleaned", "bounced"),
        ("status", "Spam complaint", "complained"),
        ("status", "pending", "not_agreed"),
        ("status", "Non-subscribed", "not_agreed"),
        ("unsubscribed", "yes", "unsubscribed"),
        ("unsubscribed", "2026-03-01 10:00", "unsubscribed"),
        ("unsubscribed", "No", ""),
        ("unsubscribed", "0000-00-00", ""),
        ("unsubscribed", "", ""),
        ("unsubscribed", "0", ""),
        ("unsubscribed", "marked as spam", "complained"),
        ("bounced", "TRUE", "bounced"),
        ("bounced", "FALSE", ""),
        ("subscribed", "yes", ""),
        ("subscribed", "x", ""),
        ("subscribed", "2024-05-01", ""),
        ("subscribed", "nej", "unsubscribed"),
        ("subscribed", "false", "unsubscribed"),
        ("subscribed", "", "not_agreed"),
    ],
)
def test_what_a_cell_says_of_a_wish(field: str, cell: str, saying: str) -> None:
    assert what_a_cell_says(field, cell) == saying


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T10:00:00Z", date(2026, 3, 1)),
        ("1/3/2026", date(2026, 3, 1)),
        ("01.03.2026", date(2026, 3, 1)),
        ("3/25/2026 9:00", date(2026, 3, 25)),
        ("31/2/2026", None),
        ("yes", None),
        ("", None),
        ("0000-00-00", None),
    ],
)
def test_days(cell: str, day: date | None) -> None:
    assert read_day(cell) == day
