"""One person's values in a rendered body.

A writer puts ``{{first_name|friend}}`` into a text. Before Markdown, Jinja or the inliner see it, the tag becomes an opaque ASCII
token; each of them would mangle braces, quotes or spaces. When a letter is made, the token is replaced by the person's value,
escaped for the place it lands in: HTML text, an attribute, a part of an address, plain text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any, Literal, Protocol
from urllib.parse import quote

import msgspec

from composer.blocks.block import Block
from composer.blocks.fields import Entries, Markup, Picture, RichText, Text, Url, form_of
from composer.blocks.kept_by_value import KeptByValue
from composer.blocks.plain_words import PlainWords
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.i18n import N_

MergeValues = Mapping[str, str]
"""A person's values by tag name, and the letter's own addresses (``unsubscribe_url``, ``view_url``)."""

TAG_NAMES: Mapping[str, str] = {
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "full_name": N_("Full name"),
    "email": N_("E-mail address"),
}
ADDRESS_NAMES = frozenset({"unsubscribe_url", "view_url"})
"""Internal tokens whose value is a whole address."""

EXAMPLE_VALUES: MergeValues = {
    "first_name": "Anna",
    "last_name": "Lind",
    "email": "anna@example.org",
    "unsubscribe_url": "https://example.org/unsubscribe",
    "view_url": "https://example.org/newsletter",
}
"""Somebody invented, for previews where no real person is chosen."""

LONGEST_VALUE = 2_000
MARKS_BEGIN = "NLTTOK"
"""How every token begins."""
_BEGIN = MARKS_BEGIN.encode()
_SAID_BY_BRAND = ("organisation", "postal_address", "reason")
_TAG = re.compile(r"\{\{\s*([^\W\d][\w \\-]{0,60}?)\s*(?:\|([^{}\n]{0,300}))?\}\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_MARKUP = re.compile(r"<!--.*?-->|<style\b.*?</style\s*>|<[!/a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.DOTALL)
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "action", "background", "cite"})


class Tag(msgspec.Struct, frozen=True):
    """A merge tag as written: its name (in the normal form), its fallback, and where it stands in the text."""

    name: str
    fallback: str
    start: int
    end: int


class Token(msgspec.Struct, frozen=True):
    """An opaque mark in a body: ``mark`` is to be replaced by the value called ``name``, or ``fallback`` where that is empty."""

    mark: str
    name: str
    fallback: str = ""


class Body(Protocol):
    """Anything with tokens in it: a rendered issue, or one frozen for sending."""

    @property
    def subject(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def tokens(self) -> tuple[Token, ...]: ...


class Personal(msgspec.Struct, frozen=True):
    """One person's letter: no token is left in it."""

    subject: str
    html: str
    text: str


class Slot(msgspec.Struct, frozen=True):
    """A place in a body for one value, and what kind of place it is."""

    token: Token
    place: Literal["text", "html", "part_of_address", "address", "nothing"]


class Marked(msgspec.Struct, frozen=True):
    """An issue whose tags are tokens, with the tokens of the letter's own addresses."""

    issue: Issue
    tokens: tuple[Token, ...]
    unsubscribe: str
    view: str


def tag_names() -> Mapping[str, str]:
    """The tags a writer may use, with their labels (to be shown through gettext)."""
    return TAG_NAMES


def find_tags(text: str) -> list[Tag]:
    """Every merge tag in a text, known or not. ``{{ First name | friend }}`` is read as ``first_name``."""
    return [Tag(_name_of(found), (found[2] or "").strip(), found.start(), found.end()) for found in _TAG.finditer(text)]


def _name_of(found: re.Match[str]) -> str:
    # An editor may have escaped the underscore as Markdown wants it.
    return re.sub(r"[ -]+", "_", found[1].replace("\\", "").strip()).casefold()


def mark(issue: Issue) -> Marked:
    """The issue with tokens for its merge tags. The same issue always gets the same tokens, also while it is being written: what
    did not change in it then need not be laid out again.

    A tag with an unknown name becomes its fallback; a check reports it.
    """
    stem = _stem(issue)
    made: dict[tuple[str, str], Token] = {}

    def token(name: str, fallback: str = "") -> str:
        key = (name, fallback)
        if key not in made:
            made[key] = Token(f"{stem}N{len(made)}X", name, fallback)
        return made[key].mark

    def replace(found: re.Match[str]) -> str:
        name, fallback = _name_of(found), (found[2] or "").strip()
        return token(name, fallback) if name in TAG_NAMES else fallback

    unsubscribe, view = token("unsubscribe_url"), token("view_url")
    marked = msgspec.structs.replace(
        issue,
        name=_TAG.sub(replace, issue.name),
        subject=_TAG.sub(replace, issue.subject),
        preheader=_TAG.sub(replace, issue.preheader),
        brand=_with(issue.brand, {name: _TAG.sub(replace, getattr(issue.brand, name)) for name in _SAID_BY_BRAND}),
        blocks=tuple(_mark_block(block, token) for block in issue.blocks),
    )
    return Marked(marked, tuple(made.values()), unsubscribe, view)


def _with(brand: Brand, words: dict[str, str]) -> Brand:
    """The very same brand where these words are its own."""
    return brand if all(getattr(brand, name) == said for name, said in words.items()) else msgspec.structs.replace(brand, **words)


def _stem(issue: Issue) -> str:
    """How the issue's own tokens begin; nothing it says begins that way."""
    base = hashlib.sha256(issue.id.encode()).hexdigest()
    salt = base[:10]
    head = msgspec.json.encode(msgspec.structs.replace(issue, blocks=()))
    if _BEGIN in head or any(_tags_of(block).like_a_token for block in issue.blocks):
        text = str(msgspec.to_builtins(issue))
        while f"{MARKS_BEGIN}{salt.upper()}" in text:
            salt = hashlib.sha256((base + salt).encode()).hexdigest()[:10]
    return f"{MARKS_BEGIN}{salt.upper()}"


class _Tags(msgspec.Struct, frozen=True):
    found: tuple[tuple[str, str], ...] | None  # names and fallbacks in the order they stand there, None where there is no tag
    like_a_token: bool


_tags: KeptByValue[_Tags] = KeptByValue()
_marked: KeptByValue[Block] = KeptByValue()
_parts: KeptByValue[tuple[str, ...]] = KeptByValue(4)


def _tags_of(block: Block) -> _Tags:
    known = _tags.get(block)
    if known is not None:
        return known
    found: list[tuple[str, str]] = []

    def note(tag: re.Match[str]) -> str:
        name = _name_of(tag)
        if name in TAG_NAMES:
            found.append((name, (tag[2] or "").strip()))
        return ""

    changed = _mark_struct(block, note) is not block
    return _tags.keep(block, _Tags(tuple(found) if changed else None, _BEGIN in msgspec.json.encode(block)))


def _mark_block(block: Block, token: Callable[[str, str], str]) -> Block:
    """The block with its tokens; the very same object for the same block with the same tokens."""
    tags = _tags_of(block).found
    if tags is None:
        return block
    marks = tuple(token(name, fallback) for name, fallback in tags)
    known = _marked.get(block, marks)
    if known is not None:
        return known
    left = iter(marks)

    def replace(found: re.Match[str]) -> str:
        return next(left) if _name_of(found) in TAG_NAMES else (found[2] or "").strip()

    marked: Block = _mark_struct(block, replace)
    return _marked.keep(block, marked, marks)


def _mark_struct(struct: msgspec.Struct, replace: Any) -> Any:
    """A block or one of its entries with tokens in every field a reader reads; ids and choices are left alone."""
    changes: dict[str, Any] = {}
    for line in form_of(type(struct)):
        value = getattr(struct, line.name)
        if isinstance(line.field, Text | RichText | Url | Markup) and isinstance(value, str):
            changed: Any = _TAG.sub(replace, value)
        elif isinstance(value, Picture):
            changed = msgspec.structs.replace(value, alt=_TAG.sub(replace, value.alt)) if "{{" in value.alt else value
        elif isinstance(line.field, Entries) and isinstance(value, tuple):
            changed = tuple(_mark_struct(entry, replace) for entry in value)
        else:
            continue
        if changed != value:
            changes[line.name] = changed
    plain = getattr(struct, "plain", None)
    if isinstance(plain, PlainWords):
        changes["plain"] = PlainWords(_TAG.sub(replace, plain.text), _TAG.sub(replace, plain.made))
    return msgspec.structs.replace(struct, **changes) if changes else struct


def personalise(rendered: Body, values: MergeValues) -> Personal:
    """One person's letter.

    An empty value gives the tag's fallback. Values are escaped for where they land; control characters, line breaks and marks
    that change the direction of writing are taken out, so a name can neither start a header line nor turn the sentence round.
    """
    known = complete_values(values)
    tokens = rendered.tokens
    return Personal(
        subject=" ".join(fill(cut_text(rendered.subject, tokens), known).split()),
        html=fill(cut_html(rendered.html, tokens), known),
        text=fill(cut_text(rendered.text, tokens), known),
    )


def complete_values(values: MergeValues) -> dict[str, str]:
    """The values cleaned, with ``full_name`` made from first and last name where it is not given."""
    known = {name: clean_value(value) for name, value in values.items()}
    if not known.get("full_name"):
        known["full_name"] = " ".join(part for part in (known.get("first_name", ""), known.get("last_name", "")) if part)
    return known


def clean_value(value: str) -> str:
    """A value fit for one line: no control characters, no direction marks, not endless."""
    return _DIRECTION.sub("", _CONTROL.sub(" ", value)).strip()[:LONGEST_VALUE]


def fill(pieces: tuple[str | Slot, ...], known: Mapping[str, str]) -> str:
    """The pieces of a body put together with cleaned values (see :func:`complete_values`)."""
    return "".join(piece if isinstance(piece, str) else value_for(piece, known) for piece in pieces)


def value_for(slot: Slot, known: Mapping[str, str]) -> str:
    """What goes into one slot."""
    value = known.get(slot.token.name, "") or clean_value(slot.token.fallback)
    if slot.place == "html":
        return escape(value)
    if slot.place == "part_of_address":
        return quote(value, safe="@")
    if slot.place == "address":
        return escape(value) if value.lower().startswith(("https:", "http:", "mailto:")) else "#"
    return value if slot.place == "text" else ""


@lru_cache(maxsize=32)
def cut_html(html: str, tokens: tuple[Token, ...]) -> tuple[str | Slot, ...]:
    """An HTML body cut at its tokens, each slot knowing where it stands. Cut once, filled for thousands of people."""
    if not tokens:
        return (html,)
    parts = _parts.get(html) or (html,)
    return _joined([piece for part in parts for piece in _cut_part(part, tokens)])


def made_of(html: str, parts: tuple[str, ...]) -> str:
    """Note that this body was put together from parts in each of which every comment, style and tag that begins also ends.

    Bodies that share parts are then cut at their tokens part by part; what one has in common with the last is not read again.
    """
    _parts.keep(html, parts)
    return html


@lru_cache(maxsize=500)
def _cut_part(html: str, tokens: tuple[Token, ...]) -> tuple[str | Slot, ...]:
    by_mark = {token.mark: token for token in tokens}
    marks = _any_of(tokens)
    if not marks.search(html):
        return (html,)
    pieces: list[str | Slot] = []
    position = 0
    for markup in _MARKUP.finditer(html):
        _cut(html[position : markup.start()], marks, by_mark, "html", pieces)
        _cut_markup(markup[0], marks, by_mark, pieces)
        position = markup.end()
    _cut(html[position:], marks, by_mark, "html", pieces)
    return tuple(pieces)


def _cut_markup(markup: str, marks: re.Pattern[str], by_mark: Mapping[str, Token], pieces: list[str | Slot]) -> None:
    if not marks.search(markup):
        pieces.append(markup)
        return
    if markup.startswith("<!--") or markup[:6].lower() == "<style":
        _cut(markup, marks, by_mark, "nothing", pieces)
        return
    position = 0
    for attribute in _ATTRIBUTE.finditer(markup):
        group = 2 if attribute[2] is not None else 3
        start, end = attribute.span(group)
        _cut(markup[position:start], marks, by_mark, "nothing", pieces)
        value = attribute[group]
        if attribute[1].lower() not in _ADDRESS_ATTRIBUTES:
            _cut(value, marks, by_mark, "html", pieces)
        elif value in by_mark and by_mark[value].name in ADDRESS_NAMES:
            pieces.append(Slot(by_mark[value], "address"))
        else:
            _cut(value, marks, by_mark, "part_of_address", pieces)
        position = end
    _cut(markup[position:], marks, by_mark, "nothing", pieces)


@lru_cache(maxsize=64)
def cut_text(text: str, tokens: tuple[Token, ...]) -> tuple[str | Slot, ...]:
    """A plain text cut at its tokens; a token inside an address is filled percent-encoded, so that the address stays one."""
    if not tokens:
        return (text,)
    by_mark = {token.mark: token for token in tokens}
    marks = _any_of(tokens)
    pieces: list[str | Slot] = []
    position = 0
    for run in re.finditer(r"(?:https?://|mailto:)[^\s<>\"]+", text):
        _cut(text[position : run.start()], marks, by_mark, "text", pieces)
        _cut(run[0], marks, by_mark, "part_of_address", pieces)
        position = run.end()
    _cut(text[position:], marks, by_mark, "text", pieces)
    return _joined(pieces)


@lru_cache(maxsize=32)
def _any_of(tokens: tuple[Token, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(token.mark) for token in tokens))


def _cut(
    text: str,
    marks: re.Pattern[str],
    by_mark: Mapping[str, Token],
    place: Literal["text", "html", "part_of_address", "address", "nothing"],
    pieces: list[str | Slot],
) -> None:
    position = 0
    for found in marks.finditer(text):
        pieces.append(text[position : found.start()])
        pieces.append(Slot(by_mark[found[0]], place))
        position = found.end()
    pieces.append(text[position:])


def _joined(pieces: list[str | Slot]) -> tuple[str | Slot, ...]:
    """Neighbouring strings made one, empty ones dropped."""
    joined: list[str | Slot] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
            continue
        if text := "".join(run):
            joined.append(text)
        joined.append(piece)
        run = []
    if text := "".join(run):
        joined.append(text)
    return tuple(joined)
