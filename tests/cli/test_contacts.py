"""contacts: in, out, found, erased."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.workspace import Workspace

Newsletter = Callable[..., Any]
CSV = """Vorname;Nachname;E-Mail;Ort
Anna;Beispiel;ANNA@example.org;Ulm
Zoë;;zoe@example.org;
;;no address;
Anna;Beispiel;anna@example.org;Ulm
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def test_a_dry_run_tells_everything_and_changes_nothing(newsletter: Newsletter, table: Path) -> None:
    answer = newsletter("contacts", "import", table, "--list", "Everyone", "--dry-run", "--json")
    assert answer.status == 1, "one row is refused"
    told = answer.json
    assert (told["rows"], told["valid"], told["duplicates"], told["suppressed"]) == (4, 2, 1, 0)
    (refused,) = told["invalid"]
    assert refused["value"] == "no address"
    assert refused["reason"]
    assert refused["row"] == 4
    assert told["mapping"] == {"Vorname": "first_name", "Nachname": "last_name", "E-Mail": "email"} | {
        column: field for column, field in told["mapping"].items() if column == "Ort"
    }
    assert {contact["email"].lower() for contact in told["contacts"]} == {"anna@example.org", "zoe@example.org"}
    assert newsletter("lists", "--json").json == {"lists": []}


def test_an_import_fills_the_list(newsletter: Newsletter, table: Path) -> None:
    answer = newsletter("contacts", "import", table, "--list", "Everyone", "--basis", "consent", "--json")
    assert "contacts" not in answer.json
    assert newsletter("lists", "--json").json == {"lists": [{"name": "Everyone", "contacts": 2, "mailable": 2}]}
    found = newsletter("contacts", "find", "zoe", "--json")
    assert [contact["first_name"] for contact in found.json["contacts"]] == ["Zoë"]


def test_whoever_must_not_be_mailed_is_counted_and_stays_out(newsletter: Newsletter, table: Path) -> None:
    assert newsletter("suppress", "zoe@example.org").status == 0
    answer = newsletter("contacts", "import", table, "--list", "Everyone", "--json")
    assert answer.json["suppressed"] == 1
    assert newsletter("lists", "--json").json["lists"][0]["mailable"] == 1


def test_columns_can_be_named(newsletter: Newsletter, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("a,b\nx@example.org,Ann\n", encoding="utf-8")
    answer = newsletter("contacts", "import", file, "--map", "a=email", "b=first_name", "--dry-run", "--json")
    assert (answer.status, answer.json["mapping"]) == (0, {"a": "email", "b": "first_name"})
    assert answer.json["contacts"][0]["first_name"] == "Ann"


@pytest.mark.parametrize("wrong", ["c=email", "b=shoe_size", "nonsense"])
def test_a_wrong_mapping_says_what_there_is(newsletter: Newsletter, tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("a,b\nx@example.org,Ann\n", encoding="utf-8")
    answer = newsletter("contacts", "import", file, "--map", wrong)
    assert answer.status == 2
    assert "a, b" in answer.err or "first_name" in answer.err


def test_out_again(newsletter: Newsletter, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    answer = newsletter("contacts", "export", file, "--list", "Professionals", "--json")
    assert answer.json == {"file": str(file), "contacts": 20}
    with file.open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream))) == 21


def test_erased_people_are_gone_and_stay_unwritten(newsletter: Newsletter, workspace: Workspace) -> None:
    answer = newsletter("contacts", "forget", "Anna.Whitlock@example.org", "nobody@example.org", "--json")
    assert [row["found"] for row in answer.json["forgotten"]] == [True, False]
    assert newsletter("contacts", "find", "whitlock").status == 1
    assert workspace.suppressions.blocked("anna.whitlock@example.org")


@pytest.mark.parametrize("name", ["missing.csv", "noise.xlsx"])
def test_bad_files_are_a_sentence(newsletter: Newsletter, tmp_path: Path, name: str) -> None:
    (tmp_path / "noise.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    answer = newsletter("contacts", "import", tmp_path / name, "--json")
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.strip().splitlines()) == 1
    assert "fault" not in answer.err


def test_without_an_action_it_says_which_there_are(newsletter: Newsletter) -> None:
    answer = newsletter("contacts")
    assert answer.status == 2
    assert "ACTION" in answer.err


def test_every_real_table_is_read_without_a_fault(newsletter: Newsletter, shared_samples: Path) -> None:
    for file in sorted((shared_samples / "contacts").iterdir()):
        answer = newsletter("contacts", "import", file, "--dry-run", "--json")
        assert answer.status in (0, 1, 2), file.name
        assert "fault" not in answer.err, (file.name, answer.err)


def test_an_unknown_reason_is_named_before_anything_is_read(newsletter: Newsletter, table: Path) -> None:
    answer = newsletter("contacts", "import", table, "--basis", "hearsay", "--json")
    assert (answer.status, answer.out) == (2, "")
    assert "“hearsay”" in answer.err
    assert "consent" in answer.err
    assert newsletter("contacts", "find").status == 1


def test_rows_without_any_address_are_counted(newsletter: Newsletter, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("E-Mail,Name\na@example.org,Ann\n,Bob\nnonsense,Cy\n", encoding="utf-8")
    told = newsletter("contacts", "import", file, "--json").json
    assert (told["rows"], told["valid"], len(told["invalid"]), told["without_address"]) == (3, 1, 1, 1)


def test_a_slip_in_a_list_name_does_not_overwrite_a_file_with_nobody(newsletter: Newsletter, table: Path, tmp_path: Path) -> None:
    newsletter("contacts", "import", table, "--list", "Everyone")
    out = tmp_path / "out.csv"
    out.write_text("precious", encoding="utf-8")
    for call in (("export", out), ("find",)):
        answer = newsletter("contacts", *call, "--list", "Evryone", "--json")
        assert (answer.status, answer.out) == (2, "")
        assert "Evryone" in answer.err
    assert out.read_text(encoding="utf-8") == "precious"


def test_forgetting_is_all_or_nothing(newsletter: Newsletter, table: Path) -> None:
    newsletter("contacts", "import", table)
    assert newsletter("contacts", "forget", "zoe@example.org", "no address").status == 2
    assert newsletter("contacts", "find", "zoe").status == 0
