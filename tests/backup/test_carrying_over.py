"""Going back to a backup revives nobody who said no, and sends nothing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import insert, select, update

from composer.backup.backup_file import ENDING, unpack, write_backup
from composer.backup.carrying_over import carry_over, settle_alone
from composer.contacts.contact import Contact
from composer.contacts.sister_files import SisterMarks, read_sister_file, write_sister_file
from composer.database.tables import campaigns, deliveries, ledger
from composer.delivery.audience import audience
from composer.errors import WorkspaceError


def campaign(workspace: Any, name: str, states: dict[str, str], state: str = "sending") -> None:
    with workspace.engine.begin() as connection:
        connection.execute(
            insert(campaigns).values(
                id=name, issue="i", issue_name="December", fingerprint="", newsletter="n", account="a", lists='["Friends"]',
                state=state, subject="", sender="", frozen=b"", made=workspace.clock(),
            )
        )  # fmt: skip
        rows = [
            {
                "campaign": name,
                "contact": "",
                "email": key,
                "email_key": key,
                "token": f"{name}:{key}",
                "merge_values": "{}",
                "state": to,
            }
            for key, to in states.items()
        ]
        connection.execute(insert(deliveries), rows)


def states(workspace: Any) -> dict[str, str]:
    with workspace.engine.connect() as connection:
        return dict(connection.execute(select(deliveries.c.token, deliveries.c.state)).all())


@pytest.fixture
def before(work: Any, tmp_path: Path, open_at: Any) -> Any:
    """The state of the backup, opened; ``work`` goes on from there."""
    campaign(work, "first", {"a@example.org": "sent", "b@example.org": "queued", "c@example.org": "sending"})
    write_backup(tmp_path / f"one{ENDING}", work.engine, work.folder, work.clock)
    unpack(tmp_path / f"one{ENDING}", tmp_path / "back")
    return open_at(tmp_path / "back")


def test_who_unsubscribed_since_stays_unsubscribed(work: Any, before: Any) -> None:
    work.lists.unsubscribe("person1@example.org", "Friends")
    work.suppressions.add("person2@example.org", "complained")
    carried = carry_over(work.engine, before.engine, work.clock)
    assert before.suppressions.blocked("person2@example.org") == "complained"
    assert [row.mailable for row in before.lists.all()] == [1]
    assert carried.marks >= 1


def who_may_be_written_to(workspace: Any) -> set[str]:
    found = audience(workspace.engine, workspace.clock, newsletter_id="n", lists=["Friends"], issue_id="next")
    return {person.email for person in found.people}


def test_who_left_a_list_since_and_was_removed_has_left_it(work: Any, before: Any) -> None:
    assert "person1@example.org" in who_may_be_written_to(before)
    work.lists.unsubscribe("person1@example.org", "Friends")
    person = work.contacts.by_address("person1@example.org")
    work.contacts.remove([person.id])
    carry_over(work.engine, before.engine, work.clock)
    assert "person1@example.org" not in who_may_be_written_to(before)


def test_who_left_a_list_since_that_has_another_name_now_has_left_it(work: Any, before: Any) -> None:
    work.lists.rename("Friends", "Companions")
    work.lists.unsubscribe("person1@example.org", "Companions")
    person = work.contacts.by_address("person1@example.org")
    work.contacts.remove([person.id])
    carry_over(work.engine, before.engine, work.clock)
    assert "person1@example.org" not in who_may_be_written_to(before)


def test_who_left_a_list_since_that_is_gone_has_left_it(work: Any, before: Any) -> None:
    work.lists.unsubscribe("person1@example.org", "Friends")
    work.lists.remove("Friends")
    carry_over(work.engine, before.engine, work.clock)
    assert "person1@example.org" not in who_may_be_written_to(before)


def test_who_has_another_address_since_and_said_no_there_gets_nothing_at_the_old_one(work: Any, before: Any) -> None:
    person = work.contacts.by_address("person1@example.org")
    work.contacts.save(msgspec.structs.replace(person, email="person1@new.example"))
    work.suppressions.add("person1@new.example", "unsubscribed", newsletter="n")
    carry_over(work.engine, before.engine, work.clock)
    assert "person1@example.org" not in who_may_be_written_to(before)


def test_what_sister_organisations_told_since_stays_known(work: Any, before: Any, tmp_path: Path, open_at: Any) -> None:
    sister = open_at(tmp_path / "sister")
    sister.suppressions.add("stranger@example.org", "complained")
    told = tmp_path / "told.txt"
    older = tmp_path / "older.txt"
    write_sister_file(older, "four shared words here", "Sisters", engine=before.engine, clock=before.clock)
    read_sister_file(older, "four shared words here", engine=before.engine, clock=before.clock)
    write_sister_file(told, "four shared words here", "Sisters", engine=sister.engine, clock=sister.clock)
    read_sister_file(told, "four shared words here", engine=work.engine, clock=work.clock)
    carry_over(work.engine, before.engine, work.clock)
    with before.engine.connect() as connection:
        assert SisterMarks(connection).reason("stranger@example.org") == "complained"


def test_who_asked_to_come_back_since_may_be_written_to(work: Any, before: Any) -> None:
    work.suppressions.lift("no@example.org", "Letter of 20 November")
    carry_over(work.engine, before.engine, work.clock)
    assert before.suppressions.blocked("no@example.org") == ""


def test_who_was_erased_since_is_erased_again(work: Any, before: Any) -> None:
    work.contacts.forget("person0@example.org")
    carried = carry_over(work.engine, before.engine, work.clock)
    assert carried.erased == 1
    assert before.contacts.by_address("person0@example.org") is None
    assert before.suppressions.blocked("person0@example.org") == "erased"


def test_letters_that_went_out_since_are_not_sent_again(work: Any, before: Any) -> None:
    with work.engine.begin() as connection:
        connection.execute(update(deliveries).where(deliveries.c.state != "sent").values(state="sent"))
        connection.execute(update(campaigns).values(state="finished"))
        connection.execute(
            insert(ledger).values(
                item="roof", campaign="first", list="Friends", issue="i", issue_name="D", content_hash="", at=work.clock()
            )
        )
    campaign(work, "second", {"a@example.org": "sent"}, state="finished")
    carried = carry_over(work.engine, before.engine, work.clock)
    assert set(states(before).values()) == {"sent"}
    assert len(states(before)) == 4
    assert carried.letters == 3
    assert {found.state for found in before.campaigns.all()} == {"finished"}
    assert [note.issue_name for note in before.ledger.sent(["roof"])["roof"]] == ["D"]


def test_doing_it_twice_is_as_good_as_once(work: Any, before: Any) -> None:
    work.suppressions.add("person2@example.org", "complained")
    campaign(work, "second", {"a@example.org": "sent"}, state="finished")
    carry_over(work.engine, before.engine, work.clock)
    once = states(before), before.suppressions.all()
    again = carry_over(work.engine, before.engine, work.clock)
    assert (states(before), before.suppressions.all()) == once
    assert (again.marks, again.letters, again.erased) == (0, 0, 0)


def test_another_workspace_is_refused(work: Any, open_at: Any, tmp_path: Path) -> None:
    other = open_at(tmp_path / "other")
    other.contacts.save(Contact(email="z@example.org"))
    with pytest.raises(WorkspaceError, match="another workspace"):
        carry_over(work.engine, other.engine, work.clock)


def test_on_a_new_computer_waiting_letters_are_uncertain(before: Any) -> None:
    campaign(before, "planned", {"a@example.org": "queued"}, state="scheduled")
    assert settle_alone(before.engine, "2026-11-23") == 2
    assert states(before) == {
        "first:a@example.org": "sent",
        "first:b@example.org": "uncertain",
        "first:c@example.org": "uncertain",
        "planned:a@example.org": "queued",
    }
    assert {found.id: found.state for found in before.campaigns.all()} == {"first": "paused", "planned": "paused"}
    assert "2026-11-23" in before.campaigns.get("first").why
