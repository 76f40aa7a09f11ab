"""Text files of any encoding, told apart from what only looks like one; and the sentences for what cannot be read."""

from __future__ import annotations

import re
from pathlib import PurePath

from composer.errors import FormatError
from composer.i18n import N_, _
from composer.sources.address import host_of, is_web_address
from composer.sources.download import Download
from composer.sources.text_encoding import decode

_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What a present-day document with a password holds instead of its parts ([MS-OFFCRYPTO], section 2.3.4.4)."""
_SIGNATURES = (
    (b"%PDF", N_("a PDF"), N_("Copy the text out of it and paste that, or use the Word document it was made from.")),
    (_COMPOUND, N_("a document in Word's old format"), N_("Open it in Word or LibreOffice and save it as .docx.")),
    (b"{\\rtf", N_("a document in Rich Text format"), N_("Open it in Word or LibreOffice and save it as .docx.")),
    (b"\x89PNG", N_("a picture"), N_("Pictures belong into an issue, not among the sources.")),
    (b"\xff\xd8\xff", N_("a picture"), N_("Pictures belong into an issue, not among the sources.")),
    (b"GIF8", N_("a picture"), N_("Pictures belong into an issue, not among the sources.")),
    (b"PK\x03\x04", N_("a packed file"), N_("Unpack it and choose the files in it; Word documents must end in .docx.")),
    (b"\x1f\x8b", N_("a packed file"), N_("Unpack it and choose the files in it.")),
    (b"SQLite format 3", N_("a database"), N_("Choose a text, a feed, a calendar or a Word document.")),
)


def name_of(download: Download) -> str:
    """The file's name without its ending, or the host's name."""
    if not download.location:
        return _("the pasted text")
    return host_of(download.location) if is_web_address(download.location) else PurePath(download.location).stem


def file_of(download: Download) -> str:
    """The file's whole name, for sentences."""
    if not download.location:
        return _("the pasted text")
    return host_of(download.location) if is_web_address(download.location) else PurePath(download.location).name


def refuse_other_kinds(download: Download) -> None:
    """Name the kind of file that cannot be read, where its first bytes tell.

    Raises:
        FormatError: it is one of those.
    """
    if download.content.startswith(_COMPOUND) and _ENCRYPTED in download.content:
        raise FormatError(
            _("“{name}” is locked with a password.").format(name=file_of(download)),
            _("Open it in the program it was made with, save it without a password and choose that file."),
        )
    for signature, kind, remedy in _SIGNATURES:
        if download.content.startswith(signature):
            raise FormatError(
                _("“{name}” is {kind}, which cannot be read here.").format(name=file_of(download), kind=_(kind)), _(remedy)
            )


def text_of_file(download: Download) -> str:
    """The text.

    Raises:
        FormatError: it is no text (damaged, or another kind of file under a wrong name), or there is none.
    """
    refuse_other_kinds(download)
    text = decode(download.content, download.charset).text
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1f\ufffd]", text[:20_000]))
    if odd * 20 > len(text[:20_000]):
        raise FormatError(
            _("“{name}” holds no readable text; it may be damaged, or another kind of file.").format(name=file_of(download)),
            _("Open it in the program it was made with and save it as text."),
        )
    if not text.strip():
        raise FormatError(_("“{name}” is empty.").format(name=file_of(download)), _("Choose another file."))
    return text
