"""Block: what every part of an issue is, and the walk that finds every block type."""

from __future__ import annotations

import importlib
import pkgutil
import secrets
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

import msgspec

from composer import blocks as _folder
from composer.blocks.fields import Choice, FormField, Groups, RichText, Text, form_of
from composer.blocks.languages import LANGUAGES
from composer.blocks.plain_words import PlainWords
from composer.errors import FormatError
from composer.i18n import N_, _


def new_id() -> str:
    """A short identifier, unique within any issue (48 random bits, hex)."""
    return secrets.token_hex(6)


class Block(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One part of an issue. Immutable: a change makes a new block with the same id.

    A block type is one file in this folder: a subclass with ``tag`` (its kind), ``label``, ``group``, ``icon`` (a Lucide name)
    and annotated fields, and its look in ``templates/_blocks/<kind>.html.j2``.
    """

    id: str = msgspec.field(default_factory=new_id)
    language: Annotated[
        str,
        Choice(
            N_("Language"),
            N_("So that it is read aloud as it should be. Arabic, Hebrew and the like then run from right to left."),
            options=(("", N_("As the rest of the letter")), *LANGUAGES),
            aside=True,
        ),
    ] = ""
    only_for: Annotated[
        tuple[str, ...],
        Groups(N_("Only for"), N_("With none ticked everybody sees it. Others get the letter without this part."), aside=True),
    ] = ()
    plain: PlainWords | None = None
    """What stands in the text part in place of what the block makes of itself; None: nobody wrote anything."""

    label: ClassVar[str] = ""
    group: ClassVar[str] = "text"
    icon: ClassVar[str] = "square"
    locked: ClassVar[bool] = False
    """A locked block stays where it is (the footer): it cannot be removed, moved or copied."""

    @property
    def kind(self) -> str:
        """The block's kind, which is also the name of its file and of its look."""
        return kind_of(type(self))

    def title(self) -> str:
        """A few words that name this block in the outline; the label where nothing better is known."""
        for name in ("title", "heading", "text", "label_text"):
            value = getattr(self, name, "")
            if isinstance(value, str) and value.strip():
                return " ".join(value.split())[:120]
        return _(self.label)

    def plain_text(self) -> str:
        """The block as it stands in the text part: lines, no markup, links as ``words: address``."""
        return "\n\n".join(text.strip() for _name, text in self.texts())

    def links(self) -> Iterator[tuple[str, str]]:
        """The addresses in this block's own fields, as (field, address); links inside rich text are found by the checks."""
        for line in form_of(type(self)):
            if line.field.kind == "url" and getattr(self, line.name):
                yield line.name, getattr(self, line.name)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything a reader reads in this block's own fields, as (field, text)."""
        for line in form_of(type(self)):
            value = getattr(self, line.name)
            if isinstance(line.field, Text | RichText) and isinstance(value, str) and value:
                yield line.name, value


def kind_of(block_type: type[Block]) -> str:
    """The tag of a block type."""
    tag = block_type.__struct_config__.tag
    assert isinstance(tag, str)
    return tag


@cache
def block_types() -> Mapping[str, type[Block]]:
    """Every block type by kind, found by walking this folder with the import machinery (so a frozen build finds them too)."""
    for module in pkgutil.iter_modules(_folder.__path__):
        importlib.import_module(f"{_folder.__name__}.{module.name}")
    found = {kind_of(block_type): block_type for block_type in Block.__subclasses__()}
    return MappingProxyType(dict(sorted(found.items())))


def form(block_type: type[Block]) -> tuple[FormField, ...]:
    """The form that edits a block of this type."""
    return form_of(block_type)


def block_to_data(block: Block) -> dict[str, Any]:
    """The block as JSON-ready data, ``kind`` first."""
    data: dict[str, Any] = msgspec.to_builtins(block)
    return data


def block_from_data(data: Any) -> Block:
    """The block that :func:`block_to_data` wrote.

    Raises:
        FormatError: the kind is unknown (made by a newer release) or a field does not hold what it should.
    """
    kind = data.get("kind") if isinstance(data, dict) else None
    block_type = block_types().get(kind) if isinstance(kind, str) else None
    if block_type is None:
        raise FormatError(
            _("This issue holds a block of the kind “{kind}”, which this release does not know.").format(kind=kind),
            _("Open it with the release it was made with, or a newer one."),
        )
    try:
        return msgspec.convert(data, block_type)
    except msgspec.ValidationError as error:
        raise FormatError(
            _("A block of the kind “{kind}” in this issue is damaged.").format(kind=kind),
            _("Go back to an earlier version of the issue."),
            details=str(error),
        ) from error
