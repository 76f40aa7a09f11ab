"""Strangers' JSON answers questions, or answers nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.errors import FormatError
from composer.sources import json_reading
from composer.sources.download import Download
from composer.sources.json_reading import is_json, list_at, part, read_json, text_of, words_at


@pytest.mark.parametrize("content", [b"", b"{", b"nothing", b"[" * 100_000, b"\xff\xfe"])
def test_damaged_json_is_said_to_be_that(content: bytes) -> None:
    with pytest.raises(FormatError, match=r"example\.org begins like data"):
        read_json(Download("https://example.org/x", content=content))


def test_a_comma_too_many_is_forgiven() -> None:
    assert read_json(Download("https://example.org/x", content=b'{"a": [1, 2,], "b": ",]",\n}')) == {"a": [1, 2], "b": ",]"}


@pytest.mark.parametrize(
    "warning",
    [
        "<br />\n<b>Warning</b>:  foreach() in <b>/var/www/x.php</b> on line <b>12</b><br />\n",
        "\ufeff\nNotice: Undefined index {x} in /var/www/x.php on line 12\n",
        "<b>Deprecated</b>: x [y] in z<br>",
    ],
)
def test_data_below_a_servers_warnings_is_read(warning: str) -> None:
    found = Download("https://example.org/x", content=(warning + '[{"a": 1}]').encode())
    assert is_json(found)
    assert read_json(found) == [{"a": 1}]
    assert not is_json(Download("https://example.org/x", content=warning.encode()))


def test_raw_line_breaks_in_strings_are_forgiven() -> None:
    assert read_json(Download("x.json", content=b'\xef\xbb\xbf{"a": "one\ntwo"}')) == {"a": "one\ntwo"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_no_shape_fails(value: object) -> None:
    assert isinstance(words_at(value, "a", 0, "b"), str)
    assert isinstance(list_at(value, "a"), list)


def test_questions() -> None:
    value = {"a": [{"b": "words"}, 5], "c": True}
    assert (words_at(value, "a", 0, "b"), words_at(value, "a", 1), words_at(value, "c"), part(value, "a", 7)) == (
        "words",
        "5",
        "",
        None,
    )
    assert text_of(None) == ""
    assert is_json(Download("x", content=b" [1]"))
    assert not is_json(Download("x", content=b"<rss>"))


def test_a_document_too_large_for_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reading, "MOST_BYTES", 10)
    with pytest.raises(FormatError, match="is too large to be read"):
        json_reading.read_json(Download("https://example.org/feed.json", content=b"[1, 2, 3, 4]"))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("filler", ["\n", "\n ", ">", "[ ", "Notice: "])
def test_warnings_without_end_take_no_time(filler: str) -> None:
    content = ("Notice: " + filler * 1_000_000).encode()
    is_json(Download("https://example.org/x", content=content))
    with pytest.raises(FormatError):
        read_json(Download("https://example.org/x", content=content))
