"""Names of folders in a mailbox: as the server spells them, and which one is for what."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

INBOX = "INBOX"
_LINE = re.compile(rb'\((?P<flags>[^()]{0,500})\) (?:"(?:\\.|[^"\\])"|NIL) (?P<name>.{1,1000})', re.DOTALL | re.IGNORECASE)
_SENT = ("sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete elemente", "envoyes", "envoyés", "enviados")
_JUNK = ("junk", "spam", "junk e-mail", "junk email", "bulk mail", "unwanted", "courrier indésirable", "correo no deseado")
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


@dataclass(frozen=True)
class Folder:
    """One folder.

    Attributes:
        name: as people read it.
        flags: in lower case, with their backslash (``\\sent``, RFC 6154).
    """

    name: str
    flags: frozenset[str]


def read_folder(line: Any) -> Folder | None:
    """The folder of one line of a LIST answer; None where it cannot be opened, or the line is not one."""
    octets = b" ".join(bytes(part) for part in line) if isinstance(line, tuple) else line
    if not isinstance(octets, bytes) or not (found := _LINE.match(octets)):
        return None
    flags = frozenset(flag.lower() for flag in found.group("flags").decode("ascii", "replace").split())
    if flags & {"\\noselect", "\\nonexistent"}:
        return None
    name = re.sub(rb"^\{\d+\+?\} ", b"", found.group("name")).strip()
    if name.startswith(b'"') and name.endswith(b'"') and len(name) >= 2:
        name = re.sub(rb"\\(.)", rb"\1", name[1:-1])
    return Folder(decoded(name.decode("ascii", "replace")), flags)


def sent_folder(folders: Iterable[Folder]) -> str:
    """Where the provider keeps what was sent; empty where there is no such folder."""
    return _special(folders, "\\sent", _SENT)


def junk_folder(folders: Iterable[Folder]) -> str:
    """Where the provider puts what it takes for spam, returned letters among it; empty where there is no such folder."""
    return _special(folders, "\\junk", _JUNK)


def _special(folders: Iterable[Folder], flag: str, usual: tuple[str, ...]) -> str:
    known = list(folders)
    for folder in known:
        if flag in folder.flags:
            return folder.name
    for folder in known:
        if re.split(r"[/.]", folder.name)[-1].lower() in usual:
            return folder.name
    return ""


def quoted(name: str) -> str:
    """A name as a command takes it: modified UTF-7 (RFC 3501 section 5.1.3) in quotes."""
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in name):
        raise ValueError("not the name of a folder")
    escaped = encoded(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def encoded(name: str) -> str:
    """Modified UTF-7."""
    pieces, shifted = [], ""
    for sign in [*name, ""]:
        if sign and not " " <= sign <= "~":
            shifted += sign
            continue
        if shifted:
            octets = base64.b64encode(shifted.encode("utf-16-be", "surrogatepass")).decode("ascii")
            pieces.append(f"&{octets.rstrip('=').replace('/', ',')}-")
            shifted = ""
        pieces.append("&-" if sign == "&" else sign)
    return "".join(pieces)


def decoded(name: str) -> str:
    """The name in modified UTF-7 as people read it; what is not correct stays as it is."""

    def one(found: re.Match[str]) -> str:
        letters = found.group(1)
        if not letters:
            return "&"
        try:
            octets = base64.b64decode(letters.replace(",", "/") + "=" * (-len(letters) % 4), validate=True)
            return octets.decode("utf-16-be")
        except (ValueError, UnicodeError):
            return found.group(0)

    return _SHIFTED.sub(one, name)
