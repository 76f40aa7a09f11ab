"""The words a letter itself holds (its links, its dates, the way to unsubscribe) come in the language of its newsletter."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

from composer.document.brand import Brand
from composer.i18n import speaking
from composer.paths import resources_folder


def letter_words(brand: Brand) -> AbstractContextManager[None]:
    """Within, ``_()`` speaks the language of the letters of ``brand``, whatever the window speaks."""
    return speaking(brand.language, _translations())


@cache
def _translations() -> Path:
    return resources_folder() / "translations"
