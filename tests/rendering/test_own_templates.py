"""Templates of one's own: tried before they are kept, set aside and given back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from composer.errors import InputError
from composer.paths import templates_folder
from composer.rendering.own_templates import adopt, bring_back, own_ids, set_aside
from composer.rendering.templates import Templates


def test_one_that_is_fit_is_kept_and_found(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(templates_folder() / "letter", tmp_path / "club")
    adopted = adopt(tmp_path / "club", own)
    assert adopted.template == "club"
    assert own_ids(own) == ["club"]
    assert "club" in {info.id for info in Templates((own, templates_folder())).all()}


def test_one_that_is_not_is_told_and_not_kept(tmp_path: Path) -> None:
    shutil.copytree(templates_folder() / "letter", tmp_path / "club")
    (tmp_path / "club" / "layout.html.j2").write_text("{{ nothing.of.the.kind }}", encoding="utf-8")
    adopted = adopt(tmp_path / "club", tmp_path / "own")
    assert adopted.template == ""
    assert adopted.faults[0].severity == "error"
    assert own_ids(tmp_path / "own") == []


def test_set_aside_and_given_back(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(templates_folder() / "letter", own / "club")
    for _time in range(2):
        set_aside(own, "club")
        assert own_ids(own) == []
        assert "club" not in {info.id for info in Templates((own,)).all()}
        bring_back(own, "club")
        assert own_ids(own) == ["club"]
    with pytest.raises(InputError, match="cannot be moved"):
        set_aside(own, "none")
