"""Where the web version lies goes with the issue, and with no other."""

from __future__ import annotations

import msgspec

from composer.document.issue import Issue, issue_from_data, issue_to_data
from composer.document.web_edit import SetWebPlace
from composer.document.web_place import NOWHERE, WebPlace

PLACE = WebPlace(kind="page", address="https://example.org/?p=1", number=1, status="draft", mark="m")


def test_it_is_kept_with_the_issue_alone() -> None:
    issue = SetWebPlace(PLACE).apply(Issue(subject="s"))
    assert issue_from_data(issue_to_data(issue)).web_page.address == PLACE.address
    assert msgspec.structs.replace(issue, id="copy").web_page == NOWHERE


def test_only_the_address_changes_what_readers_get() -> None:
    issue = SetWebPlace(PLACE).apply(Issue(subject="s"))
    published = SetWebPlace(msgspec.structs.replace(PLACE, status="publish", mark="n")).apply(issue)
    assert published.fingerprint() == issue.fingerprint()
    assert SetWebPlace(NOWHERE).apply(issue).fingerprint() != issue.fingerprint()
