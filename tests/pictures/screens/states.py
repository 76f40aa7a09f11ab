"""States one does not come to by pressing keys alone, or only from afar: sheets and panels, what went wrong, help."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from screens import later_states, organisation_states, people_states, sending_states
from screens.photographer import ALT, CONTROL, SHIFT, Photographer
from screens.tour import tour

Key = Qt.Key
TABLE = """Title,Date,Place
Winter swim,13/12/2026,Pier 2
Soup evening,3/12/2026,Boathouse
Lantern walk,19/12/2026,Harbour wall
"""


def sample(camera: Photographer) -> None:
    """The made-up charity with a few things picked."""
    window = camera.window
    camera.wait(lambda: window.shown == "first_run" and not window.jobs.busy, "the welcome")
    camera.press(Key.Key_Space)
    camera.wait(lambda: window.shown == "compose" and not window.jobs.busy, "the composer")
    camera.settle(4)
    camera.press((CONTROL, Key.Key_F), Key.Key_Down)
    for _number in range(4):
        camera.press(Key.Key_Space, Key.Key_Down)
    camera.settle(3)


def sheets(camera: Photographer) -> None:
    """What lies over the composer when it is asked for."""
    for name, keys, stir in (
        ("history", (CONTROL | SHIFT, Key.Key_H), 2.0),
        ("palette", (CONTROL | SHIFT, Key.Key_K), 2.0),
        ("pictures", (CONTROL | SHIFT, Key.Key_I), 3.0),
        ("export", (CONTROL, Key.Key_E), 2.0),
        ("web-version", (CONTROL | SHIFT, Key.Key_W), 2.0),
    ):
        camera.press(keys)
        camera.settle(stir)
        if name == "palette":
            camera.write("pre")
        camera.take(name, still=name == "palette")
        camera.press(Key.Key_Escape)
        camera.settle()


def by_its_name(camera: Photographer, words: str) -> None:
    """An action without a key, by the palette, in English."""
    camera.press((CONTROL | SHIFT, Key.Key_K))
    camera.write(words)
    camera.settle()
    camera.press(Key.Key_Return)
    camera.settle()


def more_sheets(camera: Photographer) -> None:
    """Sections saved for reuse, tags on links, a part for some lists only, an issue another computer has open."""
    from composer.document.issue_holds import Holder, IssueHolds

    window = camera.window
    by_its_name(camera, "Saved sections")
    camera.take("saved-sections-none")
    camera.press(Key.Key_Escape)
    camera.press((CONTROL, Key.Key_G), Key.Key_Escape, Key.Key_Down, (CONTROL | ALT, Key.Key_S))
    camera.settle()
    camera.take("save-section")
    camera.write("About our night line")
    camera.press(Key.Key_Return)
    camera.settle()
    by_its_name(camera, "Saved sections")
    camera.take("saved-sections")
    camera.press(Key.Key_Escape)
    camera.wait(lambda: not camera.shows("Saved as"), "the end of the message")
    by_its_name(camera, "Tag links")
    camera.take("link-tags")
    camera.press(Key.Key_Escape)
    camera.press((CONTROL, Key.Key_G))
    camera.settle()
    camera.click("More")
    camera.settle()
    camera.take("composer-only-for-some-lists")
    camera.press(Key.Key_Escape)
    workspace, issue_id = window.workspace, window.page("compose").session.issue.id
    IssueHolds(workspace.engine, workspace.clock, Holder("other", "Mei at the office")).take(issue_id, over=True)
    window.page("compose").holding.look()
    camera.settle()
    camera.take("composer-open-elsewhere")


def drift(camera: Photographer) -> None:
    """The site changed what stands in the issue."""
    import msgspec

    from composer.gui import changes

    window = camera.window
    shelf, page = window.workspace.shelf, window.page("compose")
    held = [row.item for row in shelf.rows(sorted(page.session.issue.items()))]
    shelf.keep([msgspec.structs.replace(held[0], title="Our night line opens in five more counties")], held[0].source)
    window.changes.note(changes.SHELF)
    camera.settle(3)
    page.outline.open(next(block.id for block in page.session.issue.blocks if getattr(block, "item", "") == held[0].id))
    camera.settle(2)
    camera.take("source-drift")
    camera.press(Key.Key_Escape)


def trouble(camera: Photographer) -> None:
    """Words at the edges: what went well, what did not, and what is our fault."""
    from composer.backup.backup_file import BackupInfo
    from composer.backup.restoring import Restored
    from composer.errors import SourceError
    from composer.gui.last_time import LastTime
    from composer.gui.opening import restored_words, tell_last_time

    window = camera.window
    camera.go(1)
    camera.settle(6)
    window.say("Moved to the bin for 30 days.", "Undo", lambda: None)
    camera.take("toast", stir=0.5)
    camera.without_toast()
    window.show_error(
        SourceError("The name of your site was not found.", "Check the connection; what was read before is still here.")
    )
    camera.take("error", stir=3)
    camera.click("Close this message")
    made = window.workspace.clock().replace(day=20)
    info = BackupInfo(format=1, made=made, program="0.1.0", newsletters=("Small Hours News",), issues=3, people=60)
    window.banner.show_words(*restored_words(Restored(info, aside="/home/anna/newsletter (before 23 November)")))
    camera.take("restored-backup", stir=3)
    camera.click("Close this message")
    tell_last_time(
        window,
        LastTime(
            "The program ended unexpectedly while “December newsletter” was being written.",
            "“December newsletter” was kept up to 08:58:12. What was typed in the second after that may be missing.",
            "x",
        ),
    )
    camera.take("ended-unexpectedly", stir=3)
    camera.click("Close this message")
    window.rail.set_online(False)
    camera.take("offline", stir=3)
    window.rail.set_online(True)
    window.show_bug(ValueError("something nobody expected"))
    camera.take("bug", stir=3)
    camera.press(Key.Key_Escape)


def sources(camera: Photographer) -> None:
    """The panels of Sources."""
    window = camera.window
    camera.go(4)
    camera.click("Kinds by category…")
    camera.settle()
    camera.take("sources-rules")
    camera.press(Key.Key_Escape)
    camera.go(4)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        path.write_text(TABLE, encoding="utf-8")
        camera.drop(window.page("sources"), path)
        camera.settle()
        camera.take("sources-columns")
        camera.press(Key.Key_Escape)


def help_everywhere(camera: Photographer) -> None:
    """Hints at the places, the guide, the page for IT."""
    from composer.gui.hints import Hints

    window = camera.window
    Hints(window, window.workspace)
    for number, place in ((1, "issues"), (2, "people"), (3, "brand")):
        camera.go(number)
        camera.take(f"hint-{place}", stir=3)
    window.show_place("compose")
    camera.settle(2)
    camera.take("hint-composer")
    camera.press((SHIFT, Key.Key_F1))
    camera.settle()
    camera.take("guide")
    chapters = next(view for view in window.findChildren(QListView) if view.isVisible() and view.accessibleName() == "Chapters")
    camera.click_row(chapters, 2)
    camera.take("guide-people")
    camera.press((CONTROL, Key.Key_F))
    camera.write("turnips")
    camera.take("guide-nothing-found")
    camera.press((CONTROL, Key.Key_A))
    camera.write("wrong")
    camera.take("guide-found")
    camera.press(Key.Key_Escape)
    camera.click_row(chapters, 5)
    camera.take("guide-it")


def stuck(camera: Photographer) -> None:
    """The work could not be opened."""
    from composer.errors import WorkspaceError
    from composer.gui.opening import Opening

    window = camera.window
    camera.wait(lambda: window.shown == "first_run" and not window.jobs.busy, "the welcome")
    opening = Opening(window, str(window.workspace.folder))
    error = WorkspaceError("Your work was kept by a newer release of this program.", "Install that release, then open it again.")
    opening.fail(error)
    camera.take("opening-stuck", stir=3)


def scenes() -> dict[str, tuple[Callable[[Photographer], Any], ...]]:
    """Scene to what happens in it; each begins with a fresh workspace."""
    return {
        "states": (sample, sheets, drift, trouble, sources, help_everywhere),
        "sections": (sample, more_sheets),
        "people": (sample, people_states.beside_the_table, people_states.import_with_tags),
        "rough": (sample, sending_states.rough),
        "later": (sample, later_states.waiting),
        "organisation": (sample, organisation_states.brands, organisation_states.settings),
        "contrast": (sample, tour),
        "right-to-left": (sample, tour),
        "large-text": (sample, tour),
        "stuck": (stuck,),
    }
