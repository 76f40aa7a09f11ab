"""The user's own templates: tried with difficult issues before they are taken in, and set aside in a way that can be undone."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import msgspec

from composer.errors import InputError
from composer.i18n import _
from composer.paths import templates_folder
from composer.rendering.template_archive import take_in
from composer.rendering.template_check import Fault, check_template
from composer.rendering.templates import MANIFEST, TEMPLATE_ID, Templates

_ASIDE = ".aside-"
"""Before the folder's name: no template's id begins so, so none is found there."""


class Adopted(msgspec.Struct, frozen=True):
    """What became of it: the id it is known by (empty: it is not fit), and everything that is wrong with it, errors first."""

    template: str
    faults: tuple[Fault, ...]


def adopt(source: Path, own: Path, *, template_id: str = "", replace: bool = False) -> Adopted:
    """Try a template (a folder, a zip or a letter in HTML) and keep it in the folder ``own`` if it has no error.

    Raises:
        NotFoundError, InputError, FormatError: as :func:`composer.rendering.template_archive.take_in` does.
    """
    with tempfile.TemporaryDirectory() as scratch:
        take_in(source, Path(scratch), "checked")
        faults = tuple(check_template("checked", Templates((Path(scratch), templates_folder()))))
    if any(fault.severity == "error" for fault in faults):
        return Adopted("", faults)
    return Adopted(take_in(source, own, template_id, replace=replace), faults)


def own_ids(own: Path) -> list[str]:
    """The ids of the templates in the folder ``own``."""
    return sorted(path.parent.name for path in own.glob(f"*/{MANIFEST}") if TEMPLATE_ID.fullmatch(path.parent.name))


def set_aside(own: Path, template_id: str) -> None:
    """Take one off the list; :func:`bring_back` gives it back until another of its name is set aside.

    Raises:
        InputError: it is not there, or cannot be moved.
    """
    aside = own / f"{_ASIDE}{template_id}"
    shutil.rmtree(aside, ignore_errors=True)
    _move(own / template_id, aside, template_id)


def bring_back(own: Path, template_id: str) -> None:
    """Give back what was set aside.

    Raises:
        InputError: it is not there any more, or cannot be moved.
    """
    _move(own / f"{_ASIDE}{template_id}", own / template_id, template_id)


def _move(source: Path, target: Path, template_id: str) -> None:
    try:
        source.rename(target)
    except OSError as error:
        raise InputError(
            _("The template “{id}” cannot be moved: {reason}.").format(id=template_id, reason=error.strerror or error),
            _("See whether another program has its folder open."),
            details=str(error),
        ) from error
