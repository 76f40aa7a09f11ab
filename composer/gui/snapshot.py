"""Pictures of a whole body without a window: a process of its own, so that whoever asks needs no Qt and survives its end.

::

    python -m composer.gui.snapshot --html FILE --out DIR [--width 700] [--width 360] [--dark] [--pictures DIR]
    python -m composer.gui.snapshot --html FILE --out DIR --pdf [--pictures DIR]

Writes ``<name of FILE>-<width>.png`` for each width, with ``--dark`` also ``<name>-<width>-dark.png`` (the letter's own dark
colours), and prints one path a line. With ``--pdf`` it is ``<name>.pdf`` instead, A4 pages as a browser prints them.
``cid:<hash>`` pictures are taken from ``--pictures`` (files called ``<hash>.<anything>``).

Exit status: 0 done; 2 the call or the file was wrong; 3 the web engine could not start or did not finish here. In the last two
cases one sentence stands on standard error and nothing else. Chromium can end a process without a word, so the work is done by a
child of this one, which watches it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from composer.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from composer.gui.preview.assets import Assets
    from composer.gui.preview.web_view import WebView

OK, WRONG_INPUT, NO_ENGINE = 0, 2, 3
USUAL_WIDTHS = (700, 360)
TALLEST = 30_000
"""Pixels; a taller body is cut there."""
TILE = 8_000
"""Pixels grabbed at once: taller surfaces cost more than they bring."""
STRIPE = 250
"""Pixels: about the height of the tiles the engine draws in."""
PATIENCE = 30.0
"""Seconds one picture may take before the engine counts as stuck."""
STILL_WITHIN = 10.0
"""Seconds after which what was drawn is taken as it is."""
_AT_WORK = "--at-work"


@dataclass(frozen=True)
class Order:
    """What to take pictures of. Widths in CSS pixels, one picture each (two with ``dark``); with ``pdf`` pages instead."""

    html: Path
    out: Path
    widths: tuple[int, ...]
    dark: bool
    pictures: Path | None
    pdf: bool = False

    def shots(self) -> list[tuple[int, bool, Path]]:
        """(width, dark, file) of every picture."""
        return [
            (width, dark, self.out / f"{self.html.stem}-{width}{'-dark' if dark else ''}.png")
            for dark in ((False, True) if self.dark else (False,))
            for width in self.widths
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; see the module's words for what is printed and returned."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    at_work = _AT_WORK in given
    order = _read(given)
    if isinstance(order, str):
        return _stop(WRONG_INPUT, order)
    return _work(order) if at_work else _watch(given, order)


def _read(given: Sequence[str]) -> Order | str:
    parser = argparse.ArgumentParser(prog="composer.gui.snapshot", description=_("Pictures of a newsletter, without a window."))
    parser.add_argument("--html", type=Path, required=True, help=_("the body to take pictures of"))
    parser.add_argument("--out", type=Path, required=True, help=_("the folder for the pictures"))
    parser.add_argument("--width", type=int, action="append", help=_("width in pixels; may be given several times"))
    parser.add_argument("--dark", action="store_true", help=_("also as a reader in dark mode sees it"))
    parser.add_argument("--pictures", type=Path, help=_("the folder with the pictures the body embeds"))
    parser.add_argument("--pdf", action="store_true", help=_("pages on paper instead of pictures"))
    parser.add_argument(_AT_WORK, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(given)
    widths = tuple(options.width or USUAL_WIDTHS)
    if any(not 200 <= width <= 4000 for width in widths):
        return _("A picture can be 200 to 4000 pixels wide.")
    if not options.html.is_file():
        return _("There is no file “{file}”.").format(file=options.html)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return _("The folder “{folder}” cannot be made: {reason}.").format(folder=options.out, reason=error.strerror or error)
    return Order(options.html, options.out, widths, options.dark, options.pictures, options.pdf)


def _watch(given: Sequence[str], order: Order) -> int:
    """Have a child do the work; whatever becomes of it, say it in one sentence."""
    command = [sys.executable, "-m", "composer.gui.snapshot", *given, _AT_WORK]
    limit = 20 + PATIENCE * (1 if order.pdf else len(order.shots()))
    try:
        child = subprocess.run(
            command, env=_environment(), capture_output=True, text=True, errors="replace", timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return _stop(NO_ENGINE, _("The web engine did not finish the pictures in {seconds} seconds.").format(seconds=int(limit)))
    if child.returncode == OK:
        sys.stdout.write(child.stdout)
        return OK
    said = [line for line in child.stderr.splitlines() if line.strip()]
    if child.returncode in (WRONG_INPUT, NO_ENGINE) and said:
        return _stop(child.returncode, said[-1])
    reason = said[-1] if said else _("it said nothing")
    return _stop(NO_ENGINE, _("The web engine that draws the pictures cannot run here ({reason}).").format(reason=reason))


def _environment() -> dict[str, str]:
    """No display, no graphics card; and as root, where Chromium's sandbox cannot start, without it (own pages only)."""
    environment = dict(os.environ)
    environment["QT_QPA_PLATFORM"] = "offscreen"
    for scale in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS"):  # a picture is as wide as was asked for
        environment.pop(scale, None)
    environment.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
    environment["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    return environment


def _stop(status: int, sentence: str) -> int:
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    return status


def _work(order: Order) -> int:
    """The child's part: start the web engine, draw, save."""
    try:
        html = order.html.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _stop(WRONG_INPUT, _("The file “{file}” cannot be read as a web page in UTF-8.").format(file=order.html))
    try:
        from PySide6.QtCore import QCoreApplication, Qt
        from PySide6.QtWidgets import QApplication

        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
        application = QApplication.instance() or QApplication(["snapshot"])
        from composer.gui.preview.assets import Assets
        from composer.gui.preview.web_view import WebView
    except ImportError as error:
        return _stop(
            NO_ENGINE,
            _("A library the web engine needs is missing on this computer: {reason}. “newsletter doctor” names it.").format(
                reason=error
            ),
        )
    assets = Assets()
    _fill(assets, order.pictures)
    view = WebView(assets)
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.show()
    try:
        if order.pdf:
            return _print(view, _as_seen(html, dark=False), order.out / f"{order.html.stem}.pdf")
        for width, dark, file in order.shots():
            image = whole_picture(view, _as_seen(html, dark), width)
            if image is None:
                return _stop(NO_ENGINE, _("The web engine did not draw “{file}” in time.").format(file=order.html.name))
            if not image.save(str(file)):
                return _stop(WRONG_INPUT, _("The picture “{file}” cannot be written.").format(file=file))
            sys.stdout.write(f"{file}\n")
    finally:
        view.close_engine()
        del application
    return OK


def _fill(assets: Assets, folder: Path | None) -> None:
    if folder is None:
        return
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.stat().st_size < 50_000_000:
            # The engine knows pictures by their content; the name only has to be the hash.
            assets.put_picture(file.stem, "application/octet-stream", file.read_bytes())


def _as_seen(html: str, dark: bool) -> str:
    from composer.gui.preview.assets import picture_address
    from composer.rendering.preview_copy import preview_copy

    return preview_copy(html, dark="author" if dark else "light", picture_address=picture_address)


def _print(view: WebView, html: str, file: Path) -> int:
    """The whole body on A4 pages."""
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize

    loaded: list[bool] = []
    printed: list[bytes] = []
    view.loaded.connect(lambda: loaded.append(True))
    view.resize(794, 1123)  # A4 at 96 dots an inch
    view.show_letter(html, fresh=True)
    paper = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(16, 16, 16, 18),
        QPageLayout.Unit.Millimeter,
    )
    if _until(lambda: bool(loaded)):
        view.page.printToPdf(lambda made: printed.append(bytes(made.data())), paper)
    if not _until(lambda: bool(printed)) or not printed[0].startswith(b"%PDF"):
        return _stop(NO_ENGINE, _("The web engine did not print “{file}” in time.").format(file=file.name))
    try:
        file.write_bytes(printed[0])
    except OSError:
        return _stop(WRONG_INPUT, _("“{file}” cannot be written.").format(file=file))
    sys.stdout.write(f"{file}\n")
    return OK


def whole_picture(view: WebView, html: str, width: int) -> QImage | None:
    """The whole body at this width, or None where the engine does not answer."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QImage, QPainter

    from composer.gui.preview.scripts import MEASURE, call

    loaded: list[bool] = []
    view.loaded.connect(lambda: loaded.append(True))
    view.resize(width, 200)
    view.show_letter(html, fresh=True)
    if not _until(lambda: bool(loaded)):
        return None
    measured: list[dict[str, float]] = []

    def settled() -> bool:
        view.run(call(MEASURE), lambda answer: measured.append(answer or {}))
        return bool(measured) and bool(measured[-1].get("complete")) and measured[-1]["width"] == width

    if not _until(settled):
        return None
    height = max(1, min(int(measured[-1]["height"]), TALLEST))
    whole = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(whole)
    top = 0
    while top < height:
        tile = min(TILE, height)
        start = min(top, height - tile)
        if view.height() != tile:
            # Nobody looks at this view, so the engine may go on showing what it drew at the old size; a new page it draws anew.
            view.resize(width, tile)
            loaded.clear()
            view.show_letter(html, fresh=True)
            if not _until(lambda: bool(loaded)):
                painter.end()
                return None
            measured.clear()
            if not _until(settled):
                painter.end()
                return None
        view.scroll_to(start)
        drawn = _steady(view, width, tile)
        if drawn is None:
            painter.end()
            return None
        painter.drawImage(QPoint(0, start), drawn)
        top += tile
    painter.end()
    return whole


def _steady(view: WebView, width: int, height: int) -> QImage | None:
    """What the view shows once three looks in a row are the same, words are where the page says they are, and the page says it
    has been drawn at this size."""
    from composer.gui.preview.scripts import WORDS_AT, call

    drawn: list[QImage] = []
    painted: list[bool] = []
    words: list[list[float]] = []
    view.run(call(WORDS_AT), lambda answer: words.append(answer or []))
    # The engine draws on for a while at the size the view had before; frames count only from the new size on.
    frames = (
        "(function(){window.drawn=0;const frame=()=>{"
        f"if(innerWidth==={width}&&innerHeight==={height})window.drawn+=1;"
        "if(window.drawn<3)requestAnimationFrame(frame)};"
        "requestAnimationFrame(frame);return 'true'})()"
    )
    view.run(frames)

    def steady() -> bool:
        view.run("JSON.stringify(window.drawn > 2)", lambda answer: painted.append(bool(answer)))
        image = view.view.grab().toImage()
        if image.width() != width or image.height() != height:
            image = image.scaled(width, height)
        drawn.append(image)
        del drawn[:-3]
        still = bool(painted) and painted[-1] and len(drawn) == 3 and drawn[-1] == drawn[-2] == drawn[-3]
        return still and bool(words) and _all_there(drawn[-1], words[0])

    # Words nobody can see (white on white) or a picture that moves are no reason to do without it.
    return drawn[-1] if _until(steady, STILL_WITHIN) or (painted and painted[-1]) or _until(steady) else None


def _all_there(image: QImage, words: list[float]) -> bool:
    """That no stripe with three lines of words in it is of one colour: the engine draws in tiles, and on a busy machine some come
    late, with the ground alone in their place until then."""
    lines = Counter(int(middle) // STRIPE for middle in words if 0 <= middle < image.height())
    for stripe, count in lines.items():
        piece = image.copy(0, stripe * STRIPE, image.width(), min(STRIPE, image.height() - stripe * STRIPE))
        blank = piece.copy()
        blank.fill(piece.pixelColor(0, 0))
        if count >= 3 and piece == blank:
            return False
    return True


def _until(done: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Let Qt work until ``done()``; False when patience ends."""
    import time

    from PySide6.QtCore import QCoreApplication, QEventLoop

    end = time.monotonic() + patience
    while time.monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if done():
            return True
        time.sleep(0.02)
    return False


if __name__ == "__main__":
    sys.exit(main())
