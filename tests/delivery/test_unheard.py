"""Sending without a place that did not answer is decided for one campaign, and its letters then name the site no more."""

from __future__ import annotations

from typing import Any

import msgspec

from composer.delivery.campaign import Campaign
from composer.delivery.message import Addressee, LetterMaker
from composer.delivery.unheard import SITE, Unheard, note_missing, send_without, unheard_of
from composer.delivery.unsubscribe_site.collecting import prove
from composer.delivery.unsubscribe_site.site import UnsubscribeSite

ENDPOINT = "https://harbour.example/?newsletter-unsubscribe={token}"


def _campaign(office: Any, monkeypatch: Any) -> Campaign:
    monkeypatch.setattr(UnsubscribeSite, "prove", lambda _site: None)
    prove(office.engine, office.clock, office.newsletter.id, ENDPOINT)
    office.newsletter = msgspec.structs.replace(office.newsletter, unsubscribe_endpoint=ENDPOINT)
    office.people(1)
    made: Campaign = office.campaign()
    return made


def _letter(office: Any, campaign: Campaign) -> str:
    row = office.campaigns.deliveries(campaign.id)[0]
    maker = LetterMaker(office.campaigns.frozen(campaign.id), campaign.id)
    return maker.make(Addressee(row.email, row.token, {}), office.clock()).content.decode()


def test_letters_name_the_site_until_somebody_decides_to_send_without_it(office: Any, monkeypatch: Any) -> None:
    campaign = _campaign(office, monkeypatch)
    before = _letter(office, campaign)
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in before
    assert before.count("https://harbour.example/") >= 3  # header and both bodies
    note_missing(office.engine, campaign.id, [SITE])
    assert unheard_of(office.engine, campaign.id) == Unheard(missing=(SITE,))
    send_without(office.engine, campaign.id, [SITE])
    after = _letter(office, campaign)
    assert "List-Unsubscribe-Post" not in after
    assert "https://harbour.example/" not in after
    assert "List-Unsubscribe: <mailto:news@harbour.example" in after
    assert unheard_of(office.engine, campaign.id) == Unheard(without=(SITE,))


def test_a_mailbox_that_did_not_answer_changes_nothing_in_the_letter(office: Any, monkeypatch: Any) -> None:
    campaign = _campaign(office, monkeypatch)
    send_without(office.engine, campaign.id, ["mailbox:Office"])
    assert "List-Unsubscribe-Post" in _letter(office, campaign)
    assert unheard_of(office.engine, campaign.id).without == ("mailbox:Office",)


def test_another_campaign_knows_nothing_of_it(office: Any, monkeypatch: Any) -> None:
    campaign = _campaign(office, monkeypatch)
    send_without(office.engine, campaign.id, [SITE])
    assert unheard_of(office.engine, "another") == Unheard()


def test_no_button_before_our_own_post_to_that_very_page_succeeded(office: Any, monkeypatch: Any) -> None:
    office.newsletter = msgspec.structs.replace(office.newsletter, unsubscribe_endpoint=ENDPOINT)
    office.people(1)
    untried = _letter(office, office.campaign())
    assert "List-Unsubscribe-Post" not in untried
    assert "https://harbour.example/" not in untried
    monkeypatch.setattr(UnsubscribeSite, "prove", lambda _site: None)
    prove(office.engine, office.clock, office.newsletter.id, ENDPOINT.replace("harbour", "elsewhere"))
    office.people(1, "Others")
    assert "List-Unsubscribe-Post" not in _letter(office, office.campaign("Others"))
