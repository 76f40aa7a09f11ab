"""The beginning of a text, in whole sentences, its Markdown left whole."""

from __future__ import annotations

import re

LONGEST_SENTENCE = 80
"""Words; what goes on longer without an end is no sentence, and is cut."""
_ABBREVIATION = re.compile(
    r"mrs?|m[sx]|dr|prof|revd?|st|hon|sir|sgt|capt|cllr|[js]r|vs|approx|nos?|tel|ext|fig|vol|eds?|pp?|inc|ltd|co|dept|est"
    r"|e\.?g|i\.?e|cf|al|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[ap]\.m",
    re.IGNORECASE,
)
# What is never cut: code, links and pictures, addresses, merge tags, stressed words.
_WHOLE = re.compile(
    r"`[^`\n]+`"
    r"|!?\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)"
    r"|<[^<>\s]+>|https?://\S+|\{\{[^{}\n]*\}\}"
    r"|(?<![\w*])(\*{1,3})(?=\S)(?:(?!\1)[^\n])+?(?<=\S)\1(?![\w*])"
    r"|(?<![\w_])(_{1,3})(?=\S)(?:(?!\2)[^\n])+?(?<=\S)\2(?![\w_])"
)
_END = re.compile(r"(?:[.!?…؟۔।॥]+[\"'”’»)\]]*(?=\s|$))|[。！？]+[」』）”]*")
# Chinese, Japanese and Thai write no spaces between words; two signs are about a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_NEXT_BEGINS = re.compile(
    r"\s+[\"'“‘«(\[¿¡*_<!\\]*(?:[A-Z0-9\u00c0-\u00de\u0391-\u03a9\u0400-\u042f]|[^\W\d_a-z\u00df-\u00ff])|\s*$"
)
_LIST_LINE = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_NOT_RUNNING = re.compile(r"\s{0,3}(?:#{1,6}\s|={3,}\s*$|-{3,}\s*$|\*{3,}\s*$|(?:\|.*\|\s*$)|```)")


def excerpt(markdown: str, words: int = 50) -> str:
    """The beginning of ``markdown``: about ``words`` words, whole sentences, at least one. Headings, tables and pictures go.

    Links, stressed words and merge tags are never cut in half; paragraphs and lists stay what they are. Where the text has no
    sentences at all, it is cut between two words and ends with an ellipsis.
    """
    most = max(1, words)
    kept: list[str] = []
    count = 0
    for paragraph in _paragraphs(markdown):
        chosen: list[str] = []
        full = False
        for piece in _pieces(paragraph):
            size = word_count(piece)
            if (kept or chosen) and count + size > most * 1.15:
                full = True
                break
            if size > max(most * 3, LONGEST_SENTENCE):
                piece, size, full = _cut(piece, most), most, True
            chosen.append(piece)
            count += size
            if full:
                break
        if chosen:
            kept.append("".join(chosen).rstrip())
        if full or count >= most:
            break
    return _without_open_end(kept)


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph, each with the space after it: joined they are the paragraph."""
    whole = [match.span() for match in _WHOLE.finditer(text)]
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if any(first < end < last for first, last in whole) or end <= start:
            continue
        if not _ends_here(text, start, match):
            continue
        space = re.match(r"\s*", text[end:])
        end += space.end() if space else 0
        found.append(text[start:end])
        start = end
    if start < len(text):
        found.append(text[start:])
    return found


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    if match.group()[0] in "。！？":
        return True
    if not _NEXT_BEGINS.match(text, match.end()):
        return False
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    before = re.search(r"[^\s(\[“‘\"']*$", text[start : match.start()])
    word = before.group().strip("*_") if before else ""
    initial = len(word) == 1 and word.isalpha() and word.isupper() and word != "I"
    at_the_end = not text[match.end() :].strip()
    return at_the_end or not (initial or bool(_ABBREVIATION.fullmatch(word)))


def _paragraphs(markdown: str) -> list[str]:
    """The paragraphs that read on; a list is one paragraph."""
    text = _PICTURE.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n+", text):
        lines = [re.sub(r"^\s{0,3}(?:>\s?)+", "", line) for line in block.split("\n")]
        lines = [line for line in lines if line.strip() and not _NOT_RUNNING.match(line)]
        if lines:
            found.append("\n".join(lines).strip("\n"))
    return found


def _pieces(paragraph: str) -> list[str]:
    """What a paragraph may be cut between: sentences, and the points of a list."""
    if not any(_LIST_LINE.match(line) for line in paragraph.split("\n")):
        return sentences(paragraph)
    points: list[str] = []
    for line in paragraph.split("\n"):
        if _LIST_LINE.match(line) or not points:
            points.append(f"{line}\n")
        else:
            points[-1] += f"{line}\n"
    return points


def word_count(text: str) -> int:
    """How many words there are; the mark of a list or a dash is none. Of scripts without spaces two signs count as a word."""
    unspaced = len(_UNSPACED.findall(text))
    spaced = _UNSPACED.sub(" ", text) if unspaced else text
    return sum(any(sign.isalnum() for sign in word) for word in spaced.split()) + (unspaced + 1) // 2


def _cut(text: str, words: int) -> str:
    """The first ``words`` words with an ellipsis, nothing that belongs together torn apart."""
    end = len(text)
    for number, match in enumerate(re.finditer(r"\S+", text), start=1):
        if number == words:
            end = match.end()
            break
    if len(signs := [match.end() for match in _UNSPACED.finditer(text)]) > 2 * words:
        end = min(end, signs[2 * words - 1])
    for span in (match.span() for match in _WHOLE.finditer(text)):
        if span[0] < end < span[1]:
            end = span[0] if text[: span[0]].strip() else span[1]
    short = text[:end].rstrip(" \t\n,;:–-")
    return f"{short}…" if end < len(text) else text


def _without_open_end(kept: list[str]) -> str:
    """The paragraphs put together; a last sentence that announces what is no longer there goes, unless it is all there is."""
    if kept and kept[-1].endswith(":"):
        parts = sentences(kept[-1])
        if len(parts) > 1:
            kept = [*kept[:-1], "".join(parts[:-1]).rstrip()]
        elif len(kept) > 1:
            kept = kept[:-1]
    return "\n\n".join(kept).strip()
