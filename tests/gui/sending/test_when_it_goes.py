"""When a letter goes and how long that takes, in words."""

from __future__ import annotations

import dataclasses
from typing import Any

from composer.gui.sending.when_it_goes import when_it_goes
from composer.publishing.review import Choice, read_facts, read_letter


def facts(harbour: Any, **changes: Any) -> Any:
    found = read_facts(harbour.workspace, read_letter(harbour.workspace, harbour.issue.id), Choice(("Friends",)))
    return dataclasses.replace(found, **changes)


def test_the_hold_is_told(harbour: Any) -> None:
    assert when_it_goes(facts(harbour, hold_seconds=0))[0] == "As soon as you press the button."
    assert when_it_goes(facts(harbour, hold_seconds=60))[0].startswith("60 seconds after you press the button.")
    assert when_it_goes(facts(harbour, hold_seconds=600))[0].startswith("10 minutes after")


def test_how_long_and_where_it_stops(harbour: Any) -> None:
    takes = when_it_goes(facts(harbour))[1]
    assert "The computer must stay on." in takes
    assert "stops and asks" not in takes
    large = when_it_goes(facts(harbour, confirm_above=2, first_letters=3))[1]
    assert "After the first 3 letters the program stops and asks." in large
