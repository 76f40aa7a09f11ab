"""SPF records as the DNS has them, honest and broken ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from name_server import NameServer

from composer.delivery.name_service import NameService
from composer.delivery.sender_domain.spf import read_spf


class _Table(NameService):
    """A DNS that has one text everywhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def texts(self, name: str) -> tuple[str, ...]:
        return (self._text,)

    def mail_servers(self, name: str) -> tuple[str, ...]:
        return ("mx.harbour.example",)

    def addresses(self, name: str) -> tuple[str, ...]:
        return ("192.0.2.7",)


def test_includes_networks_and_hosts_are_followed() -> None:
    with NameServer() as server:
        server.txt("harbour.example", "other", "v=spf1 mx a:web.harbour.example include:_spf.relay.example ip4:192.0.2.0/28 ~all")
        server.txt("_spf.relay.example", "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 -all")
        server.records["harbour.example", "MX"] = ["10 mx.harbour.example."]
        server.records["mx.harbour.example", "A"] = ["203.0.113.5"]
        server.records["web.harbour.example", "A"] = ["203.0.113.6"]
        record = read_spf(server.names, "harbour.example")
    assert (len(record.records), record.lookups, record.ending) == (1, 3, "~")
    assert record.names == {"_spf.relay.example"}
    assert record.broken == []
    for address in ("203.0.113.5", "203.0.113.6", "192.0.2.3", "198.51.100.9", "2001:db8::1"):
        assert record.allows([address]), address
    assert not record.allows(["192.0.2.200", "2001:db9::1"])


def test_what_is_broken_is_named() -> None:
    with NameServer() as server:
        server.txt("a.example", "v=spf1 ip4:999.1.1.1 include:gone.example -all")
        server.txt("b.example", "v=spf1 -all", "v=spf1 ~all")
        server.txt("c.example", "v=spf1 include:c.example +all")
        assert read_spf(server.names, "a.example").broken == ["ip4:999.1.1.1", "gone.example"]
        assert len(read_spf(server.names, "b.example").records) == 2
        assert read_spf(server.names, "c.example").ending == "+"
        assert read_spf(server.names, "none.example").records == []


def test_a_record_that_asks_for_too_much_comes_to_an_end() -> None:
    with NameServer() as server:
        for number in range(60):
            server.txt(f"n{number}.example", f"v=spf1 include:n{number + 1}.example -all")
        assert 10 < read_spf(server.names, "n0.example").lookups < 40


@given(st.text(max_size=200))
def test_any_record_is_put_up_with(text: str) -> None:
    read_spf(_Table(f"v=spf1 {text}"), "harbour.example")
