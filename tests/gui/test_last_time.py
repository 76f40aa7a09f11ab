"""After an unexpected end it is said plainly what was kept, what may be missing, and what to do."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.document.spare_copies import SpareCopies
from composer.gui.doing import BACKUP, FILE, ITEMS, PEOPLE, SENDING, WRITING, Doing
from composer.gui.last_time import LastTime, look_back, to_the_second


def after(harbour: Any, *doing: Doing, issue: str = "") -> LastTime:
    """What is said where the program ended in the middle of these."""
    data = {"started": "", "issue": issue, "doing": [vars(one) for one in doing]}
    (harbour.workspace.folder / FILE).write_text(json.dumps(data))
    found = look_back(harbour.workspace)
    assert found is not None
    return found


def test_an_orderly_end_needs_no_words(harbour: Any) -> None:
    assert look_back(harbour.workspace) is None


def test_in_the_middle_of_typing(harbour: Any) -> None:
    issue, workspace = harbour.issue, harbour.workspace
    said = after(harbour, Doing(WRITING, issue.name, issue.id), issue=issue.id)
    assert said.words == f"The program ended unexpectedly while “{issue.name}” was being written."
    kept = to_the_second(workspace.documents.issues()[0].changed, workspace.clock())
    assert said.more == f"“{issue.name}” was kept up to {kept}. What was typed in the second after that may be missing."
    assert said.issue_id == issue.id


def test_what_was_put_aside_counts_as_kept(harbour: Any) -> None:
    issue, workspace = harbour.issue, harbour.workspace
    at = workspace.clock() + timedelta(minutes=3, seconds=12)
    SpareCopies(workspace.folder).keep(msgspec.structs.replace(issue, subject="Typed while people were imported"), at)
    said = after(harbour, Doing(PEOPLE, "members.csv", since=workspace.clock().isoformat()), Doing(WRITING, issue.name, issue.id))
    assert "while people were being taken in from “members.csv”" in said.words
    assert f"kept up to {to_the_second(at, workspace.clock())}" in said.more
    assert "Nobody from the file was taken in" in said.more
    assert workspace.documents.issue(issue.id).subject == "Typed while people were imported"


def test_with_nothing_unsaved_nothing_is_missing(harbour: Any) -> None:
    said = after(harbour, issue=harbour.issue.id)
    assert said.words == "The program ended unexpectedly last time."
    assert said.more.endswith("Nothing typed before that is missing.")


def test_people_that_were_all_taken_in_are_said_to_be(harbour: Any, tmp_path: Path) -> None:
    from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
    from composer.contacts.table_file import read_table

    workspace = harbour.workspace
    since = workspace.clock().isoformat()
    path = tmp_path / "members.csv"
    path.write_text("Email\nanna@example.org\nmei@example.org\n")
    table = read_table(path)
    apply_import(plan_import(table, guess_mapping(table), store=workspace.contacts, list_name="Friends", basis="consent"))
    said = after(harbour, Doing(PEOPLE, "members.csv", since=since))
    assert "The whole file was taken in: 2 rows." in said.more
    assert "Nobody from the file" in after(harbour, Doing(PEOPLE, "others.csv", since=since)).more


@pytest.mark.parametrize(
    ("doing", "words", "more"),
    [
        (Doing(ITEMS, "events.xlsx"), "while “events.xlsx” was being taken in", "take it in once more, nothing comes twice"),
        (Doing(SENDING), "while letters were being sent", "Nobody gets the letter twice"),
        (Doing(BACKUP, "all.newsletter-backup"), "while a backup was being made", "make it once more"),
        (Doing("of a newer release"), "ended unexpectedly last time", "Nothing was waiting"),
    ],
)
def test_each_thing_has_its_own_words(harbour: Any, doing: Doing, words: str, more: str) -> None:
    said = after(harbour, doing)
    assert words in said.words
    assert more in said.more


def test_another_day_is_named(clock: Any) -> None:
    now = clock()
    assert to_the_second(now, now) == "09:00:00"
    assert to_the_second(now - timedelta(days=1), now) == "Sun 22 Nov, 09:00:00"
