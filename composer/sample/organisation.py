"""The sample organisation as a whole: what ``resources/sample`` says, with its days counted from the present week."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from composer.clock import Clock
from composer.paths import resources_folder
from composer.sample.calendar_file import calendar_file
from composer.sample.moving_days import monday_of
from composer.sample.posts import Post, read_posts
from composer.sample.report_file import read_reports, report_file


@dataclass(frozen=True)
class SampleList:
    """A list of people: its name, the file an office would have exported, and how they agreed."""

    name: str
    file: Path
    basis: str
    wording: str


@dataclass(frozen=True)
class Organisation:
    """Everything the sample organisation has.

    Attributes:
        folder: ``resources/sample``.
        monday: the day its dates are counted from.
    """

    folder: Path
    monday: date

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Name, brand and people as ``organisation.toml`` says them."""
        return tomllib.loads((self.folder / "organisation.toml").read_text(encoding="utf-8"))

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    @property
    def website(self) -> str:
        """Its public address, at a reserved domain: what readers of its letters would tap on."""
        return str(self.facts["website"])

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """Its posts, newest first."""
        return read_posts(self.folder / "posts", self.monday, self.website)

    @cached_property
    def calendar(self) -> bytes:
        """Its calendar as an iCalendar file."""
        return calendar_file(self.folder / "calendar.toml", self.monday, self.website)

    @cached_property
    def reports(self) -> dict[str, dict[str, Any]]:
        """What its PDF files say, by name without ending."""
        return read_reports(self.folder / "reports.toml")

    def report(self, name: str) -> bytes:
        """One of its PDF files. Raises :class:`KeyError` where it has none of this name."""
        return report_file(self.reports[name], self.name)

    def picture(self, name: str) -> bytes:
        """One of its drawings, as PNG. Raises :class:`KeyError` where it has none of this name."""
        if name not in self.facts["alternatives"]:
            raise KeyError(name)
        return (self.folder / "pictures" / f"{name}.png").read_bytes()

    def alternative(self, name: str) -> str:
        """What a drawing shows."""
        return str(self.facts["alternatives"][name])

    @property
    def logo(self) -> bytes:
        """Its logo, as PNG."""
        return (self.folder / "pictures" / str(self.facts["logo"]["file"])).read_bytes()

    @property
    def lists(self) -> tuple[SampleList, ...]:
        """Its lists of people."""
        return tuple(
            SampleList(entry["name"], self.folder / entry["file"], entry["basis"], entry["wording"])
            for entry in self.facts["lists"]
        )


def organisation(clock: Clock) -> Organisation:
    """The sample organisation in the week of ``clock``'s present moment."""
    return Organisation(resources_folder() / "sample", monday_of(clock()))
