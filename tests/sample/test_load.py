"""The sample organisation comes in whole, once, and never gets out of the practice mailbox."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.clock import fixed_clock
from composer.delivery.accounts import PRACTICE_NAME, Account
from composer.delivery.audience import audience
from composer.errors import AudienceError, SourceError
from composer.library.item import KINDS
from composer.library.shelf import ShelfQuery
from composer.publishing.picked import with_pictures
from composer.sample.load import NEWSLETTER_ID, load_sample, open_sample, sample_served
from composer.sample.site import SampleSite
from composer.sources.refresh import refresh
from composer.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    opened = open_workspace(str(tmp_path / "workspace"), clock=clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace the sample came into, once; each test gets a copy."""
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    opened = open_workspace(str(folder), clock=fixed_clock(datetime(2026, 11, 23, 9, tzinfo=UTC)))
    open_sample(opened)
    opened.close()
    return folder


@pytest.fixture
def loaded(brought_in: Path, tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    folder = tmp_path / "loaded"
    shutil.copytree(brought_in, folder)
    opened = open_workspace(str(folder), clock=clock)
    yield opened
    opened.close()


def _lists(workspace: Workspace) -> dict[str, tuple[int, int, bool]]:
    return {row.name: (row.contacts, row.mailable, row.sample) for row in workspace.lists.all()}


def test_everything_is_there(loaded: Workspace) -> None:
    newsletter = loaded.documents.newsletter(NEWSLETTER_ID)
    assert (newsletter.name, newsletter.usual_list, newsletter.account) == ("Small Hours News", "Supporters", PRACTICE_NAME)
    assert loaded.pictures.has(newsletter.brand.logo.hash)
    assert {row.type for row in loaded.source_list.all()} == {"wordpress", "calendar"}
    assert all(row.sample and not row.last_problem for row in loaded.source_list.all())
    kinds = Counter(row.item.kind for row in loaded.shelf.find(ShelfQuery(limit=500)))
    assert set(kinds) == set(KINDS)
    assert kinds.total() >= 40
    assert loaded.contacts.count() == 60
    assert _lists(loaded) == {"Supporters": (45, 44, True), "Professionals": (20, 20, True)}


def test_names_survive_the_way_in(loaded: Workspace) -> None:
    names = {row.contact.email.lower(): row.contact.full_name for row in loaded.contacts.search(limit=100)}
    assert names["layla.alhaddad@example.net"] == "ليلى الحداد"
    assert names["bob.and.sue@example.net"] == "Bob & Sue Tarrant"
    assert names["hello.there@example.net"] == ""
    assert names["siobhan.oshaughnessy@example.org"] == "Siobhán O'Shaughnessy"
    assert names["malgorzata.wz@example.com"] == "Małgorzata Wiśniewska-Żółkiewska"


def test_whoever_said_no_stays_out(loaded: Workspace) -> None:
    assert loaded.suppressions.blocked("kit.mallory@example.net", NEWSLETTER_ID)


def test_a_second_time_changes_nothing(loaded: Workspace) -> None:
    before = (_lists(loaded), loaded.shelf.count(), loaded.contacts.count(), len(loaded.accounts.all()))
    newsletter = msgspec.structs.replace(loaded.documents.newsletter(NEWSLETTER_ID), name="Renamed")
    loaded.documents.save_newsletter(newsletter)
    open_sample(loaded)
    assert (_lists(loaded), loaded.shelf.count(), loaded.contacts.count(), len(loaded.accounts.all())) == before
    assert loaded.documents.newsletter(NEWSLETTER_ID).name == "Renamed"
    assert len(loaded.source_list.all()) == 2


def test_pictures_are_here_when_the_website_is_not(loaded: Workspace) -> None:
    items = [row.item for row in loaded.shelf.find(ShelfQuery(kinds=frozenset({"news", "blog"}), limit=50)) if row.item.image]
    assert len(items) > 5
    assert all(picture and picture.alt for _item, picture in with_pictures(loaded, items))


def test_its_sources_can_be_read_again_while_the_website_is_served(loaded: Workspace) -> None:
    with sample_served(loaded) as base_url:
        assert base_url.startswith("http://127.0.0.1:")
        outcomes = refresh(loaded.source_list, loaded.shelf, loaded.fetch_context())
    assert all(outcome.kept is not None and not outcome.problems for outcome in outcomes)
    assert all(outcome.kept.new == outcome.kept.changed == 0 for outcome in outcomes if outcome.kept)


def test_when_its_port_is_taken_it_moves(loaded: Workspace, clock: Any) -> None:
    ports = {row.location.split("/")[2] for row in loaded.source_list.all()}
    (taken,) = ports
    with SampleSite(clock, int(taken.rpartition(":")[2])), sample_served(loaded) as base_url:
        assert taken not in base_url
        assert all(row.location.startswith(base_url) for row in loaded.source_list.all())
        before = loaded.shelf.count()
        refresh(loaded.source_list, loaded.shelf, loaded.fetch_context())
        assert loaded.shelf.count() == before


def test_who_comes_while_another_is_inside_shares_its_website(loaded: Workspace) -> None:
    addresses = {row.location for row in loaded.source_list.all()}
    first, second = sample_served(loaded), sample_served(loaded)
    base_url = first.__enter__()
    assert second.__enter__() == base_url
    first.__exit__(None, None, None)
    outcomes = refresh(loaded.source_list, loaded.shelf, loaded.fetch_context())
    assert all(not outcome.problems for outcome in outcomes), "it answers until the last one has gone"
    second.__exit__(None, None, None)
    assert {row.location for row in loaded.source_list.all()} == addresses, "nobody had to move to another port"
    with sample_served(loaded) as again:
        assert again == base_url


def test_without_the_sample_nothing_is_served(workspace: Workspace) -> None:
    with sample_served(workspace) as base_url:
        assert base_url == ""
    assert workspace.source_list.all() == []


def test_a_real_list_of_the_same_name_is_left_alone(workspace: Workspace) -> None:
    workspace.lists.create("supporters")
    newsletter = open_sample(workspace)
    assert _lists(workspace)["supporters"] == (0, 0, False)
    assert _lists(workspace)["Supporters (sample)"][0] == 45
    assert newsletter.usual_list == "Supporters (sample)"


def test_its_people_never_get_a_letter_from_a_real_account(loaded: Workspace) -> None:
    real = Account(name="Office", smtp_host="mail.example.org", smtp_port=465, from_email="office@example.org")
    with pytest.raises(AudienceError, match="practice mailbox"):
        audience(loaded.engine, loaded.clock, newsletter_id=NEWSLETTER_ID, lists=("Supporters",), issue_id="none", account=real)


def test_a_website_that_is_not_there_is_said_in_a_sentence(workspace: Workspace, clock: Any) -> None:
    site = SampleSite(clock)
    base_url = site.start()
    site.stop()
    with pytest.raises(SourceError) as caught:
        load_sample(workspace, base_url)
    assert str(caught.value)
