"""The program from outside, as a person and a screen reader meet it: a virtual display, keys from xdotool, the tree over AT-SPI.

Nothing here reaches into the program. What shows is read over D-Bus (the org.a11y.atspi interfaces, which Orca reads), what is
pressed goes through the X server, and a picture of the display is taken after each step.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
FOCUSABLE, FOCUSED, SHOWING = 11, 12, 25
"""Numbers of AtspiStateType."""
ENTERED = 2.0
"""Seconds after which a window that was made anew is given the focus a window manager would have given it."""
PATIENCE = 60.0
MOST_NODES = 4_000


def missing() -> list[str]:
    """What is not installed here, and without which nothing can be tried from outside."""
    names = [name for name in ("Xvfb", "xdotool", "dbus-daemon") if shutil.which(name) is None]
    launchers = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
    if not any(Path(path).exists() for path in launchers):
        names.append("at-spi2-core")
    try:
        import jeepney  # noqa: F401 -- only asked for
    except ImportError:
        names.append("jeepney")
    return names


@dataclass
class Node:
    """One thing a screen reader meets."""

    name: str
    role: str
    states: int
    depth: int

    def has(self, state: int) -> bool:
        """Whether it is in a state."""
        return bool(self.states >> state & 1)


class Reader:
    """The accessibility bus, read as Orca reads it."""

    def __init__(self, session_address: str) -> None:
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        self._call = new_method_call
        self._address = DBusAddress
        session = open_dbus_connection(session_address)
        answer = session.send_and_get_reply(
            new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress"), timeout=10
        )
        session.close()
        self._bus = open_dbus_connection(answer.body[0].partition(",guid=")[0])

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def _ask(self, at: tuple[str, str], interface: str, method: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        message = self._call(self._address(at[1], at[0], interface), method, signature or None, body)
        answer = self._bus.send_and_get_reply(message, timeout=10)
        return answer.body[0] if answer.header.message_type.name == "method_return" and answer.body else None

    def tree(self) -> list[Node]:
        """Everything that shows, in the order of the tree."""
        nodes: list[Node] = []
        for application in self._ask(("org.a11y.atspi.Registry", ROOT), ACCESSIBLE, "GetChildren") or []:
            self._gather(tuple(application), 0, nodes)
        return nodes

    def focused(self) -> tuple[str, str] | None:
        """Where the thing with the focus and a name lies on the bus, to be asked again quickly."""
        places: list[tuple[tuple[str, str], Node]] = []
        for application in self._ask(("org.a11y.atspi.Registry", ROOT), ACCESSIBLE, "GetChildren") or []:
            self._gather(tuple(application), 0, [], places)
        found = [at for at, node in places if node.has(FOCUSED) and node.name]
        return found[-1] if found else None

    def place_of(self, words: str) -> tuple[int, int, int, int]:
        """Left, top, width and height on the display of what shows and says so."""
        places: list[tuple[tuple[str, str], Node]] = []
        for application in self._ask(("org.a11y.atspi.Registry", ROOT), ACCESSIBLE, "GetChildren") or []:
            self._gather(tuple(application), 0, [], places)
        at = next(at for at, node in places if words in node.name and node.depth > 1)
        left, top, width, height = self._ask(at, "org.a11y.atspi.Component", "GetExtents", "u", (0,))
        return left, top, width, height

    def text(self, at: tuple[str, str]) -> str:
        """The letters in a field of text."""
        return str(self._ask(at, "org.a11y.atspi.Text", "GetText", "ii", (0, -1)) or "")

    def _gather(self, at: Any, depth: int, nodes: list[Node], places: list[tuple[tuple[str, str], Node]] | None = None) -> None:
        if len(nodes) > MOST_NODES or depth > 60:
            return
        low, high = self._ask(at, ACCESSIBLE, "GetState") or (0, 0)
        states = low | high << 32
        if depth > 1 and not states >> SHOWING & 1:
            return
        name = self._ask(at, "org.freedesktop.DBus.Properties", "Get", "ss", (ACCESSIBLE, "Name"))
        nodes.append(Node(name[1] if name else "", self._ask(at, ACCESSIBLE, "GetRoleName") or "", states, depth))
        if places is not None:
            places.append((at, nodes[-1]))
        for child in self._ask(at, ACCESSIBLE, "GetChildren") or []:
            self._gather(tuple(child), depth + 1, nodes, places)


@dataclass
class Desk:
    """A display and a bus, and what is done on them. ``keys`` counts the presses apart from the words one writes."""

    environment: dict[str, str]
    film: Path
    keys: int = 0
    frames: int = 0
    waited: dict[str, float] = field(default_factory=dict)
    program: subprocess.Popen[bytes] | None = None
    reader: Reader | None = None
    before: list[str] = field(default_factory=list)
    """What stands before the command that starts the program."""

    def start(self, work: Path, clock: str = "") -> None:
        """The program, as a user starts it, with the keys going to its window; ``clock`` empty: the real time."""
        log = (self.film / "log").open("ab")
        environment = {**self.environment, **({"NEWSLETTER_CLOCK": clock} if clock else {})}
        command = [*self.before, sys.executable, "-m", "composer", "--workspace", str(work)]
        self.program = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        self.until(lambda: bool(self._windows()), "the window")
        self._hold_the_focus()
        self.reader = Reader(self.environment["DBUS_SESSION_BUS_ADDRESS"])

    def quit(self) -> int:
        """Ctrl+Q; the exit status."""
        assert self.program is not None
        self._xdotool("key", "ctrl+q")
        status = self.program.wait(PATIENCE)
        if self.reader is not None:
            self.reader.close()
        return status

    def kill(self) -> float:
        """End the program as a power cut would; the moment it was (``time.monotonic``)."""
        assert self.program is not None
        self.program.kill()
        at = time.monotonic()
        self.program.wait()
        if self.reader is not None:
            self.reader.close()
        return at

    def _hold_the_focus(self) -> None:
        """What a window manager does: the web engine has Qt make the window anew, and X forgets who had the focus."""
        windows = self._windows()
        if windows and self._xdotool("getwindowfocus").strip() not in windows:
            for window in windows:
                self._xdotool("windowfocus", "--sync", window)

    def press(self, *keys: str) -> None:
        """Keys by their X names, counted."""
        self._hold_the_focus()
        for key in keys:
            self.keys += 1
            self._xdotool("key", key)
            time.sleep(0.06)

    def write(self, words: str) -> None:
        """Words: not counted."""
        self._hold_the_focus()
        self._xdotool("type", "--delay", "8", words)

    def pointer(self, *arguments: str) -> None:
        """The mouse: ``mousemove X Y``, ``mousedown 1`` ..."""
        self._xdotool(*arguments)

    def choose_file(self, path: Path, title: str) -> None:
        """Write a path into the system's dialog for files, which is a window of its own."""
        self.until(lambda: self._xdotool("search", "--onlyvisible", "--name", title).split(), title)
        for window in self._xdotool("search", "--onlyvisible", "--name", title).split():
            self._xdotool("windowfocus", "--sync", window)
        self._xdotool("type", "--delay", "8", str(path))
        self._xdotool("key", "Return")
        self.keys += 1

    def shoot(self, name: str) -> None:
        """One picture of the film."""
        from PIL import ImageGrab

        self.frames += 1
        ImageGrab.grab(xdisplay=self.environment["DISPLAY"]).save(self.film / f"{self.frames:02}-{name}.png")

    def sees(self, words: str) -> bool:
        """Whether anything that shows says so."""
        assert self.reader is not None
        return any(words in node.name for node in self.reader.tree())

    def focus(self) -> str:
        """What has the focus: its name and role."""
        assert self.reader is not None
        # A box of text and the plain surface inside it both say so; the one with the name is meant.
        every = [node for node in self.reader.tree() if node.has(FOCUSED)]
        found = [node for node in every if node.name] or every
        # The current cell of a table says so for good, also when somebody left the table.
        found = [node for node in found if node.role != "cell"] or found
        return f"{found[-1].name} ({found[-1].role})" if found else "nothing"

    def tab_to(self, words: str, most: int = 40, key: str = "Tab") -> None:
        """Tab until the control that says so has the focus."""
        passed = []
        for _number in range(most):
            passed.append(self.focus())
            if words in passed[-1]:
                return
            self.press(key)
        raise AssertionError(f"“{words}” was not reached by {most} Tabs: {', '.join(passed)}")

    def until(self, holds: Callable[[], Any], what: str) -> None:
        """Look until something is there; how long it took is kept."""
        begun = time.monotonic()
        while not holds():
            if time.monotonic() - begun > PATIENCE:
                self.shoot("stuck")
                where = self.focus() if self.reader is not None else "nothing"
                raise AssertionError(f"waited in vain for {what}; the focus is on {where}")
            time.sleep(0.1)
            if time.monotonic() - begun > ENTERED:
                self._hold_the_focus()  # Qt makes the window anew when the web engine enters it
        self.waited[what] = time.monotonic() - begun

    def _windows(self) -> list[str]:
        return self._xdotool("search", "--onlyvisible", "--name", "Newsletter Composer").split()

    def _xdotool(self, *arguments: str) -> str:
        return subprocess.run(["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False).stdout


@contextmanager
def a_desk(scratch: Path, film: Path, size: str = "1366x768x24") -> Iterator[Desk]:
    """A display of an old laptop's size and a session bus of its own."""
    film.mkdir(parents=True, exist_ok=True)
    home = scratch / "home"
    home.mkdir(mode=0o700)
    reader, writer = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as stream:
        display = f":{stream.readline().strip()}"
    environment = {**os.environ, "DISPLAY": display, "XDG_RUNTIME_DIR": str(home), "HOME": str(home), "NO_AT_BRIDGE": "0"}
    environment |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
    for name in ("QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"):
        environment.pop(name, None)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip().partition(",guid=")[0]
    desk = Desk(environment, film)
    try:
        yield desk
    finally:
        for process in (desk.program, bus, screen):
            if process is not None and process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        bus.stdout.close()
