"""200,000 people: taken in from a file, found by words, and the page of people opened, sorted and filtered.

The peer of the import is csv with plain sqlite3: the rows of the same file in the same columns under the same indexes, without a
look at what they hold. The peer of the search is SQLite's LIKE over the three columns a person is found by. The page is timed as
it asks the database (off the GUI thread): first rows and count, for everybody, for a list and for each state.
"""

from __future__ import annotations

import csv
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
from composer.contacts.table_file import read_table
from composer.workspace import Workspace, open_workspace

PEOPLE = 200_000
FIRST = ("Anna", "Ben", "Cara", "Dmitri", "Eve", "Farid", "Grace", "Hana", "Ivo", "Jane")
LAST = ("Lind", "Okri", "Bell", "Petrov", "Adams", "Haddad", "Hopper", "Sato", "Rossi", "Quay")
WORDS = ("an", "ann", "anna b", "lind", "quay5", "person199", "x", "example7", "hop gr", "zebra", "grace hopper1", "okri")
PAGE = 200


def write_people(path: Path, people: int) -> None:
    """A file of invented people."""
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["First name", "Last name", "E-mail", "Town"])
        for at in range(people):
            writer.writerow([FIRST[at % 10], f"{LAST[at // 10 % 10]}{at % 977}", f"person{at}@example{at % 50}.org", "Leith"])


def plainly(path: Path, where: Path) -> None:
    """csv into plain sqlite3, under the indexes the program keeps."""
    connection = sqlite3.connect(where)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(
        "CREATE TABLE people (id TEXT PRIMARY KEY, email TEXT, key TEXT UNIQUE, sort TEXT, search TEXT, first TEXT, last TEXT);"
        "CREATE INDEX by_name ON people (sort, id, search);"
        "CREATE TABLE members (list TEXT, person TEXT, PRIMARY KEY (list, person));"
        "CREATE INDEX by_person ON members (person);"
    )

    def rows() -> Iterator[tuple[str, ...]]:
        with path.open(newline="", encoding="utf-8") as source:
            reader = csv.reader(source)
            next(reader)
            for at, (first, last, email, _town) in enumerate(reader):
                key = email.lower()
                yield f"{at:016x}", email, key, f"{last} {first}".lower(), f" {first} {last} {key}".lower(), first, last

    with connection:
        connection.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?)", rows())
        connection.execute("INSERT INTO members SELECT 'l', id FROM people")
    connection.close()


def timed(work: Callable[[], Any]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def take_in(workspace: Workspace, path: Path) -> None:
    """As the program does it: guessed, planned, carried out."""
    table = read_table(path)
    plan = plan_import(table, guess_mapping(table), store=workspace.contacts, list_name="Everyone", basis="consent")
    apply_import(plan)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder) / "people.csv", Path(folder) / "plain.sqlite3"
        write_people(path, people)
        peer = timed(lambda: plainly(path, plain))
        workspace = open_workspace(str(Path(folder) / "workspace"))
        try:
            ours = timed(lambda: take_in(workspace, path))
            print(f"import of {people:,}: {ours:.2f} s, csv with plain sqlite3 {peer:.2f} s, ratio {ours / peer:.2f} (aim 2)")
            report(workspace, plain)
        finally:
            workspace.close()


def report(workspace: Workspace, plain: Path) -> None:
    """Search and page."""
    contacts = workspace.contacts
    found = [timed(partial(contacts.search, words, limit=PAGE)) for words in WORDS * 5]
    connection = sqlite3.connect(plain)
    like = "SELECT id FROM people WHERE first LIKE ? OR last LIKE ? OR email LIKE ? ORDER BY sort LIMIT 200"
    peers = [timed(partial(_all, connection, like, f"%{words}%")) for words in WORDS * 5]
    connection.close()
    ours, peer = (statistics.quantiles(times, n=20)[-1] * 1000 for times in (found, peers))
    print(f"search, 95 of 100 within {ours:.1f} ms (aim 10); SQLite's LIKE {peer:.1f} ms, ratio {ours / peer:.2f}")
    shown: tuple[tuple[str, str, str, str], ...] = (
        ("everybody", "", "", "name"),
        ("everybody, backwards", "", "", "-name"),
        ("everybody, by address", "", "", "email"),
        ("a list", "Everyone", "", "name"),
        ("the active", "", "active", "name"),
        ("the unsubscribed", "", "unsubscribed", "name"),
        ("those who get no letters", "", "suppressed", "name"),
    )
    for words, list_name, state, sort in shown:
        took = min(timed(partial(_page, workspace, list_name, state, sort)) for _round in range(3))
        print(f"page of {words}: {took * 1000:.1f} ms (aim 100)")


def _all(connection: sqlite3.Connection, statement: str, word: str) -> list[Any]:
    return connection.execute(statement, [word] * 3).fetchall()


def _page(workspace: Workspace, list_name: str, state: str, sort: str) -> int:
    workspace.contacts.search(list_name=list_name, state=state, sort=sort, limit=PAGE)
    return workspace.contacts.count(list_name=list_name, state=state)


if __name__ == "__main__":
    main()
