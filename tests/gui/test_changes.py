"""What changed is passed on; what is no kind is a mistake."""

from __future__ import annotations

from typing import Any

import pytest

from composer.gui import changes
from composer.gui.changes import Changes


def test_a_change_is_heard(qtbot: Any) -> None:
    made = Changes()
    with qtbot.waitSignal(made.changed) as heard:
        made.note(changes.PEOPLE)
    assert heard.args == ["people"]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="weather"):
        Changes().note("weather")
