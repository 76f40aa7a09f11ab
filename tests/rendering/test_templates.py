"""Which templates there are, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.errors import NotFoundError, RenderingError
from composer.rendering.templates import LARGEST_MANIFEST, Templates


def _template(root: Path, template_id: str, manifest: str = 'api = 1\nname = "T"\n', layout: str = "x") -> Path:
    folder = root / template_id
    folder.mkdir(parents=True)
    (folder / "template.toml").write_text(manifest, encoding="utf-8")
    (folder / "layout.html.j2").write_text(layout, encoding="utf-8")
    return folder


def test_the_letter_is_there(templates: Templates) -> None:
    letter = templates.get("letter")
    assert letter in templates.all()
    assert letter.name
    assert letter.description


def test_earlier_folders_count_first_and_missing_ones_do_not_matter(tmp_path: Path) -> None:
    _template(tmp_path / "own", "plain", 'api = 1\nname = "Mine"\n')
    _template(tmp_path / "ours", "plain", 'api = 1\nname = "Ours"\n')
    _template(tmp_path / "ours", "other", 'api = 1\nname = "Another"\n')
    templates = Templates((tmp_path / "nowhere", tmp_path / "own", tmp_path / "ours"))
    assert [info.name for info in templates.all()] == ["Another", "Mine"]
    assert templates.get("plain").name == "Mine"


def test_own_looks_come_before_the_shared_ones(tmp_path: Path) -> None:
    folder = _template(tmp_path, "plain")
    (folder / "blocks").mkdir()
    (tmp_path / "_blocks").mkdir()
    assert Templates((tmp_path,)).get("plain").looks == (folder / "blocks", tmp_path / "_blocks")


@pytest.mark.parametrize("template_id", ["nothing", "", "../letter", "a/b", "_blocks", "x" * 80])
def test_unknown_template_names_those_there_are(templates: Templates, template_id: str) -> None:
    with pytest.raises(NotFoundError, match="letter"):
        templates.get(template_id)


@pytest.mark.parametrize(
    "manifest", ["api = ", "api = 2\n", 'name = "no api"\n', "\x00", "# " + "x" * LARGEST_MANIFEST], ids=lambda text: text[:12]
)
def test_broken_template_is_left_out_and_says_why(tmp_path: Path, manifest: str) -> None:
    _template(tmp_path, "broken", manifest)
    templates = Templates((tmp_path,))
    assert templates.all() == []
    with pytest.raises(RenderingError, match="broken") as caught:
        templates.get("broken")
    assert caught.value.remedy


def test_template_without_layout_is_not_complete(tmp_path: Path) -> None:
    (_template(tmp_path, "half") / "layout.html.j2").unlink()
    with pytest.raises(RenderingError, match="not complete"):
        Templates((tmp_path,)).get("half")


def test_nameless_template_is_called_by_its_folder(tmp_path: Path) -> None:
    _template(tmp_path, "plain", "api = 1\nname = 3\n")
    assert Templates((tmp_path,)).get("plain").name == "plain"
