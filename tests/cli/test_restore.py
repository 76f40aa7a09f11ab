"""restore: a backup becomes a workspace again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Newsletter = Callable[..., Any]


def test_into_a_new_workspace_and_nothing_over_an_old_one(newsletter: Newsletter, sample: Path, tmp_path: Path) -> None:
    backup = tmp_path / "all.newsletter-backup"
    people = newsletter("backup", "--out", backup, "--json").json["people"]
    answer = newsletter("restore", backup, "--workspace", tmp_path / "new", "--json")
    assert (answer.status, answer.json["people"], answer.json["aside"]) == (0, people, None)
    assert newsletter("lists", "--workspace", tmp_path / "new", "--json").json == newsletter("lists", "--json").json

    said = newsletter("restore", backup, "--workspace", tmp_path / "another").out
    assert "Whoever said no after that day is not known here" in said
    refused = newsletter("restore", backup, "--workspace", tmp_path / "new")
    assert refused.status == 2
    assert "--replace" in refused.err


def test_in_the_place_of_todays_work_who_said_no_since_still_says_no(
    newsletter: Newsletter, sample: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "all.newsletter-backup"
    newsletter("backup", "--out", backup)
    before = newsletter("lists", "--json").json
    newsletter("contacts", "export", tmp_path / "people.csv", "--list", "Professionals")
    somebody = next(
        word for word in (tmp_path / "people.csv").read_text(encoding="utf-8-sig").replace(",", " ").split() if "@" in word
    )
    newsletter("suppress", somebody)
    answer = newsletter("restore", backup, "--replace", "--json")
    assert (answer.status, answer.json["marks"]) == (0, 1)
    assert Path(answer.json["aside"]).is_dir()
    after = newsletter("lists", "--json").json
    assert sum(row["mailable"] for row in after["lists"]) < sum(row["mailable"] for row in before["lists"])
    assert "Kept from the newer state" in newsletter("restore", backup, "--replace").out


def test_what_is_no_backup_is_one_sentence(newsletter: Newsletter, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    answer = newsletter("restore", tmp_path / "letter.txt", "--workspace", tmp_path / "new")
    assert answer.status == 2
    assert "not a backup" in answer.err
    assert len(answer.err.strip().splitlines()) == 1
