"""The files somebody puts on the organisation's website: a WordPress plugin, one PHP file, or a small Python server."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from composer.document.letter_words import letter_words
from composer.i18n import _
from composer.paths import resources_folder

if TYPE_CHECKING:
    from composer.document.newsletter import Newsletter

Kind = Literal["wordpress", "php", "python"]
PARAMETER = "newsletter-unsubscribe"
"""The part of the address that carries a letter's mark."""
_PHP, _PYTHON = "newsletter-unsubscribe.php", "newsletter_unsubscribe.py"
_LONGEST_NAME = 200


@dataclass(frozen=True)
class SiteFile:
    """A file to put on the website."""

    name: str
    content: bytes


def site_file(kind: Kind, newsletter: Newsletter, key: bytes) -> SiteFile:
    """The file for one newsletter. It holds that newsletter's key: whoever has it can take readers off, but learns nothing."""
    with letter_words(newsletter.brand):
        config = _config(newsletter, key)
    packed = base64.b64encode(json.dumps(config).encode()).decode("ascii")
    source = _PYTHON if kind == "python" else _PHP
    content = (
        (resources_folder() / "unsubscribe_site" / source)
        .read_text(encoding="utf-8")
        .replace("@@CONFIG@@", packed)
        .replace("@@NAME@@", _harmless(config["name"]))
        .encode()
    )
    if kind != "wordpress":
        return SiteFile(source, content)
    # A site keeps one plugin of a folder: the file of another newsletter would put itself in the place of this one.
    folder = f"newsletter-unsubscribe-{hashlib.sha256(key).hexdigest()[:8]}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as plugin:
        plugin.writestr(f"{folder}/{_PHP}", content)
    return SiteFile("newsletter-unsubscribe.zip", buffer.getvalue())


def usual_endpoint(kind: Kind, website: str) -> str:
    """The address the page has where everything was done as told; empty where the website is not known."""
    host = website.strip().removeprefix("http://").removeprefix("https://").strip("/")
    if not host or any(sign.isspace() for sign in host):
        return ""
    place = {"wordpress": "/", "php": f"/{_PHP}", "python": "/newsletter-unsubscribe"}[kind]
    return f"https://{host}{place}?{PARAMETER}={{token}}"


def _harmless(name: str) -> str:
    """The newsletter's name as it may stand in a comment of a program: letters, digits and spaces."""
    return "".join(sign if sign.isalnum() else " " for sign in name)[:60].strip()


def _config(newsletter: Newsletter, key: bytes) -> dict[str, str]:
    name = " ".join((newsletter.name or newsletter.sender_name).split())[:_LONGEST_NAME]
    contact = newsletter.reply_to or newsletter.sender_email
    return {
        "key": key.hex(),
        "name": name,
        "language": _("en-GB"),
        "ask": _("Would you like to stop getting “{name}”?").format(name=name),
        "button": _("Unsubscribe"),
        "done": _("You will not get “{name}” any more. If that was a mistake, write to {address}.").format(
            name=name, address=contact
        ),
        "unknown": _(
            "This link is not known here. In a test letter that is as it should be; otherwise write to {address}, and you will "
            "be taken off."
        ).format(address=contact),
        "trouble": _("That did not work just now. Please write to {address}, and you will be taken off.").format(address=contact),
    }
