"""What came in, in words that say neither more nor less than what was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from composer.delivery.letters_in import LetterIn
from composer.delivery.mailbox.position import Position
from composer.gui.sending.reply_words import heard_words, mailbox_line, what_it_said, what_was_done
from composer.publishing.replies import Heard

NOW = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
BOUNCE = LetterIn(
    1, "Office", "bounce", "jo@example.org", "hard", "5.1.1", "no_such_person", "December", True, True, NOW, NOW, None
)


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        (BOUNCE, "Gets no more letters, of any newsletter."),
        (replace(BOUNCE, undone=NOW - timedelta(hours=1), stopped=False), "Taken back"),
        (replace(BOUNCE, stopped=False), "has come back since"),
        (replace(BOUNCE, stopped=False, marked=False, class_="soft", reason="full"), "Is written to again. Where five issues"),
        (replace(BOUNCE, stopped=False, marked=False, class_="policy", reason="policy"), "about us, not about this person"),
        (replace(BOUNCE, stopped=False, marked=False, issue_name=""), "nobody this program wrote to"),
        (replace(BOUNCE, kind="unsubscribe"), "Gets this newsletter no more."),
        (replace(BOUNCE, kind="unsubscribe", issue_name=""), "Gets no more letters."),
        (replace(BOUNCE, kind="complaint"), "of any newsletter"),
        (replace(BOUNCE, kind="auto_reply", stopped=False, marked=False), "Nothing had to be done."),
    ],
)
def test_what_was_done(letter: LetterIn, words: str) -> None:
    assert words in what_was_done(letter, NOW, UTC)
    assert what_it_said(letter)


def test_how_it_stands_with_a_mailbox() -> None:
    def line(**told: Any) -> tuple[str, str, str]:
        return mailbox_line(SimpleNamespace(account=SimpleNamespace(name="Office"), position=Position(**told)), NOW, UTC)  # type: ignore[arg-type]

    assert line()[2] == "Office has not been read yet."
    assert line(at=NOW, for_people=2)[2].endswith("2 letters there are from people: read them in your mail program.")
    token, _icon, words = line(at=NOW - timedelta(days=1), problem="It did not answer.")
    assert token == "danger"
    assert "It did not answer." in words
    assert "The last time it was" in words


def test_what_reading_came_to() -> None:
    assert heard_words(Heard(NOW, letters=1)) == "1 new letter."
    assert heard_words(Heard(NOW, letters=2000, stopped=1)) == "2,000 new letters. 1 person gets no more letters from now on."
