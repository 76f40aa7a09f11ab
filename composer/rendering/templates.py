"""Which templates there are. A template is a folder with ``template.toml``, ``layout.html.j2`` and its styles.

``template.toml`` holds ``name`` and ``description`` (British English), ``api``, the number of the contract it was made for, and
its options (see :mod:`composer.rendering.template_options`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from composer.blocks.fields import FormField
from composer.errors import NotFoundError, RenderingError
from composer.i18n import _
from composer.rendering.template_options import read_options

MANIFEST = "template.toml"
LAYOUT = "layout.html.j2"
SHARED_LOOKS = "_blocks"
API = 1
LARGEST_MANIFEST = 20_000
TEMPLATE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")


class TemplateInfo(msgspec.Struct, frozen=True):
    """A template as its manifest describes it; ``id`` is the name of its folder.

    Attributes:
        options: what people may choose, as the lines of a form.
        looks: folders with a look for each kind of block, the template's own first.
    """

    id: str
    name: str
    description: str
    folder: Path
    looks: tuple[Path, ...] = ()
    options: tuple[FormField, ...] = ()


class Templates:
    """The templates in some folders. Where two have the same id, the one in the earlier folder counts."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(Path(folder) for folder in folders)

    def all(self) -> list[TemplateInfo]:
        """Every template that can be read, by name. A broken one is left out; :meth:`get` says what is wrong with it."""
        found: dict[str, TemplateInfo] = {}
        for folder in self.folders:
            if not folder.is_dir():
                continue
            for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
                if manifest.parent.name in found or not TEMPLATE_ID.fullmatch(manifest.parent.name):
                    continue
                try:
                    found[manifest.parent.name] = self._read(manifest.parent)
                except RenderingError:
                    continue
        return sorted(found.values(), key=lambda info: info.name.casefold())

    def get(self, template_id: str) -> TemplateInfo:
        """The template with this id.

        Raises:
            NotFoundError: there is none.
            RenderingError: its manifest is broken, or was written for a newer release.
        """
        if TEMPLATE_ID.fullmatch(template_id):
            for folder in self.folders:
                if (folder / template_id / MANIFEST).is_file():
                    return self._read(folder / template_id)
        raise NotFoundError(
            _("There is no template called “{id}”.").format(id=template_id),
            _("Choose another one: {names}.").format(names=", ".join(info.id for info in self.all())),
        )

    def _read(self, folder: Path) -> TemplateInfo:
        manifest = folder / MANIFEST
        try:
            if manifest.stat().st_size > LARGEST_MANIFEST:
                raise ValueError("the file is too large")
            described = tomllib.loads(manifest.read_text(encoding="utf-8"))
            options = read_options(described)
        except (OSError, ValueError) as error:
            raise RenderingError(
                _("The description of the template “{id}” cannot be read.").format(id=folder.name),
                _("Correct its file {file}.").format(file=MANIFEST),
                details=str(error),
            ) from error
        if described.get("api") != API or not (folder / LAYOUT).is_file():
            raise RenderingError(
                _("The template “{id}” is not complete, or was written for another release.").format(id=folder.name),
                _("Choose another template, or ask its maker for a new one."),
            )
        own = (folder / "blocks",) if (folder / "blocks").is_dir() else ()
        shared = tuple(root / SHARED_LOOKS for root in self.folders if (root / SHARED_LOOKS).is_dir())
        name, description = described.get("name"), described.get("description")
        return TemplateInfo(
            id=folder.name,
            name=name if isinstance(name, str) and name else folder.name,
            description=description if isinstance(description, str) else "",
            folder=folder,
            looks=own + shared,
            options=options,
        )
