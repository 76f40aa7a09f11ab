"""Headings in the languages and spellings of other programs' exports."""

from __future__ import annotations

import pytest

from composer.contacts.fields import FIELDS, asks_for_a_wish, asks_of_another_way, field_of_heading


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
        ("No newsletter", "unsubscribed"),
        ("No longer wants newsletter", "unsubscribed"),
        ("Exclude from mailings", "unsubscribed"),
        ("Does not want emails", "unsubscribed"),
        ("Please tick if you do NOT wish to receive our newsletter", "unsubscribed"),
        ("Ich möchte keinen Newsletter erhalten", "unsubscribed"),
        ("Je ne souhaite pas recevoir la newsletter", "unsubscribed"),
        ("Ne plus contacter", "unsubscribed"),
        ("Peidiwch ag e-bostio", "unsubscribed"),
        ("Wedi dad-danysgrifio", "unsubscribed"),
        ("Withdrawn consent", "unsubscribed"),
        ("Consent withdrawn on", "unsubscribed"),
        ("DNE", "unsubscribed"),
        ("Newsletter No.", ""),
        ("No. of newsletters", ""),
        ("Refused Gift Aid", ""),
        ("Not a member", ""),
        ("Newsletter (yes/no)", "subscribed"),
        ("CnBio_First_Name", "first_name"),
        ("CnBio_Requests_no_email", "unsubscribed"),
        ("Supporter: last name", "last_name"),
        ("Name (First)", "first_name"),
        ("Cyfeiriad E-bost", "email"),
        ("Adresse de messagerie 2", "other_email"),
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
        ("Photo consent", False),
        ("Would you like our news by e-mail from Harbour Friends and its partners? (You can unsubscribe at any time.)", True),
        ("Sign up to our newsletter? (unsubscribe any time)", True),
        ("Consent (Yes / No)", True),
        ("Emails OK?", True),
        ("Keep in touch - Email", True),
        ("E-Mail erlaubt", True),
        ("active_subscription", False),
        ("Shoe size", False),
    ],
)
def test_headings_that_ask_for_a_wish(heading: str, asks: bool) -> None:
    assert asks_for_a_wish(heading) is asks
    assert field_of_heading(heading) not in ("unsubscribed", "bounced")


def test_headings_that_ask_for_a_wish_about_another_way() -> None:
    assert asks_of_another_way("Post consent")
    assert asks_of_another_way("SMS subscriber status")
    assert not asks_of_another_way("E-mail and post consent")
    assert not asks_of_another_way("Phone")
