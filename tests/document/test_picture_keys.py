"""What a picture is called in a letter: as it is kept, or at twice the width shown."""

from __future__ import annotations

import pytest

from composer.document.picture_keys import key_for, parts_of

HASH = "ab" * 32


@pytest.mark.parametrize(
    ("width", "shown", "key"),
    [(1200, 176, f"{HASH}w352"), (400, 176, HASH), (352, 176, HASH), (0, 176, HASH), (1200, 600, HASH), (1200, 0, HASH)],
)
def test_only_what_is_much_too_wide_is_made_narrower(width: int, shown: int, key: str) -> None:
    assert key_for(HASH, width, shown) == key
    assert parts_of(key) == (HASH, shown * 2 if key != HASH else 0)


@pytest.mark.parametrize("key", ["", "abw12", f"{HASH}w", f"{HASH}w99999", f"kept:{HASH}", f"{HASH}w12x"])
def test_anything_else_is_a_hash(key: str) -> None:
    assert parts_of(key) == (key, 0)
