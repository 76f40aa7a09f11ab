"""Brings the sample organisation into a workspace the way anybody's own comes in: over HTTP, from files, through every door."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from composer.blocks.fields import Picture
from composer.delivery.accounts import PRACTICE_NAME
from composer.document.brand import Brand
from composer.document.newsletter import Newsletter
from composer.errors import NotFoundError, SourceError
from composer.sample.organisation import Organisation, SampleList, organisation
from composer.sample.site import SampleSite
from composer.sample.wordpress_answers import POSTS

if TYPE_CHECKING:
    from composer.workspace import Workspace

NEWSLETTER_ID = "sample-small-hours"


def open_sample(workspace: Workspace) -> Newsletter:
    """Start the sample website, bring everything in, stop it again. What was read stays, pictures included.

    Raises:
        SourceError: the sample website could not be read. WorkspaceError: it could not start.
    """
    with SampleSite(workspace.clock, _known_port(workspace)) as site:
        return load_sample(workspace, site.base_url)


@contextmanager
def sample_served(workspace: Workspace) -> Iterator[str]:
    """Inside, the sample website answers, where this workspace knows it; gives its address, or an empty string.

    For whoever reads the sources again. Where the port of last time is taken, the sources are told the new one. Whoever comes
    while another is still inside shares its site: a second one, at another port, would leave the first one's addresses without
    an answer.
    """
    if not any(row.sample for row in workspace.source_list.all()):
        yield ""
        return
    site = _enter(workspace)
    try:
        yield site.base_url
    finally:
        _leave(workspace)


_SERVED: dict[str, tuple[SampleSite, int]] = {}
"""Sites that run now, by the workspace's location, and how many are inside."""
_SERVED_LOCK = threading.Lock()


def _enter(workspace: Workspace) -> SampleSite:
    with _SERVED_LOCK:
        site, inside = _SERVED.get(workspace.location, (None, 0))
        if site is None:
            site = SampleSite(workspace.clock, _known_port(workspace))
            site.start()
            try:
                _add_sources(workspace, site.base_url, organisation(workspace.clock))
            except BaseException:
                site.stop()
                raise
        _SERVED[workspace.location] = (site, inside + 1)
        return site


def _leave(workspace: Workspace) -> None:
    with _SERVED_LOCK:
        site, inside = _SERVED.pop(workspace.location)
        if inside > 1:
            _SERVED[workspace.location] = (site, inside - 1)
        else:
            site.stop()


def load_sample(workspace: Workspace, base_url: str) -> Newsletter:
    """Everything the sample organisation has, from its website at ``base_url``. Doing it twice is as good as once.

    Raises:
        SourceError: the website could not be read.
    """
    sample = organisation(workspace.clock)
    newsletter = _newsletter(workspace, base_url, sample)
    _read_sources(workspace, _add_sources(workspace, base_url, sample))
    for wanted in sample.lists:
        _import(workspace, wanted, newsletter)
    workspace.lists.unsubscribe(sample.facts["said_no"]["address"], newsletter=newsletter.id)
    return newsletter


def _newsletter(workspace: Workspace, base_url: str, sample: Organisation) -> Newsletter:
    """The publication; as the user left it where it is here already."""
    try:
        return workspace.documents.newsletter(NEWSLETTER_ID)
    except NotFoundError:
        newsletter = _new_newsletter(_logo(workspace, base_url, sample), _list_name(workspace, sample.lists[0]), sample)
        workspace.documents.save_newsletter(newsletter)
        return newsletter


def _new_newsletter(logo: Picture, usual_list: str, sample: Organisation) -> Newsletter:
    facts = sample.facts
    return Newsletter(
        id=NEWSLETTER_ID,
        name=facts["newsletter"],
        sender_name=facts["sender_name"],
        sender_email=facts["sender_email"],
        reply_to=facts["reply_to"],
        brand=Brand(
            organisation=facts["name"],
            website=facts["website"],
            logo=logo,
            main_colour=facts["main_colour"],
            accent_colour=facts["accent_colour"],
            postal_address=facts["postal_address"],
            charity_number=facts["charity_number"],
            reason=facts["reason"],
        ),
        usual_list=usual_list,
        account=PRACTICE_NAME,
        greeting=facts["greeting"].strip(),
    )


def _logo(workspace: Workspace, base_url: str, sample: Organisation) -> Picture:
    address = f"{base_url}/wp-content/uploads/{sample.facts['logo']['file']}"
    content = workspace.downloader().get(address, typed=True).content
    return workspace.pictures.add(content, origin=address, alt=sample.facts["logo"]["alt"])


def _add_sources(workspace: Workspace, base_url: str, sample: Organisation) -> list[str]:
    """The posts and the calendar as sources; where the website has moved to another port, the old ones go. Returns their ids."""
    wanted = {
        f"{base_url}{POSTS}": ("wordpress", sample.name),
        f"{base_url}/events.ics": ("calendar", f"{sample.name}: calendar"),
    }
    for row in workspace.source_list.all():
        if row.sample and row.location not in wanted:
            workspace.source_list.remove(row.id)
    return [workspace.source_list.add(type_, location, title, sample=True).id for location, (type_, title) in wanted.items()]


def _read_sources(workspace: Workspace, source_ids: list[str]) -> None:
    """Read both, and fetch the pictures of what they say, so that they are here when the website is not.

    Raises:
        SourceError: one of them could not be read.
    """
    from composer.library.shelf import ShelfQuery
    from composer.publishing.picked import with_pictures
    from composer.sources.refresh import refresh

    outcomes = refresh(
        workspace.source_list, workspace.shelf, workspace.fetch_context(), ids=source_ids, on_progress=lambda _progress: None
    )
    for outcome in outcomes:
        if outcome.kept is None:
            problem = outcome.problems[0]
            raise SourceError(problem.message, problem.remedy)
    rows = workspace.shelf.find(ShelfQuery(sources=frozenset(source_ids), limit=500))
    with_pictures(workspace, list({row.item.image: row.item for row in rows if row.item.image}.values()))


def _import(workspace: Workspace, wanted: SampleList, newsletter: Newsletter) -> None:
    """One list with its people, through the import everybody uses; once only, so that nobody comes back who was taken off."""
    from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
    from composer.contacts.table_file import read_table

    name = _list_name(workspace, wanted)
    if any(row.name == name for row in workspace.lists.all()):
        return
    workspace.lists.create(name, sample=True)
    table = read_table(wanted.file)
    plan = plan_import(
        table,
        guess_mapping(table),
        store=workspace.contacts,
        list_name=name,
        newsletter=newsletter.id,
        basis=wanted.basis,
        basis_date=workspace.clock().date(),
        basis_source=wanted.file.name,
        basis_wording=wanted.wording,
    )
    apply_import(plan)


def _list_name(workspace: Workspace, wanted: SampleList) -> str:
    """Its own name, unless the user has a list of that name with real people on it."""
    taken = {row.name.casefold() for row in workspace.lists.all() if not row.sample}
    return f"{wanted.name} (sample)" if wanted.name.casefold() in taken else wanted.name


def _known_port(workspace: Workspace) -> int:
    """The port the sample website had last time; 0 where this workspace has never seen it."""
    for row in workspace.source_list.all():
        if row.sample:
            return urlsplit(row.location).port or 0
    return 0
