"""Rows of a file put together as people; a no in a row holds for every address in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from composer.contacts.file_people import FilePeople, read_people
from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
from composer.contacts.import_judgement import Terms
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.contacts.table_file import read_content

TODAY = date(2026, 11, 23)


def people(text: str, terms: Terms | None = None) -> FilePeople:
    table = read_content(text.encode(), "people.csv")
    return read_people(table, guess_mapping(table), terms or Terms(), TODAY)


def test_a_no_holds_for_every_address_of_its_row() -> None:
    found = people(
        "E-mail,E-mail 2,Status\n"
        "anna@example.org,anna@home.example,Unsubscribed\n"
        "ben@example.org; ben@home.example,,Unsubscribed\n"
        "cara@example.org,cara@home.example,Bounced\n"
        "dora@example,dora@home.example,Spam complaint\n"
        "eve@example.org,anna@example.org,Subscribed\n"
    )
    assert {key: person.saying for key, person in found.people.items()} == {
        "anna@example.org": "unsubscribed",
        "cara@example.org": "bounced",
        "dora@home.example": "complained",
        "eve@example.org": "",
    }
    assert found.noes == {
        "anna@home.example": "unsubscribed",
        "ben@example.org": "unsubscribed",
        "ben@home.example": "unsubscribed",
    }
    assert [(refused.row, refused.mend) for refused in found.refused] == [(3, "ben@example.org")]


def test_a_no_of_one_row_counts_for_the_row_of_that_address() -> None:
    found = people("E-mail,E-mail 2,Status\nanna@example.org,home@example.org,Unsubscribed\nhome@example.org,,Subscribed\n")
    assert {key: person.saying for key, person in found.people.items()} == {
        "anna@example.org": "unsubscribed",
        "home@example.org": "unsubscribed",
    }
    assert not found.noes


def test_a_label_that_says_no_is_one() -> None:
    found = people('E-mail,Tags\nanna@example.org,"Friend, Unsubscribed"\nben@example.org,Friend\n')
    assert [person.saying for person in found.people.values()] == ["unsubscribed", ""]


def test_a_row_whose_day_is_refused_still_says_no() -> None:
    terms = Terms(basis="charity_soft_opt_in")
    found = people("E-mail,Unsubscribed,Date added\nanna@example.org,yes,2020-01-01\nben@example.org,,2020-01-01\n", terms)
    assert found.people["anna@example.org"].saying == "unsubscribed"
    assert [refused.value for refused in found.refused] == ["ben@example.org"]


def test_american_days_are_told_by_the_whole_column() -> None:
    found = people("E-mail,Date added\nanna@example.org,2/3/2026\nben@example.org,3/25/2026\n")
    assert [person.basis_date for person in found.people.values()] == [date(2026, 2, 3), date(2026, 3, 25)]
    assert not found.unsure_days
    assert people("E-mail,Date added\nanna@example.org,2/3/2026\n").unsure_days


@pytest.mark.parametrize("again", [1, 2])
def test_further_addresses_that_said_no_are_kept_as_marks(engine: Any, clock: Any, again: int) -> None:
    store = ContactStore(engine, clock)
    for _time in range(again):
        table = read_content(b"E-mail,E-mail 2,Status\nanna@example.org,anna@home.example,Unsubscribed\n", "people.csv")
        plan = plan_import(table, guess_mapping(table), store=store)
        assert "1 further address stands in a row that says no; nobody writes to it either." in plan.notes
        apply_import(plan)
    assert Suppressions(engine, clock).blocked("anna@home.example") == "unsubscribed"
    later = read_content(b"E-mail\nanna@home.example\n", "later.csv")
    assert plan_import(later, guess_mapping(later), store=store).left_out == {"unsubscribed": 1}


def sayings(text: str, name: str = "people.csv") -> dict[str, str]:
    table = read_content(text.encode(), name)
    found = read_people(table, guess_mapping(table), Terms(), TODAY)
    return {key.partition("@")[0]: person.saying for key, person in found.people.items()}


@pytest.mark.parametrize(
    ("heading", "yes", "no", "empty"),
    [
        ("Emails OK?", "", "unsubscribed", "not_agreed"),
        ("E-mail?", "", "unsubscribed", "not_agreed"),
        ("Allow email", "", "unsubscribed", "not_agreed"),
        ("Newsletter (yes/no)", "", "unsubscribed", "not_agreed"),
        ("Sign up to our newsletter? (unsubscribe any time)", "", "unsubscribed", "not_agreed"),
        ("No newsletter", "unsubscribed", "", ""),
        ("Consent withdrawn", "unsubscribed", "", ""),
        ("Exclude from mailings", "unsubscribed", "", ""),
        ("Tick if you do not wish to receive the newsletter", "unsubscribed", "", ""),
        ("Post consent", "", "", ""),
        ("Photo consent", "", "", ""),
    ],
)
def test_a_no_is_never_read_as_a_yes_whichever_way_the_question_is_put(heading: str, yes: str, no: str, empty: str) -> None:
    said = sayings(f'Name,Email,"{heading}"\nAnna,anna@example.org,Yes\nBen,ben@example.org,No\nCarl,carl@example.org,\n')
    assert said == {"anna": yes, "ben": no, "carl": empty}


def test_what_is_said_of_letters_on_paper_is_no_word_about_e_mail() -> None:
    said = sayings(
        "Name,Email,Email consent,Post consent,SMS consent\n"
        "Anna,anna@example.org,Opted in,Opted out,Opted out\n"
        "Ben,ben@example.org,Opted out,Opted in,\n"
        "Cara,cara@example.org,Not asked,Opted in,\n"
    )
    assert said == {"anna": "", "ben": "unsubscribed", "cara": "not_agreed"}


def test_do_not_mail_beside_do_not_email_is_about_paper() -> None:
    assert sayings("Do Not Email,Do Not Mail,Email\nNo,Yes,anna@example.org\nYes,No,ben@example.org\n") == {
        "anna": "",
        "ben": "unsubscribed",
    }
    assert sayings("Do Not Mail,Email\nYes,anna@example.org\n") == {"anna": "unsubscribed"}


def test_everybody_in_an_export_of_those_who_never_subscribed_stays_out() -> None:
    said = sayings("Email Address,First Name\nfay@example.org,Fay\n", "nonsubscribed_email_audience_export_1a2b.csv")
    assert said == {"fay": "not_agreed"}


def test_a_paid_subscription_that_ended_is_no_wish() -> None:
    said = sayings("email,active_subscription,email_disabled\nanna@example.org,false,false\nben@example.org,true,true\n")
    assert said == {"anna": "", "ben": "unsubscribed"}


def test_several_addresses_as_google_writes_them() -> None:
    found = people(
        "Name,E-mail 1 - Value,E-mail 2 - Value,Labels\n"
        "Anna,anna@example.org ::: anna.two@example.org,anna@home.example,* myContacts\n"
        "Ben,ben@example.org ::: ben.two@example.org,,Unsubscribed ::: * myContacts\n"
    )
    assert {key: person.saying for key, person in found.people.items()} == {
        "anna@example.org": "",
        "ben@example.org": "unsubscribed",
    }
    assert found.noes == {"ben.two@example.org": "unsubscribed"}
    assert found.second_addresses == 2
