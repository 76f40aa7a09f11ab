"""Addresses as envelopes carry them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.addresses import ascii_address, name_and_address, without_controls
from composer.errors import InputError


@pytest.mark.parametrize(
    ("written", "carried"),
    [
        ("anna@example.org", "anna@example.org"),
        ("Anna.Lind+news@Example.ORG", "Anna.Lind+news@example.org"),
        ("anna@sjøhus.example", "anna@xn--sjhus-wua.example"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("a!#$%&*/=?^_`{|}~-@example.org", "a!#$%&*/=?^_`{|}~-@example.org"),
    ],
)
def test_the_domain_becomes_ascii_and_the_rest_stays(written: str, carried: str) -> None:
    assert ascii_address(written) == carried


@pytest.mark.parametrize(
    "written", ["ünna@example.org", "anna", "@example.org", "anna@", "a b@example.org", "a@b@example.org", ""]
)
def test_what_no_server_takes_is_refused(written: str) -> None:
    with pytest.raises(InputError):
        ascii_address(written)


@given(st.text(max_size=80))
def test_nothing_that_could_break_a_line_comes_through(text: str) -> None:
    try:
        carried = ascii_address(text)
    except InputError:
        return
    assert carried.isascii()
    assert carried.isprintable()
    assert not set(carried) & set(" <>,;\r\n")
    assert carried.count("@") == 1


@given(st.text(max_size=80))
def test_one_line_stays_one_line(text: str) -> None:
    assert len((without_controls(text) or "x").splitlines()) == 1


def test_a_name_with_its_address() -> None:
    assert name_and_address('"Friends, Harbour" <news@harbour.example>') == ("Friends, Harbour", "news@harbour.example")
    assert name_and_address("news@harbour.example") == ("", "news@harbour.example")
