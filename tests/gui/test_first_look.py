"""The first window looks as the settings say, whatever the file holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from composer.gui.first_look import FirstLook, read_first_look
from composer.settings import Settings, load_settings, save_settings


@given(
    some.sampled_from(["auto", "light", "dark"]),
    some.integers(80, 200),
    some.sampled_from(["", "en", "cy", "fr", "pt-BR", "zh_Hant"]),
)
@settings(max_examples=25)
def test_what_was_saved_is_seen(tmp_path_factory: pytest.TempPathFactory, theme: str, size: int, language: str) -> None:
    path = tmp_path_factory.mktemp("look") / "settings.toml"
    save_settings(path, Settings(theme=theme, text_size=size, language=language))  # type: ignore[arg-type]
    assert read_first_look(path) == FirstLook(theme, size, language)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"theme = 'pink'\ntext_size = 3\nlanguage = 'no such thing'",
        b"theme = []\ntext_size = true\nlanguage = 7",
        b"theme = 'dark'\ntext_size = 200\nlanguage = 'cy'\nunknown = 1",
        b"\xef\xbb\xbftheme = 'light'\ntext_size = 1e2",
        b"\xff\xfe not text",
        b"theme = ",
        b"a = " + b"[" * 5_000,
        b"# \n" * 400_000,
        b"text_size = 201\nlanguage = 'en'\ntheme = 'auto'",
    ],
)
def test_it_sees_what_the_settings_see(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    look = read_first_look(path)
    whole = load_settings(path)
    assert (look.theme, look.text_size, look.language) == (whole.theme, whole.text_size, whole.language)


def test_no_file_is_nothing_set(tmp_path: Path) -> None:
    assert read_first_look(tmp_path / "settings.toml") == FirstLook()


def test_it_needs_none_of_the_modules_it_is_there_to_avoid() -> None:
    code = "import sys, composer.gui.application\nprint(*sorted(sys.modules))"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"composer.settings", "composer.blocks.fields", "msgspec"}
