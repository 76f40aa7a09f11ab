"""Encrypted files: opened by their own key and name alone, damaged ones say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sealed_file import fits_keyring, forget, new_key, seal, sealed_path, unseal


@given(st.text(max_size=3000).filter(lambda text: text.isprintable()))
def test_what_goes_in_comes_out(tmp_path_factory: pytest.TempPathFactory, secret: str) -> None:
    folder, key = tmp_path_factory.getbasetemp() / "sealed", new_key()
    seal(folder, "Office", secret, key)
    assert unseal(folder, "Office", key) == secret
    assert unseal(folder, "Office", new_key()) is None


def test_a_file_given_another_name_or_changed_by_one_bit_does_not_open(tmp_path: Path) -> None:
    key = new_key()
    seal(tmp_path, "Office", "secret", key)
    path = sealed_path(tmp_path, "Office")
    content = path.read_bytes()
    sealed_path(tmp_path, "Other").write_bytes(content)
    assert unseal(tmp_path, "Other", key) is None
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert unseal(tmp_path, "Office", key) is None
    path.write_bytes(b"")
    assert unseal(tmp_path, "Office", key) is None
    forget(tmp_path, "Office")
    forget(tmp_path, "Office")
    assert unseal(tmp_path, "Office", key) is None


@pytest.mark.parametrize(("secret", "fits"), [("x" * 1200, True), ("x" * 1201, False), ("😀" * 600, True), ("😀" * 601, False)])
def test_length_is_counted_as_windows_counts(secret: str, fits: bool) -> None:
    assert fits_keyring(secret) is fits


def test_nothing_that_long_is_a_secret(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too long"):
        seal(tmp_path, "Office", "x" * 200_000, new_key())
