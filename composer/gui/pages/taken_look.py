"""What of a website's look the brand takes over: never what somebody filled in, but a colour and an icon asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from composer.document.brand import Brand
from composer.i18n import _

if TYPE_CHECKING:
    from composer.blocks.fields import Picture
    from composer.sources.site_look import SiteLook


def taken_over(brand: Brand, look: SiteLook, icon: Picture) -> tuple[Brand, list[str]]:
    """The brand with what the site says, and what was taken, in words. A name or a logo of one's own stays."""
    changes: dict[str, Any] = {}
    taken = []
    if look.name and not brand.organisation:
        changes["organisation"] = look.name
        taken.append(_("name"))
    if look.colour and look.colour != brand.main_colour:
        changes["main_colour"] = look.colour
        taken.append(_("main colour {colour}").format(colour=look.colour))
    if icon and not brand.logo:
        changes["logo"] = icon
        taken.append(_("icon as the logo"))
    if pages := tuple(page for page in look.pages if page not in brand.pages):
        changes["pages"] = (*brand.pages, *pages)
        taken.append(_("pages elsewhere"))
    return msgspec.structs.replace(brand, **changes), taken
