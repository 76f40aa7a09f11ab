"""The database's own clock, for what several computers agree on: their own clocks may differ, or have stood still in sleep."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class SecondsNow(FunctionElement[float]):
    """Seconds since 1970 by the clock of the machine the database runs on, at the moment this is evaluated."""

    type = Float()
    inherit_cache = True
    name = "seconds_now"


@compiles(SecondsNow, "sqlite")
def _in_sqlite(_element: SecondsNow, _compiler: Any, **_options: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(SecondsNow, "postgresql")
def _in_postgresql(_element: SecondsNow, _compiler: Any, **_options: Any) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) AS double precision)"
