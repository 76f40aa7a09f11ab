"""Headings in the languages and spellings of other programs' exports."""

from __future__ import annotations

import pytest

from composer.contacts.fields import FIELDS, asks_for_a_wish, field_of_heading


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
        ("Unsubscribed Date", "unsubscribed"),
        ("Date unsubscribed", "unsubscribed"),
        ("Unsubscribed from all email", "unsubscribed"),
        ("HasOptedOutOfEmail", "unsubscribed"),
        ("has_opted_out", "unsubscribed"),
        ("No Bulk Emails (User Opt Out)", "unsubscribed"),
        ("Do not bulk email", "unsubscribed"),
        ("Abgemeldet am", "unsubscribed"),
        ("Abbestellt", "unsubscribed"),
        ("Date de désinscription", "unsubscribed"),
        ("Désabonné le", "unsubscribed"),
        ("EMAIL_BLACKLISTED", "unsubscribed"),
        ("Blocklisted", "unsubscribed"),
        ("Deleted at", "unsubscribed"),
        ("email_disabled", "unsubscribed"),
        ("Unsubscribe link", ""),
        ("SMS opt-out", ""),
        ("Phone opt-out", ""),
        ("SMS and e-mail opt-out", "unsubscribed"),
        ("Date bounced", "bounced"),
        ("Bounce date", "bounced"),
        ("Hard bounced on", "bounced"),
        ("Soft bounces", ""),
        ("Bounce count", ""),
        ("Email permission status", "status"),
        ("Email subscriber status", "status"),
        ("Marital status", ""),
        ("GDPR consent date", "basis_date"),
        ("Consent wording", ""),
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
    ("heading", "asks"),
    [
        ("subscribed_to_emails", True),
        ("Consent to e-mail", True),
        ("May we e-mail you?", True),
        ("Happy to receive our updates", True),
        ("SMS consent", False),
        ("Consent wording", False),
        ("Shoe size", False),
    ],
)
def test_headings_that_ask_for_a_wish(heading: str, asks: bool) -> None:
    assert asks_for_a_wish(heading) is asks
