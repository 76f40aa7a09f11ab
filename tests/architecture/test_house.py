"""The habits of the house: names that say something, small files, a test file for every module, Qt in one wing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "composer"
MODULES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "data", "stuff", "base"}
LONGEST = 400

LONG_FILES: dict[str, str] = {
    "composer/database/tables.py": "the whole schema is read in one place",
    "composer/database/migrations/versions/0001_first.py": "the first schema is one step",
}
"""Files over 400 lines, each with the reason it is one piece."""

WITHOUT_OWN_TEST: dict[str, str] = {
    "composer/__main__.py": "chooses window or command line; tests/cli calls its main()",
    "composer/gui/widgets/colour_field.py": "tests/gui/pages/test_organisation.py types into it",
    "composer/gui/widgets/form_column.py": "the pages' tests read its labels and errors",
    "composer/gui/widgets/logo_field.py": "tests/gui/pages/test_organisation.py gives it a logo and takes it away",
    "composer/gui/widgets/person_card.py": "tests/gui/pages/test_people.py unsubscribes and erases with it",
    "composer/publishing/practice.py": "tests/publishing/test_run.py sends through it; tests/cli tries its account",
    "composer/database/tables.py": "declarations; every store test stands on them, and the migration test compares them",
}
"""Modules whose behaviour is asserted elsewhere, each with where."""


def _relative(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_relative)
def test_module_has_a_telling_name_and_a_docstring(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES, f"{_relative(path)}: the name says nothing"
    assert not set(path.relative_to(PACKAGE).parts[:-1]) & FORBIDDEN_NAMES
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{_relative(path)} does not say what it is for"


@pytest.mark.parametrize("path", MODULES, ids=_relative)
def test_module_is_short_or_says_why(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > LONGEST:
        assert _relative(path) in LONG_FILES, f"{_relative(path)} has {lines} lines and no reason for it"
    else:
        assert _relative(path) not in LONG_FILES, f"{_relative(path)} is short now; take it off the list"


def test_every_module_has_its_test_file() -> None:
    """A test file of its own name, or (for the small parts of a page or a letter) tests of its room that import it."""
    tests = {path: path.read_text(encoding="utf-8") for path in (REPOSITORY / "tests").rglob("test_*.py")}
    missing = []
    for path in MODULES:
        inside = path.relative_to(PACKAGE)
        if path.name == "__init__.py" or "migrations" in inside.parts or _relative(path) in WITHOUT_OWN_TEST:
            continue
        room = REPOSITORY / "tests" / inside.parts[0]
        dotted = ".".join(("composer", *inside.with_suffix("").parts))
        package, _dot, name = dotted.rpartition(".")
        own = REPOSITORY / "tests" / inside.parent / f"test_{path.name}"
        imported = any(
            (dotted in text or f"from {package} import {name}" in text) for test, text in tests.items() if room in test.parents
        )
        if not own.is_file() and not imported:
            missing.append(_relative(path))
    assert missing == []


def test_command_line_loads_no_qt() -> None:
    script = (
        "import sys, pkgutil, importlib, composer.cli\n"
        "for found in pkgutil.walk_packages(composer.cli.__path__, 'composer.cli.'):\n"
        "    importlib.import_module(found.name)\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_command_line_starts_without_the_heavy_libraries() -> None:
    script = "import sys, composer.__main__\nprint(sorted(set(sys.modules) & {'premailer', 'keyring', 'feedparser', 'mammoth'}))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_who_may_import_whom() -> None:
    answer = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout


def _swallowed(tree: ast.Module) -> list[int]:
    """Lines where whatever goes wrong is passed over without a word."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
        and all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
    ]


def test_nothing_is_swallowed_and_nothing_is_promised() -> None:
    faults = []
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        for mark in ("TODO", "FIXME", "XXX", "NotImplementedError", "pragma: no cover"):
            if mark in source:
                faults.append(f"{_relative(path)}: {mark}")
        faults += [f"{_relative(path)}:{line}: an error is swallowed" for line in _swallowed(ast.parse(source))]
    assert faults == []


@pytest.mark.parametrize("call", [".itemAt(", ".nextInFocusChain(", ".previousInFocusChain("])
def test_what_pyside_forgets_the_owner_of_is_not_called(call: str) -> None:
    """PySide 6.11 keeps what QLayout.itemAt gave after Qt deleted it and takes the next item at the same place in memory for it;
    the next widget of the focus chain it takes for a child of the one before. Both end in living things "already deleted"."""
    assert [_relative(path) for path in MODULES if call in path.read_text(encoding="utf-8")] == []


def test_folders_of_rooms_say_what_belongs_there() -> None:
    for folder in sorted({path.parent for path in MODULES} - {PACKAGE}):
        if "migrations" in folder.parts:
            continue
        init = folder / "__init__.py"
        assert init.is_file(), f"{_relative(folder)} is no package"
        assert len(ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or "") > 40, _relative(init)
