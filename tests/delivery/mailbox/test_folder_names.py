"""Names of folders, as servers spell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.mailbox.folder_names import Folder, decoded, encoded, junk_folder, quoted, read_folder, sent_folder


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b'(\\HasNoChildren) "/" INBOX', "INBOX"),
        (b'(\\HasNoChildren \\Junk) "." "INBOX.Junk E-mail"', "INBOX.Junk E-mail"),
        (b'() NIL "Gel&APY-schte Elemente"', "Gelöschte Elemente"),
        ((b'(\\HasNoChildren) "/" {5}', b'a"b\\c'), 'a"b\\c'),
        (b'(\\Noselect) "/" "[Gmail]"', None),
        (b"nonsense", None),
        (None, None),
    ],
)
def test_a_folder_of_a_list_answer(line: object, name: str | None) -> None:
    found = read_folder(line)
    assert (found.name if found else None) == name


def test_special_folders_by_their_flag_and_else_by_their_name() -> None:
    flagged = [Folder("INBOX", frozenset()), Folder("Archive/Spam", frozenset()), Folder("Post", frozenset({"\\junk"}))]
    assert junk_folder(flagged) == "Post"
    assert junk_folder(flagged[:2]) == "Archive/Spam"
    assert junk_folder(flagged[:1]) == ""
    assert sent_folder([Folder("INBOX.Sent Items", frozenset())]) == "INBOX.Sent Items"


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=60))
def test_every_name_comes_back(name: str) -> None:
    assert decoded(encoded(name)) == name


@given(st.text(max_size=60))
def test_no_name_becomes_a_second_command(name: str) -> None:
    try:
        spelt = quoted(name)
    except ValueError:
        return
    assert spelt.isascii()
    assert not {"\r", "\n"} & set(spelt)
    assert spelt[0] == spelt[-1] == '"'


@given(st.binary(max_size=120))
def test_any_line_is_put_up_with(line: bytes) -> None:
    read_folder(line)
    decoded(line.decode("latin-1"))
