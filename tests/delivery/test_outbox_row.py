"""What the outbox hands out."""

from __future__ import annotations

from dataclasses import replace

from composer.delivery.outbox_row import OutboxRow

ROW = OutboxRow(1, "anna", "anna@example.org", "anna@example.org", "token", {}, 1, "queued")


def test_a_row_that_was_put_back_after_an_answer_is_known_by_its_tries() -> None:
    assert not ROW.was_refused
    assert replace(ROW, attempts=2).was_refused
    assert not replace(ROW, attempts=2, state="deferred").was_refused
