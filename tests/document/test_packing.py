"""An issue as bytes comes back whole; damaged bytes are said to be damaged."""

from __future__ import annotations

import contextlib
import zlib

import pytest
from any_issue import issues
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.document.packing import issue_from_json, issue_to_json, pack, unpack, unpack_json
from composer.errors import FormatError


@given(issues)
def test_there_and_back(issue: Issue) -> None:
    assert unpack(pack(issue)) == issue
    assert issue_from_json(issue_to_json(issue)) == issue
    assert unpack_json(pack(issue)) == issue_to_json(issue)


def test_half_an_emoji_does_not_keep_the_rest_from_being_saved() -> None:
    issue = Issue(subject="party \ud83c", blocks=(TextBlock(text="\udf89 tonight"),))
    again = unpack(pack(issue))
    assert again.subject == "party ?"
    assert again.blocks[0].plain_text() == "? tonight"


@given(st.binary(max_size=300))
def test_any_bytes_are_an_issue_or_a_sentence(content: bytes) -> None:
    for read in (unpack, issue_from_json, lambda given: unpack(zlib.compress(given))):
        with contextlib.suppress(FormatError):
            assert isinstance(read(content), Issue)


@pytest.mark.parametrize(
    "damage", [lambda whole: whole[:-5], lambda whole: whole[:10], lambda whole: b"", lambda whole: whole[5:]]
)
def test_damage_is_named(damage: object) -> None:
    assert callable(damage)
    with pytest.raises(FormatError, match="damaged"):
        unpack(damage(pack(Issue(subject="x" * 200))))


def test_json_too_deep_is_refused() -> None:
    with pytest.raises(FormatError):
        issue_from_json(b"[" * 100_000 + b"]" * 100_000)
