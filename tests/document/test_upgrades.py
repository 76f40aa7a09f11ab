"""Issues of older releases open; those of newer ones say that they are."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from composer.document import upgrades
from composer.document.issue import issue_from_data
from composer.document.upgrades import SCHEMA, upgrade
from composer.errors import FormatError


def test_today_s_schema_stays_as_it_is_and_the_input_is_left_alone() -> None:
    data = {"schema": SCHEMA, "blocks": [], "subject": "Hello"}
    before = copy.deepcopy(data)
    assert upgrade(data) == data
    assert upgrade(data) is not data
    assert data == before


def test_older_schemas_are_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(data: dict[str, Any]) -> dict[str, Any]:
        data["subject"] = data.pop("title")
        return data

    monkeypatch.setattr(upgrades, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(upgrades, "_STEPS", {SCHEMA: first})
    assert issue_from_data({"schema": SCHEMA, "blocks": [], "title": "Hello"}).subject == "Hello"


def test_a_newer_schema_asks_for_the_newer_program() -> None:
    with pytest.raises(FormatError, match="newer release"):
        upgrade({"schema": SCHEMA + 1, "blocks": []})
