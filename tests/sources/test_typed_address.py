"""Addresses as people paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.typed_address import other_name, typed_addresses, with_scheme


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("www.quayside.example", ["www.quayside.example"]),
        ("  https://quayside.example/news/.  ", ["https://quayside.example/news/"]),
        ("“quayside.example”,", ["quayside.example"]),
        ("<https://quayside.example/a_(b)>", ["https://quayside.example/a_(b)"]),
        ("(see quayside.example/news)", ["quayside.example/news"]),
        ("Our site is www.quayside.example, our dates are webcal://dates.example/all.ics.", None),
        ("https:// quayside.example", ["https://quayside.example"]),
        ("https//quayside.example", ["https://quayside.example"]),
        ("HTTP:/quayside.example", ["HTTP://quayside.example"]),
        ("quayside.example\u200b\u00a0", ["quayside.example"]),
        ("192.168.1.5:8080/feed", ["192.168.1.5:8080/feed"]),
        ("localhost:8000", ["localhost:8000"]),
        ("http://[::1]:81/x", ["http://[::1]:81/x"]),
        ("münchen.example", ["münchen.example"]),
        ("пример.рф/новости", ["пример.рф/новости"]),
        ("xn--e1afmkfd.xn--p1ai", ["xn--e1afmkfd.xn--p1ai"]),
        ("a.example\nb.example\r\na.example; c.example", ["a.example", "b.example", "c.example"]),
        ("rosa@quayside.example", []),
        ("our news", []),
        ("3.14", []),
        ("", []),
        ("https://", []),
    ],
)
def test_what_is_an_address(typed: str, found: list[str] | None) -> None:
    expected = found if found is not None else ["www.quayside.example", "webcal://dates.example/all.ics"]
    assert typed_addresses(typed) == expected


@given(st.text(max_size=300))
def test_whatever_is_pasted(text: str) -> None:
    for address in typed_addresses(text):
        assert address == address.strip()
        assert " " not in address


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("https://quayside.example/a?b=c", "https://www.quayside.example/a?b=c"),
        ("https://www.quayside.example/", "https://quayside.example/"),
        ("https://news.quayside.example/", "https://www.news.quayside.example/"),
        ("https://a.b.quayside.example/", ""),
        ("http://127.0.0.1:81/", ""),
        ("http://localhost/", ""),
        ("http://www.example/", ""),
    ],
)
def test_the_twin_of_a_name(address: str, other: str) -> None:
    assert other_name(address) == other


def test_a_scheme_in_place_of_another() -> None:
    assert with_scheme("quayside.example/x", "https") == "https://quayside.example/x"
    assert with_scheme("webcal://quayside.example/x", "http") == "http://quayside.example/x"
