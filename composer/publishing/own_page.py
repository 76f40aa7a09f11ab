"""Pages of the program's own for the browser and for paper: no script in them, and strangers' words escaped."""

from __future__ import annotations

from typing import Any

from composer.i18n import _, ngettext
from composer.paths import templates_folder

FOLDER = "_report"


def own_page(template: str, **values: Any) -> str:
    """The whole page as HTML, made from ``template`` (a file's name) in the window's language."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates_folder() / FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext)  # type: ignore[attr-defined]  # added by the extension
    return environment.get_template(template).render(language=_("en-GB"), **values)
