"""Statements that are run thousands of times: built and compiled once, then given to the driver as they are.

SQLAlchemy Core spends some 20 us on every row of parameters, which is more than either engine needs to carry the row out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Engine, Select, Update, bindparam, literal
from sqlalchemy.sql.compiler import SQLCompiler


class Prepared:
    """One Core statement for one engine. What a SELECT returns is as the driver has it: ask for texts and numbers only."""

    def __init__(self, engine: Engine, statement: Select[Any] | Update) -> None:
        compiled = statement.compile(dialect=engine.dialect)
        if not isinstance(compiled, SQLCompiler) or compiled.post_compile_params:
            raise ValueError("lists are given by several() and any_of() here")
        self._sql = compiled.string
        fixed: dict[str, Any] = {}
        processors: dict[str, Callable[[Any], Any] | None] = {}
        for bind, name in compiled.bind_names.items():
            processor = bind.type.dialect_impl(engine.dialect).bind_processor(engine.dialect)
            if bind.required:
                processors[name] = None if processor is None else _remembering(processor)
            else:
                value = compiled.params[name]
                fixed[name] = processor(value) if processor is not None else value
        # By place for a driver that counts its parameters, by name for one that calls them by it.
        names = compiled.positiontup
        self._blank: list[Any] | dict[str, Any] = fixed if names is None else [fixed.get(name) for name in names]
        places: list[tuple[Any, str]] = [(name, name) for name in processors] if names is None else list(enumerate(names))
        self._given = [(place, name, processors[name]) for place, name in places if name in processors]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Run it once. Failures are told as for every other statement (:mod:`composer.database.failures`)."""
        return connection.exec_driver_sql(self._sql, self._parameters(values))

    def run_many(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
        """Run it for each of the rows; returns how many rows of the table it met."""
        return connection.exec_driver_sql(self._sql, [self._parameters(values) for values in rows]).rowcount

    def _parameters(self, values: Mapping[str, Any]) -> Any:
        given: Any = self._blank.copy()
        for place, name, processor in self._given:
            given[place] = values[name] if processor is None else processor(values[name])
        return given if isinstance(given, dict) else tuple(given)


def _remembering(processor: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same, for values that come again and again: one moment for many rows."""
    last: list[Any] = [None, processor(None)]

    def process(value: Any) -> Any:
        if value is not last[0]:
            last[:] = value, processor(value)
        return last[1]

    return process


def any_of(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """``column`` is one of these values, whenever the statement is run."""
    return column.in_([literal(value, column.type) for value in values])


def several(column: ColumnElement[Any], name: str, count: int) -> ColumnElement[bool]:
    """``column`` is one of ``count`` values; :func:`filled` gives them."""
    return column.in_([bindparam(f"{name}{at}", type_=column.type) for at in range(count)])


def room_for(count: int) -> int:
    """How many values a statement should have room for, so that few of them serve every number."""
    return 1 << max(0, count - 1).bit_length()


def filled(name: str, values: Sequence[Any], room: int) -> dict[str, Any]:
    """The values for :func:`several`; the last one stands in what room is left."""
    last = len(values) - 1
    return {f"{name}{at}": values[min(at, last)] for at in range(room)}
