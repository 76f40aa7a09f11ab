"""What will be needed soon is read from disk while nothing is done: going somewhere for the first time then keeps nobody waiting.

Half of the program's modules, and as many of others, are those that read websites, check letters and lay them out. Read at the
moment they are needed, several threads read them at once, and the thread of the window waits for its turn among them.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from composer.errors import ComposerError

if TYPE_CHECKING:
    from composer.rendering.templates import Templates


def read_ahead(templates: Templates) -> None:
    """For a worker thread: nothing is created that belongs to the window.

    What goes wrong here is said where somebody needs it.
    """
    from composer.gui.places import places

    # What stands last in the rail's order takes longest: the composer, the review.
    for place in reversed(list(places().values())):
        place.page_class()
    from composer.gui.preview.engine import load_ahead

    load_ahead()
    import icalendar  # noqa: F401 -- for later, as the next two
    import PIL.Image  # noqa: F401

    import composer.gui.fields.registry  # noqa: F401
    from composer.checks.check import check_types
    from composer.sources.source import source_types

    with contextlib.suppress(ComposerError):
        _lay_out(templates)
    check_types()
    source_types()


def _lay_out(templates: Templates) -> None:
    """A letter of nothing: reads the usual template and what lays letters out."""
    from composer.blocks.text import TextBlock
    from composer.document.issue import Issue
    from composer.rendering.preview_copy import preview_copy
    from composer.rendering.renderer import render

    rendered = render(Issue(newsletter="", name="", blocks=(TextBlock(text="Hello"),)), templates=templates)
    preview_copy(rendered.html, picture_address=str)
