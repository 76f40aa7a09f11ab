"""doctor: what is missing, and the line that mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Newsletter = Callable[..., Any]


def test_every_check_has_a_name_a_verdict_and_a_sentence(newsletter: Newsletter, location: Path) -> None:
    answer = newsletter("doctor", "--json")
    checks = {check["name"]: check for check in answer.json["checks"]}
    assert set(checks) >= {"python", "window libraries", "display", "keyring", "workspace", "mail account"}
    assert all(set(check) == {"name", "ok", "message"} and check["message"] for check in checks.values())
    assert str(location) in checks["workspace"]["message"]
    assert checks["mail account"]["ok"] is False
    assert "newsletter accounts add" in checks["mail account"]["message"]
    assert answer.status == 1


def test_without_a_display_the_demo_is_named(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    answer = newsletter("doctor", "--json")
    display = next(check for check in answer.json["checks"] if check["name"] == "display")
    assert not display["ok"]
    assert "newsletter demo" in display["message"]


def test_a_broken_workspace_is_one_of_the_findings(newsletter: Newsletter, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    answer = newsletter("doctor", "--workspace", tmp_path / "file", "--json")
    assert answer.status == 1
    workspace = next(check for check in answer.json["checks"] if check["name"] == "workspace")
    assert not workspace["ok"]
