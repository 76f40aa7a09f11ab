"""XOAUTH2: byte for byte as Google and Microsoft publish it, and nothing that could forge a field."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.xoauth2 import credentials, initial_response, words_of_refusal


def test_what_is_shown_to_the_server() -> None:
    expected = b"user=jo@harbour.example\x01auth=Bearer ya29.vF9dft4\x01\x01"
    assert credentials("jo@harbour.example", "ya29.vF9dft4") == expected
    assert base64.b64decode(initial_response("jo@harbour.example", "ya29.vF9dft4")) == expected


@pytest.mark.parametrize(("user", "token"), [("jo\x01auth=Bearer x", "t"), ("jo", "t\x01"), ("jo\r\n", "t"), ("jo", "t\n")])
def test_nothing_ends_its_field_early(user: str, token: str) -> None:
    with pytest.raises(ValueError, match="not fit"):
        credentials(user, token)


def test_a_refusal_in_words() -> None:
    said = base64.b64encode(json.dumps({"status": "401", "schemes": "bearer", "scope": "https://mail.google.com/"}).encode())
    assert words_of_refusal(said.decode()) == "status=401 scope=https://mail.google.com/"


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.b64encode(raw).decode()))
def test_a_refusal_that_says_nothing_is_empty(said: str) -> None:
    assert isinstance(words_of_refusal(said), str)
