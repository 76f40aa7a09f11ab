"""Languages: which run from right to left."""

from __future__ import annotations

import pytest

from composer.blocks.languages import LANGUAGES, runs_right_to_left


@pytest.mark.parametrize("language", ["ar", "he", "ur", "fa", "ps", "ckb", "AR-eg", "az-Arab"])
def test_right_to_left(language: str) -> None:
    assert runs_right_to_left(language)


@pytest.mark.parametrize("language", ["", "en-GB", "cy", "ku", "arn", "ur-Latn"])
def test_left_to_right(language: str) -> None:
    assert not runs_right_to_left(language)


def test_each_language_is_offered_once_by_its_name() -> None:
    names = [name for _tag, name in LANGUAGES]
    assert names[1:] == sorted(names[1:])
    assert len({tag for tag, _name in LANGUAGES}) == len(LANGUAGES)
