"""Jinja2 as templates meet it: strict, sandboxed, without files or network, and with limits on time and size.

A template may come from a stranger. It sees the values it is given, cannot change them, reads no file but its own and the shared
looks, and is stopped when it takes too long or writes too much. Everything it prints is escaped unless it was made by us.
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from composer.errors import RenderingError
from composer.i18n import _, ngettext, speaking_to_the_user
from composer.rendering.block_memory import BlockMemory, Includes
from composer.rendering.markdown import rich, rich_line
from composer.rendering.own_markup import own_markup
from composer.rendering.templates import TemplateInfo

LARGEST_FILE = 200_000
"""Bytes of one file of a template."""
LARGEST_TEXT = 3_000_000
"""Characters a template may write, or hold in one value. Gmail cuts mail at 102 KB; forty full blocks stay under 400 KB."""
LONGEST_RUN = 5.0
"""Seconds of this thread's processor time a template may take; a whole letter takes a hundredth of it."""
LARGEST_NUMBER = 1e9
MOST_FILES = 500
"""Files of a template and its looks that are watched for changes; with more (it is somebody's home folder) all are read anew."""
_FILTERS = frozenset(
    {
        *("abs", "batch", "capitalize", "count", "d", "default", "e", "escape", "first", "int", "join", "last", "length", "list"),
        *("lower", "replace", "reverse", "round", "slice", "string", "title", "trim", "truncate", "upper", "urlencode"),
    }
)
_PLAIN = frozenset({str, int, bool, tuple})
_GLOBALS = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
_NEVER = (float("inf"), float("inf"))
_deadline: ContextVar[tuple[float, float]] = ContextVar("deadline", default=_NEVER)
"""When a template has to be done: by the clock on the wall at the earliest, by this thread's processor time for certain."""


def fill_template(info: TemplateInfo, name: str, values: Mapping[str, Any]) -> str:
    """One file of a template, filled.

    Raises:
        RenderingError: the template is broken, asks for what it may not have, takes too long, or writes too much.
    """
    token = _deadline.set((time.monotonic() + LONGEST_RUN, time.thread_time() + LONGEST_RUN))
    written: list[str] = []
    size = 0
    try:
        environment = environment_for(info)
        environment.read_changed_files()
        for piece in environment.get_template(name).generate(**values):
            size += len(piece)
            if size > LARGEST_TEXT:
                raise SecurityError("the letter is too long")
            written.append(piece)
    except TemplateError as error:
        raise _broken(info, error) from error
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, OSError, MemoryError) as error:
        # What a template's own expressions can do wrong: add words to numbers, divide by nothing, call itself.
        raise _broken(info, error) from error
    finally:
        _deadline.reset(token)
    return "".join(written)


@lru_cache(maxsize=16)
def environment_for(info: TemplateInfo) -> LetterEnvironment:
    """The sandbox for one template. Files that change are read again."""
    environment = LetterEnvironment(
        loader=OwnFiles(info),
        auto_reload=False,  # looked after for all files at once, see read_changed_files
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    kept: dict[str, Callable[..., Any]] = {name: made for name, made in environment.filters.items() if name in _FILTERS}
    kept.update(rich=rich, rich_line=rich_line, own_markup=own_markup)
    environment.filters = {name: _kept_short(made) for name, made in kept.items()}
    environment.filters["counted"] = _counted
    environment.globals = {name: made for name, made in environment.globals.items() if name in _GLOBALS}
    environment.globals["range"] = range
    return environment


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, with a clock: every look at an attribute, call, sum and turn of a loop may be the one too many."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})
    code_generator_class = Includes

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.memory = BlockMemory()
        self._files: object = None

    def read_changed_files(self) -> None:
        """Forget what was read and made from files that have changed since (a designer has the template open)."""
        files = self.loader.stamps() if isinstance(self.loader, OwnFiles) else None
        if files is None or files != self._files:
            self._files = files
            if self.cache is not None:
                self.cache.clear()
            self.memory.forget(files=True)

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """What a macro or a set block wrote, as one text."""
        text = "".join(pieces)
        _short(text)
        return text

    def getattr(self, obj: Any, attribute: str) -> Any:
        _tick()
        if isinstance(obj, msgspec.Struct) and not attribute.startswith("_"):
            value = getattr(obj, attribute, None)
            if type(value) in _PLAIN:  # a plain value of ours; Jinja's own look at it costs more than all the rest of a letter
                return value
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        _tick()
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Plain values have no methods here: filters do their work, within limits."""
        if isinstance(obj, str | bytes | list | tuple | int | float):
            return False
        if isinstance(obj, msgspec.Struct) and not attr.startswith("_") and not callable(value):
            return True
        return super().is_safe_attribute(obj, attr, value)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's own names
        _tick()
        return _short(super().call(__context, __obj, *args, **kwargs))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        _tick()
        if operator == "+" and type(left) is str and type(right) is str:
            return _short(left + right)
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or (operator != "+" and not numbers):
            raise SecurityError(f"{operator} is not for templates, or not for these values")
        if numbers and max(abs(left), abs(right)) > LARGEST_NUMBER:
            raise SecurityError("the numbers are too large")
        return _short(super().call_binop(context, operator, left, right))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if tree.find(nodes.Concat) is not None:
            # Unlike every other way to make a text longer, this one cannot be watched.
            raise SecurityError("“~” is not for templates; write one value after the other")
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno, environment=self)
        return tree


class OwnFiles(BaseLoader):
    """Loads a template's own files and the shared looks; nothing outside these folders, also not by a link."""

    def __init__(self, info: TemplateInfo) -> None:
        self.info = info

    def stamps(self) -> object:
        """Something else whenever a file of the template or of its looks is another one; None where there are too many."""
        found = []
        for folder in (self.info.folder, *self.info.looks):
            waiting = [str(folder)]
            while waiting:
                try:
                    with os.scandir(waiting.pop()) as entries:
                        for entry in entries:
                            if entry.is_dir(follow_symlinks=False):
                                waiting.append(entry.path)
                            else:
                                state = entry.stat()
                                found.append((entry.path, state.st_mtime_ns, state.st_size))
                except OSError:
                    found.append((str(folder), 0, 0))
                if len(found) > MOST_FILES:
                    return None
        return found

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        places = [(self.info.folder, template)]
        if template.startswith("blocks/"):
            places = [(folder, template.removeprefix("blocks/")) for folder in self.info.looks]
        for folder, name in places:
            path = folder / name
            if not path.is_file():
                continue
            if not path.resolve().is_relative_to(folder.resolve()) or path.stat().st_size > LARGEST_FILE:
                raise SecurityError(f"{template} is not a file of this template, or too large")
            return path.read_text(encoding="utf-8"), str(path), None
        raise TemplateNotFound(template)


def _tick() -> None:
    soonest, latest = _deadline.get()
    # A thread never works longer than the clock goes on, and looking at the clock costs a tenth.
    if time.monotonic() > soonest and time.thread_time() > latest:
        raise SecurityError("the template takes too long")


def _short(value: Any) -> Any:
    if isinstance(value, str | list | tuple) and len(value) > LARGEST_TEXT:
        raise SecurityError("the text is too long")
    return value


def _kept_short(made: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(made)  # carries over the marks by which Jinja knows what to hand in
    def watched(*args: Any, **kwargs: Any) -> Any:
        _tick()
        return _short(made(*args, **kwargs))

    return watched


def _counted(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        _tick()
        yield value


def _broken(info: TemplateInfo, error: BaseException) -> RenderingError:
    line = getattr(error, "lineno", None)
    file = Path(str(getattr(error, "name", "") or "")).name
    details = f"{type(error).__name__}: {error}"
    with speaking_to_the_user():
        if isinstance(error, SecurityError):
            message = _("The template “{name}” does something a template may not do.").format(name=info.name)
        elif line and file:
            message = _("The template “{name}” has an error in line {line} of {file}.")
            message = message.format(name=info.name, line=line, file=file)
        else:
            message = _("The template “{name}” has an error.").format(name=info.name)
        return RenderingError(message, _("Choose another template, or correct this one."), details=details)
