"""--json and --workspace may stand anywhere in the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.cli.program import make_parser


@pytest.mark.parametrize(
    "call",
    [
        ["--json", "--workspace", "here", "accounts", "list"],
        ["accounts", "--json", "list", "--workspace", "here"],
        ["accounts", "list", "--json", "--workspace", "here"],
        ["--workspace", "here", "template", "list", "--json"],
    ],
)
def test_wherever_they_stand_they_are_heard(call: list[str]) -> None:
    arguments = make_parser().parse_args(call)
    assert arguments.json is True
    assert Path(arguments.workspace) == Path("here")
