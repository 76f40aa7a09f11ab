"""What a letter links to, and what a writer meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.rendering.addresses import is_safe_address, is_web_address, safe_address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://e.org/x?a=1#b", "https://e.org/x?a=1#b"),
        (" https://e.org ", "https://e.org"),
        ("example.org/page", "https://example.org/page"),
        ("www.example.co.uk", "https://www.example.co.uk"),
        ("münchen.example", "https://münchen.example"),
        ("anna@example.org", "mailto:anna@example.org"),
        ("mailto:anna@example.org", "mailto:anna@example.org"),
        ("tel:+441234567", "tel:+441234567"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("vbscript:x", ""),
        ("//e.org/x", ""),
        ("https://", ""),
        ("https://[::1", ""),
        ("https://e.org/a b", ""),
        ("see the website", ""),
        ("", ""),
    ],
)
def test_address_as_it_may_stand_in_a_letter(typed: str, meant: str) -> None:
    assert safe_address(typed) == meant


def test_only_http_is_the_web() -> None:
    assert is_web_address("HTTPS://e.org")
    assert not is_web_address("mailto:a@e.org")
    assert not is_web_address("")


@given(st.text(max_size=80))
def test_never_fails_and_is_always_safe(text: str) -> None:
    made = safe_address(text)
    assert made == "" or is_safe_address(made)
