"""Issues written by older releases still open: one function per step, each from data to data.

Schema history: 1 is the first release.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from composer.errors import FormatError
from composer.i18n import _

SCHEMA = 1
_STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def upgrade(given: Any) -> dict[str, Any]:
    """The data in today's schema; a copy, the input is left alone.

    Raises:
        FormatError: it is no issue, or was written by a newer release.
    """
    if not isinstance(given, dict) or not isinstance(given.get("schema"), int) or not isinstance(given.get("blocks"), list):
        raise FormatError(_("This is not an issue of a newsletter."), _("Choose a file that ends in .newsletter."))
    data: dict[str, Any] = dict(given)
    if data["schema"] > SCHEMA:
        raise FormatError(
            _("This issue was written with a newer release of the program."), _("Update Newsletter Composer, then open it again.")
        )
    while data["schema"] < SCHEMA:
        data = {**_STEPS[data["schema"]](data), "schema": data["schema"] + 1}
    return data
