"""What may be written to, and what two spellings have in common."""

from __future__ import annotations

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from composer.contacts.addresses import (
    _PLAIN,
    Address,
    Refusal,
    domain_of,
    judge_address,
    normalise_address,
    read_address,
    read_domain,
)
from composer.errors import InputError


@pytest.mark.parametrize(
    ("text", "email", "key"),
    [
        ("Anna@Example.ORG", "Anna@Example.ORG", "anna@example.org"),
        ("  anna@example.org\u200b\r\n", "anna@example.org", "anna@example.org"),
        ("an\u200bna@exam\x00ple.org", "anna@example.org", "anna@example.org"),
        ("mailto:anna@example.org?subject=x", "anna@example.org", "anna@example.org"),
        ("<anna@example.org>;", "anna@example.org", "anna@example.org"),
        ("'anna@example.org'", "anna@example.org", "anna@example.org"),
        ("o'neill@example.org", "o'neill@example.org", "o'neill@example.org"),
        ("anna@example.org.", "anna@example.org", "anna@example.org"),
        ("info@bücher.example", "info@bücher.example", "info@xn--bcher-kva.example"),
        ("info@XN--BCHER-KVA.example", "info@bücher.example", "info@xn--bcher-kva.example"),
        ("JÜRGEN@example.org", "JÜRGEN@example.org", "jürgen@example.org"),
        ("a+tag@host.invalid", "a+tag@host.invalid", "a+tag@host.invalid"),
    ],
)
def test_usable_addresses(text: str, email: str, key: str) -> None:
    assert read_address(text)[:2] == (email, key)
    assert normalise_address(text) == key


def test_a_name_beside_the_address_is_kept() -> None:
    assert read_address('"Bell, Anna" <anna@example.org>') == Address("anna@example.org", "anna@example.org", "Bell, Anna")


@pytest.mark.parametrize(
    ("text", "part_of_reason", "mend"),
    [
        ("", "no address", ""),
        ("anna", "no @", ""),
        ("=C3=91=C3=91=C3=91", "coded form", ""),
        ("=C3=91=C3=91@example.org", "coded form", ""),
        ("=?utf-8?Q?anna?=@example.org", "coded form", ""),
        ("contact1@invalid", "no dot", ""),
        ("anna @example.org", "a space", "anna@example.org"),
        ("anna (at) example (dot) org", "no @", "anna@example.org"),
        ("anna@example,org", "comma", "anna@example.org"),
        ("anna@example.org (work)", "a space", "anna@example.org"),
        ("anna@example.org/", "not written", "anna@example.org"),
        ("anna@@example.org", "more than one @", "anna@example.org"),
        ("anna@example..org", "dot too many", "anna@example.org"),
        (".anna@example.org", "dot too many", "anna@example.org"),
        ("anna@example.org; ben@example.org", "more than one address", "anna@example.org"),
        ("anna@", "after the @", ""),
        ("@example.org", "before the @", ""),
        ("anna@exa_mple.org", "not written", ""),
        ("anna@-example.org", "not written", ""),
        ("anna@192.168.1.1", "does not end like", ""),
        ("anna@[192.168.1.1]", "not written", ""),
        ("a" * 65 + "@example.org", "longer", ""),
        ("anna@" + "x" * 64 + ".org", "not written", ""),
        ("a@" + "b.c" * 100 + ".org", "longer", ""),
    ],
)
def test_what_is_refused_says_why_and_how_to_mend_it(text: str, part_of_reason: str, mend: str) -> None:
    judged = judge_address(text)
    assert isinstance(judged, Refusal)
    assert part_of_reason in judged.reason
    assert judged.mend == mend
    with pytest.raises(InputError) as refused:
        read_address(text)
    assert judged.reason in str(refused.value)
    if mend:
        assert mend in refused.value.remedy


@given(st.text(alphabet="aB0-._+@x n=", max_size=30) | st.from_regex(_PLAIN, fullmatch=True) | st.emails())
def test_the_quick_way_accepts_nothing_the_library_refuses(text: str) -> None:
    if _PLAIN.fullmatch(text) and isinstance(judge_address(text), Address):
        try:
            validate_email(text, check_deliverability=False, globally_deliverable=False, strict=True)
        except EmailNotValidError as error:
            raise AssertionError(f"{text!r}: {error}") from error


@given(st.text(max_size=60) | st.emails() | st.builds("{}@{}.org".format, st.text(max_size=10), st.text(max_size=10)))
def test_any_text_is_judged_and_a_key_is_its_own_key(text: str) -> None:
    judged = judge_address(text)
    if isinstance(judged, Address):
        assert judge_address(judged.key) == Address(judged_email(judged.key), judged.key)
        assert "\x00" not in judged.email
        assert "\n" not in judged.email
        assert normalise_address(judged.email) == judged.key
    else:
        assert judged.reason


def judged_email(key: str) -> str:
    found = judge_address(key)
    assert isinstance(found, Address), f"{key!r}: {found}"
    return found.email


def test_whole_domains() -> None:
    assert read_domain(" @Bücher.Example ") == "@xn--bcher-kva.example"
    assert domain_of("anna@example.org") == "@example.org"
    with pytest.raises(InputError):
        read_domain("@localhost")


@pytest.mark.parametrize("odd", ["ａnna@example.org", "ＡＮＮＡ@ＥＸＡＭＰＬＥ.org", "anna@example。org", "anna@EXAMPLE.ORG."])
def test_letters_that_only_look_otherwise_make_no_other_person(odd: str) -> None:
    assert normalise_address(odd) == "anna@example.org"


def test_a_plus_and_another_domain_make_another_address() -> None:
    assert len({normalise_address(text) for text in ("anna@example.org", "anna+news@example.org", "anna@example.com")}) == 3
