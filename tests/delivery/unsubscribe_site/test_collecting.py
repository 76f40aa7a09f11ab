"""Who unsubscribed on the site is written to no more, and no letter names a page that was not tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from website import Website

from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.delivery.transports.transport import TryAgainError
from composer.delivery.unsubscribe import web_address
from composer.delivery.unsubscribe_site.collecting import collect, proof_of, prove, proved, site_key
from composer.delivery.unsubscribe_site.site import ONE_CLICK, Mark
from composer.delivery.web_call import call


class Site:
    """A site's list, without a site."""

    def __init__(self, *marks: Mark) -> None:
        self.marks, self.asked = list(marks), [0]

    def prove(self) -> None: ...

    def collect(self, after: int) -> tuple[list[Mark], int]:
        self.asked.append(after)
        return self.marks[after:], len(self.marks)


def tokens(office: Any, campaign: Any) -> dict[str, str]:
    from sqlalchemy import select

    from composer.database.tables import deliveries

    with office.engine.connect() as connection:
        rows = connection.execute(select(deliveries.c.email, deliveries.c.token).where(deliveries.c.campaign == campaign.id))
        return {row.email: row.token for row in rows}


ENDPOINT = "https://harbour.example/u?t={token}"


def test_who_unsubscribed_there_is_left_out_of_that_newsletter_from_now_on(office: Any) -> None:
    anna, ben = office.people(2)
    marks = tokens(office, office.campaign())
    at = office.clock() + timedelta(hours=2)
    site = Site(Mark(marks[anna], at), Mark("a" * 42, at))
    news = office.newsletter.id
    assert collect(office.engine, office.clock, news, site=site).people == 0  # no page that works: nobody is asked
    prove(office.engine, office.clock, news, ENDPOINT, site=site)
    outcome = collect(office.engine, office.clock, news, site=site)
    assert (outcome.marks, outcome.people) == (2, 1)
    suppressions = Suppressions(office.engine, office.clock)
    assert suppressions.blocked(anna, news) == "unsubscribed"
    assert suppressions.blocked(anna, "another") == ""
    assert suppressions.blocked(ben, news) == ""
    assert [mark.at for mark in suppressions.of(anna)] == [at]
    assert collect(office.engine, office.clock, news, site=site).people == 0
    assert site.asked[-1] == 2
    assert "anna" not in str(proof_of(office.engine, news))


def test_somebody_who_came_back_is_not_put_out_again_by_an_old_list(office: Any) -> None:
    (anna,) = office.people(1)
    marks = tokens(office, office.campaign())
    news = office.newsletter.id
    site = Site(Mark(marks[anna], office.clock() - timedelta(days=3)))
    prove(office.engine, office.clock, news, ENDPOINT, site=site)
    collect(office.engine, office.clock, news, site=site)
    Suppressions(office.engine, office.clock).lift(anna, "Letter of 20 November")
    prove(
        office.engine, office.clock, news, "https://harbour.example/new?t={token}", site=site
    )  # its list is read from the start
    assert collect(office.engine, office.clock, news, site=site).people == 0
    assert Suppressions(office.engine, office.clock).blocked(anna, news) == ""
    site.marks.append(Mark(marks[anna], office.clock() + timedelta(days=1)))
    assert collect(office.engine, office.clock, news, site=site).people == 1


def test_an_erased_person_stays_erased(office: Any) -> None:
    (anna,) = office.people(1)
    marks = tokens(office, office.campaign())
    ContactStore(office.engine, office.clock).forget(anna)
    site = Site(Mark(marks[anna], office.clock()))
    prove(office.engine, office.clock, office.newsletter.id, ENDPOINT, site=site)
    assert collect(office.engine, office.clock, office.newsletter.id, site=site).people == 0


@pytest.mark.parametrize("kind", ["php", "python"])
def test_from_the_letter_to_the_mark_over_a_real_site(kind: str, office: Any, website: Callable[..., Website]) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    news = office.newsletter.id
    site = website(kind, site_key(office.engine, news))
    prove(office.engine, now, news, site.endpoint)
    (anna,) = office.people(1)
    newsletter = msgspec.structs.replace(office.newsletter, unsubscribe_endpoint=site.endpoint)
    assert proved(office.engine, newsletter) == newsletter
    marks = tokens(office, office.campaign())
    assert call("POST", web_address(site.endpoint, marks[anna]), ONE_CLICK).status == 200
    assert collect(office.engine, now, news).people == 1
    assert Suppressions(office.engine, office.clock).blocked(anna, news) == "unsubscribed"
    site.stop()
    with pytest.raises(TryAgainError):
        collect(office.engine, now, news)


def test_a_letter_names_a_page_only_after_our_own_post_succeeded(office: Any) -> None:
    office.people(1)
    office.newsletter = msgspec.structs.replace(office.newsletter, unsubscribe_endpoint=ENDPOINT)
    assert office.campaigns.frozen(office.campaign().id).unsubscribe_endpoint == ""
    prove(office.engine, office.clock, office.newsletter.id, ENDPOINT, site=Site())
    assert office.campaigns.frozen(office.campaign(again_reason="with the link").id).unsubscribe_endpoint == ENDPOINT
    office.newsletter = msgspec.structs.replace(office.newsletter, unsubscribe_endpoint="https://other.example/{token}")
    assert office.campaigns.frozen(office.campaign(again_reason="moved").id).unsubscribe_endpoint == ""
