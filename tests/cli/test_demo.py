"""The demonstration fails when anything in the house is broken. What it leaves behind is asserted in tests/end_to_end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.checks.check import Finding
from composer.cli import pictures
from composer.delivery.transports.smtp import SmtpTransport
from composer.errors import RenderingError, SourceError
from composer.sample.organisation import Organisation

Newsletter = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "take_pictures", lambda *_arguments: [])


def test_it_says_where_each_result_lies(newsletter: Newsletter, tmp_path: Path) -> None:
    answer = newsletter("demo", "--out", tmp_path / "out")
    assert answer.status == 0, answer.err
    for name in ("sample.newsletter", "body.html", "body.txt", "practice mailbox"):
        assert str(tmp_path / "out") in next(line for line in answer.out.splitlines() if name in line)


def test_a_workspace_may_be_named(newsletter: Newsletter, tmp_path: Path) -> None:
    answer = newsletter("demo", "--out", tmp_path / "out", "--workspace", tmp_path / "mine", "--json")
    assert answer.status == 0, answer.err
    assert (answer.json["pictures"], answer.json["sent"]) == ([], 59), "without pictures it goes on"
    assert answer.json["workspace"] == str(tmp_path / "mine")
    assert not (tmp_path / "out" / "workspace").exists()
    again = newsletter("demo", "--out", tmp_path / "out", "--workspace", tmp_path / "mine", "--json")
    assert again.status == 0, again.err
    assert again.json["sent"] == 59, "another issue with what is still new, to the same people"


def _raise(error: Exception) -> Callable[..., Any]:
    def fail(*_arguments: Any, **_names: Any) -> Any:
        raise error

    return fail


BREAKS: dict[str, tuple[Any, str, Any]] = {
    "the website": (Organisation, "posts", property(lambda _self: ())),
    "reading sources": ("composer.sources.refresh", "refresh", _raise(SourceError("No."))),
    "placing": ("composer.picking", "place", lambda issue, _rows: _raise(ValueError("no"))()),
    "rendering": ("composer.rendering.renderer", "render", _raise(RenderingError("No."))),
    "checks": ("composer.checks.check", "run_checks", lambda _context: [Finding("x", "error", "Something is wrong.")]),
    "the import": ("composer.contacts.import_contacts", "apply_import", lambda _plan: ""),
    "SMTP": (SmtpTransport, "hand_over", _raise(OSError("broken pipe"))),
}


@pytest.mark.parametrize("part", BREAKS)
def test_it_fails_where_a_part_is_broken(
    newsletter: Newsletter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    where, name, stand_in = BREAKS[part]
    if isinstance(where, str):
        monkeypatch.setattr(f"{where}.{name}", stand_in)
    else:
        monkeypatch.setattr(where, name, stand_in)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = newsletter("demo", "--out", tmp_path / "out", "--json")
    assert answer.status in (1, 2), f"{part} is broken and nobody noticed"
    assert answer.err
