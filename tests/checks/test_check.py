"""The walk finds every check, and findings come in the order people work through them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from composer.blocks.block import block_types
from composer.blocks.button import Button
from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext, Finding, check_types, checks_passed, run_checks

Context = Callable[..., CheckContext]


def test_every_check_is_found_and_named_after_its_file() -> None:
    assert set(check_types()) >= {
        "alt_text", "audience", "contrast", "dates", "empty_blocks", "headings", "leftovers", "links", "merge_fallbacks",
        "preheader", "sent_before", "size", "subject", "unsubscribe_and_address",
    }  # fmt: skip
    for name, check_type in check_types().items():
        assert check_type.__module__ == f"composer.checks.{name}"


def test_a_good_issue_is_not_nagged_about(context_for: Context) -> None:
    findings = run_checks(context_for(rendered=True))
    assert [finding.code for finding in findings] == ["links.bare_address"]
    assert checks_passed(findings) == len(check_types()) - 1


def test_errors_come_first_then_the_order_of_the_letter(context_for: Context) -> None:
    blocks = (TextBlock(id="one", text="[here](https://e.org)"), Button(id="two"), Heading(id="three", text="Alone"))
    findings = run_checks(context_for(*blocks, subject="", preheader=""))
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=["error", "warning", "advice"].index)
    warnings = [finding.block for finding in findings if finding.severity == "warning"]
    assert warnings == ["", "one", "three"]


def test_every_block_type_can_be_checked_empty(context_for: Context) -> None:
    blocks = [block_types()[kind](id=f"new-{kind}") for kind in block_types() if kind != "footer"]
    for finding in run_checks(context_for(*blocks, rendered=True)):
        assert finding.message
        assert finding.code.partition(".")[0] in check_types()
        assert finding.block == "" or finding.block.startswith("new-")


def test_every_mend_can_be_applied(
    context_for: Context,
) -> None:
    blocks = [block_types()[kind](id=f"new-{kind}") for kind in block_types() if kind != "footer"]
    context = context_for(*blocks, rendered=True)
    for finding in run_checks(context):
        if finding.fix is not None:
            assert finding.fix.apply(context.issue) != context.issue


def test_reading_day_is_the_planned_one_where_that_is_later(context_for: Context) -> None:
    now = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert context_for(planned=date(2026, 12, 3), now=now).reading_day == date(2026, 12, 3)
    assert context_for(planned=date(2026, 11, 1), now=now).reading_day == date(2026, 11, 23)
    assert context_for(planned=None, now=now).reading_day == date(2026, 11, 23)


def test_finding_knows_its_check() -> None:
    assert Finding(code="links.empty", severity="error", message="x").check == "links"


def test_what_was_accepted_comes_last_with_its_reason_and_counts_as_passed(context_for: Context) -> None:
    blocks = (TextBlock(id="one", text="[here](https://e.org)"),)
    before = run_checks(context_for(*blocks))
    vague = next(finding for finding in before if finding.code == "links.vague")
    after = run_checks(context_for(*blocks, accepted={vague.key: "Our readers know."}))
    assert after[-1].code == "links.vague"
    assert after[-1].accepted == "Our readers know."
    assert checks_passed(after) == checks_passed(before) + 1


def test_a_finding_that_says_something_else_is_asked_again(context_for: Context) -> None:
    def vague(words: str, accepted: dict[str, str]) -> Finding:
        context = context_for(TextBlock(id="one", text=f"[{words}](https://e.org)"), accepted=accepted)
        return next(finding for finding in run_checks(context) if finding.code == "links.vague")

    accepted = {vague("here", {}).key: "Fine."}
    assert vague("here", accepted).accepted == "Fine."
    assert not vague("click here", accepted).accepted


def test_an_error_cannot_be_accepted(context_for: Context) -> None:
    error = next(one for one in run_checks(context_for(subject="")) if one.severity == "error")
    assert not error.may_be_accepted
    again = run_checks(context_for(subject="", accepted={error.key: "No matter."}))
    assert not next(one for one in again if one.code == error.code).accepted
