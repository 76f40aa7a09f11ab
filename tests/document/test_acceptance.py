"""What a check found and a person left as it is stands in the issue with its reason, and can be taken back."""

from __future__ import annotations

from composer.document.acceptance import LONGEST_REASON, Accept
from composer.document.issue import Issue, issue_from_data, issue_to_data


def test_the_reason_is_kept_with_the_issue() -> None:
    issue = Accept("k1", "  Our readers\nknow. ", "The link “here”").apply(Issue(id="i"))
    assert issue.accepted == {"k1": "Our readers know."}
    assert issue_from_data(issue_to_data(issue)).accepted == issue.accepted
    assert len(Accept("k1", "x" * 900).apply(issue).accepted["k1"]) == LONGEST_REASON


def test_no_reason_asks_again() -> None:
    issue = Issue(id="i", accepted={"k1": "Yes.", "k2": "No."})
    assert Accept("k1", " ").apply(issue).accepted == {"k2": "No."}


def test_it_says_what_it_does() -> None:
    assert Accept("k", "Yes.", "The link “here”").label(Issue()) == "Accept: The link “here”"
    assert Accept("k", "", "The link “here”").label(Issue()) == "No longer accept: The link “here”"


def test_what_readers_get_is_the_same() -> None:
    assert Issue(id="i", accepted={"k": "Yes."}).fingerprint() == Issue(id="i").fingerprint()
