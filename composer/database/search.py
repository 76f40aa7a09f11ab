"""Full-text search over items: the one place where the two engines differ.

SQLite keeps an FTS5 table with prefix indexes, PostgreSQL a column of lexemes with a GIN index. Both are fed the same words,
taken apart here, so a search finds the same on either: capitals and accents do not count, and every word of the search is the
beginning of a word of the item. What is kept here can be made again from the items at any time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, Integer, Select, cast, column, desc, select, table, text

from composer.database.tables import items

MAX_WORDS = 5_000
"""Different words kept per item."""
MAX_WORD_LENGTH = 40
_TABLES = frozenset({"item_search", "item_search_rows"})

# Accents, Hebrew points and Arabic vowel signs, which people leave out when they search.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
_WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, Chinese signs and their extensions
_WITH_SIGNS = "\u0900-\u0963\u0966-\u0dff\u0e00-\u109f\u1780-\u17ff"  # scripts from India to Cambodia, vowel signs included
_PLAIN_WORD = re.compile("[0-9a-z]+")
_WORD = re.compile(f"[{_WITHOUT_SPACES}]|(?:(?![{_WITHOUT_SPACES}])[^\\W_]|[{_WITH_SIGNS}])+")

_rows = table("item_search_rows", column("number"), column("item"))
_lexemes = table("item_search", column("item"), column("words"))

_CREATE = {
    "sqlite": (
        "CREATE TABLE item_search_rows (number INTEGER PRIMARY KEY, item VARCHAR(32) NOT NULL UNIQUE)",
        # Words arrive folded and separated by spaces: the plain tokenizer keeps them as they are. The positions are not needed.
        "CREATE VIRTUAL TABLE item_search USING fts5(words, prefix='1 2 3', tokenize='ascii', detail='none')",
    ),
    "postgresql": (
        "CREATE TABLE item_search (item VARCHAR(32) PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX ix_item_search_words ON item_search USING gin (words)",
    ),
}


def is_search_table(name: str) -> bool:
    """True for the tables made here (with SQLite's own shadow tables), which ``tables.py`` does not know."""
    return name.startswith("item_search")


def create_search(connection: Connection) -> None:
    """Make the search tables, empty."""
    for statement in _CREATE[connection.dialect.name]:
        connection.execute(text(statement))


def words_of_text(given: str) -> list[str]:
    """The different words of a text, folded: ``"Café au Lait"`` gives ``["cafe", "au", "lait"]``.

    Chinese and Japanese are written without spaces: there every sign counts as a word.
    """
    if given.isascii():
        words = _PLAIN_WORD.findall(given.lower())
    else:
        words = _WORD.findall(_ACCENTS.sub("", unicodedata.normalize("NFKD", given)).casefold())
    return list(dict.fromkeys(word[:MAX_WORD_LENGTH] for word in words))[:MAX_WORDS]


def index_items(connection: Connection, texts: Mapping[str, str]) -> None:
    """Remember the words of items (id to everything worth finding); what was known of them before goes."""
    if not texts:
        return
    words = {item: words_of_text(words) for item, words in texts.items()}
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "INSERT INTO item_search (item, words) VALUES (:item, array_to_tsvector(CAST(:words AS text[])))"
                " ON CONFLICT (item) DO UPDATE SET words = excluded.words"
            ),
            [{"item": item, "words": found} for item, found in words.items()],
        )
        return
    connection.execute(text("INSERT OR IGNORE INTO item_search_rows (item) VALUES (:item)"), [{"item": item} for item in words])
    connection.execute(
        text("DELETE FROM item_search WHERE rowid = (SELECT number FROM item_search_rows WHERE item = :item)"),
        [{"item": item} for item in words],
    )
    connection.execute(
        text("INSERT INTO item_search (rowid, words) SELECT number, :words FROM item_search_rows WHERE item = :item"),
        [{"item": item, "words": " ".join(found)} for item, found in words.items()],
    )


def forget_items(connection: Connection, item_ids: Sequence[str]) -> None:
    """Forget the words of these items."""
    rows = [{"item": item} for item in item_ids]
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("DELETE FROM item_search WHERE item = :item"), rows)
        return
    connection.execute(
        text("DELETE FROM item_search WHERE rowid = (SELECT number FROM item_search_rows WHERE item = :item)"), rows
    )
    connection.execute(text("DELETE FROM item_search_rows WHERE item = :item"), rows)


def matching(connection: Connection, item: ColumnElement[str], words: str) -> ColumnElement[bool] | None:
    """The condition that ``item`` (a column of item ids) is one whose words begin with every one of ``words``.

    None where ``words`` holds no word at all: then there is nothing to search for.
    """
    wanted = words_of_text(words)
    if not wanted:
        return None
    if connection.dialect.name == "postgresql":
        return item.in_(_with_lexemes(wanted))
    asked = " AND ".join(f'"{word}"*' for word in wanted)
    condition = text("item_search MATCH :asked").bindparams(asked=asked)
    hits = select(column("rowid", Integer)).select_from(table("item_search")).where(condition)
    rows = select(_rows.c.item).where(_rows.c.number.in_(hits))
    return item.in_(rows)


def _with_lexemes(words: Sequence[str]) -> Select[str]:
    """PostgreSQL: the ids of items whose words begin with every one of ``words``."""
    # Only where it is used: its modules take as long to load as all of our own of the database.
    from sqlalchemy.dialects.postgresql import TSQUERY

    asked = " & ".join(f"'{word}':*" for word in words)
    return select(_lexemes.c.item).where(_lexemes.c.words.op("@@")(cast(asked, TSQUERY)))


def search_keys(connection: Connection) -> dict[str, Hashable]:
    """For each item that can be found: what :func:`matching_keys` calls it."""
    if connection.dialect.name == "postgresql":
        return {item: item for item in connection.execute(select(_lexemes.c.item)).scalars()}
    return dict(connection.execute(select(_rows.c.item, _rows.c.number)).all())


def matching_keys(connection: Connection, words: str) -> set[Hashable]:
    """The keys of all items whose words begin with every one of ``words``; none where ``words`` holds no word."""
    wanted = words_of_text(words)
    if not wanted:
        return set()
    if connection.dialect.name == "postgresql":
        return set(connection.execute(_with_lexemes(wanted)).scalars())
    asked = " AND ".join(f'"{word}"*' for word in wanted)
    # One value instead of as many rows as there are items: a third of the time where a letter finds nearly all of them.
    found = connection.exec_driver_sql("SELECT json_group_array(rowid) FROM item_search WHERE item_search MATCH ?", (asked,))
    keys: set[Hashable] = msgspec.json.decode(found.scalar_one(), type=set)
    return keys


def search_items(connection: Connection, words: str, limit: int) -> list[str]:
    """Ids of items whose words begin with every one of ``words``, newest first."""
    condition = matching(connection, items.c.id, words)
    if condition is None:
        return []
    query = select(items.c.id).where(condition).order_by(desc(items.c.sort_moment), items.c.id).limit(limit)
    return [str(found) for found in connection.execute(query).scalars()]
