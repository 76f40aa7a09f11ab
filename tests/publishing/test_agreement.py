"""A word given for one version is not a word for another."""

from __future__ import annotations

from typing import Any

import msgspec

from composer.document.edits import SetHeader
from composer.publishing.agreement import agree, agreement_of, before_subject, withdraw
from composer.publishing.review import Choice, read_facts, read_letter


def facts(harbour: Any) -> Any:
    return read_facts(harbour.workspace, read_letter(harbour.workspace, harbour.issue.id), Choice(("Friends",)))


def change(harbour: Any, subject: str) -> None:
    documents = harbour.workspace.documents
    history = documents.open(harbour.issue.id)
    history.apply(SetHeader("subject", subject), harbour.workspace.clock())
    documents.save(history.take_changes())


def test_any_change_asks_again_and_the_old_letter_is_agreed_again(harbour: Any) -> None:
    workspace = harbour.workspace
    before = facts(harbour).agreement
    assert (before.holds, before.earlier) == (None, None)
    agree(workspace, harbour.issue.id, before.version, "Jo Lind", "by e-mail")
    told = facts(harbour).agreement
    assert told.holds is not None
    assert told.holds.by == "Jo Lind"
    change(harbour, "Another subject")
    changed = facts(harbour).agreement
    assert changed.holds is None
    assert changed.earlier is not None
    assert changed.version != before.version
    change(harbour, harbour.issue.subject)  # as it was
    assert facts(harbour).agreement.holds is not None
    withdraw(workspace, told.holds)
    assert facts(harbour).agreement.holds is None


def test_a_template_that_changed_is_another_version(harbour: Any) -> None:
    letter = read_letter(harbour.workspace, harbour.issue.id)
    agree(harbour.workspace, harbour.issue.id, facts(harbour).agreement.version, "Jo Lind")
    other = msgspec.structs.replace(letter.rendered, html=letter.rendered.html + " ")
    assert agreement_of(harbour.workspace, harbour.issue.id, other).holds is None


def test_nothing_goes_before_where_that_is_set(harbour: Any) -> None:
    workspace = harbour.workspace
    assert facts(harbour).may_send
    workspace.save_settings(msgspec.structs.replace(workspace.settings, ask_sign_off=True))
    waiting = facts(harbour)
    assert waiting.waits_for_agreement
    assert not waiting.may_send
    agree(workspace, harbour.issue.id, waiting.agreement.version, "Jo Lind")
    assert facts(harbour).may_send


def test_the_subject_says_what_is_asked() -> None:
    assert before_subject("4f2a91c0ff") == "[Please agree, 4F2A-91C0] "
