"""Languages a part of a letter may be in, and which of them are written from right to left."""

from __future__ import annotations

from composer.i18n import N_

LANGUAGES: tuple[tuple[str, str], ...] = (
    ("en", N_("English")),
    ("sq", N_("Albanian")),
    ("am", N_("Amharic")),
    ("ar", N_("Arabic")),
    ("bn", N_("Bengali")),
    ("bg", N_("Bulgarian")),
    ("zh-Hans", N_("Chinese (simplified)")),
    ("zh-Hant", N_("Chinese (traditional)")),
    ("kw", N_("Cornish")),
    ("cs", N_("Czech")),
    ("fr", N_("French")),
    ("gd", N_("Gaelic (Scottish)")),
    ("de", N_("German")),
    ("el", N_("Greek")),
    ("gu", N_("Gujarati")),
    ("he", N_("Hebrew")),
    ("hi", N_("Hindi")),
    ("hu", N_("Hungarian")),
    ("ga", N_("Irish")),
    ("it", N_("Italian")),
    ("ku", N_("Kurdish (Kurmanji)")),
    ("ckb", N_("Kurdish (Sorani)")),
    ("lt", N_("Lithuanian")),
    ("ne", N_("Nepali")),
    ("ps", N_("Pashto")),
    ("fa", N_("Persian")),
    ("pl", N_("Polish")),
    ("pt", N_("Portuguese")),
    ("pa", N_("Punjabi")),
    ("ro", N_("Romanian")),
    ("ru", N_("Russian")),
    ("sco", N_("Scots")),
    ("so", N_("Somali")),
    ("es", N_("Spanish")),
    ("sw", N_("Swahili")),
    ("ta", N_("Tamil")),
    ("ti", N_("Tigrinya")),
    ("tr", N_("Turkish")),
    ("uk", N_("Ukrainian")),
    ("ur", N_("Urdu")),
    ("vi", N_("Vietnamese")),
    ("cy", N_("Welsh")),
    ("yi", N_("Yiddish")),
)
"""BCP 47 tags and names, English first, then by name: those of Britain and those most spoken in it."""
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def runs_right_to_left(language: str) -> bool:
    """Whether a language (a BCP 47 tag) is written from right to left, going by its first part and a script it names."""
    parts = language.casefold().split("-")
    return "latn" not in parts and (parts[0] in _RIGHT_TO_LEFT or bool({"arab", "hebr", "thaa", "syrc"} & set(parts)))
