"""One letter in the web engine: traces off, scripts off, nothing from outside, changed in place without a flicker."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QSizeF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer.gui.preview import scripts
from composer.gui.preview.assets import SCHEME, Assets
from composer.gui.preview.one_block import changed_block
from composer.gui.preview.scheme import AssetHandler, Gatekeeper, register_scheme
from composer.gui.preview.surface import Surface

_log = logging.getLogger(__name__)
_OWN_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_DOCUMENT = "letter"
# A page keeps the policy it was loaded with, however it is changed afterwards: a letter that had no picture at first could
# never show one. Ours goes with every document (see scheme.py) and is the stricter one.
_OWN_POLICY = re.compile(r"<meta\s+http-equiv=\"Content-Security-Policy\"[^>]*>", re.IGNORECASE)
LARGEST_PATCH = 2_000_000
"""Characters of a document above which it is loaded afresh: the bridge to the page is not made for more."""


class LetterPage(QWebEnginePage):
    """The page: it shows its one document and goes nowhere else."""

    link_activated = Signal(QUrl)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool) -> bool:
        """Own documents only; a clicked link is told to whoever listens."""
        target = QUrl(url)
        if target.scheme() == SCHEME and is_main_frame:
            return True
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.link_activated.emit(target)
        return False

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """What the page complains about (a refused picture, say) is for the log, not for the terminal."""
        _log.debug("preview: %s (%s:%s)", message, source, line)


class WebView(Surface):
    """Shows a letter. Pictures and the document are served from ``assets``; everything else is refused.

    ``died`` is told when the web engine's process ends a second time; the first time the letter is loaded again.
    """

    def __init__(self, assets: Assets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        register_scheme()
        self._assets = assets
        self._html = ""
        self._shown = False
        self._loading = False
        self._waiting: str | None = None
        self._top_after_load = 0.0
        self._deaths = 0
        self._closed = False
        self._pressed: QPoint | None = None
        self._watched: QObject | None = None

        self.gatekeeper = Gatekeeper()
        self._handler = AssetHandler(assets)
        self._profile = QWebEngineProfile()
        self._profile.setUrlRequestInterceptor(self.gatekeeper)
        self._profile.installUrlSchemeHandler(SCHEME.encode(), self._handler)
        self._profile.downloadRequested.connect(_refuse_download)
        self.page = LetterPage(self._profile)
        _lock_down(self.page.settings())
        self.page.link_activated.connect(self.link_activated)
        self.page.linkHovered.connect(self.link_hovered)
        self.page.newWindowRequested.connect(self._on_new_window)
        self.page.loadFinished.connect(self._on_load_finished)
        self.page.renderProcessTerminated.connect(self._on_process_ended)
        self.page.scrollPositionChanged.connect(self._on_scrolled)
        self.page.contentsSizeChanged.connect(self._on_scrolled)

        self.view = QWebEngineView(self)
        self.view.setPage(self.page)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAcceptDrops(False)
        self.view.installEventFilter(self)
        # Children are deleted in this order; page before profile, or the engine complains at the end.
        self.page.setParent(self)
        self._profile.setParent(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close_engine)

    def show_letter(self, html: str, *, fresh: bool = False) -> None:
        """Show this document. It is changed in place where one is shown already, unless ``fresh`` (another letter)."""
        html = _OWN_POLICY.sub("", html)
        if self._closed:
            return
        if self._loading and not fresh:
            self._waiting = html
            return
        if self._shown and not fresh and html == self._html:
            self.patched.emit(0)
            return
        if not self._shown or fresh or len(html) > LARGEST_PATCH:
            self._load(html, 0.0 if fresh or not self._shown else self.page.scrollPosition().y())
            return
        one = changed_block(self._html, html)
        self._html = html
        self._assets.put_document(_DOCUMENT, html)
        if one is not None:
            self.run(scripts.call(scripts.PATCH_BLOCK, *one), self._on_patched)
        else:
            self.run(scripts.call(scripts.PATCH, html), self._on_patched)

    def reload(self) -> None:
        """Load the document again (a picture has arrived), at the same place."""
        if (self._shown or self._loading) and not self._closed:
            self._load(self._waiting or self._html, self.page.scrollPosition().y())

    def run(self, script: str, answer: Callable[[Any], None] | None = None) -> None:
        """Run a script in the isolated world; ``answer`` gets its JSON value, or None where it failed."""

        def decoded(value: Any) -> None:
            # A page that is deleted answers every open question with nothing.
            if answer is not None and not self._closed and shiboken6.isValid(self):
                answer(json.loads(value) if isinstance(value, str) and value else None)

        if not self._closed:
            self.page.runJavaScript(script, _OWN_WORLD, decoded)

    def show_block(self, block_id: str, colour: str = "", *, calm: bool = False) -> None:
        """Bring a block into view; lit up for a moment where a colour is given."""
        self.run(scripts.call(scripts.SHOW_BLOCK, block_id, colour, calm))

    def scroll_to(self, top: float) -> None:
        """Scroll to this position (view pixels)."""
        if self._closed:
            return
        self.run(scripts.call(scripts.SCROLL_TO, top / self.view.zoomFactor()))

    def set_zoom(self, factor: float) -> None:
        """Zoom; 1.0 is a CSS pixel for a view pixel."""
        if not self._closed and abs(self.view.zoomFactor() - factor) > 0.001:
            self.view.setZoomFactor(factor)

    def close_engine(self) -> None:
        """Let go of the web engine in the order it needs: view, page, profile. Safe to call twice."""
        self._closed = True
        for thing in (self.view, self.page, self._profile):
            if shiboken6.isValid(thing):
                shiboken6.delete(thing)
        self._shown = False

    def _load(self, html: str, top: float) -> None:
        self._html = html
        self._waiting = None
        self._loading = True
        self._top_after_load = top
        self.page.load(QUrl(self._assets.put_document(_DOCUMENT, html)))

    def _on_load_finished(self, ok: bool) -> None:
        self._loading = False
        self._shown = ok
        self._watch_mouse()
        if not ok:
            return
        if self._top_after_load:
            self.scroll_to(self._top_after_load)
        self.loaded.emit()
        if self._waiting is not None:
            html, self._waiting = self._waiting, None
            self.show_letter(html)

    def _on_patched(self, answer: Any) -> None:
        if answer is None:
            self._load(self._html, self.page.scrollPosition().y())
        elif answer["touched"] < 0:
            self.run(scripts.call(scripts.PATCH, self._html), self._on_patched)
        else:
            self.patched.emit(int(answer["touched"]))

    def _on_new_window(self, request: QWebEngineNewWindowRequest) -> None:
        if request.isUserInitiated():
            self.link_activated.emit(request.requestedUrl())

    def _on_process_ended(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if self._closed or status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        self._deaths += 1
        self._shown = False
        self._loading = False
        if self._deaths > 1:
            self.died.emit(f"{status.name}, {code}")
            return
        # Not from within the engine's own report.
        QTimer.singleShot(0, self, lambda: self._load(self._waiting or self._html, 0.0))

    def _on_scrolled(self, _change: QPointF | QSizeF) -> None:
        self.scrolled.emit(self.page.scrollPosition().y(), self.page.contentsSize().height(), float(self.view.height()))

    def _watch_mouse(self) -> None:
        target = self.view.focusProxy() if isValid(self.view) else None  # a timer may come after the end
        if target is None:
            return
        target.setAccessibleName(self.accessibleName())
        if target is not self._watched:
            target.installEventFilter(self)
            self._watched = target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click that is no drag asks the page which block lies there. What the engine puts into its view gets our name."""
        if watched is self.view:
            if event.type() == QEvent.Type.ChildAdded:
                QTimer.singleShot(0, self, self._watch_mouse)
            return False
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed = place
            elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
                moved = (place - self._pressed).manhattanLength()
                self._pressed = None
                if moved < QApplication.startDragDistance():
                    zoom = self.view.zoomFactor()
                    self.run(scripts.call(scripts.BLOCK_AT, place.x() / zoom, place.y() / zoom), self._on_block_found)
        return super().eventFilter(watched, event)

    def _on_block_found(self, block_id: Any) -> None:
        if block_id:
            self.block_clicked.emit(block_id)


def _lock_down(settings: QWebEngineSettings) -> None:
    attribute = QWebEngineSettings.WebAttribute
    off = (
        attribute.JavascriptEnabled,
        attribute.JavascriptCanOpenWindows,
        attribute.JavascriptCanAccessClipboard,
        attribute.LocalStorageEnabled,
        attribute.LocalContentCanAccessRemoteUrls,
        attribute.LocalContentCanAccessFileUrls,
        attribute.PluginsEnabled,
        attribute.PdfViewerEnabled,
        attribute.FullScreenSupportEnabled,
        attribute.ScreenCaptureEnabled,
        attribute.WebGLEnabled,
        attribute.Accelerated2dCanvasEnabled,
        attribute.AutoLoadIconsForPage,
        attribute.HyperlinkAuditingEnabled,
        attribute.DnsPrefetchEnabled,
        attribute.NavigateOnDropEnabled,
        attribute.ShowScrollBars,
        attribute.FocusOnNavigationEnabled,
    )
    for one in off:
        settings.setAttribute(one, False)
    settings.setDefaultTextEncoding("utf-8")


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()
