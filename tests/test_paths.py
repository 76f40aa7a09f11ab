"""Where things lie in a source tree, in a wheel and in a frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from composer import paths


def test_what_comes_with_the_program_is_found_in_the_source_tree() -> None:
    assert paths.templates_folder().is_dir()
    assert paths.resources_folder().is_dir()


def test_inside_the_package_comes_first_and_a_frozen_program_before_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "composer"
    (package / "templates").mkdir(parents=True)
    (package.parent / "templates").mkdir()
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.templates_folder() == package / "templates"
    frozen = tmp_path / "frozen"
    (frozen / "templates").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(frozen), raising=False)
    assert paths.templates_folder() == frozen / "templates"


def test_what_is_missing_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "composer" / "paths.py"))
    with pytest.raises(FileNotFoundError, match="templates"):
        paths.templates_folder()


def test_the_workspace_is_the_user_s_own_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.WORKSPACE_VARIABLE, raising=False)
    assert Path(paths.default_workspace()).name == paths.APP_NAME
    monkeypatch.setenv(paths.WORKSPACE_VARIABLE, "postgresql://server/newsletter")
    assert paths.default_workspace() == "postgresql://server/newsletter"
