"""Settings: what is set stays set, what is broken is kept aside, and nothing ever stands in the way of starting."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import composer.settings
from composer.blocks.fields import Choice, form_of
from composer.errors import WorkspaceError
from composer.settings import SCHEMA, SECTIONS, Number, Settings, load_settings, save_settings


def test_nothing_set(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "settings.toml")
    assert settings == Settings()
    assert (settings.theme, settings.text_size, settings.hold_seconds, settings.confirm_above) == ("auto", 100, 60, 50)
    assert settings.check_links_online
    assert not settings.reduced_motion
    assert list(tmp_path.iterdir()) == []


def test_what_is_set_comes_back_and_people_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "deeper" / "settings.toml"
    settings = Settings(theme="dark", text_size=120, language="cy", newsletter="n1", reduced_motion=True)
    save_settings(path, settings)
    save_settings(path, settings)
    assert load_settings(path) == settings
    assert [found.name for found in path.parent.iterdir()] == ["settings.toml"]
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (data["schema"], data["theme"], data["text_size"]) == (SCHEMA, "dark", 120)


@given(
    st.builds(
        Settings,
        theme=st.sampled_from(["auto", "light", "dark"]),
        text_size=st.integers(80, 200),
        hold_seconds=st.integers(0, 1800),
        confirm_above=st.integers(1, 100_000),
        check_links_online=st.booleans(),
        newsletter=st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_any_settings_come_back(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    save_settings(path, settings)
    assert load_settings(path) == settings


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"= = =", b"[" * 5000, b"x" * 2_000_000])
def test_what_cannot_be_understood_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    told: list[str] = []
    assert load_settings(path, told.append) == Settings()
    assert len(told) == 1
    assert "kept as" in told[0]
    [aside] = tmp_path.iterdir()
    assert aside.read_bytes() == content
    assert aside.name in told[0]
    path.write_bytes(content)
    load_settings(path)
    assert len(list(tmp_path.iterdir())) == 2


def test_one_wrong_value_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        'theme = "blue"\ntext_size = 1000\nconfirm_above = 10\nhold_seconds = "soon"\nunknown = 1\n', encoding="utf-8"
    )
    told: list[str] = []
    assert load_settings(path, told.append) == Settings(confirm_above=10)
    assert len(told) == 3
    assert "“theme”" in told[0]
    assert path.exists()


def test_a_newer_release_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'schema = {SCHEMA + 5}\ntheme = "dark"\nhologram = true\n', encoding="utf-8")
    assert load_settings(path) == Settings(theme="dark")


def test_an_older_release_wrote_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composer.settings, "_STEPS", {0: lambda data: {**data, "theme": data["colours"]}})
    path = tmp_path / "settings.toml"
    path.write_text('schema = 0\ncolours = "light"\n', encoding="utf-8")
    assert load_settings(path) == Settings(theme="light")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.mkdir()
    told: list[str] = []
    assert load_settings(path, told.append) == Settings()
    assert told == ["Your settings could not be read; the usual ones are used."]
    with pytest.raises(WorkspaceError, match="could not be saved"):
        save_settings(path, Settings())
    assert [found.name for found in tmp_path.iterdir()] == ["settings.toml"]


def test_the_preferences_page_can_be_built_from_them() -> None:
    lines = {line.name: line for line in form_of(Settings)}
    shown = [name for _heading, names in SECTIONS for name in names]
    assert sorted(shown) == sorted(lines)
    for line in lines.values():
        assert line.field.label
        if isinstance(line.field, Number):
            assert line.field.minimum <= line.default <= line.field.maximum
            wrong = {line.name: line.field.maximum + 1}
            with pytest.raises(msgspec.ValidationError):
                msgspec.convert(wrong, Settings)
        if isinstance(line.field, Choice):
            assert line.default in dict(line.field.options)
