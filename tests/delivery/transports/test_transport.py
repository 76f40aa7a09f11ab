"""Every transport keeps the same promises."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

from composer.delivery import transports
from composer.delivery.transports.transport import Transport, TryAgainError
from composer.errors import AccountError


def _kinds() -> list[type[Transport]]:
    found = set()
    for module in pkgutil.iter_modules(transports.__path__):
        members = vars(importlib.import_module(f"{transports.__name__}.{module.name}")).values()
        found |= {kind for kind in members if inspect.isclass(kind) and issubclass(kind, Transport) and kind is not Transport}
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: kind.__name__)
def test_it_can_be_opened_used_and_closed(kind: type[Transport]) -> None:
    assert not inspect.isabstract(kind)


def test_trying_again_is_a_matter_of_the_account() -> None:
    assert issubclass(TryAgainError, AccountError)
