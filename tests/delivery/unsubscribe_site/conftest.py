"""A website of each kind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from website import Website


@pytest.fixture
def website(tmp_path: Path) -> Iterator[Callable[..., Website]]:
    started: list[Website] = []

    def start(kind: str, key: bytes) -> Website:
        started.append(Website(kind, tmp_path / f"site{len(started)}", key))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for site in started:
        site.stop()
