"""One request to a web service that was agreed on: https only, no redirect followed, little read, nothing kept or logged."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from composer.delivery.accounts import is_loopback
from composer.delivery.transports.transport import TryAgainError
from composer.i18n import _

SECONDS = 20.0
LARGEST_ANSWER = 2_000_000  # octets


@dataclass(frozen=True)
class WebAnswer:
    """What came back; ``headers`` by their names in lower case. ``content`` is cut off at :data:`LARGEST_ANSWER`."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def call(
    method: Literal["GET", "POST"], url: str, fields: Mapping[str, str] | None = None, *, largest: int = LARGEST_ANSWER
) -> WebAnswer:
    """Ask.

    Raises:
        TryAgainError: the service was not reached.
        ValueError: it would go over an open line to another computer. This is a mistake of ours.
    """
    import httpx2

    host = urlsplit(url).hostname or ""
    if not url.startswith("https://") and not is_loopback(host):
        raise ValueError("this goes over https only")
    content = b""
    headers = {"accept": "application/json, text/html;q=0.9", "user-agent": "NewsletterComposer"}
    try:
        with (
            httpx2.Client(timeout=SECONDS, follow_redirects=False, verify=_trusted()) as client,
            client.stream(method, url, data=dict(fields) if fields is not None else None, headers=headers) as answer,
        ):
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > largest:
                    break
            return WebAnswer(
                answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, content[:largest]
            )
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        raise TryAgainError(
            _("{host} was not reached.").format(host=host),
            _("Check the connection and try again."),
            details=f"{type(error).__name__}: {error}"[:300],
        ) from error


@cache
def _trusted() -> ssl.SSLContext:
    """Whom this computer trusts; reading that takes longer than asking."""
    import httpx2

    return httpx2.create_ssl_context()
