"""The scripts are called with JSON, whatever stands in the letter."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from composer.gui.preview import scripts


@given(st.text())
def test_any_text_arrives_as_one_json_argument(text: str) -> None:
    script = scripts.call(scripts.PATCH, text)
    argument = script[len(scripts.PATCH.strip()) + 1 : -1]
    assert json.loads(argument) == text
    assert argument.isascii()  # no line separator of Unicode can end the line of the script


def test_several_arguments_stand_in_order() -> None:
    assert scripts.call(scripts.SHOW_BLOCK, "roof", "#0F6B57", True).endswith(')("roof", "#0F6B57", true)')
