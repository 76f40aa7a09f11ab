"""contacts: coming back with evidence, changing many, merging, undoing, groups by rules, everything about a person."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Newsletter = Callable[..., Any]


@pytest.fixture
def people(newsletter: Newsletter, tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    rows = "Anna,Bell,anna@example.org\nAnna,Bell,anna+x@example.org\nBen,Okri,ben@work.example\n"
    file.write_text("First name,Last name,E-mail\n" + rows, encoding="utf-8")
    newsletter("contacts", "import", file, "--list", "Members", "--basis", "consent")
    return file


def _mailable(newsletter: Newsletter, *call: str) -> int:
    found: int = newsletter("lists", "--json").json["lists"][0]["mailable"]
    return found


def test_coming_back_takes_evidence(newsletter: Newsletter, people: Path) -> None:
    newsletter("suppress", "anna@example.org")
    assert _mailable(newsletter) == 2
    newsletter("contacts", "import", people, "--list", "Members")
    assert _mailable(newsletter) == 2
    assert newsletter("contacts", "come-back", "anna@example.org").status == 2
    assert newsletter("contacts", "come-back", "anna@example.org", "--evidence", " ").status == 2
    back = newsletter("contacts", "come-back", "anna@example.org", "--evidence", "E-mail of 3 March, kept by Jo", "--json")
    assert back.json == {"came_back": [{"email": "anna@example.org", "lifted": 1}]}
    assert _mailable(newsletter) == 3
    held = newsletter("contacts", "about", "anna@example.org", "--json").json
    assert held["not_written_to"][0]["lift_note"] == "E-mail of 3 March, kept by Jo"
    assert newsletter("contacts", "come-back", "ben@work.example", "--evidence", "x").status == 1


def test_a_wrongly_read_file_is_withdrawn_with_evidence(newsletter: Newsletter, people: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "paid.csv"
    wrong.write_text("E-mail,Paid\nanna@example.org,yes\n", encoding="utf-8")
    newsletter("contacts", "import", wrong, "--map", "Paid=unsubscribed")
    [step] = [each for each in newsletter("contacts", "steps", "--json").json["steps"] if "paid.csv" in each["words"]]
    undone = newsletter("contacts", "undo", step["id"], "--json").json
    assert undone["noes"] == 1
    assert _mailable(newsletter) == 2
    newsletter("contacts", "come-back", "--import", step["id"], "--evidence", "The column held who had paid")
    assert _mailable(newsletter) == 3


def test_the_same_change_to_many_and_back(newsletter: Newsletter, people: Path) -> None:
    done = newsletter("contacts", "edit", "--where", "domain=example.org", "--add-tag", "Rowing", "--json").json
    assert done["changed"] == 2
    assert len(newsletter("contacts", "find", "--list", "tag:rowing", "--json").json["contacts"]) == 2
    assert newsletter("contacts", "edit", "anna", "--dry-run", "--json").json == {"people": 2}
    assert newsletter("contacts", "edit", "--add-tag", "Rowing").status == 2
    assert newsletter("contacts", "edit", "anna", "--add-tag", "a", "--leave", "Members").status == 2
    assert newsletter("contacts", "undo", done["step"], "--json").json == {"restored": 2, "left": 0}
    assert newsletter("contacts", "find", "--list", "tag:Rowing").status == 2
    assert newsletter("contacts", "undo", "nothing").status == 2


def test_doubles_are_merged_and_the_no_stays(newsletter: Newsletter, people: Path) -> None:
    newsletter("suppress", "anna+x@example.org")
    [group, *_rest] = newsletter("contacts", "duplicates", "--json").json["duplicates"]
    assert [each["email"] for each in group["people"]] == ["anna@example.org", "anna+x@example.org"]
    merged = newsletter("contacts", "merge", "anna@example.org", "anna+x@example.org", "--json").json
    assert merged["state"] == "suppressed"
    assert _mailable(newsletter) == 1
    newsletter("contacts", "undo", merged["step"])
    assert _mailable(newsletter) == 1  # what one of them said, both said
    assert newsletter("contacts", "merge", "anna@example.org", "stranger@example.org").status == 2


def test_groups_by_rules(newsletter: Newsletter, people: Path) -> None:
    made = newsletter("contacts", "segment", "At work", "--where", "domain=work.example", "--json").json
    assert (made["contacts"], made["words"]) == (1, "Everyone who has an address at work.example.")
    [kept] = newsletter("contacts", "segments", "--json").json["segments"]
    assert (kept["name"], kept["rules"], kept["mailable"]) == ("At work", ["domain=work.example"], 1)
    assert len(newsletter("contacts", "find", "--list", "segment:at work", "--json").json["contacts"]) == 1
    assert newsletter("contacts", "edit", "--list", "segment:At work", "--dry-run", "--json").json == {"people": 1}
    counted = newsletter("contacts", "segment", "--where", "list=Members", "--but-not", "tag=Staff", "--json").json
    assert counted["contacts"] == 3
    assert newsletter("contacts", "segment", "--where", "sex=f").status == 2
    newsletter("contacts", "segment", "At work", "--drop")
    assert newsletter("contacts", "segments", "--json").json == {"segments": []}


def test_everything_about_a_person_as_a_file(newsletter: Newsletter, people: Path, tmp_path: Path) -> None:
    page, data = tmp_path / "anna.html", tmp_path / "anna.json"
    assert newsletter("contacts", "about", "anna@example.org", "--out", page).status == 0
    assert "Everything held about anna@example.org" in page.read_text(encoding="utf-8")
    newsletter("contacts", "about", "anna@example.org", "--out", data)
    assert json.loads(data.read_text(encoding="utf-8"))["contact"]["basis"] == "consent"
    assert newsletter("contacts", "about", "anna@example.org", "--out", tmp_path / "no folder" / "x.html").status == 2


def test_a_soft_opt_in_from_before_it_existed_is_refused(newsletter: Newsletter, people: Path) -> None:
    soft = ("contacts", "import", people, "--basis", "charity_soft_opt_in", "--dry-run", "--json")
    undated = newsletter(*soft).json
    assert [bad["reason"] for bad in undated["invalid"]] == ["A soft opt-in needs the day on which they gave their address."] * 3
    early = newsletter(*soft, "--basis-date", "2026-02-04").json
    assert "does not reach back" in early["invalid"][0]["reason"]
    assert newsletter(*soft, "--basis-date", "2026-02-05").json["invalid"] == []
    assert newsletter(*soft, "--basis-date", "yesterday").status == 2
    edit = ("contacts", "edit", "anna", "--basis", "charity_soft_opt_in", "--basis-date", "2025-01-01")
    assert newsletter(*edit).status == 2


def test_a_list_demands_a_basis(newsletter: Newsletter, people: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("E-mail\nnobody.asked@example.org\n", encoding="utf-8")
    newsletter("contacts", "import", more, "--list", "Members")
    [row] = newsletter("lists", "--demand", "members", "consent", "--json").json["lists"]
    assert (row["contacts"], row["mailable"], row["demands"]) == (4, 3, ["consent"])
    assert newsletter("lists", "--demand", "Members", "because").status == 2
    assert newsletter("lists", "--demand", "Nobody", "any").status == 2
    assert newsletter("lists", "--demand", "Members", "--json").json["lists"][0]["mailable"] == 4
