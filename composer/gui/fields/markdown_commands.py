"""What the writing keys do to a Markdown text, as pure functions: text and selection in, text and selection out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = re.compile(r"^(\s*)([-*+]|(\d{1,9})([.)]))([ \t]+)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\((<[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"\n]*\")?\)")


@dataclass(frozen=True)
class Text:
    """A text with its selection; ``anchor == caret`` where nothing is selected."""

    text: str
    anchor: int
    caret: int

    @property
    def start(self) -> int:
        """Where the selection begins."""
        return min(self.anchor, self.caret)

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(self.anchor, self.caret)

    @property
    def selected(self) -> str:
        """What is selected."""
        return self.text[self.start : self.end]


def _put(given: Text, start: int, end: int, words: str, anchor: int, caret: int) -> Text:
    return Text(given.text[:start] + words + given.text[end:], anchor, caret)


def put_words(given: Text, words: str) -> Text:
    """Put words in the place of the selection."""
    at = given.start + len(words)
    return _put(given, given.start, given.end, words, at, at)


def toggle_marks(given: Text, marks: str) -> Text:
    """Put ``marks`` (``**`` or ``*``) around the selection or the word at the caret, or take them away if they are there."""
    start, end = given.start, given.end
    if start == end:
        start, end = _word_at(given.text, start)
    # Marks hold only against the words themselves: blanks at the edges stay outside.
    while start < end and given.text[start].isspace():
        start += 1
    while end > start and given.text[end - 1].isspace():
        end -= 1
    size = len(marks)
    text = given.text
    if _stands(text, start - size, marks) and _stands(text, end, marks):
        words = text[start:end]
        return _put(given, start - size, end + size, words, start - size, end - size)
    inside = text[start:end]
    if len(inside) >= 2 * size and inside.startswith(marks) and inside.endswith(marks) and _stands(text, start, marks):
        words = inside[size:-size]
        return _put(given, start, end, words, start, start + len(words))
    if start == end:
        return _put(given, start, end, marks * 2, start + size, start + size)
    return _put(given, start, end, f"{marks}{inside}{marks}", start + size, end + size)


def _stands(text: str, at: int, marks: str) -> bool:
    """Whether exactly these marks stand there: one asterisk of two is not emphasis."""
    if at < 0 or text[at : at + len(marks)] != marks:
        return False
    if marks != "*":
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    run = 1
    left = at - 1
    while left >= 0 and text[left] == "*":
        run, left = run + 1, left - 1
    right = at + 1
    while right < len(text) and text[right] == "*":
        run, right = run + 1, right + 1
    return run % 2 == 1 if before == "*" or after == "*" else True


def _word_at(text: str, at: int) -> tuple[int, int]:
    start = end = at
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "'’"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "'’"):
        end += 1
    return start, end


def _lines_of(given: Text) -> tuple[int, int]:
    start = given.text.rfind("\n", 0, given.start) + 1
    end = given.text.find("\n", given.end)
    return start, len(given.text) if end < 0 else end


def toggle_list(given: Text) -> Text:
    """Make the lines of the selection points of a list, or plain lines again if all of them are."""
    start, end = _lines_of(given)
    lines = given.text[start:end].split("\n")
    full = [line for line in lines if line.strip()]
    if full and all(_BULLET.match(line) for line in full):
        changed = [_BULLET.sub(r"\1", line) for line in lines]
    else:
        changed = [line if not line.strip() and full else f"- {_BULLET.sub('', line)}" for line in lines]
    words = "\n".join(changed)
    return _put(given, start, end, words, start + len(words), start + len(words))


def toggle_heading(given: Text) -> Text:
    """Make the line a heading, or a paragraph again."""
    start, end = _lines_of(given)
    line = given.text[start:end].split("\n")[0]
    end = start + len(line)
    words = _HEADING.sub("", line) if _HEADING.match(line) else f"## {line.strip()}"
    shift = len(words) - len(line)
    caret = max(start, given.caret + shift)
    return _put(given, start, end, words, caret, caret)


def link_at(given: Text) -> tuple[int, int, str, str] | None:
    """The link the caret is in: where it starts and ends, its words and its address. None where it is in none."""
    for match in _LINK.finditer(given.text):
        if match.start() <= given.start and given.end <= match.end():
            return match.start(), match.end(), match[1], match[2].strip("<>")
    return None


def set_link(given: Text, words: str, address: str) -> Text:
    """Put a link in the place of the selection, or of the link the caret is in. An empty address leaves the words alone."""
    found = link_at(given)
    start, end = (found[0], found[1]) if found else (given.start, given.end)
    words = words.replace("\n", " ").strip() or address
    words = re.sub(r"([\[\]])", r"\\\1", words) if address else words
    if re.search(r"[\s()<>]", address):
        address = f"<{address.replace('<', '%3C').replace('>', '%3E')}>" if "\n" not in address else ""
    made = f"[{words}]({address})" if address else words
    return _put(given, start, end, made, start + len(made), start + len(made))


def new_line(given: Text) -> Text:
    """Return: the next point in a list (or its end, in an empty point), the next paragraph elsewhere."""
    line_start = given.text.rfind("\n", 0, given.start) + 1
    line = given.text[line_start : given.start]
    point = _BULLET.match(line)
    if point and given.start == given.end and not line[point.end() :].strip() and _rest_is_empty(given):
        # An empty point ends the list; what follows is a paragraph, so one line stays empty.
        words = "\n" if line_start else ""
        at = line_start + len(words)
        return _put(given, line_start, given.start, words, at, at)
    if point:
        mark = f"{int(point[3]) + 1}{point[4]}" if point[3] else point[2]
        words = f"\n{point[1]}{mark} "
    else:
        before, after = given.text[: given.start], given.text[given.end :]
        # One empty line parts two paragraphs; one that is there already is not doubled.
        at_edge = not before.strip("\n") or before.endswith("\n\n") or after.startswith("\n\n") or not line.strip()
        words = "\n" if at_edge else "\n\n"
    at = given.start + len(words)
    return _put(given, given.start, given.end, words, at, at)


def _rest_is_empty(given: Text) -> bool:
    rest = given.text[given.end :].split("\n", 1)[0]
    return not rest.strip()


def line_break(given: Text) -> Text:
    """Shift+Return: a new line in the same paragraph."""
    at = given.start + 2
    return _put(given, given.start, given.end, "\\\n", at, at)


def backspace(given: Text) -> Text | None:
    """At the beginning of a paragraph, take the whole gap before it away. None where an ordinary backspace is meant."""
    if given.start != given.end or given.start < 2 or given.text[given.start - 2 : given.start] != "\n\n":
        return None
    if given.start >= 3 and given.text[given.start - 3] == "\n":
        return None
    at = given.start - 2
    before, after = given.text[:at], given.text[given.start :]
    if before and after and not before.endswith((" ", "\n")) and not after.startswith(("\n", " ")):
        return Text(f"{before} {after}", at + 1, at + 1)
    return Text(before + after, at, at)
