"""Which source reads what was found: the one that says it suits best."""

from __future__ import annotations

from composer.errors import FormatError
from composer.i18n import _
from composer.sources.address import place_of
from composer.sources.download import Download
from composer.sources.plain_file import refuse_other_kinds
from composer.sources.source import Source, source_types


def choose(download: Download) -> Source:
    """The source that suits what was found.

    Raises:
        FormatError: none does.
    """
    if not download.content.strip():
        raise FormatError(
            _("There is nothing at {place}.").format(place=place_of(download.location)),
            _("Check the address, or try again later."),
        )
    best = max(source_types().values(), key=lambda source: source.matches(download.location, download))
    if best.matches(download.location, download) <= 0:
        refuse_other_kinds(download)
        raise FormatError(
            _("What lies at {place} is of a kind that cannot be read here.").format(place=place_of(download.location)),
            _("Use a feed, a calendar, a web page, a text, or a Word or Markdown document."),
        )
    return best()
