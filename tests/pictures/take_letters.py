"""Every template with the golden issue and with difficult ones, in every look, as contact sheets: for looking at.

    python tests/pictures/take_letters.py --out DIR [--template ID] [--issue NAME] [--look NAME]

Writes ``<template>-<issue>.png``, each look beside the other at 700 and 360 pixels, and prints one line for every letter that is
wider than its screen. Exit status 1 where there was one.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

REPOSITORY = Path(__file__).resolve().parents[2]
WIDTHS = (700, 360)
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "light": {},
    "its own dark": {"dark": "author"},
    "partly inverted": {"dark": "partly"},
    "inverted": {"dark": "inverted"},
    "without pictures": {"pictures": False},
    "without styles": {"styles": False},
}
SCALE = 0.5
TALLEST = 3200
"""Pixels of a letter on the sheet, before it is made smaller."""
GAP, HEAD = 12, 22

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")


def issues(template: str) -> dict[str, Any]:
    """The golden issue and difficult ones, in this template."""
    from composer.document.issue import issue_from_data
    from composer.rendering.specimen import _whole, specimens

    golden = issue_from_data(json.loads((REPOSITORY / "tests" / "golden" / "issue.json").read_text(encoding="utf-8")))
    body = [block for block in golden.blocks if block.kind not in ("header", "footer")]
    many = [msgspec.structs.replace(body[at % len(body)], id=f"m{at}") for at in range(40)]
    made = {
        "golden": golden,
        **specimens(template),
        "one word of 200 letters": _whole("W" * 200),
        "Chinese and emoji": _whole("港口之友每月通讯，欢迎大家来参加冬季游泳活动。" * 3 + " 🎉🏊‍♀️🎄👩‍👩‍👧‍👦"),
        "forty blocks": msgspec.structs.replace(golden, blocks=(golden.blocks[0], *many, golden.blocks[-1])),
    }
    return {name: msgspec.structs.replace(issue, template=template) for name, issue in made.items()}


def photograph(key: str) -> bytes:
    """A picture with a light and a dark half, the same for the same key."""
    from PIL import Image, ImageDraw

    shade = int.from_bytes(key[:8].encode(), "big")
    picture = Image.new("RGB", (600, 400), (120 + shade % 100, 150 + shade % 70, 190))
    ImageDraw.Draw(picture).ellipse((180, 80, 420, 320), fill=(40, 70 + shade % 60, 60))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def shots(view: Any, assets: Any, issue: Any, looks: list[str]) -> Iterator[tuple[str, int, Any, int]]:
    """(look, width, picture, how wide the letter is) of one issue."""
    from composer.gui.preview.assets import picture_address
    from composer.gui.preview.scripts import MEASURE, call
    from composer.gui.snapshot import _until, whole_picture
    from composer.paths import templates_folder
    from composer.rendering.merge_tags import EXAMPLE_VALUES, personalise
    from composer.rendering.preview_copy import preview_copy
    from composer.rendering.renderer import render
    from composer.rendering.templates import Templates

    rendered = render(issue, templates=Templates((templates_folder(),)))
    for key in rendered.pictures:
        assets.put_picture(key, "image/png", photograph(key))
    html = personalise(rendered, EXAMPLE_VALUES).html
    for look in looks:
        copy = preview_copy(html, picture_address=picture_address, **LOOKS[look])
        for width in WIDTHS:
            picture = whole_picture(view, copy, width)
            wide: list[int] = []
            view.run(call(MEASURE), lambda answer, wide=wide: wide.append(int((answer or {}).get("content_width", 0))))
            _until(lambda wide=wide: bool(wide))
            yield look, width, picture, wide[0] if wide else 0


def contact_sheet(taken: list[tuple[str, int, Any, int]], path: Path) -> None:
    """Lay the pictures side by side, smaller, with the look's name above."""
    from PySide6.QtCore import QPoint, QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    small = [
        (f"{look} {width}", picture.copy(QRect(0, 0, picture.width(), min(picture.height(), TALLEST))))
        for look, width, picture, _wide in taken
        if picture is not None
    ]
    shown = [
        (name, one.scaledToWidth(round(one.width() * SCALE), Qt.TransformationMode.SmoothTransformation)) for name, one in small
    ]
    if not shown:
        return
    sheet = QImage(
        sum(one.width() + GAP for _name, one in shown),
        HEAD + max(one.height() for _name, one in shown),
        QImage.Format.Format_RGB32,
    )
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    left = 0
    for name, one in shown:
        painter.drawText(QRect(left, 0, one.width(), HEAD), Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawImage(QPoint(left, HEAD), one)
        left += one.width() + GAP
    painter.end()
    sheet.save(str(path))


def main() -> int:
    """Take the sheets that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--template", action="append")
    parser.add_argument("--issue", action="append")
    parser.add_argument("--look", action="append", choices=list(LOOKS))
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(REPOSITORY))
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtWidgets import QApplication

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication.instance() or QApplication(["letters"])
    from composer.gui.preview.assets import Assets
    from composer.gui.preview.web_view import WebView

    assets = Assets()
    view = WebView(assets)
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.show()
    too_wide = 0
    for template in asked.template or ("announcement", "briefing", "calendar", "digest", "letter"):
        for name, issue in issues(template).items():
            if asked.issue and name not in asked.issue:
                continue
            taken = list(shots(view, assets, issue, asked.look or list(LOOKS)))
            for look, width, _picture, wide in taken:
                if wide > width:
                    too_wide += 1
                    print(f"{template}, {name}, {look}: {wide} pixels wide at {width}", flush=True)
            contact_sheet(taken, asked.out / f"{template}-{name.replace(' ', '-')}.png")
    view.close_engine()
    del application
    return 1 if too_wide else 0


if __name__ == "__main__":
    sys.exit(main())
