"""HTML letters from elsewhere (MJML's output, Mailchimp's exports) as templates: their frame, and a marked place for the blocks.

The place is, in this order: a comment ``<!-- blocks -->``; an element ``id="blocks"``; the largest region Mailchimp lets one
edit (``mc:edit``). A second place, ``<!-- footer -->`` or a region called so, takes our footer; without one it stands below the
blocks. Mailchimp's own tags for title, preheader, year and links become ours, all others go. What runs, asks, follows or loads
anything goes; pictures leave their words.
"""

from __future__ import annotations

import re

import lxml.html

from composer.errors import FormatError
from composer.i18n import _
from composer.rendering.safe_styles import safe_style

MOST_CHARACTERS = 400_000
BLOCKS, FOOTER, TITLE = "xblocksx", "xfooterx", "xtitlex"
_ACTIVE = frozenset(
    {
        *("script", "noscript", "iframe", "object", "embed", "form", "input", "button", "select", "textarea", "svg", "math"),
        *("link", "base", "meta", "title", "audio", "video", "canvas", "template", "marquee", "blink"),
    }
)
_SAFE_ADDRESS = re.compile(r"(?i)\s*(?:mailto:|#|x[a-z]+x$)")
_COMMENT_PLACE = re.compile(r"<!--\s*(?:newsletter:)?(blocks|footer)\s*(?:here)?\s*-->", re.IGNORECASE)
_DOWNLEVEL = re.compile(r"<!\[(?:if[^\]]*|endif)\]>", re.IGNORECASE)
_VML = re.compile(r"</?(?:v|o|w):[^>]*>", re.IGNORECASE)
_CHIMP = re.compile(r"\*\|([^|*]{1,200})\|\*")
_CHIMP_TAGS = {
    "MC:SUBJECT": "{{ issue.subject }}", "MC_PREVIEW_TEXT": "{{ issue.preheader }}", "LIST:COMPANY": "{{ brand.organisation }}",
    "LIST:NAME": "{{ brand.organisation }}", "LIST:DESCRIPTION": "{{ brand.reason }}", "UNSUB": "{{ unsubscribe }}",
    "CURRENT_YEAR": "{{ planned.year if planned else '' }}",
}  # fmt: skip
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TITLE_THERE = re.compile(rf"(<h1\b[^>]*>)\s*{TITLE}\s*</h1>")
_SMALL = re.compile(r"(font-size\s*:\s*)([\d.]+)(px|pt)")
SMALLEST = 14
"""Pixels; letters of the last decade say their footers in ten."""
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_FETCHED = re.compile(r"url\s*\(|@import|expression|javascript:|behavior\s*:|-moz-binding", re.IGNORECASE)
_OURS = "f-"
"""Put before the classes of a foreign letter: ours are called alike."""
_TEMPLATE_MARKS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")


def foreign_template(html: str, name: str) -> dict[str, str]:
    """The files of a template made from a letter: their names and contents.

    Raises:
        FormatError: it is no HTML letter, is too large, or has no place for the blocks; the message says how to mark one.
    """
    if len(html) > MOST_CHARACTERS:
        raise FormatError(_("“{name}” is far larger than a template.").format(name=name), _("Choose the letter's own HTML file."))
    prepared = _COMMENT_PLACE.sub(
        lambda found: f'<span id="{found[1].lower()}"></span>', _DOWNLEVEL.sub("", html.replace("\0", ""))
    )
    try:
        tree = lxml.html.document_fromstring(prepared, parser=lxml.html.HTMLParser(huge_tree=False, remove_pis=True))
    except (ValueError, lxml.etree.LxmlError) as error:
        raise _no_letter(name) from error
    body = tree.find("body")
    if body is None or not len(body):
        raise _no_letter(name)
    sheets = [sheet.text or "" for sheet in tree.iter("style")]
    _mark_places(body, name)
    _clean(body)
    _one_title(body)
    style, phone = _rules("\n".join(sheets))
    inside = "".join(lxml.html.tostring(child, encoding="unicode") for child in body)
    ground = _plain_colour(body.get("bgcolor") or "") or _plain_colour(_declared(body.get("style") or "", "background-color"))
    return {
        "template.toml": _manifest(name),
        "layout.html.j2": _layout(inside, phone, ground),
        "style.css": '{% include "blocks/_base.css" %}\n\n' + _escaped(style),
        "dark.css": _DARK,
    }


def _no_letter(name: str) -> FormatError:
    return FormatError(_("“{name}” is no letter in HTML.").format(name=name), _("Choose the file a letter was exported to."))


# -- places ----------------------------------------------------------------------------------------------------------


def _mark_places(body: lxml.html.HtmlElement, name: str) -> None:
    """Put a word where the blocks go, and one where the footer goes, in place of what stood there."""
    regions = [one for one in body.iter() if isinstance(one.tag, str) and one.get("mc:edit") is not None]
    place = next(iter(body.xpath("//*[@id='blocks']")), None)
    if place is None:
        content = [one for one in regions if not re.search(r"(?i)head|foot|preview|social|logo", one.get("mc:edit") or "")]
        place = max(content, key=lambda one: len(one.text_content()), default=None)
    if place is None:
        raise FormatError(
            _("“{name}” does not say where the blocks go.").format(name=name),
            _("Write <!-- blocks --> into it, in place of the stories, and try again."),
        )
    for region in regions:
        if region is not place and re.search(r"(?i)pre.?header|preview|teaser", region.get("mc:edit") or ""):
            _empty(region)  # “Use this area to offer a short teaser”: the preheader is a field of the issue
    footer = next(iter(body.xpath("//*[@id='footer' and not(*)]")), None)
    if footer is None:
        footer = next((one for one in regions if re.search(r"(?i)foot", one.get("mc:edit") or "")), None)
    _replace(place, BLOCKS)
    if footer is not None and footer.getparent() is not None and BLOCKS not in footer.text_content():
        _replace(footer, FOOTER)


def _replace(element: lxml.html.HtmlElement, word: str) -> None:
    """The element emptied down to a word; between the rows of a table a row and a cell are put round it."""
    parent = element.getparent()
    holder = element
    if element.tag == "span" and parent is not None and parent.tag in ("table", "tbody", "tr"):
        holder = parent.makeelement("td")
        row = holder
        if parent.tag != "tr":
            row = parent.makeelement("tr")
            row.append(holder)
        row.tail = element.tail
        parent.replace(element, row)
    elif element.tag not in ("td", "div", "th"):
        holder = element.makeelement("div")
        holder.tail = element.tail
        if parent is not None:
            parent.replace(element, holder)
    _empty(holder)
    holder.text = word


def _empty(element: lxml.html.HtmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


# -- cleaning --------------------------------------------------------------------------------------------------------


def _clean(body: lxml.html.HtmlElement) -> None:
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            if isinstance(element, lxml.html.HtmlComment):
                kept = _VML.sub("", element.text or "")
                # Outlook's own tables hold the columns together; any other comment is talk.
                element.text = kept if re.match(r"\[if|<!\[endif|\s*<!", kept) or "[endif]" in kept else ""
            continue
        if element.tag in _ACTIVE or element.tag == "style" or ":" in element.tag:
            element.drop_tree()
            continue
        for attribute, value in list(element.attrib.items()):
            if (
                attribute.lower().startswith("on")
                or ":" in attribute
                or attribute in ("id", "background", "srcset", "ping", "target")
            ):
                del element.attrib[attribute]
            elif attribute == "style":
                parts = [part for part in value.split(";") if not _FETCHED.search(part) and "!" not in part]
                element.set("style", _large_enough(safe_style(";".join(parts))))
            elif attribute == "class":
                element.set("class", " ".join(_OURS + one for one in value.split()))
        if element.tag == "table":
            element.set("role", "presentation")
        elif element.tag in ("th", "thead", "tfoot", "caption", "center"):
            element.tag = {"th": "td", "caption": "tbody", "center": "div"}.get(element.tag, "tbody")
        elif element.tag == "img":
            _words_for_picture(element)
        elif element.tag == "a":
            _only_our_links(element)


def _words_for_picture(image: lxml.html.HtmlElement) -> None:
    """A template loads nothing from anywhere: that would tell who reads. Its words stay."""
    words = image.get("alt", "").strip()
    replacement = image.makeelement("span")
    replacement.text, replacement.tail = words, image.tail
    parent = image.getparent()
    if parent is not None:
        parent.replace(image, replacement)


def _only_our_links(link: lxml.html.HtmlElement) -> None:
    href = link.get("href") or ""
    if "*|UNSUB|*" in href:
        link.set("href", "*|UNSUB|*")
    elif "*|" in href or not _SAFE_ADDRESS.match(href) or not link.text_content().strip():
        link.tag = "span"
        link.attrib.pop("href", None)


def _one_title(body: lxml.html.HtmlElement) -> None:
    """The first big title shows the issue's; other titles of the frame become lines of text, so that no level is skipped."""
    titles = list(body.iter("h1"))
    for element in list(body.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        if titles and element is titles[0]:
            for child in list(element):
                element.remove(child)
            element.text = TITLE
        else:
            element.tag = "p"


# -- styles ----------------------------------------------------------------------------------------------------------


def _rules(css: str) -> tuple[str, str]:
    """Rules of classes and elements, to be written into the elements; and those for phones, to be kept as they are."""
    css = re.sub(r"/\*.*?\*/|<!--|-->", "", css, flags=re.DOTALL)
    plain, phone = [], []
    position = 0
    while (start := css.find("@", position)) >= 0:
        plain.append(css[position:start])
        depth, position = 0, start
        while position < len(css):
            sign = css[position]
            depth += (sign == "{") - (sign == "}")
            position += 1
            if (sign == ";" and not depth) or (sign == "}" and depth <= 0):
                break
        rule = css[start:position]
        inner = rule.partition("{")[2].rpartition("}")[0]
        if re.match(r"(?i)@media[^{]*max-(?:device-)?width", rule) and "@" not in inner and not _FETCHED.search(rule):
            query = rule.partition("{")[0].strip()
            phone.append(f"{query} {{\n{_renamed(inner, keep_important=True)}}}\n")
    plain.append(css[position:])
    return _renamed("".join(plain), keep_important=False), "".join(phone)


def _renamed(css: str, *, keep_important: bool) -> str:
    """The rules that speak of a class of the letter, with our mark before it; the others would reach our blocks as well."""
    made = []
    for selectors, body in _RULE.findall(css):
        if re.search(r"[@#\[\\<>]|::|ExternalClass|ReadMsgBody", selectors) or "." not in selectors:
            continue
        kept = [" ".join(one.split()) for one in selectors.split(",") if ":" not in one and _of_class(one)]
        lines = [part.strip() for part in body.split(";") if ":" in part and not _FETCHED.search(part) and "<" not in part]
        if not keep_important:
            lines = [re.sub(r"\s*!\s*important", "", line, flags=re.IGNORECASE) for line in lines]
        if kept and lines:
            renamed = ", ".join(_CLASS.sub(lambda found: f".{_OURS}{found[1]}", one) for one in kept)
            made.append(f"{renamed} {{{_large_enough(safe_style('; '.join(lines)))}}}\n")
    return "".join(made)


def _of_class(selector: str) -> bool:
    """Whether it names a class at its end: a rule for every paragraph of a region would reach our blocks in it."""
    return "." in "".join(selector.split()[-1:])


def _large_enough(style: str) -> str:
    def larger(found: re.Match[str]) -> str:
        size = float(found[2]) * (4 / 3 if found[3] == "pt" else 1)
        return f"{found[1]}{SMALLEST}px" if 1 < size < SMALLEST else found[0]

    return _SMALL.sub(larger, style)


def _declared(style: str, name: str) -> str:
    found = re.search(rf"(?:^|;)\s*{name}\s*:\s*([^;]+)", style)
    return found[1].strip() if found else ""


def _plain_colour(value: str) -> str:
    if re.fullmatch(r"#[0-9a-fA-F]{3}", value.strip()):
        return "#" + "".join(2 * digit for digit in value.strip()[1:]).upper()
    return value.strip().upper() if re.fullmatch(r"#[0-9a-fA-F]{6}", value.strip()) else ""


# -- files -----------------------------------------------------------------------------------------------------------


def _manifest(name: str) -> str:
    title = " ".join(re.sub(r"[^\w -]+|_", " ", name).split())[:60] or "Letter"
    return (
        f'# Made from a letter in HTML.\napi = 1\nname = "{title}"\ndescription = "{_("From a letter of your own in HTML.")}"\n'
    )


def _layout(inside: str, phone: str, ground: str) -> str:
    inside = _escaped(inside)
    inside = _CHIMP.sub(lambda found: _CHIMP_TAGS.get(found[1].strip().upper(), ""), inside)
    title = _HEADER_ROW if TITLE in inside else _TITLE_ROW
    footer = "" if FOOTER in inside else _FOOTER_ROW
    inside = _TITLE_THERE.sub(lambda found: f"{{% if title %}}{found[1]}{{{{ title }}}}</h1>{{% endif %}}", inside)
    inside = inside.replace(TITLE, "").replace(FOOTER, _TABLE.format(rows=_FOOTER_ROW))
    inside = inside.replace(BLOCKS, _TABLE.format(rows=title + _BLOCK_ROWS + footer), 1).replace(BLOCKS, "")
    colour = f' bgcolor="{ground}" style="background-color:{ground}"' if ground else ""
    wrapped = _WHOLE.format(ground=colour, inside=_VIEW + inside)
    return _LAYOUT.format(phone=_escaped(phone), page=wrapped)


def _escaped(text: str) -> str:
    """Signs that would mean something to the template language, written so that they mean themselves."""
    return _TEMPLATE_MARKS.sub(lambda found: f"{{{{ '{found[0]}' }}}}", text)


_LAYOUT = """{{% extends "blocks/_page.html.j2" %}}
{{% block word_fonts %}}
td, p, li, h1, h2, h3, a {{font-family: Arial, sans-serif;}}
{{% endblock %}}
{{% block phone %}}
{phone}{{% endblock %}}
{{% block page %}}
{page}
{{% endblock %}}
"""
_WHOLE = """<table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0"{ground}><tr><td>
{inside}
</td></tr></table>"""
_TABLE = (
    '<table role="presentation" class="sheet card" width="100%" align="center" border="0" cellpadding="0" cellspacing="0"'
    ' bgcolor="{{{{ theme.paper }}}}">\n{rows}</table>'
)
_TITLE_ROW = """{% if title or header %}
<tr><td{% if header %} id="{{ header.anchor }}"{% endif %} class="masthead text">
{% if title %}
<h1 class="title">{{ title }}</h1>
{% endif %}
{% if strapline %}
<p class="strap quiet">{{ strapline }}</p>
{% endif %}
</td></tr>
{% endif %}
"""
_HEADER_ROW = """{% if header %}
<tr><td id="{{ header.anchor }}" class="block text">
{% if strapline %}
<p class="strap quiet">{{ strapline }}</p>
{% endif %}
</td></tr>
{% endif %}
"""
_BLOCK_ROWS = '{% for part in parts %}\n{% include "blocks/" + part.kind + ".html.j2" %}\n\n{% endfor %}\n'
_FOOTER_ROW = '{% with part = footer %}{% include "blocks/footer.html.j2" %}{% endwith %}\n\n'
_VIEW = """{% if view %}
<table role="presentation" class="sheet" width="100%" align="center" border="0" cellpadding="0" cellspacing="0">
<tr><td class="view quiet sans" align="center">
<a class="quiet-link" href="{{ view }}">{{ _("Read this letter in your browser") }}</a></td></tr></table>
{% endif %}
"""
_DARK = (
    '{% from "blocks/_dark.css" import base_colours, base_grounds %}\n'
    "{% macro colours(before, theme) %}\n{{ base_colours(before, theme)|trim }}\n{% endmacro %}\n"
    "{% macro grounds(before, theme) %}\n{{ base_grounds(before, theme)|trim }}\n{% endmacro %}\n"
)
