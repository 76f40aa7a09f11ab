"""An issue as files for elsewhere: a body, a letter, an archive, another service's flavour, a web page, a PDF.

Every way out is made from the same blocks, and every file is whole or not there.
"""

from __future__ import annotations

import base64
import io
import re
import secrets
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from composer.delivery.accounts import practice_account
from composer.delivery.frozen import FrozenIssue, freeze
from composer.delivery.message import Addressee, LetterMaker
from composer.document.carried import carried
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.document.picture_keys import parts_of
from composer.document.visibility import for_everybody
from composer.errors import InputError
from composer.i18n import N_, _
from composer.publishing.paper import print_page
from composer.publishing.whole_file import write_whole
from composer.rendering.foreign_tags import Service, for_service
from composer.rendering.merge_tags import Body, complete_values, cut_html, cut_text, fill, personalise
from composer.rendering.rendered import Rendered
from composer.rendering.renderer import render
from composer.rendering.templates import Templates
from composer.rendering.web_page import web_page

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
_CID = re.compile(r"\bsrc=\"cid:([0-9a-zA-Z]+)\"")
_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every member of an archive: the same issue gives the same file."""
READER = "reader@example.org"
"""Who a letter in a file is made out to, where nobody is named."""


class PictureContent(Protocol):
    """What this module needs of :class:`composer.document.pictures.PictureStore`."""

    def content(self, picture_hash: str) -> tuple[str, bytes]:
        """Media type and bytes; NotFoundError where there is none."""


@dataclass(frozen=True)
class Way:
    """One way out.

    Attributes:
        id: as on the command line.
        ending: of the file, with its dot.
        words: what it is called on screen; told: what it is good for.
    """

    id: str
    ending: str
    words: str
    told: str


WAYS: tuple[Way, ...] = (
    Way("web", ".html", N_("A page for the web"), N_("Clean and readable for everybody, pictures inside; no names in it.")),
    Way("pdf", ".pdf", N_("A PDF"), N_("For the notice board and for the records.")),
    Way("html", ".html", N_("The letter as HTML"), N_("The body as it goes out, pictures inside the file.")),
    Way("eml", ".eml", N_("The letter as a mail file (.eml)"), N_("Opens in a mail program, as one reader gets it.")),
    Way("zip", ".zip", N_("A ZIP with pictures"), N_("The body, the plain text, and a folder of pictures.")),
    Way("mailchimp", ".zip", N_("For Mailchimp"), N_("With its own tags for names and unsubscribing; import it there as a ZIP.")),
    Way(
        "campaign-monitor",
        ".zip",
        N_("For Campaign Monitor"),
        N_("With its own tags for names and unsubscribing; import it there as HTML with a ZIP of pictures."),
    ),
)


def way(way_id: str) -> Way:
    """The way out with this id. Raises :class:`KeyError` where there is none."""
    return {one.id: one for one in WAYS}[way_id]


@dataclass(frozen=True)
class Exported:
    """The files that were written, the first the one to open, and the subject that belongs to them."""

    files: tuple[Path, ...]
    subject: str


def export(
    issue: Issue,
    way_id: str,
    out: Path,
    *,
    templates: Templates,
    pictures: PictureContent,
    now: datetime,
    newsletter: Newsletter | None = None,
    values: Mapping[str, str] | None = None,
) -> Exported:
    """Write the issue.

    Args:
        out: the file. For ``web`` and ``html`` it may be a folder (no ending, or there already): then the page and a folder of
            pictures are put into it, ready to be uploaded. A service's flavour may end in ``.html`` where no picture has to go
            with it.
        newsletter: whose sender a mail file carries; the issue's own organisation where it is not known.
        values: of the reader a mail file is made out to; nobody's.

    Raises:
        InputError: it cannot be written there. NotFoundError: a picture is missing. RenderingError: no letter can be made.
    """
    issue = for_everybody(issue)  # nobody knows who reads a file, so it holds what anybody may see
    if way_id in ("web", "pdf", "html", "zip"):
        issue = carried(issue)  # whoever opens these may have no web, or have it long after the site has changed
    if way_id == "web":
        return _web(issue, out, pictures)
    if way_id == "pdf":
        page = web_page(issue, lambda found: _as_data(pictures.content(found)))
        return Exported((print_page(page.html, out),), _nobodys_subject(render(issue, templates=templates)))
    rendered = render(issue, templates=templates)
    held = {found: pictures.content(found) for found in rendered.pictures}
    if way_id == "eml":
        return _mail_file(issue, rendered, out, held, now, newsletter, values or {})
    if way_id in ("mailchimp", "campaign-monitor"):
        return _flavour("mailchimp" if way_id == "mailchimp" else "campaign-monitor", rendered, out, held)
    html = fill(cut_html(rendered.html, rendered.tokens), complete_values({}))
    text = fill(cut_text(rendered.text, rendered.tokens), complete_values({}))
    subject = _nobodys_subject(rendered)
    if way_id == "zip":
        members = {"newsletter.html": _with_files(html, held, "pictures").encode(), "newsletter.txt": text.encode()}
        return Exported((write_whole(out, _archive(members, held, "pictures")),), subject)
    if way_id == "html":
        return Exported(_page_or_folder(out, html, held), subject)
    raise InputError(_("“{way}” is no way to export an issue.").format(way=way_id), ", ".join(one.id for one in WAYS))


def _web(issue: Issue, out: Path, pictures: PictureContent) -> Exported:
    page = web_page(issue, lambda found: f"cid:{found}")
    held = {found: pictures.content(found) for found in page.pictures}
    return Exported(_page_or_folder(out, page.html, held), issue.subject.strip())


def _page_or_folder(out: Path, html: str, held: Mapping[str, tuple[str, bytes]]) -> tuple[Path, ...]:
    """One file with its pictures inside, or a folder to upload: the pictures first, so that the page never lacks one."""
    if out.suffix and not out.is_dir():
        whole = _with_pictures(html, lambda found: _as_data(held[found]))
        return (write_whole(out, whole.encode()),)
    beside = [write_whole(out / "pictures" / _file_name(found, held[found][0]), held[found][1]) for found in held]
    return (write_whole(out / "index.html", _with_files(html, held, "pictures").encode()), *beside)


def _flavour(service: Service, rendered: Rendered, out: Path, held: Mapping[str, tuple[str, bytes]]) -> Exported:
    letter = for_service(rendered, service)
    if out.suffix.lower() in (".html", ".htm"):
        if held:
            raise InputError(
                _("This issue has pictures that lie nowhere but here."), _("Write a file that ends in .zip: they go with it.")
            )
        return Exported((write_whole(out, letter.html.encode()),), letter.subject)
    members = {"newsletter.html": _with_files(letter.html, held, "images").encode()}
    return Exported((write_whole(out, _archive(members, held, "images")),), letter.subject)


def _mail_file(
    issue: Issue,
    rendered: Rendered,
    out: Path,
    held: Mapping[str, tuple[str, bytes]],
    now: datetime,
    newsletter: Newsletter | None,
    values: Mapping[str, str],
) -> Exported:
    frozen = letter_of(issue, rendered, held, newsletter)
    maker = LetterMaker(frozen, f"file{secrets.token_hex(10)}")
    addressee = Addressee(values.get("email", "") or READER, secrets.token_hex(16), values)
    subject = personalise(rendered, maker.values(addressee)).subject
    return Exported((write_whole(out, maker.make(addressee, now).content),), subject)


def letter_of(
    issue: Issue, rendered: Rendered, held: Mapping[str, tuple[str, bytes]], newsletter: Newsletter | None = None
) -> FrozenIssue:
    """The issue as letters are made from it, where no account is chosen yet: the newsletter's own sender, else the
    organisation's name with the practice address."""
    name = issue.brand.organisation
    known = newsletter or Newsletter(id=issue.newsletter or "newsletter", name=name, sender_name=name, brand=issue.brand)
    return freeze(issue=issue, rendered=rendered, pictures=held, newsletter=known, account=practice_account(port=25))


def _nobodys_subject(rendered: Body) -> str:
    return " ".join(fill(cut_text(rendered.subject, rendered.tokens), complete_values({})).split())


def _archive(members: Mapping[str, bytes], held: Mapping[str, tuple[str, bytes]], folder: str) -> bytes:
    out = io.BytesIO()
    named = {f"{folder}/{_file_name(found, media_type)}": content for found, (media_type, content) in held.items()}
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**members, **named}.items():
            member = zipfile.ZipInfo(name, _SAME_DAY)
            member.compress_type = zipfile.ZIP_STORED if name in named else zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return out.getvalue()


def _with_files(html: str, held: Mapping[str, tuple[str, bytes]], folder: str) -> str:
    return _with_pictures(html, lambda found: f"{folder}/{_file_name(found, held[found][0])}")


def _with_pictures(html: str, address: Callable[[str], str]) -> str:
    return _CID.sub(lambda found: f'src="{address(found[1])}"', html)


def _file_name(picture_hash: str, media_type: str) -> str:
    whole, width = parts_of(picture_hash)
    return f"{whole[:20]}{f'-{width}' if width else ''}.{ENDINGS.get(media_type, 'bin')}"


def _as_data(picture: tuple[str, bytes]) -> str:
    return f"data:{picture[0]};base64,{base64.b64encode(picture[1]).decode('ascii')}"
