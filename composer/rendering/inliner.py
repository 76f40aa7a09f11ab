"""Style rules into style attributes, by premailer, and what it must be kept from.

Many mail programs drop ``<style>`` or obey only part of it, so the layout stands in attributes. premailer 3.10 does this with
faults that are known and gone round here:

* it strips ``!important`` from media rules and drops rules that match nothing, so a template keeps such rules in
  ``<style data-premailer="ignore">``, which is passed through as it is;
* cssutils fetches ``@import`` even with the network forbidden, so that and ``<link>`` are refused before, and its fetcher too;
* a lower-case doctype is lost (quirks mode), so the document must start with ``<!DOCTYPE html>``;
* CSS copied over width, height, align, valign and bgcolor attributes breaks pictures and tables, so none is copied;
* colours are shortened to three digits, which old programs misread, so cssutils is told not to;
* it logs every rule it does not know.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from composer.blocks.recently_used import RecentlyUsed
from composer.errors import RenderingError
from composer.i18n import _
from composer.rendering.style_matching import forget_page, selecting

MOST_SHEETS = 64
"""Style sheets remembered: one for each template and brand in use."""
DOCTYPE = "<!DOCTYPE html>"
_STYLE = re.compile(r"<style\b([^>]*)>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_CLASS_IN_SELECTOR = re.compile(r"\.([A-Za-z_][\w-]*)")
_LINK = re.compile(r"<link\b", re.IGNORECASE)
_DOWNLEVEL = re.compile(r"<!\[if\b|<!\[endif\]>", re.IGNORECASE)
_TAG = re.compile(r"<[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s([\w:-]+)\s*=\s*(?:\"\s*([^\"]*)\"|'\s*([^']*)'|([^\s>\"']+))")
_INVISIBLE = {sign: f"&#{ord(sign)};" for sign in "\u00a0\u034f\u2007\u200a\u200b\u200c\u200d\ufeff"}
_lock = threading.Lock()


def inline(html: str) -> str:
    """The document with its style rules written into the elements they match.

    Args:
        html: a whole document that starts with ``<!DOCTYPE html>``; nothing of Jinja may be left in it.

    Raises:
        RenderingError: it is no whole document, or asks for something from outside (``@import``, ``<link>``, ``data:``).
    """
    _refuse(html)
    with _lock:  # cssutils keeps state for the whole process
        try:
            inlined: str = _premailer()(
                html,
                keep_style_tags=False,
                strip_important=True,
                disable_leftover_css=True,
                disable_basic_attributes=["align", "valign", "width", "height", "bgcolor"],
                align_floating_images=False,
                disable_validation=True,
                cssutils_logging_level=logging.CRITICAL,
                allow_network=False,
                allow_loading_external_files=False,
                base_url=None,
                disable_link_rewrites=True,
                remove_classes=False,
                include_star_selectors=False,
                preserve_handlebar_syntax=False,
            ).transform(pretty_print=False)
        except (ValueError, SyntaxError, AssertionError) as error:
            # lxml and cssselect say ValueError and SyntaxError of markup and selectors they cannot read.
            raise RenderingError(
                _("The template's styles could not be written into the letter."),
                _("Choose another template, or correct this one."),
                details=f"{type(error).__name__}: {error}",
            ) from error
        finally:
            forget_page()
    if not inlined.startswith(DOCTYPE):
        raise RenderingError(_("The letter lost its first line while being laid out."), _("Choose another template."))
    # Raw, these signs cannot be seen in the source, and some mail servers change them.
    for sign, spelled in _INVISIBLE.items():  # ten times faster than translate() where there are few of them
        inlined = inlined.replace(sign, spelled)
    return inlined


def style_bytes(html: str) -> int:
    """UTF-8 bytes of everything inside ``<style>``; Gmail drops what goes over 16 KB."""
    return sum(len(found[2].encode()) for found in _STYLE.finditer(html))


def _refuse(html: str) -> None:
    if not html.startswith(DOCTYPE):
        raise RenderingError(
            _("The template does not start with “{line}”.").format(line=DOCTYPE),
            _("Write its first line in exactly this way: without it, mail programs lay it out by rules of the last century."),
        )
    if "<body" not in html.lower():
        raise RenderingError(_("The template makes no whole letter: its body is missing."), _("Choose another template."))
    if _LINK.search(html):
        raise _outside("<link>")
    if _DOWNLEVEL.search(html):
        raise RenderingError(
            _("The template holds “<![if …]>”, which does not survive."),
            _("Write “<!--[if !mso]><!-->” and “<!--<![endif]-->” instead."),
        )
    if "data:" in html.lower() and any(_shows_data(tag.group()) for tag in _TAG.finditer(html)):
        raise _outside("data:")
    for found in _STYLE.finditer(html):
        # A backslash could spell @import in escapes.
        if "@import" in found[2].lower() or "\\" in found[2]:
            raise _outside("@import")


def _shows_data(tag: str) -> bool:
    """True for a tag that shows what stands in its own address; words that only speak of that are none."""
    return any(
        found[1].lower() in ("src", "background") and (found[2] or found[3] or found[4] or "").lower().startswith("data:")
        for found in _ATTRIBUTE.finditer(tag)
    )


def _outside(what: str) -> RenderingError:
    return RenderingError(
        _("The template asks for something from outside the letter (“{what}”).").format(what=what),
        _("Put the rules into the template's own style file."),
    )


@cache
def _premailer() -> Any:
    """premailer's class, loaded on first use: it and cssutils take a third of a second."""
    # Read once, when premailer is imported: with its own 128 entries, one newsletter pushes its own rules out of the cache.
    os.environ["PREMAILER_CACHE_MAXSIZE"] = "10000"
    import cssutils
    import premailer
    import premailer.premailer

    search, merge = premailer.premailer._create_cssselector, premailer.premailer.merge_styles
    premailer.premailer._create_cssselector = selecting(search)
    premailer.premailer.merge_styles = _merging(merge)
    cssutils.ser.prefs.minimizeColorHash = False
    cssutils.util._defaultFetcher = _no_fetcher

    class Remembering(premailer.Premailer):  # type: ignore[misc]  # premailer carries no types
        """Premailer that makes its rules of a style sheet once; by itself it does so every time, and that costs most."""

        present: set[str] | None = None
        remembered: ClassVar[dict[tuple[str, int], tuple[list[Any], list[Any]]]] = {}

        def _parse_style_rules(self, css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
            key = (css_body, ruleset_index)
            if key not in self.remembered:
                if len(self.remembered) >= MOST_SHEETS:
                    self.remembered.clear()
                self.remembered[key] = super()._parse_style_rules(css_body, ruleset_index)
            rules, leftover = self.remembered[key]
            if self.present is None:
                self.present = {
                    name for found in _CLASS.finditer(self.html) for name in (found[1] or found[2] or found[3] or "").split()
                }
            # Looking for what is not there takes as long as finding it: a rule for a block this letter has not got is left out.
            kept = [rule for rule in rules if "[" in rule[1] or self.present.issuperset(_CLASS_IN_SELECTOR.findall(rule[1]))]
            return kept, list(leftover)

        def _style_to_basic_html_attributes(self, *_args: Any, **_kwargs: Any) -> None:
            """All it could write is forbidden above; looking for it costs a tenth."""

    return Remembering


def _merging(merge: Callable[..., str]) -> Callable[..., str]:
    """``merge`` (own style, lists of pairs, pseudo-classes -> style), remembered: most elements of a letter ask for the same."""
    known: RecentlyUsed[tuple[list[Any], str]] = RecentlyUsed(2_000)

    def merged(own: str, new: list[Any], classes: list[str], remove_unset_properties: bool = False) -> str:
        key = (own, tuple([id(pairs) for pairs in new]), tuple(classes), remove_unset_properties)
        found = known.get(key)
        # The lists are kept with the answer: no other list can come to stand at their place in memory.
        return found[1] if found is not None else known.keep(key, (new, merge(own, new, classes, remove_unset_properties)))[1]

    return merged


def _no_fetcher(address: str) -> None:
    raise RenderingError(
        _("The template asks for something from outside the letter (“{what}”).").format(what=address),
        _("Put the rules into the template's own style file."),
    )
