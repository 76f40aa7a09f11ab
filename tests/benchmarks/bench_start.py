"""From the start of the process to the first painted window, against a bare widgets window of the same size.

Ours is the whole program on a workspace with an issue and some people; it paints its window first, opens the workspace behind it
and shows the desk. Theirs is the fewest lines that show a list and a text box, and, for the record, a web view. Each is a process
of its own, in turn. Prints medians and ratios, and how long each takes until a letter stands in it. Python keeps what it has
compiled, as for a program that is installed (a first round of each is not counted). Where other work runs on the machine, the
ratio of the processor's time until the first paint is the one to trust.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

ROUNDS = 7

PAINTED = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
def say_painted():
    print("painted", flush=True)
    print("processor", time.process_time(), flush=True)
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, say_painted)
        return False
watch = Watch()
window.resize(1366, 768)
window.winId()
window.windowHandle().installEventFilter(watch)
"""

OURS = (
    """
import sys
from PySide6.QtCore import QTimer
from composer.gui import application
made = application.empty_window
def build(folder):
    global window
    window = made(folder)
    watch_it()
    first = window.show_first
    def show_first(place=""):
        first(place)
        print("desk", flush=True)
        QTimer.singleShot(0, letter)
    window.show_first = show_first
    return window
def letter():
    issue = window.workspace.documents.issues()[0].id
    window.show_place("compose", ("open", issue))
    window.page("compose").preview.shown.connect(lambda _revision: (print("letter", flush=True), window.close()))
def watch_it():
"""
    + textwrap.indent(PAINTED, "    ").replace("    watch = Watch()", "    global watch\n    watch = Watch()")
    + """
application.empty_window = build
sys.exit(application.main(sys.argv[1]))
"""
)

WIDGETS = (
    """
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow, QSplitter, QTextEdit
application = QApplication([])
window = QMainWindow()
split = QSplitter()
split.addWidget(QListWidget())
split.addWidget(QTextEdit())
window.setCentralWidget(split)
for name in ("File", "Edit", "View", "Go", "Tools", "Help"):
    window.menuBar().addMenu(name)
"""
    + PAINTED
    + """
window.show()
QTimer.singleShot(0, lambda: QTimer.singleShot(50, application.quit))
application.exec()
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


def times(script: str, folder: str) -> dict[str, float]:
    """Seconds from the start of the process until each word it says."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(Path(folder).parent / "compiled")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    begun = time.perf_counter()
    said: dict[str, float] = {}
    command = [sys.executable, "-c", script, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            word, _, seconds = line.strip().partition(" ")
            said.setdefault(word, float(seconds) if seconds else time.perf_counter() - begun)
    if "painted" not in said:
        raise SystemExit("no window was seen")
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
        scripts = {"ours": OURS, "widgets": WIDGETS, "web": THEIRS}
        rows: dict[str, list[dict[str, float]]] = {name: [] for name in scripts}
        for number in range(ROUNDS + 1):
            for name, script in scripts.items():
                seen = times(script, folder)
                if number:  # the first round fills the disk's cache
                    rows[name].append(seen)
    window, widgets, web = (statistics.median(seen["painted"] for seen in rows[name]) for name in scripts)
    desk = statistics.median(seen["desk"] for seen in rows["ours"])
    letter, bare = (statistics.median(seen["letter"] for seen in rows[name]) for name in ("ours", "web"))
    print(f"start to first window: {window:.2f} s; bare widgets window: {widgets:.2f} s; bare web-engine window: {web:.2f} s")
    print(f"start to the desk: {desk:.2f} s; a letter in the composer: {letter:.2f} s; a page in a bare web view: {bare:.2f} s")
    busy, busy_bare = (statistics.median(seen["processor"] for seen in rows[name]) for name in ("ours", "widgets"))
    print(f"processor's time to the first paint: {busy:.3f} s, bare {busy_bare:.3f} s, ratio {busy / busy_bare:.2f}")
    print(f"ratio: {window / widgets:.2f} to a bare widgets window, {window / web:.2f} to a bare web-engine window")
    return 0


if __name__ == "__main__":
    sys.exit(main())
