"""A .newsletter file given on the command line, with what is needed to render and check it; the workspace is not changed."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from composer.clock import clock_from_environment
from composer.document.issue import Issue
from composer.document.pictures import PictureStore
from composer.i18n import _
from composer.paths import templates_folder
from composer.rendering.templates import Templates


@dataclass(frozen=True)
class OpenedIssue:
    """An issue from a file, its pictures, and the templates there are."""

    issue: Issue
    pictures: PictureStore
    templates: Templates


def add_issue_argument(parser: argparse.ArgumentParser) -> None:
    """The file an issue is read from."""
    parser.add_argument("file", metavar=_("FILE"), type=Path, help=_("an issue (.newsletter)"))


@contextmanager
def opened_issue(path: Path, template: str = "") -> Iterator[OpenedIssue]:
    """The issue in a file. Its pictures lie in a scratch database that goes away again.

    Raises:
        InputError: the file is missing, damaged, or something else.
    """
    from composer.database.engine import migrate, open_engine
    from composer.document.issue_file import read_issue_file

    with tempfile.TemporaryDirectory(prefix="newsletter-") as scratch:
        engine = open_engine(scratch)
        try:
            migrate(engine, scratch)
            pictures = PictureStore(engine, clock_from_environment())
            issue = read_issue_file(path, pictures)
            if template:
                issue = msgspec.structs.replace(issue, template=template)
            templates = Templates((templates_folder(),))
            templates.get(issue.template)
            yield OpenedIssue(issue, pictures, templates)
        finally:
            engine.dispose()
