"""What the database could not take in time is there again at the next start, and nothing older comes over what is newer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.document.issue import Issue
from composer.document.spare_copies import FOLDER, SpareCopies
from composer.document.store import DocumentStore
from composer.errors import WorkspaceError


@pytest.fixture
def documents(engine: Any, clock: Any) -> DocumentStore:
    return DocumentStore(engine, clock)


@pytest.fixture
def issue(documents: DocumentStore) -> Issue:
    return documents.create(Issue(name="December newsletter", subject="Lights")).issue


def changed(issue: Issue, subject: str) -> Issue:
    return msgspec.structs.replace(issue, subject=subject)


def test_what_was_put_aside_is_taken_up_as_one_step(documents: DocumentStore, issue: Issue, clock: Any, tmp_path: Path) -> None:
    copies = SpareCopies(tmp_path)
    at = clock() + timedelta(seconds=5)
    copies.keep(changed(issue, "Lights o"), clock() + timedelta(seconds=4))
    copies.keep(changed(issue, "Lights on"), at)
    (taken,) = copies.take_up(documents)
    assert (taken.issue_id, taken.name, taken.at) == (issue.id, "December newsletter", at)
    history = documents.open(issue.id)
    assert history.issue.subject == "Lights on"
    assert history.undo() is not None
    assert history.issue.subject == "Lights"
    assert documents.issues()[0].changed == at
    assert copies.take_up(documents) == []
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_an_older_copy_does_not_come_over_newer_work(documents: DocumentStore, issue: Issue, clock: Any, tmp_path: Path) -> None:
    copies = SpareCopies(tmp_path)
    copies.keep(changed(issue, "Old"), clock() - timedelta(seconds=1))
    assert copies.take_up(documents) == []
    assert documents.issue(issue.id).subject == "Lights"
    assert copies.found() == [], "it is of no use any more"


def test_an_issue_removed_for_good_comes_back(documents: DocumentStore, issue: Issue, clock: Any, tmp_path: Path) -> None:
    copies = SpareCopies(tmp_path)
    copies.keep(changed(issue, "Lights on"), clock())
    documents.delete(issue.id)
    documents.empty_bin()
    (taken,) = copies.take_up(documents)
    assert documents.issue(taken.issue_id).subject == "Lights on"


def test_what_cannot_be_written_now_stays_for_the_next_start(
    documents: DocumentStore, issue: Issue, clock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = SpareCopies(tmp_path)
    copies.keep(changed(issue, "Lights on"), clock())

    def full(*_given: object) -> None:
        raise WorkspaceError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(documents, "save", full)
        assert copies.take_up(documents) == []
    assert [taken.issue_id for taken in copies.take_up(documents)] == [issue.id]


@pytest.mark.parametrize("content", [b"", b"newsletter-spare-1 yesterday\nx", b"newsletter-spare-1 2026-11-23T09:00:00+00:00\nx"])
def test_a_damaged_copy_changes_nothing(documents: DocumentStore, issue: Issue, tmp_path: Path, content: bytes) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / f"{issue.id}.spare").write_bytes(content)
    assert SpareCopies(tmp_path).take_up(documents) == []
    assert documents.issue(issue.id).subject == "Lights"
