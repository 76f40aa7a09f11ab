"""From the start of the process to the first painted window, against a bare web-engine window of the same size.

Ours opens a workspace with an issue and some people and shows the desk; the web engine comes after the first paint. Theirs is the
fewest lines that show a web view. Each is a process of its own, in turn. Prints the medians and the ratio, and for the record how
long each takes until a letter stands in it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7

PAINTED = """
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: print("painted", flush=True))
        return False
watch = Watch()
window.resize(1366, 768)
window.winId()
window.windowHandle().installEventFilter(watch)
"""

OURS = (
    """
import sys
from composer.gui.application import build_window, close_window, make_application
application = make_application(theme="light")
from composer.workspace import open_workspace
workspace = open_workspace(sys.argv[1])
window = build_window(workspace, theme="light")
"""
    + PAINTED
    + """
window.show()
def letter():
    issue = workspace.documents.issues()[0].id
    window.show_place("compose", ("open", issue))
    window.page("compose").preview.shown.connect(lambda _revision: (print("letter", flush=True), application.quit()))
QTimer.singleShot(0, lambda: QTimer.singleShot(0, letter))
QTimer.singleShot(60_000, application.quit)
application.exec()
close_window(window)
"""
)

THEIRS = (
    """
import os
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtWebEngineWidgets import QWebEngineView
application = QApplication([])
window = QMainWindow()
view = QWebEngineView()
window.setCentralWidget(view)
"""
    + PAINTED
    + """
view.loadFinished.connect(lambda _ok: (print("letter", flush=True), application.quit()))
view.setHtml("<p>Hello</p>")
window.show()
QTimer.singleShot(60_000, application.quit)
application.exec()
"""
)


def times(script: str, *arguments: str) -> dict[str, float]:
    """Seconds from the start of the process until each word it says."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    begun = time.perf_counter()
    said: dict[str, float] = {}
    command = [sys.executable, "-c", script, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.setdefault(line.strip(), time.perf_counter() - begun)
    if set(said) != {"painted", "letter"}:
        raise SystemExit(f"only {sorted(said)} was seen")
    return said


def fill(folder: str) -> None:
    """A workspace as it is after a month."""
    from composer.blocks.footer import Footer
    from composer.blocks.text import TextBlock
    from composer.contacts.contact import Contact
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.workspace import open_workspace

    workspace = open_workspace(folder)
    newsletter = Newsletter(name="Harbour News", usual_list="Friends")
    workspace.documents.save_newsletter(newsletter)
    workspace.documents.create(
        Issue(newsletter=newsletter.id, name="December", subject="Lights on", blocks=(TextBlock(text="Dear friends,"), Footer()))
    )
    workspace.lists.create("Friends")
    people = [workspace.contacts.save(Contact(email=f"person{number}@example.org")).id for number in range(100)]
    workspace.lists.add("Friends", people)
    workspace.close()


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = str(Path(scratch) / "work")
        fill(folder)
        ours, theirs = [], []
        for number in range(ROUNDS + 1):
            mine, bare = times(OURS, folder), times(THEIRS)
            if number:  # the first round fills the disk's cache
                ours.append(mine)
                theirs.append(bare)
    window, bare_window = (statistics.median(row["painted"] for row in rows) for rows in (ours, theirs))
    letter, bare_letter = (statistics.median(row["letter"] for row in rows) for rows in (ours, theirs))
    print(f"start to first window: {window:.2f} s; bare web-engine window: {bare_window:.2f} s")
    print(f"start to a letter in the composer: {letter:.2f} s; bare web-engine window with a page: {bare_letter:.2f} s")
    print(f"ratio: {window / bare_window:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
