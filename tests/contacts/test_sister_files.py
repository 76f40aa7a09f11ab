"""Marks go to a sister organisation and come from one, without an address in any file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.contacts.contact import Contact
from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
from composer.contacts.lists import ListStore
from composer.contacts.sister_files import FORMAT, read_sister_file, shared_hash, shared_key, sister_rows, write_sister_file
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.contacts.table_file import read_content
from composer.database.engine import migrate, open_engine
from composer.errors import InputError

WORD = "herring quay lantern rope"


@pytest.fixture
def their_file(tmp_path: Path, clock: Any) -> Path:
    location = str(tmp_path / "theirs")
    theirs = open_engine(location)
    migrate(theirs, location)
    marks = Suppressions(theirs, clock)
    marks.add("Anna@example.org", "complained")
    marks.add("anna@example.org", "unsubscribed")
    marks.add("later@bücher.example", "bounced")
    marks.add("@spam.example", "domain")
    marks.add("only.theirs@example.org", "unsubscribed", newsletter="n1")
    ContactStore(theirs, clock).forget("erased@example.org")
    file = tmp_path / "for friends.txt"
    told = write_sister_file(file, WORD, "Quay Trust", engine=theirs, clock=clock)
    theirs.dispose()
    assert told.marks == 3
    return file


def test_no_address_is_in_the_file(their_file: Path) -> None:
    text = their_file.read_text(encoding="utf-8")
    for part in ("anna", "example.org", "bücher", "xn--", WORD, "herring"):
        assert part not in text.partition("\n")[2].lower() + text.partition('"organisation"')[0].lower()
    head = json.loads(text.splitlines()[0])
    key = shared_key(WORD, bytes.fromhex(head["key"]["scrypt"]["salt"]))
    assert head["check"] == shared_hash(key, FORMAT)
    assert f"{shared_hash(key, 'anna@example.org')} complained" in text


def test_who_is_here_and_who_comes_later_is_left_out(engine: Any, clock: Any, their_file: Path) -> None:
    store, lists, marks = ContactStore(engine, clock), ListStore(engine, clock), Suppressions(engine, clock)
    lists.create("Members")
    people = [store.save(Contact(email=email)) for email in ("anna@example.org", "ben@example.org", "x@spam.example")]
    told = read_sister_file(their_file, WORD, engine=engine, clock=clock)
    assert (told.organisation, told.marks, told.known) == ("Quay Trust", 3, 2)
    assert marks.blocked("anna@example.org") == "complained"
    assert marks.of("anna@example.org")[0].note == "Told by Quay Trust"
    assert lists.add("Members", [person.id for person in people]).said_no == 2
    table = read_content(b"E-mail\nlater@xn--bcher-kva.example\ny@spam.example\nnew@example.org\n", "x.csv")
    plan = plan_import(table, guess_mapping(table), store=store, list_name="Members")
    assert (plan.new, plan.suppressed) == (1, 2)
    apply_import(plan)
    store.save(Contact(email="later@bücher.example"))
    assert marks.blocked("later@bücher.example") == "bounced"
    marks.lift("later@bücher.example", "asked us on 3 March")
    later = store.by_address("later@bücher.example")
    assert later is not None
    store.save(later)
    assert marks.blocked("later@bücher.example") == "", "who asked us to come back is not stopped by an old file again"


def test_a_newer_file_takes_the_place_of_the_older(engine: Any, clock: Any, their_file: Path) -> None:
    for _again in range(2):
        read_sister_file(their_file, WORD, engine=engine, clock=clock)
    assert [(row.organisation, row.marks) for row in sister_rows(engine)] == [("Quay Trust", 3)]


def test_wrong_words_and_files_are_said(engine: Any, clock: Any, their_file: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not the word"):
        read_sister_file(their_file, "herring quay lantern", engine=engine, clock=clock)
    with pytest.raises(InputError, match="too short"):
        write_sister_file(tmp_path / "x", "herring", "Us", engine=engine, clock=clock)
    with pytest.raises(InputError, match="could not be written"):
        write_sister_file(tmp_path / "none" / "x", WORD, "Us", engine=engine, clock=clock)
    text = their_file.read_text(encoding="utf-8")
    for broken in ("", "{}", "[]", "x" + text, text + "nonsense\n", text.replace('"n": 16384', '"n": 1073741824'), "[" * 100_000):
        their_file.write_text(broken, encoding="utf-8")
        with pytest.raises(InputError, match="no file of marks"):
            read_sister_file(their_file, WORD, engine=engine, clock=clock)
    their_file.write_text(text.replace('"version": 1', '"version": 2'), encoding="utf-8")
    with pytest.raises(InputError, match="newer program"):
        read_sister_file(their_file, WORD, engine=engine, clock=clock)
    assert sister_rows(engine) == []


@given(content=st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(tmp_path_factory: Any, content: bytes) -> None:
    from composer.contacts.sister_files import _read

    file = tmp_path_factory.mktemp("sister") / "x.txt"
    file.write_bytes(content)
    with pytest.raises(InputError):
        _read(file)
