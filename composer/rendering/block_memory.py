"""What a template made of a block, kept while nothing changes that it may look at: after a key one block is laid out, not forty.

A file that is included (``blocks/article.html.j2``, ``edge.html.j2``) is a function of the values it names. Which ones is read
from its source and from that of the files it includes by name; they, the language of the words and the file itself are what a
piece is remembered by. A file that reaches out in another way, looks at the whole issue, or is given values that cannot be
compared, is laid out each time.

An include asks here with what it can see, not with a copy of everything the letter knows: such copies cost more than the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from jinja2 import meta, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import LoopContext, Macro
from jinja2.utils import missing

from composer.blocks.kept_by_value import KeptByValue
from composer.blocks.recently_used import RecentlyUsed
from composer.i18n import catalogue

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

MOST_REMEMBERED = 200
"""Pieces for each template: an issue of sixty blocks and what it was over some minutes."""
WHOLE_ISSUE = frozenset({"issue", "parts", "runs"})
"""What changes with every key anyhow; comparing it costs more than laying out anew."""
_REACHING_OUT = (nodes.Extends, nodes.ContextReference, nodes.DerivedContextReference)
_OF_ONE_LETTER = (Macro, LoopContext)
"""Nothing equals these, and each holds everything its letter knows."""
_packed: KeptByValue[bytes] = KeptByValue()
_Known = tuple["Template", tuple[str, ...] | None]


class BlockMemory:
    """The pieces of one environment."""

    def __init__(self) -> None:
        self._pieces: RecentlyUsed[str] = RecentlyUsed(MOST_REMEMBERED)
        self._files: dict[str, _Known] = {}

    def forget(self, *, files: bool = False) -> None:
        """Lay every block out anew; ``files`` where a file of the template may have changed."""
        self._pieces.forget()
        if files:
            self._files.clear()

    def included(self, environment: Environment, name: Any, context: Context, seen: Mapping[str, Any]) -> Iterable[str]:
        """What the file ``name`` writes where it is included; from memory where it can be.

        Args:
            seen: what stands in the including file besides its context: its loops' and its own names.
        """
        if type(name) is not str:
            return _laid_out(environment.get_or_select_template(name), context, seen)
        # At once for the rest of this letter: a file that changes meanwhile is read with the next one.
        known = self._files.get(name)
        template, named = known if known is not None else self._file(environment, name)
        if named is None:
            return _laid_out(template, context, seen)
        key = _key(name, named, context, seen)
        try:
            piece = self._pieces.get(key)
        except TypeError:  # something among it has no hash
            return _laid_out(template, context, seen)
        if piece is None:
            piece = self._pieces.keep(key, environment.concat(_laid_out(template, context, seen)))
        return (piece,)

    def _file(self, environment: Environment, name: str) -> _Known:
        """A file, and the values it looks at; None where that cannot be told."""
        template = environment.get_template(name)
        named = _named(environment, name, frozenset())
        remembered = tuple(sorted(named)) if named is not None and named.isdisjoint(WHOLE_ISSUE) else None
        known = self._files[name] = (template, remembered)
        return known


def _named(environment: Environment, name: str, including: frozenset[str]) -> frozenset[str] | None:
    """The names of values a file and those it includes look at; None where it reaches out in a way that names nothing."""
    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    imports: list[nodes.Import | nodes.FromImport] = [*tree.find_all(nodes.Import), *tree.find_all(nodes.FromImport)]
    if any(one.with_context for one in imports) or any(tree.find_all(_REACHING_OUT)):
        return None
    found = frozenset(meta.find_undeclared_variables(tree))
    for include in tree.find_all(nodes.Include):
        wanted = include.template.value if isinstance(include.template, nodes.Const) else None
        if not isinstance(wanted, str) or include.ignore_missing or wanted in including:
            return None
        inside = _named(environment, wanted, including | {name}) if include.with_context else frozenset()
        if inside is None:
            return None
        found |= inside
    return found


class Includes(CodeGenerator):
    """Writes includes so that they ask the environment's memory."""

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        """One include. What asks for a file that may be missing, or shows it nothing, goes Jinja's own way."""
        if node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        self.writeline("for event in environment.memory.included(environment, ", node)
        self.visit(node.template, frame)
        self.write(f", context, {self.dump_local_context(frame)}):")
        self.indent()
        self.simple_write("event", frame)
        self.outdent()


def _laid_out(template: Template, context: Context, seen: Mapping[str, Any]) -> Iterable[str]:
    return template.root_render_func(template.new_context(context.get_all(), True, dict(seen)))


def _key(name: str, named: tuple[str, ...], context: Context, seen: Mapping[str, Any]) -> Any:
    """What the piece is remembered by; something that has no hash where it cannot be."""
    # 1, 1.0 and True are equal and do not look the same; marked up text equals plain text.
    found: list[Any] = [name, catalogue()]
    for wanted in named:
        value = seen.get(wanted, missing)
        if value is missing:
            value = context.resolve_or_missing(wanted)
        if isinstance(value, _OF_ONE_LETTER):
            return [name]
        found.append(type(value))
        found.append(_comparable(value))
    return tuple(found)


def _comparable(value: Any) -> Any:
    # A block holds what its source said in a dict, which has no hash; and packed, True is not 1.
    if isinstance(value, msgspec.Struct):
        if not value.__struct_config__.frozen:
            return msgspec.msgpack.encode(value)
        packed = _packed.get(value)
        return packed if packed is not None else _packed.keep(value, msgspec.msgpack.encode(value))
    return msgspec.msgpack.encode(value) if isinstance(value, Mapping | list) else value
