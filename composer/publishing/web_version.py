"""The web version of an issue: a folder to upload, or a page or post made as a draft on the organisation's WordPress site.

It is made of the same blocks as the mail and says what a reader without a name reads; nobody's own values ever leave with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit, urlunsplit

import msgspec

from composer.document.picture_keys import parts_of
from composer.document.visibility import for_everybody
from composer.document.web_place import NOWHERE, WebPlace
from composer.errors import InputError, NotFoundError
from composer.i18n import _
from composer.publishing.exports import ENDINGS, export
from composer.rendering.addresses import is_web_address, safe_address
from composer.rendering.web_page import page_mark, web_passage
from composer.rendering.wording import title_of
from composer.sources.site_account import site_of
from composer.sources.site_writing import SiteWriter

if TYPE_CHECKING:
    from composer.blocks.fields import Picture
    from composer.document.issue import Issue
    from composer.library.source_list import SourceRow
    from composer.workspace import Workspace

RESTS: dict[Literal["page", "post"], str] = {"page": "pages", "post": "posts"}


def put_in_folder(workspace: Workspace, issue: Issue, folder: Path, address: str) -> WebPlace:
    """Write the page and its pictures into a folder that somebody uploads to ``address``.

    Raises:
        InputError: the address is none of the web, or the folder cannot be written.
    """
    wanted = safe_address(address)
    if not is_web_address(wanted):
        raise InputError(
            _("“{address}” is not a web address.").format(address=address[:80]),
            _("Write where the folder will lie on the web, like https://example.org/newsletters/december/."),
        )
    parts = urlsplit(wanted)
    if not parts.path.endswith(("/", ".html", ".htm")):
        wanted = urlunsplit(parts._replace(path=f"{parts.path}/"))
    export(issue, "web", _as_folder(folder), templates=workspace.templates, pictures=workspace.pictures, now=workspace.clock())
    return WebPlace(kind="folder", address=wanted, folder=str(folder), mark=page_mark(issue))


def connected_sites(workspace: Workspace) -> list[SourceRow]:
    """One source of every WordPress site somebody signs in at."""
    found = {site_of(row.location): row for row in workspace.source_list.all() if row.type == "wordpress" and row.username}
    return list(found.values())


def put_on_site(workspace: Workspace, issue: Issue, source: SourceRow, kind: Literal["page", "post"]) -> WebPlace:
    """Make the page or post as a draft, or change the one this issue has; its pictures go to the media library.

    Raises:
        SourceError: the site does not take it. CredentialsError: the keyring is locked. NotFoundError: no password is known.
    """
    writer = _writer(workspace, source)
    before, rest, slug = issue.web_page, RESTS[kind], slug_of(issue)
    known = before.number if before.kind == kind and site_of(before.address or source.location) == site_of(source.location) else 0
    known = writer.standing(rest, known, slug)  # asked before a picture is put there: who may not have a page leaves none behind
    shown = for_everybody(issue)
    page = web_passage(shown, lambda found: f"cid:{found}")
    addresses = {found: picture_on_site(workspace, writer, found) for found in page.pictures}
    html = web_passage(shown, lambda found: addresses[found]).html
    fields = {
        "title": title_of(issue),
        # As one piece of its own HTML: the site must not make paragraphs of our lines, nor a gallery of the word [gallery].
        "content": f"<!-- wp:html -->\n{html.strip().replace('[', '&#91;')}\n<!-- /wp:html -->",
        "excerpt": issue.preheader,
    }
    said = writer.put(rest, fields if known else {**fields, "slug": slug}, known)
    return _place(said, msgspec.structs.replace(NOWHERE, kind=kind, mark=page_mark(issue)))


def slug_of(issue: Issue) -> str:
    """The name of the issue's page in the site's addresses: the same at each attempt, and no other issue's."""
    return f"newsletter-{hashlib.sha256(issue.id.encode()).hexdigest()[:8]}"


def look_at_status(workspace: Workspace, issue: Issue) -> WebPlace:
    """The place with what the site now says of it: a draft, out (then where), or gone (then nothing is linked).

    Raises:
        SourceError: the site does not say.
    """
    place = issue.web_page
    writer = _writer_for(workspace, place)
    if writer is None:
        return place
    found = writer.entry(_rest(place), place.number)
    return _place(found, place) if found else NOWHERE


def put_in_bin(workspace: Workspace, issue: Issue) -> WebPlace:
    """Take the issue's page or post off the site, into the site's own bin; the place as it was, for :func:`out_of_bin`.

    Raises:
        SourceError: the site does not do it. NotFoundError: nobody is signed in there any more.
    """
    place = issue.web_page
    writer = _writer_for(workspace, place)
    if writer is None:
        raise _nobody(place.address)
    writer.put_in_bin(_rest(place), place.number)
    return place


def out_of_bin(workspace: Workspace, place: WebPlace) -> WebPlace:
    """Bring a page back from the site's bin, as it was: a draft, or published.

    Raises:
        SourceError: the site does not do it, or the page is gone. NotFoundError: nobody is signed in there any more.
    """
    writer = _writer_for(workspace, place)
    if writer is None:
        raise _nobody(place.address)
    return _place(writer.put(_rest(place), {"status": place.status or "draft"}, place.number), place)


def picture_on_site(workspace: Workspace, writer: SiteWriter, picture_hash: str) -> str:
    """The public address of a stored picture: where it lies already, else where the site's media library puts it.

    Raises:
        SourceError: the site does not take it. NotFoundError: there is no such picture.
    """
    picture_hash = parts_of(picture_hash)[0]
    known = workspace.pictures.public_url(picture_hash)
    if known:
        return known
    media_type, content = workspace.pictures.content(picture_hash)
    name = f"newsletter-{picture_hash[:12]}.{ENDINGS.get(media_type, 'bin')}"
    address = writer.upload(name, media_type, content, workspace.pictures.alt(picture_hash))
    workspace.pictures.set_public_url(picture_hash, address)
    return address


def put_picture_on_site(workspace: Workspace, picture: Picture) -> Picture:
    """The picture, linked from the media library of the organisation's site.

    Raises:
        NotFoundError: no site is connected. SourceError: it does not take the picture.
    """
    sites = connected_sites(workspace)
    if not sites:
        raise NotFoundError(_("No WordPress site is connected."), _("Connect WordPress under Sources."))
    return msgspec.structs.replace(picture, url=picture_on_site(workspace, _writer(workspace, sites[0]), picture.hash))


def _writer(workspace: Workspace, source: SourceRow) -> SiteWriter:
    account = workspace.site_account(source.location)
    if account is None:
        raise _nobody(source.location)
    return SiteWriter(source.location, account)


def _writer_for(workspace: Workspace, place: WebPlace) -> SiteWriter | None:
    """For the site a page or post lies at; None where it lies elsewhere or nobody is connected there."""
    if place.kind not in ("page", "post"):
        return None
    for source in connected_sites(workspace):
        if site_of(source.location) == site_of(place.address):
            return _writer(workspace, source)
    return None


def _nobody(location: str) -> NotFoundError:
    return NotFoundError(
        _("Nobody is signed in at {host}.").format(host=site_of(location)), _("Connect WordPress under Sources.")
    )


def _rest(place: WebPlace) -> str:
    return RESTS["page" if place.kind == "page" else "post"]


def _place(said: Mapping[str, Any], before: WebPlace) -> WebPlace:
    """The place with the number, address and state a site told."""
    number, address = said.get("id"), safe_address(str(said.get("link", "")))
    return msgspec.structs.replace(
        before,
        address=address if is_web_address(address) else before.address,
        number=number if isinstance(number, int) else before.number,
        status=str(said.get("status", "")),
    )


def _as_folder(folder: Path) -> Path:
    """A folder by whatever name: also one with a dot in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            _("The folder “{folder}” cannot be made: {reason}.").format(folder=folder, reason=error.strerror or error),
            _("Choose another one."),
        ) from error
    return folder
