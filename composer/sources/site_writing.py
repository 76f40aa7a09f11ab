"""Putting something on a WordPress site: drafts of pages and posts, and pictures, with an application password.

The interface is WordPress's own (developer.wordpress.org/rest-api/reference: Posts, Pages, Media). Nothing is sent but to the
very site asked for, over https (or to this machine); a redirect is not followed, for what was written would be lost on the way.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from composer.errors import InputError, SourceError
from composer.i18n import _
from composer.sources import failures
from composer.sources.address import host_and_port, host_of
from composer.sources.answer_body import read_body
from composer.sources.connection import GuardedTransport, PrivateAddressError
from composer.sources.site_account import SiteAccount, may_carry, sign_in_address
from composer.sources.site_refusals import is_gone, refused
from composer.sources.wordpress_sign_in import interface_root

SILENCE, PATIENCE = 30.0, 120.0
"""Seconds the site may stay silent, and one request may take in all."""
NOTHING: Mapping[str, str] = MappingProxyType({})
_JSON = {"content-type": "application/json"}
MOST_BYTES = 4_000_000
"""Of an answer."""
IN_BIN = "trash"
"""WordPress's word for what lies in its bin."""


class SiteWriter:
    """Writes to one site.

    Args:
        location: a source of ours at that site, or its front page.
        account: who signs in.
    """

    def __init__(self, location: str, account: SiteAccount) -> None:
        self._root = sign_in_address(interface_root(location))
        self._account = account
        self.host = host_of(self._root)

    def standing(self, kind: str, known: int, slug: str) -> int:
        """Which page or post is to be changed, and none made: the known one, or one made before whose answer was lost.

        Args:
            kind: ``pages`` or ``posts``.
            known: the number it had; 0 where none is known.
            slug: the name it was given in the site's addresses.

        Returns:
            Its number; 0 where there is none, or it lies in the site's bin.

        Raises:
            SourceError: the site does not say, or the account may not have drafts of this kind.
        """
        if known and self.entry(kind, known):
            return known
        found = self._send(f"wp/v2/{kind}", query=f"slug={slug}&status=any&context=edit&_fields=id,slug")
        for one in found if isinstance(found, list) else ():
            if isinstance(one, dict) and one.get("slug") == slug and isinstance(one.get("id"), int):
                return int(one["id"])
        return 0

    def put(self, kind: str, fields: Mapping[str, Any], known: int = 0) -> dict[str, Any]:
        """Make a page or post, or change the one that is there.

        Args:
            kind: ``pages`` or ``posts``.
            fields: as the interface names them (``title``, ``content``, ``status`` ...).
            known: number of the one to change, as :meth:`standing` says it.

        Returns:
            What the site says it now has (``id``, ``link``, ``status`` ...).

        Raises:
            SourceError: the site did not take it; one sentence says why. PassingError: it may another time.
        """
        if known:
            return self._one(f"wp/v2/{kind}/{known}", json.dumps(dict(fields)).encode(), _JSON)
        return self._one(f"wp/v2/{kind}", json.dumps({"status": "draft", **fields}).encode(), _JSON)

    def entry(self, kind: str, number: int) -> dict[str, Any]:
        """A page or post as it stands (``status``: ``publish``, ``draft`` ...; ``link``); empty where it is gone or in the bin.

        Raises:
            SourceError: the site does not say.
        """
        try:
            found = self._one(f"wp/v2/{kind}/{number}", query="context=edit")
        except SourceError as error:
            if is_gone(error):
                return {}
            raise
        return {} if found.get("status") == IN_BIN else found

    def put_in_bin(self, kind: str, number: int) -> None:
        """Move a page or post into the site's bin, from which it can come back. Nothing happens where it is gone already.

        Raises:
            SourceError: the site does not do it, or has no bin.
        """
        if self.entry(kind, number):
            self._send(f"wp/v2/{kind}/{number}", method="DELETE")

    def upload(self, name: str, media_type: str, content: bytes, alt: str = "") -> str:
        """Put a picture into the site's media library, once; returns its address.

        Args:
            name: of the file, which no other picture has: one of this name that lies there already is taken.

        Raises:
            SourceError: the site did not take it.
        """
        file = _file_name(name)
        made = self._uploaded_before(file)
        if not made:
            headers = {"content-type": media_type, "content-disposition": f'attachment; filename="{file}"'}
            made = self._one("wp/v2/media", content, headers)
        address, number = str(made.get("source_url", "")), made.get("id")
        if alt and isinstance(number, int) and made.get("alt_text") != alt:
            self._one(f"wp/v2/media/{number}", json.dumps({"alt_text": alt}).encode(), _JSON)
        if not address.startswith(("https://", "http://")):
            raise SourceError(
                _("{host} took the picture but does not say where it lies.").format(host=self.host),
                _("Look in its media library."),
            )
        return address

    def _uploaded_before(self, file: str) -> dict[str, Any]:
        """The picture of this file name, where an earlier attempt put it there and its answer was lost; else nothing."""
        slug, _dot, ending = file.rpartition(".")
        found = self._send("wp/v2/media", query=f"slug={slug}&_fields=id,slug,source_url,alt_text")
        for one in found if isinstance(found, list) else ():
            if isinstance(one, dict) and one.get("slug") == slug and str(one.get("source_url", "")).endswith(f".{ending}"):
                return one
        return {}

    def _address(self, path: str, query: str) -> str:
        joined = f"{self._root}{path}"
        if query:
            joined += f"{'&' if '?' in joined else '?'}{query}"
        return joined

    def _one(self, path: str, body: bytes | None = None, headers: Mapping[str, str] = NOTHING, query: str = "") -> dict[str, Any]:
        """As :meth:`_send`, where one thing comes back."""
        said = self._send(path, body, headers, query)
        if not isinstance(said, dict):
            raise refused(200, said, host=self.host, username=self._account.username, location=self._address(path, query))
        return said

    def _send(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] = NOTHING, query: str = "", *, method: str = ""
    ) -> dict[str, Any] | list[Any]:
        import httpcore2
        import httpx2

        location = self._address(path, query)
        if not may_carry(location, location):
            raise InputError(
                _("{host} is not reached over https, so no password is sent there.").format(host=self.host),
                _("Ask whoever looks after the site to make it reachable over https."),
            )
        sent = {
            "user-agent": "NewsletterComposer",
            "accept": "application/json",
            "accept-encoding": "gzip, deflate",
            "authorization": self._account.header(),
            **headers,
        }
        if body is not None:
            sent["content-length"] = str(len(body))
        request = httpx2.Request(method or ("GET" if body is None else "POST"), location, headers=sent, content=body)
        host, port = host_and_port(location)
        private = frozenset({(host, port)})
        deadline = time.monotonic() + PATIENCE
        try:
            with GuardedTransport(private_hosts=private, silence=SILENCE, deadline=deadline, cancel=None) as transport:
                answer = transport.handle_request(request)
                try:
                    content = read_body(answer, location, MOST_BYTES)
                finally:
                    answer.close()
        except PrivateAddressError as error:
            raise failures.private_address(location) from error
        except (
            httpcore2.NetworkError,
            httpcore2.TimeoutException,
            httpcore2.ProtocolError,
            httpcore2.ProxyError,
            OSError,
        ) as error:
            raise failures.for_connection(error, location) from error
        return self._read(answer.status_code, content, location)

    def _read(self, status: int, content: bytes, location: str) -> dict[str, Any] | list[Any]:
        try:
            said = json.loads(content)
        except (ValueError, RecursionError):
            said = None
        if status in (200, 201) and isinstance(said, dict | list):
            return said
        raise refused(status, said, host=self.host, username=self._account.username, location=location)


def _file_name(name: str) -> str:
    """A name any server takes: ASCII letters, digits and hyphens, with its ending."""
    stem, dot, ending = name.rpartition(".")
    plain = re.sub(r"[^a-z0-9]+", "-", (stem if dot else name).lower()).strip("-")[:60]
    return f"{plain or 'picture'}{dot}{ending}"
