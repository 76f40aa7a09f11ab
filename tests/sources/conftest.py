"""What the tests of the sources share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from local_site import LocalSite

from composer.sources.download import Downloader
from composer.sources.source import FetchContext


@pytest.fixture
def site() -> Iterator[LocalSite]:
    """A web site on loopback, without a page yet."""
    served = LocalSite().start()
    yield served
    served.stop()


@pytest.fixture
def new_context(clock: Any) -> Callable[..., FetchContext]:
    """Makes a context at the fixed clock; ``since`` and ``until`` as ISO days."""

    def make(since: str = "", until: str = "", **more: Any) -> FetchContext:
        more.setdefault("downloader", Downloader(timeout=5, clock=clock))
        return FetchContext(
            clock=clock,
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
            **more,
        )

    return make


@pytest.fixture
def context(new_context: Callable[..., FetchContext]) -> FetchContext:
    """A context without a window."""
    return new_context()
