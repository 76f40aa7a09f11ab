"""Random issues, blocks of every kind and edits, for property tests."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st

from composer.blocks.block import Block, block_types, kind_of
from composer.blocks.fields import Choice, Day, Entries, Flag, FormField, Groups, Image, Moment, Picture, Text, form_of
from composer.document.brand import Brand
from composer.document.edits import Edit, InsertBlock, MoveBlock, RemoveBlock, ReplaceBlock, SetHeader, Several, UpdateBlock
from composer.document.issue import Issue

texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))
pictures = st.builds(
    Picture,
    hash=st.sampled_from(["", "a" * 64, "b" * 64]),
    url=st.sampled_from(["", "https://example.org/x.jpg"]),
    alt=texts,
    decorative=st.booleans(),
    width=st.integers(0, 5000),
    height=st.integers(0, 5000),
)


def _values(line: FormField) -> st.SearchStrategy[Any]:
    field = line.field
    if isinstance(field, Choice):
        return st.sampled_from([value for value, _words in field.options])
    if isinstance(field, Flag):
        return st.booleans()
    if isinstance(field, Image):
        return pictures
    if isinstance(field, Day):
        return st.none() | days
    if isinstance(field, Moment):
        return st.none() | moments
    if isinstance(field, Entries):
        assert field.entry is not None
        return st.lists(structs(field.entry), max_size=3).map(tuple)
    if isinstance(field, Groups):
        return st.lists(st.sampled_from(["Friends", "tag:trustee"]), max_size=2, unique=True).map(tuple)
    if isinstance(field, Text) and line.name.endswith("button"):
        return texts
    return texts


@cache  # hypothesis reads the type's own hints anew for each strategy that is made, which took longer than all the tests
def structs(struct: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Any value of a block type or entry type."""
    return st.builds(struct, **{line.name: _values(line) for line in form_of(struct)})


@cache
def blocks(*kinds: str) -> st.SearchStrategy[Block]:
    """Any block of these kinds; of any kind but the locked footer where none are named."""
    wanted = [block_types()[kind] for kind in kinds] or [found for found in block_types().values() if not found.locked]
    return st.one_of([structs(found) for found in wanted])


brands = st.builds(Brand, organisation=texts, logo=pictures, postal_address=texts, right_to_left=st.booleans())
issues = st.builds(
    Issue,
    number=st.integers(0, 10_000),
    name=texts,
    subject=texts,
    preheader=texts,
    planned=st.none() | days,
    brand=brands,
    blocks=st.tuples(st.lists(blocks(), max_size=5), structs(block_types()["footer"])).map(lambda both: (*both[0], both[1])),
)


@st.composite
def edits(draw: st.DrawFn, issue: Issue) -> Edit:
    """Any edit that fits ``issue``."""
    free = [block for block in issue.blocks if not block.locked]
    kind = draw(st.sampled_from(["insert", "remove", "move", "update", "replace", "header", "several"]))
    if kind in ("remove", "move", "update", "replace") and not free:
        kind = "insert"
    if kind == "insert":
        return InsertBlock(draw(blocks()), draw(st.integers(-2, 8)))
    if kind == "header":
        name = draw(st.sampled_from(["name", "subject", "preheader"]))
        return SetHeader(name, draw(texts))
    if kind == "several":
        return Several((SetHeader("number", draw(st.integers(0, 99))), InsertBlock(draw(blocks()), 0)), words="Both")
    block = draw(st.sampled_from(free))
    if kind == "remove":
        return RemoveBlock(block.id)
    if kind == "move":
        return MoveBlock(block.id, draw(st.integers(-2, 8)))
    if kind == "replace":
        return ReplaceBlock(msgspec.structs.replace(draw(blocks(kind_of(type(block)))), id=block.id))
    lines = form_of(type(block))
    line = draw(st.sampled_from(lines))
    return UpdateBlock(block.id, {line.name: draw(_values(line))})
