"""Bring the translations up to date: gather the messages of the program, merge them into each language, compile.

Run by ``./run translations``; needs Babel. A new language is a new folder here with an empty ``LC_MESSAGES``. Messages come from
Python files, from templates, from the names and options in ``template.toml``, and from the mail providers we know.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent.parent
DOMAIN = "composer"
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2)}
_PLACE = re.compile(r"\{\{\w+|\{[^{}|]*\}|%\(\w+\)s")
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Of every catalogue: the same messages give the same file."""


def toml_messages(stream: BinaryIO, keywords: object, tags: object, options: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """Names, descriptions, labels, hints and choices of a template (the shape Babel asks of a way to extract)."""
    data = tomllib.loads(stream.read().decode())
    words = [data.get("name"), data.get("description")]
    for option in data.get("options", {}).values():
        words += [option.get("label"), option.get("hint"), *(shown for _value, shown in option.get("options", []))]
    for text in filter(None, words):
        yield 1, "_", text, []


def preset_messages(
    stream: BinaryIO, keywords: object, tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Names and hints of the mail providers we know."""
    for preset in json.load(stream)["presets"]:
        for text in filter(None, (preset.get("name"), preset.get("hint"))):
            yield 1, "_", text, []


def python_messages(
    stream: BinaryIO, keywords: object, tags: object, options: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Messages of a Python file, those within f-strings too, which Babel does not see before Python 3.12."""
    for node in ast.walk(ast.parse(stream.read())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS):
            continue
        words = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if node.func.id == "ngettext" and len(words) == 2:
            yield node.lineno, "ngettext", (words[0], words[1]), []
        elif node.func.id != "ngettext" and words and words[0]:
            yield node.lineno, node.func.id, words[0], []


def messages() -> Catalog:
    """Every message of the program, with the files it stands in."""
    found = Catalog(domain=DOMAIN)
    ways: list[tuple[Path, str, Any]] = [
        (HOUSE / "composer", "*.py", python_messages),
        (HOUSE / "templates", "*.j2", "jinja2.ext:babel_extract"),
        (HOUSE / "templates", "template.toml", toml_messages),
        (HOUSE / "resources", "smtp_presets.json", preset_messages),
    ]
    for folder, pattern, way in ways:
        for path in sorted(folder.rglob(pattern)):
            with path.open("rb") as stream:
                for _line, message, _comments, context in extract(way, stream, KEYWORDS, options={"newstyle_gettext": "true"}):
                    found.add(message, None, [(path.relative_to(HOUSE).as_posix(), 1)], context=context)
    return found


def merged(catalogue: Path, current: Catalog) -> Catalog:
    """A language's catalogue with the messages of today; what is gone is dropped, what is new is empty. Nothing is guessed."""
    language = catalogue.parent.parent.name
    old = Catalog(locale=language, domain=DOMAIN)
    if catalogue.exists():
        with catalogue.open("rb") as stream:
            old = read_po(stream, locale=language, domain=DOMAIN)
    new = Catalog(locale=language, domain=DOMAIN, project="Newsletter Composer", version="", fuzzy=False, charset="utf-8")
    new.creation_date = new.revision_date = UNDATED
    for message in current:
        if message.id:
            before = old.get(message.id)
            said = before.string if before is not None and not before.fuzzy else None
            new.add(message.id, said, message.locations, message.flags)
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file."""
    out = BytesIO()
    write_po(out, catalogue, width=120, sort_output=True, include_lineno=False, omit_header=False)
    return out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as the .mo file the program reads."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Messages without words in this language."""

    def empty(string: Any) -> bool:
        return not all(string) if isinstance(string, tuple | list) else not string

    return [str(message.id) for message in catalogue if message.id and empty(message.string)]


def broken_promises(own: tuple[str, ...], said: str) -> list[str]:
    """What a translation lost of its message.

    Args:
        own: the message; singular and plural where it has both. A singular may say its number in a word ("a form was left out").
        said: one form of the translation.
    """
    promises: list[tuple[str, Callable[[str], object]]] = [
        ("places to fill in", lambda words: sorted(_PLACE.findall(words))),
        ("spaces at its ends", lambda words: (words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :])),
        ("its access key", lambda words: len(re.findall(r"&\w", words))),
        ("emphasis", lambda words: (words.count("**"), words.count("`"))),
        ("tags", lambda words: sorted(re.findall(r"</?[a-z][^<>]*>", words))),
        ("lines", lambda words: words.count("\n")),
        ("…", lambda words: words.endswith("…")),
    ]
    return [name for name, look in promises if all(look(words) != look(said) for words in own)]


def main() -> int:
    """Update every language; says how much is still to be translated."""
    current = messages()
    for folder in sorted(path for path in HERE.iterdir() if (path / "LC_MESSAGES").is_dir()):
        catalogue = folder / "LC_MESSAGES" / f"{DOMAIN}.po"
        new = merged(catalogue, current)
        catalogue.write_bytes(po_bytes(new))
        catalogue.with_suffix(".mo").write_bytes(mo_bytes(new))
        sys.stdout.write(f"{folder.name}: {len(new)} messages, {len(untranslated(new))} to be translated\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
