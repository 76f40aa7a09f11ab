"""Merge tags are known, whole, and have a word for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.blocks.button import Button
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.merge_fallbacks import MergeFallbacks

Context = Callable[..., CheckContext]


def _found(context: CheckContext) -> list[tuple[str, str]]:
    return [(finding.code.partition(".")[2], finding.severity) for finding in MergeFallbacks().run(context)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear {{first_name|friend}},", []),
        ("Dear {{first_name}},", [("no_fallback", "warning")]),
        ("Dear {{ first_name | }},", [("no_fallback", "warning")]),
        ("To {{email}}", []),
        ("Dear {{nickname|you}},", [("unknown", "error")]),
        ("Dear {{first_name|friend,", [("broken", "error")]),
        ("Dear first_name}},", [("broken", "error")]),
        ("Dear {% if x %}", [("broken", "error")]),
        ("Dear *|FNAME|*,", [("foreign", "error")]),
        ("Dear [[first_name]],", [("foreign", "error")]),
        ("Dear %%First Name%%,", [("foreign", "error")]),
        ("Dear %FIRSTNAME%,", [("foreign", "error")]),
        ("Dear <<First Name>>,", [("foreign", "error")]),
        ("Dear {first name},", [("foreign", "error")]),
        ("100% of {all} money, 50%OFF", []),
    ],
)
def test_tags(context_for: Context, text: str, found: list[tuple[str, str]]) -> None:
    assert _found(context_for(TextBlock(id="t", text=text), preheader="", subject="s")) == found


def test_everyone_has_a_first_name_then_no_word_is_needed(context_for: Context) -> None:
    context = context_for(TextBlock(id="t", text="Dear {{first_name}},"), missing_first_names=0)
    assert _found(context) == []


def test_people_without_a_name_are_counted(context_for: Context) -> None:
    texts = "Dear {{first_name}}, hello {{first_name|friend}} and {{first_name|friend}}"
    findings = list(MergeFallbacks().run(context_for(TextBlock(id="t", text=texts), missing_first_names=37)))
    assert [finding.code for finding in findings] == ["merge_fallbacks.no_fallback", "merge_fallbacks.fallback_used"]
    assert all("37 people" in finding.message for finding in findings)
    assert "“friend”" in findings[1].message


def test_each_name_is_counted_by_itself_and_each_word_told_once(context_for: Context) -> None:
    texts = "{{last_name}}, {{full_name|friend}}, {{first_name|you}}, {{first_name|friend}} and {{first_name|you}}"
    context = context_for(TextBlock(id="t", text=texts), missing_first_names=37, missing_last_names=5, missing_names=2)
    assert [finding.message for finding in MergeFallbacks().run(context)] == [
        "5 people have no last name and will read an empty space.",
        "2 people have no name and will read “friend”.",
        "37 people have no first name and will read “you”.",
        "37 people have no first name and will read “friend”.",
    ]


def test_missing_word_is_put_in(context_for: Context) -> None:
    context = context_for(TextBlock(id="t", text="Dear {{first_name}}, hello"), subject="For {{ first_name }}")
    for finding in MergeFallbacks().run(context):
        assert finding.fix is not None
        issue = finding.fix.apply(context.issue)
        assert "{{first_name|friend}}" in (issue.subject if not finding.block else issue.blocks[0].plain_text())


def test_nearly_right_name_is_corrected(context_for: Context) -> None:
    context = context_for(TextBlock(id="t", text="Dear {{firstname|friend}},"))
    (finding,) = MergeFallbacks().run(context)
    assert finding.fix is not None
    assert finding.fix.apply(context.issue).blocks[0].plain_text() == "Dear {{first_name|friend}},"
    (finding,) = MergeFallbacks().run(context_for(TextBlock(id="t", text="{{shoe_size|x}}")))
    assert finding.fix is None


def test_tags_in_addresses_are_seen(context_for: Context) -> None:
    block = Button(id="b", label_text="Go", link="https://e.org/{{wrong}}")
    (finding,) = MergeFallbacks().run(context_for(block))
    assert (finding.code, finding.block, finding.field) == ("merge_fallbacks.unknown", "b", "link")
