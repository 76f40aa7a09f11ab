"""Before a sending of several letters: each is checked, and each comes to whoever tests it."""

from __future__ import annotations

import email
import email.policy
from typing import Any

import pytest

from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.publishing.review import send_test
from tests.publishing.test_variants import facts, limited, write

__all__ = ["limited"]


def subjects_and_words(harbour: Any) -> dict[str, str]:
    found = {}
    for raw in harbour.letters():
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        part = letter.get_body(("plain",))
        assert part is not None
        found[str(letter["Subject"])] = part.get_content()
    return found


def test_every_letter_comes_to_the_tester(limited: Any) -> None:
    told = facts(limited)
    outcomes, tested = send_test(limited.workspace, told, ("me@example.org", "no address", "you@example.org"))
    assert [(one.address, one.ok) for one in outcomes] == [
        ("me@example.org", True),
        ("no address", False),
        ("you@example.org", True),
    ]
    assert outcomes[0].message == "All 3 letters arrived at the mail server."
    assert tested is not None
    letters = subjects_and_words(limited)
    assert sorted(subject[:10] for subject in letters) == ["[Test] 1/3", "[Test] 2/3", "[Test] 3/3"]
    assert sum("Secret of the rota" in words for words in letters.values()) == 1


def test_one_letter_is_not_numbered(harbour: Any) -> None:
    outcomes, _tested = send_test(harbour.workspace, facts(harbour), ("me@example.org",))
    assert outcomes[0].message == "It arrived at the mail server."
    assert list(subjects_and_words(harbour)) == [f"[Test] {harbour.issue.subject}"]


def test_what_is_wrong_only_without_a_part_is_told_of_that_letter(limited: Any) -> None:
    """With the staff's heading the levels are in order; without it a level is missing."""
    write(
        limited,
        TextBlock(id="hello", text="Dear {{first_name|friend}}, a word to all."),
        Heading(id="h2", text="For staff", level="section", only_for=("Staff",)),
        Heading(id="h3", text="The roof", level="smaller"),
        TextBlock(id="roof", text="It is new."),
    )
    found = [one for one in facts(limited).findings if one.check == "headings"]
    assert [one.message.partition(":")[0] for one in found] == ["In the letter of 3 people"]
    assert found[0].block == "h3"
    assert not [one for one in facts(limited, "Staff").findings if one.check == "headings"]


@pytest.mark.parametrize("lists", [("Friends",), ("Staff",)])
def test_what_is_wrong_in_all_of_it_is_told_once(limited: Any, lists: tuple[str, ...]) -> None:
    messages = [one.message for one in facts(limited, *lists).findings]
    assert len(messages) == len(set(messages))
