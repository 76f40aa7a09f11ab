"""Each error says what happened and what to do, and is found under its family's name."""

from __future__ import annotations

import inspect

import pytest

from composer import errors
from composer.errors import AccountError, ComposerError, DeliveryError, FormatError, InputError, NotFoundError

EVERY = [found for _name, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, ComposerError)]


@pytest.mark.parametrize("kind", EVERY)
def test_message_remedy_and_details(kind: type[ComposerError]) -> None:
    error = kind("The file is damaged.", "Ask for it again.", details="byte 7")
    assert (error.message, error.remedy, error.details) == ("The file is damaged.", "Ask for it again.", "byte 7")
    assert str(error) == "The file is damaged. Ask for it again."
    assert str(kind("The file is damaged.")) == "The file is damaged."


def test_families() -> None:
    assert issubclass(NotFoundError, InputError)
    assert issubclass(FormatError, InputError)
    assert issubclass(AccountError, DeliveryError)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    assert errors.__doc__ is not None
    for kind in EVERY:
        assert kind.__name__ in errors.__doc__
