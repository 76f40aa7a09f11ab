"""A real WordPress, started once for all tests that want one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from debian_wordpress import DebianWordPress, missing


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DebianWordPress]:
    lacking = missing()
    if lacking:
        pytest.skip(f"no real WordPress here: {lacking}")
    served = DebianWordPress(tmp_path_factory.mktemp("wp")).start()
    yield served
    served.stop()
