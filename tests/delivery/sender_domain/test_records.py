"""DKIM keys and DMARC records as the DNS has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from name_server import NameServer
from published_keys import key_record

from composer.delivery.sender_domain.records import dkim_keys, read_dmarc, tags


def test_keys_by_their_names() -> None:
    with NameServer() as server:
        server.txt("good._domainkey.harbour.example", key_record(2048))
        server.txt("old._domainkey.harbour.example", "v=DKIM1; p=")
        server.txt("odd._domainkey.harbour.example", "v=DKIM1; p=bm90IGEga2V5")
        server.txt("not._domainkey.harbour.example", "hello")
        found = dkim_keys(server.names, "harbour.example", ["good", "old", "odd", "not", "none", "good"])
    assert [(key.selector, key.bits, key.revoked) for key in found] == [
        ("good", 2048, False),
        ("old", 0, True),
        ("odd", 0, False),
    ]


@pytest.mark.parametrize(
    ("records", "domain", "policy"),
    [
        ({"news.harbour.example": "v=DMARC1; p=reject"}, "news.harbour.example", "reject"),
        ({"harbour.example": "v=DMARC1; p=reject; sp=none"}, "harbour.example", "none"),
        ({"harbour.example": "v=DMARC1;p=quarantine"}, "harbour.example", "quarantine"),
        ({"harbour.example": "v=DMARC1; rua=mailto:x@harbour.example"}, "harbour.example", ""),
    ],
)
def test_the_record_of_the_domain_or_of_one_above_it(records: dict[str, str], domain: str, policy: str) -> None:
    with NameServer() as server:
        for name, text in records.items():
            server.txt(f"_dmarc.{name}", text)
        found = read_dmarc(server.names, "news.harbour.example")
    assert found is not None
    assert (found.domain, found.policy) == (domain, policy)


def test_no_record_and_too_many() -> None:
    with NameServer() as server:
        assert read_dmarc(server.names, "harbour.example") is None
        assert ("_dmarc.example", "TXT") not in server.asked  # nobody's domain ends there
        server.txt("_dmarc.harbour.example", "v=DMARC1; p=none; adkim=s", "v=DMARC1; p=reject")
        found = read_dmarc(server.names, "harbour.example")
    assert found is not None
    assert found.many
    assert found.strict in ((), ("DKIM",))  # whichever the server names first


@given(st.text(max_size=200))
def test_any_record_is_put_up_with(text: str) -> None:
    tags(text)
