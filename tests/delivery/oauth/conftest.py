"""The identity server on this computer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from identity_server import IdentityServer


@pytest.fixture
def identity() -> Iterator[IdentityServer]:
    with IdentityServer() as server:
        yield server
