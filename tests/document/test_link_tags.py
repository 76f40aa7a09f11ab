"""Which words links are tagged with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.document.issue import Issue, LinkTags, issue_from_data, issue_to_data
from composer.document.link_tags import LONGEST, SetLinkTags, parameters, tag_word


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("December newsletter", "december-newsletter"),
        ("  Été à Nîmes!  ", "ete-a-nimes"),
        ("a&b=c#d?e/f", "a-b-c-d-e-f"),
        ("夏", ""),
        ("{{first_name|friend}}", "first-name-friend"),
    ],
)
def test_words_fit_into_an_address(words: str, tag: str) -> None:
    assert tag_word(words) == tag


@given(st.text())
def test_any_words_fit(words: str) -> None:
    tag = tag_word(words)
    assert len(tag) <= LONGEST
    assert set(tag) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_the_campaign_is_the_issue_unless_named() -> None:
    issue = Issue(name="December newsletter", link_tags=LinkTags(source="Harbour news"))
    assert parameters(issue) == {
        "utm_source": "harbour-news",
        "utm_medium": "email",
        "utm_campaign": "december-newsletter",
    }
    named = SetLinkTags(LinkTags(source="x", medium="Mail", campaign="Roof appeal")).apply(issue)
    assert parameters(named) == {"utm_source": "x", "utm_medium": "mail", "utm_campaign": "roof-appeal"}
    assert parameters(SetLinkTags(None).apply(named)) == {}
    assert parameters(Issue(link_tags=LinkTags())) == {"utm_source": "newsletter", "utm_medium": "email"}


def test_they_are_kept_with_the_issue_and_are_part_of_its_version() -> None:
    plain = Issue(name="December")
    tagged = SetLinkTags(LinkTags(source="x")).apply(plain)
    assert issue_from_data(issue_to_data(tagged)) == tagged
    assert tagged.fingerprint() != plain.fingerprint()
    old = issue_to_data(plain)
    del old["link_tags"]
    assert issue_from_data(old) == plain
