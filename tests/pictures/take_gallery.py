"""A picture of every screen in every state, light and dark, and what is wrong with each: ``./run gallery [--out DIR]``.

The program is used as a person uses it, by keys and mouse, at three widths and two scales; each screen is looked at by
:mod:`screens.faults`, which refuses clipped words, overlaps, controls without a name, small targets and low contrast.
The pictures at 1366 pixels lie in ``DIR``, the others in folders called after their size; ``index.html`` shows them all.
The exit status is 1 where anything was refused.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
os.environ["NEWSLETTER_CLOCK"] = "2026-11-23T09:00:00+00:00"

SCREENS = {"": (1366, 768), "1024": (1024, 768), "1920": (1920, 1080)}
SCALES = (100, 150)


def photograph(out: Path, scale: int, scenes: list[str], sizes: list[str], given: argparse.Namespace) -> int:
    """One scale, in this process; the report lies beside the pictures afterwards."""
    from PySide6.QtCore import QSize, Qt
    from screens.photographer import Photographer
    from screens.route import a_window
    from screens.route import scenes as known

    from composer.gui.application import make_application
    from composer.gui.spoken_language import speak
    from composer.gui.theme import active_theme

    application = make_application(theme="light")
    speak(application, given.lang)
    left_to_right = application.layoutDirection()
    part = "" if scale == 100 else str(scale)
    wanted = [
        ("/".join(filter(None, (part, word))), QSize(width * 100 // scale, height * 100 // scale))
        for word, (width, height) in SCREENS.items()
        if not sizes or (word or "1366") in sizes
    ]
    report: dict[str, list[str]] = {}
    # Twice the text on a screen of 512 lines, which 768 are at 150 %, is no screen anybody has.
    every = [scene for scene in known() if scale == 100 or scene != "large-text"]
    for scene in scenes or every:
        mirrored = given.right_to_left or scene == "right-to-left"
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else left_to_right)
        active_theme().set_strong(given.contrast or scene == "contrast")
        text_size = 200 if scene == "large-text" else given.text_size
        active_theme().set_text_size(text_size)
        with tempfile.TemporaryDirectory() as scratch, a_window(Path(scratch) / "work", text_size=text_size) as window:
            camera = Photographer(window, wanted, given.theme or ("light", "dark"), out=out, scene=scene)
            try:
                for step in known()[scene]:
                    step(camera)
            finally:
                report |= {found.picture: [str(fault) for fault in found.faults] for found in camera.found}
                (out / f"report-{scale}.json").write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


def main() -> int:
    """Take them all; one process per scale, for Qt reads it once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=Path("gallery"))
    parser.add_argument("--scene", action="append", default=[], help="only these scenes")
    parser.add_argument("--size", action="append", default=[], help="only these widths: 1024, 1366, 1920")
    parser.add_argument("--scale", type=int, action="append", choices=SCALES)
    parser.add_argument("--lang", default="en", help="the window in another language, such as fr")
    parser.add_argument("--theme", action="append", choices=("light", "dark"), help="only this one")
    parser.add_argument("--text-size", type=int, default=100, help="per cent, up to 200")
    parser.add_argument("--right-to-left", action="store_true", help="as for who reads Arabic or Hebrew")
    parser.add_argument("--contrast", action="store_true", help="as for who asks the system for more contrast")
    parser.add_argument("--at-work", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    scales = arguments.scale or list(SCALES)
    if arguments.at_work:
        return photograph(arguments.out, scales[0], arguments.scene, arguments.size, arguments)
    workers = []
    for scale in scales:
        command = [sys.executable, __file__, "--at-work", "--out", str(arguments.out), "--scale", str(scale)]
        command += [part for scene in arguments.scene for part in ("--scene", scene)]
        command += [part for size in arguments.size for part in ("--size", size)]
        command += ["--lang", arguments.lang, "--text-size", str(arguments.text_size)]
        command += [part for theme in arguments.theme or () for part in ("--theme", theme)]
        command += ["--contrast"] if arguments.contrast else []
        command += ["--right-to-left"] if arguments.right_to_left else []
        environment = {**os.environ, "QT_SCALE_FACTOR": str(scale / 100)}
        workers.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True))
    broken = False
    for worker in workers:
        said = worker.communicate()[1]
        if worker.returncode:
            broken = True
            print(said, file=sys.stderr)
    return _tell(arguments.out, scales) or int(broken)


def _tell(out: Path, scales: list[int]) -> int:
    report: dict[str, list[str]] = {}
    for scale in scales:
        path = out / f"report-{scale}.json"
        report |= json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    (out / "index.html").write_text(_page(report), encoding="utf-8")
    refused = {picture: wrong for picture, wrong in report.items() if wrong}
    for picture, wrong in sorted(refused.items()):
        for line in wrong:
            print(f"{picture}: {line}")
    print(f"{len(report)} pictures in {out}, {len(refused)} of them with something wrong")
    return int(bool(refused))


def _page(report: dict[str, list[str]]) -> str:
    figures = "\n".join(
        f'<figure><a href="{name}"><img src="{name}" loading="lazy" alt=""></a><figcaption>{html.escape(name)}'
        f"{''.join(f'<br><b>{html.escape(line)}</b>' for line in wrong)}</figcaption></figure>"
        for name, wrong in sorted(report.items(), key=lambda row: (row[0].count("/"), row[0]))
    )
    return (
        "<!doctype html><meta charset='utf-8'><title>Newsletter Composer: every screen</title>"
        "<style>body{font:14px sans-serif;display:grid;gap:24px;margin:24px;"
        "grid-template-columns:repeat(auto-fill,minmax(420px,1fr))}"
        f"figure{{margin:0}}img{{width:100%;border:1px solid #ccc}}b{{color:#b3261e}}</style>{figures}"
    )


if __name__ == "__main__":
    sys.exit(main())
