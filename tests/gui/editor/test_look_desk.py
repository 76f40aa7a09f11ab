"""What is chosen in the look panel becomes a step of the issue, and the pictures follow."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from composer.document.brands import add_brand


def test_another_brand_is_pictured_anew(
    qtbot: Any, harbour: Any, window: Any, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[str]] = []

    def want(letters: Any) -> None:
        asked.append({one.brand.main_colour for one in letters.values()})

    monkeypatch.setattr(page.look_desk.thumbnails, "want_letters", want)
    two = add_brand(harbour.workspace.documents.newsletters()[0], "Rowing club")
    blue = msgspec.structs.replace(two.brand, main_colour="#003366")
    harbour.workspace.documents.save_newsletter(msgspec.structs.replace(two, brand=blue))
    window.actions_table.trigger("look")
    qtbot.waitUntil(page.arrange.look.brands.isVisible)
    page.arrange.look.brands.chosen.emit(blue)
    assert page.session.issue.brand == blue
    assert asked == [{"#0F6B57"}, {"#003366"}]
