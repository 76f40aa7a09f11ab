"""What a template lets people choose."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.fields import Choice, Flag, Text
from composer.rendering.template_options import option_values, read_options

OPTIONS = {
    "contents": {"kind": "flag", "label": "Begin with a list", "default": True},
    "group": {"kind": "choice", "label": "Dates stand", "options": [["week", "By week"], ["day", "By day"]]},
    "motto": {"kind": "text", "label": "A line under the title", "hint": "Short."},
}


def test_a_form_grows_from_the_manifest_in_its_order() -> None:
    flag, choice, text = read_options({"options": OPTIONS})
    assert (flag.name, flag.field, flag.default) == ("contents", Flag("Begin with a list"), True)
    assert isinstance(choice.field, Choice)
    assert (choice.field.options, choice.default) == ((("week", "By week"), ("day", "By day")), "week")
    assert (text.field, text.default) == (Text("A line under the title", "Short.", max_length=200), "")
    assert read_options({}) == ()


def test_what_does_not_fit_counts_as_not_chosen() -> None:
    options = read_options({"options": OPTIONS})
    assert option_values(options, {}) == {"contents": True, "group": "week", "motto": ""}
    chosen: dict[str, str | bool] = {"contents": "yes", "group": "month", "motto": True, "of another template": "x"}
    assert option_values(options, chosen) == {"contents": True, "group": "week", "motto": ""}
    assert option_values(options, {"contents": False, "group": "day", "motto": "Hello"}) == {
        "contents": False,
        "group": "day",
        "motto": "Hello",
    }


@pytest.mark.parametrize(
    ("option", "fault"),
    [
        ({"kind": "flag"}, "no label"),
        ({"kind": "colour", "label": "x"}, "no known kind"),
        ({"kind": "choice", "label": "x", "options": [["a", "A"]]}, "2 to 20"),
        ({"kind": "choice", "label": "x", "options": [["a", "A"], ["a", "B"]]}, "2 to 20"),
        ({"kind": "choice", "label": "x", "options": [["a", "A"], ["b", "B"]], "default": "c"}, "default"),
        ({"kind": "flag", "label": "x", "default": "yes"}, "default"),
        ({"kind": "text", "label": "x", "default": 3}, "default"),
        ("words", "description"),
    ],
)
def test_what_cannot_be_shown_is_said_to_the_maker(option: Any, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_options({"options": {"x": option}})


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
)


@given(_anything)
def test_any_manifest_is_read_or_refused(described: Any) -> None:
    try:
        options = read_options({"options": described})
    except ValueError:
        return
    assert all(option.field.label for option in options)
