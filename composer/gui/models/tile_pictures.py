"""Small pictures for cards, made off the GUI thread and kept.

``tiles.of_picture(hash)`` and ``tiles.of_address(url)`` answer at once: a pixmap, or None while it is being made;
``ready`` says when to ask again. What cannot be read is not asked for again until :meth:`TilePictures.forget_failures`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from composer.errors import ComposerError
from composer.gui.jobs import Jobs

SIDE = 96
"""Pixels of a tile's picture: 48 at twice the density."""
KEPT = 600
LARGEST_SIDE = 12_000
_AT_ONCE = 3


class TilePictures(QObject):
    """Square pictures of :data:`SIDE` pixels, cut from the middle."""

    ready = Signal(str)
    """The key (hash or address) whose picture is there now."""

    def __init__(
        self,
        jobs: Jobs,
        *,
        picture: Callable[[str], bytes],
        download: Callable[[str], bytes],
        parent: QObject | None = None,
    ) -> None:
        """``picture`` gives the stored picture with a hash, ``download`` what lies at an address; both run off the GUI thread."""
        super().__init__(parent)
        self._jobs = jobs
        self._picture = picture
        self._download = download
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._failed: set[str] = set()
        self._waiting: OrderedDict[str, Callable[[], bytes]] = OrderedDict()
        self._under_way: set[str] = set()

    def of_picture(self, picture_hash: str) -> QPixmap | None:
        """The stored picture with this hash."""
        return self._get(picture_hash, lambda: self._picture(picture_hash))

    def of_address(self, url: str) -> QPixmap | None:
        """The picture at this address."""
        return self._get(url, lambda: self._download(url))

    def forget_failures(self) -> None:
        """Ask again for what could not be read (after F5)."""
        self._failed.clear()

    def _get(self, key: str, read: Callable[[], bytes]) -> QPixmap | None:
        if not key or key in self._failed:
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        if key not in self._under_way:
            # The last asked for is on screen now, so it comes first.
            self._waiting[key] = read
            self._waiting.move_to_end(key)
            while len(self._waiting) > 60:
                self._waiting.popitem(last=False)
            self._next()
        return None

    def _next(self) -> None:
        while self._waiting and len(self._under_way) < _AT_ONCE:
            key, read = self._waiting.popitem(last=True)
            self._under_way.add(key)
            self._jobs.submit(partial(_square_of, read), partial(self._on_made, key), partial(self._on_refused, key), owner=self)

    def _on_refused(self, key: str, _error: ComposerError) -> None:
        self._on_made(key, None)

    def _on_made(self, key: str, image: QImage | None) -> None:
        self._under_way.discard(key)
        if image is None or image.isNull():
            self._failed.add(key)
        else:
            self._kept[key] = QPixmap.fromImage(image)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            self.ready.emit(key)
        self._next()


def _square_of(read: Callable[[], bytes]) -> QImage:
    return square(read())


def square(content: bytes, side: int = SIDE) -> QImage:
    """The middle of a picture as a square; a null image where it is none, or larger than any honest picture."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_SIDE:
        return QImage()
    reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return image
    left, top = (image.width() - side) // 2, (image.height() - side) // 2
    return image.copy(QRect(max(0, left), max(0, top), side, side))
