"""What follows from an answer: nobody given up, and nobody written to twice, who need not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.replies import LONGEST_KEPT, Reply, explain, judge

STAGES = ("mail_from", "rcpt_to", "data", "body", "after_body")


@pytest.mark.parametrize(
    ("stage", "code", "text", "outcome", "suppress"),
    [
        ("after_body", 250, "2.0.0 OK", "accepted", False),
        ("rcpt_to", 550, "5.1.1 no such user", "refused", True),
        ("rcpt_to", 550, "No such user here", "refused", True),
        ("rcpt_to", 550, "5.2.1 account disabled", "refused", True),
        ("rcpt_to", 552, "5.2.2 mailbox full", "refused", False),
        ("rcpt_to", 550, "we do not like you", "refused", False),
        ("rcpt_to", 550, "5.4.1 recipient address rejected: access denied", "refused", False),
        ("after_body", 550, "5.1.1 no such user", "refused", True),
        ("rcpt_to", 450, "4.2.0 greylisted", "retry", False),
        ("rcpt_to", 450, "4.1.1 user unknown, for now", "retry", False),
        ("after_body", 451, "4.3.0 try later", "retry", False),
        ("mail_from", 550, "5.1.1 looks like a person but is about the sender", "ours", False),
        ("rcpt_to", 554, "5.7.1 relay access denied", "ours", False),
        ("rcpt_to", 550, "5.7.1 blocked, see our policy", "ours", False),
        ("rcpt_to", 530, "5.7.0 must issue a STARTTLS command first", "ours", False),
        ("rcpt_to", 550, "5.4.5 daily limit", "ours", False),
        ("rcpt_to", 503, "bad sequence of commands", "ours", False),
        ("after_body", 554, "Transaction failed", "ours", False),
        ("after_body", 552, "5.3.4 message too big", "ours", False),
        ("after_body", -1, "gibberish", "uncertain", False),
        ("rcpt_to", -1, "gibberish", "ours", False),
    ],
)
def test_what_follows(stage: str, code: int, text: str, outcome: str, suppress: bool) -> None:
    verdict = judge(Reply(stage, code, text))  # type: ignore[arg-type]
    assert (verdict.outcome, verdict.suppress) == (outcome, suppress)


@pytest.mark.parametrize("stage", STAGES)
def test_a_lost_line_is_in_doubt_only_after_the_body(stage: str) -> None:
    assert judge(Reply(stage, 0, "gone")).outcome == ("uncertain" if stage == "after_body" else "retry")  # type: ignore[arg-type]


@given(st.sampled_from(STAGES), st.integers(min_value=-1, max_value=999), st.text(max_size=300))
def test_whatever_is_answered_something_sound_follows(stage: str, code: int, text: str) -> None:
    reply = Reply(stage, code, text)  # type: ignore[arg-type]
    verdict = judge(reply)
    assert (verdict.outcome == "accepted") == (stage == "after_body" and code // 100 == 2)
    assert not verdict.suppress or (verdict.outcome == "refused" and code // 100 == 5)
    assert len(reply.shown()) <= LONGEST_KEPT + 5
    assert len(reply.shown().splitlines()) <= 1
    if verdict.outcome == "ours":
        assert "{" not in explain(reply, verdict.reason).replace(reply.shown(), "")


def test_being_asked_for_fewer_letters() -> None:
    assert judge(Reply("rcpt_to", 450, "Mail send limit exceeded")).slow_down
    assert judge(Reply("mail_from", 421, "4.7.0 too busy")).slow_down
    assert not judge(Reply("rcpt_to", 450, "4.2.0 greylisted")).slow_down
