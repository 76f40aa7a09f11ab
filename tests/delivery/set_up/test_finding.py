"""From the address alone: who is asked, what is believed, and that nobody hears the address."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from name_server import NameServer

from composer.delivery.set_up.finding import COLLECTION, Finding, find_servers
from composer.errors import InputError, SourceError

ADDRESS = "jo@harbour.example"
OWN = "https://autoconfig.harbour.example/mail/config-v1.1.xml"


def config(host: str) -> bytes:
    return f"""<clientConfig version="1.1"><emailProvider id="x"><outgoingServer type="smtp"><hostname>{host}</hostname>
<port>465</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>
</outgoingServer></emailProvider></clientConfig>""".encode()


class Web:
    def __init__(self, pages: dict[str, bytes], leads_to: str = "") -> None:
        self.pages, self.leads_to, self.asked = pages, leads_to, [""]

    def __call__(self, url: str) -> tuple[str, bytes]:
        self.asked.append(url)
        if url not in self.pages:
            raise SourceError("There is no such page.")
        return self.leads_to or url, self.pages[url]


def find(web: Web, server: NameServer, address: str = ADDRESS, open_doors: tuple[tuple[str, int], ...] = ()) -> Finding:
    return find_servers(address, fetch=web, names=server.names, knock=lambda host, port, _security: (host, port) in open_doors)


def test_a_known_provider_needs_nobody_asked() -> None:
    with NameServer() as server:
        web = Web({})
        (found,) = find(web, server, "jo@gmail.com").found
        assert (found.smtp.host, found.sign_in, found.origin) == ("smtp.gmail.com", "google", "table")
        assert found.imap is not None
        assert web.asked == [""]
        assert server.asked == []


def test_who_takes_the_mail_tells_the_provider_and_comes_before_a_web_hosts_own_opinion() -> None:
    with NameServer({("harbour.example", "MX"): ["0 harbour-example.mail.protection.outlook.com."]}) as server:
        web = Web({OWN: config("mail.webhost.example")})
        first, second = find(web, server).found
        assert (first.preset, first.sign_in, first.smtp.username) == ("m365", "microsoft", ADDRESS)
        assert "harbour-example.mail.protection.outlook.com" in first.where
        assert second.smtp.host == "mail.webhost.example"


def test_the_domain_itself_comes_before_the_collection_and_a_guess() -> None:
    with NameServer({("mail.harbour.example", "A"): ["192.0.2.1"]}) as server:
        web = Web({OWN: config("own.harbour.example"), COLLECTION + "harbour.example": config("listed.harbour.example")})
        found = find(web, server, open_doors=(("mail.harbour.example", 587),)).found
        assert [one.smtp.host for one in found] == ["own.harbour.example", "listed.harbour.example", "mail.harbour.example"]
        assert [one.origin for one in found] == ["domain", "thunderbird", "guess"]
        assert found[2].smtp.port == 587


def test_the_mail_exchangers_own_provider_is_looked_up_in_the_collection() -> None:
    with NameServer({("harbour.example", "MX"): ["10 mx1.in.post.co.uk."]}) as server:
        (found,) = find(Web({COLLECTION + "post.co.uk": config("smtp.post.co.uk")}), server).found
        assert (found.smtp.host, found.origin) == ("smtp.post.co.uk", "mail_exchanger")


def test_srv_records_are_read_and_a_service_that_is_said_not_to_exist_is_none() -> None:
    with NameServer(
        {
            ("_submissions._tcp.harbour.example", "SRV"): ["0 0 0 ."],
            ("_submission._tcp.harbour.example", "SRV"): ["10 0 587 low.harbour.example.", "5 0 587 first.harbour.example."],
            ("_imaps._tcp.harbour.example", "SRV"): ["0 1 993 imap.harbour.example."],
        }
    ) as server:
        (found,) = find(Web({}), server).found
        assert (found.smtp.host, found.smtp.security, found.origin) == ("first.harbour.example", "starttls", "dns")
        assert found.imap is not None
        assert found.imap.host == "imap.harbour.example"


def test_a_description_without_encryption_on_the_way_is_not_believed() -> None:
    with NameServer() as server:
        answer = find(Web({OWN: config("own.harbour.example")}, leads_to="http://harbour.example/config"), server)
        assert answer.found == ()
        assert any("without encryption" in asked.said for asked in answer.asked)


def test_the_address_is_told_to_nobody() -> None:
    with NameServer() as server:
        web = Web({})
        answer = find(web, server, "jo.secret@harbour.example")
        assert answer.found == ()
        assert len(web.asked) > 3
        assert "secret" not in " ".join([*web.asked, *(name for name, _kind in server.asked)])
        assert all(url.startswith("https://") for url in web.asked[1:])
        assert len(answer.asked) == 6


def test_what_is_no_address_is_said_at_once() -> None:
    with pytest.raises(InputError), NameServer() as server:
        find(Web({}), server, "jo at harbour")
