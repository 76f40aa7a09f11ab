"""The ``asset:`` scheme: the only door through which a preview loads anything, and it opens on memory alone."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from composer.gui.preview.assets import SCHEME, Assets

POLICY = b"default-src 'none'; img-src asset: data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
"""The second wall, sent with every document whatever it says itself: no script, no frame, no font, nothing from the web."""

# Qt takes a list of values for each name (a QMultiMap), whatever its type stub says; single values it drops without a word.
_HEADERS = cast(
    "dict[QByteArray, QByteArray]",
    {
        QByteArray(b"Content-Security-Policy"): [QByteArray(POLICY)],
        QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
    },
)

ALLOWED_SCHEMES = frozenset({SCHEME, "data"})


def register_scheme() -> None:
    """Make the scheme known to the web engine. Must come before the first profile; a second call does nothing."""
    if QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name():
        return
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class AssetHandler(QWebEngineUrlSchemeHandler):
    """Answers requests for ``asset:`` addresses from an :class:`Assets`."""

    def __init__(self, assets: Assets) -> None:
        super().__init__()
        self._assets = assets

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Qt asks for one address."""
        url = job.requestUrl()
        found = self._assets.content(url.host(), url.path()) if job.requestMethod().data() == b"GET" else None
        if found is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        media_type, content = found
        job.setAdditionalResponseHeaders(_HEADERS)
        buffer = QBuffer(job)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(media_type.encode()), buffer)


class Gatekeeper(QWebEngineUrlRequestInterceptor):
    """The first wall: whatever is not ``asset:`` or ``data:`` is stopped before it leaves, and counted."""

    def __init__(self) -> None:
        super().__init__()
        self.stopped: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Qt asks before every load."""
        url = info.requestUrl()
        if url.scheme() not in ALLOWED_SCHEMES:
            if len(self.stopped) < 100:
                self.stopped.append(url.toString())
            info.block(True)
