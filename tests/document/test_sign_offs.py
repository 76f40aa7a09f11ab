"""A sign-off is worth something only for the letter it was given for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.document.sign_offs import SignOffs, short_version, version_of
from composer.document.store import DocumentStore
from composer.errors import InputError


@pytest.fixture
def issue(engine: Any, clock: Any) -> Issue:
    documents = DocumentStore(engine, clock)
    newsletter = Newsletter(name="Harbour news")
    documents.save_newsletter(newsletter)
    made = Issue(newsletter=newsletter.id, name="December")
    documents.create(made)
    return made


def test_given_kept_and_taken_back(engine: Any, clock: Any, issue: Issue) -> None:
    store = SignOffs(engine, clock)
    assert store.of(issue.id) == []
    version = version_of("f", "News", "<p>Hello</p>", "Hello")
    given_now = store.add(issue.id, version, "  Jo  Lind ", "by e-mail,\nTuesday")
    assert (given_now.by, given_now.note) == ("Jo Lind", "by e-mail, Tuesday")
    assert store.of(issue.id) == [given_now]
    assert store.of("another") == []
    store.withdraw(given_now.id)
    assert store.of(issue.id) == []


def test_nobody_is_not_somebody(engine: Any, clock: Any, issue: Issue) -> None:
    with pytest.raises(InputError, match="Nobody"):
        SignOffs(engine, clock).add(issue.id, "v", "  ")


def test_it_goes_with_the_issue(engine: Any, clock: Any, issue: Issue) -> None:
    from sqlalchemy import delete

    from composer.database.tables import issues

    store = SignOffs(engine, clock)
    store.add(issue.id, "v", "Jo")
    with engine.begin() as connection:
        connection.execute(delete(issues).where(issues.c.id == issue.id))
    assert store.of(issue.id) == []


FOUR = st.tuples(st.text(), st.text(), st.text(), st.text())


@given(FOUR, FOUR)
def test_two_letters_are_two_versions(one: tuple[str, str, str, str], other: tuple[str, str, str, str]) -> None:
    assert (version_of(*one) == version_of(*other)) == (one == other)


def test_it_can_be_read_out() -> None:
    assert short_version("4f2a91c0ffee") == "4F2A-91C0"
