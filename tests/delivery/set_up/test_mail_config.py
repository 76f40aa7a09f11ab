"""A stranger's description of mail servers: the good ones are read, and nothing in it leads a password astray."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.set_up.found import FoundServers, MailServer, host_name
from composer.delivery.set_up.mail_config import read_mail_config

ADDRESS = "jo.bloggs@harbour.example"


def description(servers: str, name: str = "Harbour Mail") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="harbour.example"><domain>harbour.example</domain>
<displayName>{name}</displayName>{servers}</emailProvider></clientConfig>""".encode()


def server(
    tag: str = "outgoingServer",
    kind: str = "smtp",
    host: str = "smtp.%EMAILDOMAIN%",
    port: str = "587",
    socket: str = "STARTTLS",
    user: str = "%EMAILLOCALPART%",
    auth: str = "password-cleartext",
) -> str:
    return (
        f'<{tag} type="{kind}"><hostname>{host}</hostname><port>{port}</port><socketType>{socket}</socketType>'
        f"<username>{user}</username><authentication>{auth}</authentication></{tag}>"
    )


def read(content: bytes) -> FoundServers | None:
    return read_mail_config(content, ADDRESS, origin="domain", where="there")


def test_both_servers_and_who_signs_in() -> None:
    found = read(description(server() + server("incomingServer", "imap", "imap.harbour.example", "993", "SSL", "%EMAILADDRESS%")))
    assert found is not None
    assert found.smtp == MailServer("smtp.harbour.example", 587, "starttls", "jo.bloggs")
    assert found.imap == MailServer("imap.harbour.example", 993, "tls", ADDRESS)
    assert (found.provider, found.sign_in, found.where) == ("Harbour Mail", "password", "there")


def test_encryption_from_the_first_byte_comes_first_and_none_at_all_never() -> None:
    plain = server(host="plain.harbour.example", port="25", socket="plain")
    found = read(description(plain + server() + server(host="tls.harbour.example", port="465", socket="SSL")))
    assert found is not None
    assert (found.smtp.host, found.smtp.security) == ("tls.harbour.example", "tls")
    assert read(description(plain)) is None


def test_pop_is_not_read_from() -> None:
    found = read(description(server() + server("incomingServer", "pop3", "pop.harbour.example", "995", "SSL")))
    assert found is not None
    assert found.imap is None


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "192.168.0.1", "[::1]", "mail", "printer.local", "a b.example", "x.example/evil", "%s.example", "",
     "x" * 64 + ".example", "-a.example", "db.internal", "2130706433"],
)  # fmt: skip
def test_a_host_that_is_not_on_the_internet_is_not_taken(host: str) -> None:
    assert read(description(server(host=host))) is None


@pytest.mark.parametrize("port", ["0", "99999", "-1", "²", "587x"])
def test_an_odd_port_never_gets_through(port: str) -> None:
    found = read(description(server(port=port)))
    assert found is None or found.smtp.port == 587


@pytest.mark.parametrize("user", ["", "%REALNAME%", "a b", "x" * 400, "%OTHER%@x"])
def test_an_odd_user_is_the_address(user: str) -> None:
    found = read(description(server(user=user)))
    assert found is not None
    assert found.smtp.username == ADDRESS


def test_the_browser_only_where_we_know_the_page() -> None:
    microsoft = read(description(server(host="smtp.office365.com", auth="OAuth2")))
    assert microsoft is not None
    assert microsoft.sign_in == "microsoft"
    other = read(description(server(host="smtp.office365.com.evil.example", auth="OAuth2")))
    assert other is not None
    assert other.sign_in == "password"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Not found</body></html>",
        b"<clientConfig/>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + description(server(host="&a;.example")),
        description("<outgoingServer/>" * 50),
        description(server()) + b"x" * 300_000,
    ],
)
def test_what_is_no_description_names_nothing(content: bytes) -> None:
    assert read(content) is None


@given(
    st.binary(max_size=300) | st.text(max_size=80).map(lambda text: description(server(host=text.replace("<", ""), user=text)))
)
def test_nothing_makes_it_stumble(content: bytes) -> None:
    found = read(content)
    assert found is None or (host_name(found.smtp.host) == found.smtp.host and found.smtp.security in ("tls", "starttls"))
