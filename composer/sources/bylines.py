"""Who wrote something: bylines, and the paragraph that introduces a guest."""

from __future__ import annotations

import re
from typing import NamedTuple

_HONORIFIC = re.compile(
    r"^(Professor|Prof\.?|Doctor|Dr\.?|Sir|Dame|Lord|Lady|Baroness|Baron|Rev(?:erend)?\.?|Mrs?\.?|Ms\.?|Miss|Mx\.?)\s+",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    {
        *("de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "bin", "al", "ap"),
        *("y", "e"),
    }
)
_BY = re.compile(
    r"^\W{0,3}(?:(?:guest\s+)?(?:blog|post|article|column|story)\s+by|(?:written|posted|words|text)\s+by|author\s*:"
    r"|by)\s*:?\s+(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_IS_A = re.compile(
    r"^(?P<name>[^,.;:!?\n]{3,60}?)\s+(?:is|was|works\s+as|has\s+been)\s+(?P<role>(?:an?|the|our|one\s+of)\s+\S[^\n]*)", re.DOTALL
)
_VERB = (
    r"(?:writes|blogs|reflects|explains|shares|tells|describes|argues|looks\s+(?:back|ahead|at)|talks\s+about"
    r"|remembers|asks\s+(?:what|why|how))\b"
)
_TELLS = re.compile(rf"^(?P<name>[^,.;:!?\n]{{3,60}}),\s+(?P<role>[^.;:!?\n]{{3,120}}?),\s+{_VERB}")
_ONE_OF_US_TELLS = re.compile(
    rf"^(?:our|the)\s+(?P<role>[^,.;:!?\n]{{3,80}}),?\s+(?P<name>[^,.;:!?\n]{{3,60}}),\s+{_VERB}", re.IGNORECASE
)
_IN_TITLE = re.compile(
    r"\bguest\s+(?:blog|post|column)\s*[:|–—-]\s*(?P<name>[^,.;:!?\n]{3,60}?)(?:\s+(?:on|about|asks|tells|writes)\b|,|$)",
    re.IGNORECASE,
)
_ROLE_ENDS = re.compile(r"(?<!\bDr)(?<!\bProf)(?<!\bSt)\.(?:\s|$)")
_HANDLE = re.compile(r"[,;\s]*(?:on\s+twitter\s*)?\(?(@\w{2,30})\)?\s*$", re.IGNORECASE)


class Byline(NamedTuple):
    """A person and what they are, each on one line; ``role`` may be empty."""

    author: str
    role: str


def byline(words: str) -> Byline | None:
    """The author where the passage is a byline (``By Asha Lee, midwife at …``) and nothing else."""
    text = " ".join(words.split())
    match = _BY.match(text)
    if match is None or len(text) > 260 or re.search(r"[.!?]\s+[A-Z]", match["rest"].replace("Dr. ", "").replace("Prof. ", "")):
        return None
    name, comma, role = match["rest"].partition(",")
    if not comma:
        name, _dash, role = re.sub(r"\s+[–—|-]\s+", "\n", match["rest"], count=1).partition("\n")
    if not role:
        beside = re.match(r"(.+?)\s+(?:on|in|for|from|at)\s+(.*)", name)
        if beside and _is_name(_HONORIFIC.sub("", beside[1])):
            name, role = beside[1], "" if re.match(r"\w*\s*\d", beside[2]) else beside[2]
    return _made(name, role)


def introduction(words: str) -> Byline | None:
    """The author where the passage introduces a person (``Asha Lee is a midwife and …``)."""
    text = " ".join(words.split())
    match = _IS_A.match(text)
    if match is None or len(text) > 700:
        return None
    role = _ROLE_ENDS.split(match["role"], maxsplit=1)[0]
    return _made(match["name"], re.sub(r"^(?:an?|the|our|one\s+of)\s+", "", role))


def presented(words: str) -> Byline | None:
    """The author where the passage presents who tells (``Asha Lee, our midwife, writes about …``)."""
    text = " ".join(words.split())[:400]
    match = _ONE_OF_US_TELLS.match(text) or _TELLS.match(text)
    return _made(match["name"], re.sub(r"^(?:an?|the|our)\s+", "", match["role"])) if match else None


def named_in_title(title: str) -> Byline | None:
    """The guest a title names (``Guest blog: Asha Lee on hope``)."""
    match = _IN_TITLE.search(title)
    return _made(match["name"], "") if match else None


def _made(name: str, role: str) -> Byline | None:
    """A byline where the name is a person's; what stands before the name (Dr, Professor) goes with the role."""
    name, role = name.strip(" .,;–-"), role.strip(" .,;–-")
    handle = _HANDLE.search(name)
    if handle:
        name = name[: handle.start()]
    title = _HONORIFIC.match(name)
    bare = _HONORIFIC.sub("", name)
    if not _is_name(bare):
        return None
    if title and title[1].lower().startswith("prof"):
        role = f"{title[1]}, {role}" if role else title[1]
        name = bare
    return Byline(name, role)


def _is_name(text: str) -> bool:
    """Two to six words that all begin with a capital, save for particles (van, de la)."""
    parts = text.replace("’", "'").split()
    if not 2 <= len(parts) <= 6:
        return False
    letters = [part for part in parts if part.lower() not in _PARTICLES]
    whole = re.compile(r"[^\W\d_]+(?:['.\-][^\W\d_]*)*")
    return len(letters) >= 2 and all(part[0].isupper() and whole.fullmatch(part) for part in letters)
