"""Where a site shows only the beginning of a post: "Continue reading", "[…]" and their kin, taken off the end of clean HTML."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

from composer.sources.html_tree import BLOCKS, body_of, words_in
from composer.sources.sanitizer import sanitize

CONTINUE = (
    r"(?:continue\s+reading|keep\s+reading|read\s+on|read\s+more"
    r"|read\s+the\s+(?:full|whole|complete|original|rest\s+of\s+(?:the|this))\s+(?:post|article|story|entry|page|text|piece|blog(?:\s+post)?))"
)
OTHER_TONGUES = (
    r"(?:weiterlesen|mehr\s+lesen|mehr\s+erfahren|lire\s+(?:la\s+suite|plus)|en\s+savoir\s+plus|leer\s+m[áa]s|seguir\s+leyendo"
    r"|continuar\s+leyendo|leggi\s+(?:tutto|altro|di\s+pi[ùu])|continua\s+a\s+leggere|lees\s+(?:meer|verder)|l[äæe]s\s+mere?|lue\s+lisää"
    r"|czytaj\s+(?:dalej|więcej)|číst\s+(?:dále|více)|(?:ler|leia)\s+mais|continue\s+(?:lendo|a\s+ler)|читать\s+(?:далее|дальше|полностью)"
    r"|подробнее|читати\s+далі|devamını\s+oku|daha\s+fazla|διαβάστε\s+περισσότερα|darllen\s+(?:mwy|rhagor)|léigh\s+tuilleadh"
    r"|اقرأ\s+المزيد|קרא\s+עוד|続きを読む|もっと(?:読む|見る)|阅读(?:更多|全文)|继续阅读|閱讀(?:更多|全文)|繼續閱讀|더\s?보기|계속\s?읽기)"
)
"""How sites in other languages say it."""
_OWN = re.compile(
    rf"\W{{0,6}}(?:{CONTINUE}|{OTHER_TONGUES}|(?:click\s+here\s+to\s+|to\s+)?(?:read|view|see|open)\s+(?:(?:the|this)\s+)?"
    r"(?:(?:full|whole|complete|entire|original)\s+)?(?:post|article|story|entry|page|piece|blog|blog\s+post|version|details|more|in\s+full|it\s+all)"
    r"|(?:the\s+)?full\s+(?:post|article|story|text)|(?:find\s+out|learn|discover)\s+more|more(?:\s+details)?|details|go\s+to\s+(?:the\s+)?(?:post|article))"
    r"\b(?!\s+(?:we|i|you|and)\b).{0,120}|\W{0,6}(?:" + OTHER_TONGUES + r").{0,60}",
    re.IGNORECASE | re.DOTALL,
)
"""What the last link may say where it leads to the post itself."""
_SURE = re.compile(r"\W{0,6}(?:continue|keep)\s+reading\b.{0,240}", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(rf"\W{{0,6}}(?:{CONTINUE}\b.{{0,240}}|\(?more\W*)", re.IGNORECASE | re.DOTALL)
_BARE = re.compile(
    rf"\W{{0,6}}{CONTINUE}\W*|\W{{0,6}}{OTHER_TONGUES}\W*|\s*[\[(]\s*more\s*(?:…|\.\.\.)\s*[\])]\s*", re.IGNORECASE
)
_AT_END = re.compile(
    r"(?:^|(?<=[.!?…\]”’])|(?<=[.!?…\]”’]\s))(?:continue|keep)\s+reading\b(?:(?![.!?]\s)[^\n]){0,240}$", re.IGNORECASE
)
_BRACKETED = re.compile(r"\s*[\[(]\s*(?:…|\.\.\.)\s*[\])]?\s*$")
_DOTS = re.compile(r"\s*(?:…|\.\.\.)\s*$")
_HINT = re.compile(r"reading|more|read\s|…|\.\.\.|&hellip;", re.IGNORECASE)
_HINT_NEAR = re.compile(rf"</a>|{OTHER_TONGUES}", re.IGNORECASE)
_TAIL = 3_000
_NEAR = 120


def without_cut_marks(clean_html: str, link: str = "") -> tuple[str, bool]:
    """Clean HTML without a mark of having been cut off at its end, and True where there was one.

    ``link``: the post's own address. A last link that says "Read more" and leads elsewhere is no such mark.
    """
    if not _HINT.search(clean_html[-_TAIL:]) and not _HINT_NEAR.search(clean_html[-_NEAR:]):
        return clean_html, False
    body = body_of(clean_html)
    cut = False
    for _round in range(3):  # "[…] Continue reading" is two of them
        last = _last_words(body)
        if last is None or not _take_off(last[0], last[1], link, body):
            break
        cut = True
    if not cut:
        return clean_html, False
    inside = etree.tostring(body, encoding="unicode", method="html")
    return sanitize(inside).html, True


def _last_words(body: lxml.html.HtmlElement) -> tuple[lxml.html.HtmlElement, str] | None:
    """The last place that holds words or dots: an element, and whether they are its ``text`` or stand after it (``tail``)."""
    for event, element in reversed(list(etree.iterwalk(body, events=("start", "end")))):
        kind = "text" if event == "start" else "tail"
        if element is body and kind == "tail":
            continue
        if re.search(r"\w|…|\.\.\.", (element.text if kind == "text" else element.tail) or ""):
            return element, kind
    return None


def _take_off(element: lxml.html.HtmlElement, kind: str, link: str, body: lxml.html.HtmlElement) -> bool:
    """Remove a mark that stands at this last place; False where there is none."""
    holder = element if kind == "text" else element.getparent()
    anchor = holder if holder.tag == "a" else next(holder.iterancestors("a"), None)
    if anchor is not None:
        words = words_in(anchor)
        own = _leads_to(anchor.get("href") or "", link)
        if _SURE.fullmatch(words) or (own and (_LINK.fullmatch(words) or (link and _OWN.fullmatch(words)))):
            anchor.drop_tree()
            return True
        above = next((block for block in anchor.iterancestors() if block.tag in BLOCKS and block is not body), None)
        if own and link and above is not None and _LINK.fullmatch(words_in(above)):  # Read more: the post's title
            above.drop_tree()
            return True
        return False
    block = holder if holder.tag in BLOCKS else next((above for above in holder.iterancestors() if above.tag in BLOCKS), body)
    words = words_in(block)
    if block is not body and (_SURE.fullmatch(words) or _BARE.fullmatch(words)):
        block.drop_tree()
        return True
    text = (element.text if kind == "text" else element.tail) or ""
    if found := _AT_END.search(text.rstrip()):
        return _put(element, kind, text[: found.start()].rstrip(" [(…"))
    if found := _BRACKETED.search(text):
        return _put(element, kind, f"{text[: found.start()]}…", text)
    if found := _DOTS.search(text):
        return _put(element, kind, f"{text[: found.start()]}…", text)
    return False


def _put(element: lxml.html.HtmlElement, kind: str, text: str, before: str | None = None) -> bool:
    """Set the text; False where it says the same as before (the mark was found already)."""
    if before is not None and before.rstrip() == text and element.get("class") == "cut":
        return False
    if before is not None:
        element.set("class", "cut")
    if kind == "text":
        element.text = text
    else:
        element.tail = text
    return True


def _leads_to(address: str, link: str) -> bool:
    """True where an address is the post's own, or nobody knows the post's own."""
    if not link:
        return True
    try:
        one, other = urlsplit(address), urlsplit(link)
    except ValueError:
        return False
    return (one.netloc.removeprefix("www."), one.path.rstrip("/")) == (other.netloc.removeprefix("www."), other.path.rstrip("/"))
