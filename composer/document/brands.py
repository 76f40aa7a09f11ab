"""Several brands of one newsletter: one is in force, from which new issues start; the others wait under their names.

What an issue looks like is its own: it keeps the brand it was begun with, or was given, whatever happens to these.
"""

from __future__ import annotations

import msgspec

from composer.document.brand import NamedBrand
from composer.document.newsletter import Newsletter
from composer.errors import InputError
from composer.i18n import _

MOST_BRANDS = 20
LONGEST_NAME = 80


def name_in_force(newsletter: Newsletter) -> str:
    """What the brand in force is called: by its name, else by its organisation."""
    return newsletter.brand_name or newsletter.brand.organisation or newsletter.name or _("Brand")


def brands_of(newsletter: Newsletter) -> list[NamedBrand]:
    """Every brand, by name, the one in force among them."""
    every = [NamedBrand(name_in_force(newsletter), newsletter.brand), *newsletter.other_brands]
    return sorted(every, key=lambda one: one.name.casefold())


def use_brand(newsletter: Newsletter, name: str) -> Newsletter:
    """The brand of this name is in force from now on.

    Raises:
        InputError: there is none.
    """
    if name == name_in_force(newsletter):
        return newsletter
    wanted = next((one for one in newsletter.other_brands if one.name == name), None)
    if wanted is None:
        raise InputError(_("There is no brand “{name}” any more.").format(name=name))
    rest = tuple(one for one in newsletter.other_brands if one is not wanted)
    resting = NamedBrand(name_in_force(newsletter), newsletter.brand)
    return msgspec.structs.replace(newsletter, brand=wanted.brand, brand_name=wanted.name, other_brands=(*rest, resting))


def add_brand(newsletter: Newsletter, name: str) -> Newsletter:
    """Another one, in force from now on; it begins as a copy, for most of it (address, charity number) stays the same.

    Raises:
        InputError: no name, it is taken, or there are too many.
    """
    name = _free(newsletter, name)
    if len(newsletter.other_brands) + 1 >= MOST_BRANDS:
        raise InputError(_("There are {count} brands already.").format(count=MOST_BRANDS), _("Remove one that is not needed."))
    resting = NamedBrand(name_in_force(newsletter), newsletter.brand)
    return msgspec.structs.replace(newsletter, brand_name=name, other_brands=(*newsletter.other_brands, resting))


def rename_brand(newsletter: Newsletter, name: str) -> Newsletter:
    """Another name for the brand in force.

    Raises:
        InputError: no name, or it is taken.
    """
    return msgspec.structs.replace(newsletter, brand_name=_free(newsletter, name))


def remove_brand(newsletter: Newsletter) -> Newsletter:
    """Without the brand in force; the first of the others takes its place. Issues that have it keep it.

    Raises:
        InputError: it is the only one.
    """
    if not newsletter.other_brands:
        raise InputError(_("A newsletter needs a brand."), _("Change this one, or add another first."))
    gone = name_in_force(newsletter)
    after = use_brand(newsletter, min((one.name for one in newsletter.other_brands), key=str.casefold))
    return msgspec.structs.replace(after, other_brands=tuple(one for one in after.other_brands if one.name != gone))


def _free(newsletter: Newsletter, name: str) -> str:
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise InputError(_("A brand needs a name."), _("For example the programme it is for."))
    if name.casefold() in {one.name.casefold() for one in brands_of(newsletter)}:
        raise InputError(_("There is a brand “{name}” already.").format(name=name), _("Choose another name."))
    return name
