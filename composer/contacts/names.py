"""Full names taken apart: what to call a person by, and what comes after.

Nothing is thrown away: a title is handed back by itself, everything after the first name is the last name, and what looks like
an organisation gets no first name, so that no letter begins with "Dear Harbour".
"""

from __future__ import annotations

from typing import NamedTuple

from composer.contacts.contact import clean_text, fold

_WORDS = {
    "titles": """
        mr mrs ms miss mx master dr prof professor rev revd reverend fr father sister sir dame lord lady hon rt cllr
        councillor canon imam rabbi captain capt major maj col colonel herr frau fraulein dipl ing mag monsieur madame
        mademoiselle m mme mlle me sr sra srta senor senora senorita don dona hr fru froken dhr mevr mw sig signor signora
        dott
    """,
    "suffixes": """
        jr sr snr jnr junior senior esq ii iii iv phd md mbe obe cbe kbe dbe bem qc kc frcn frs ba bsc ma msc mba jp dl rn
    """,
    "particles": """
        de del della di da dos das du des la le van von der den zu zur af av bin ibn al el ter ten mac mc st saint o
    """,
    "organisations": """
        ltd limited plc llp cic cio gmbh ev trust council charity foundation association society school college
        university club team office committee group department company centre center institute hospital library stiftung
        verein asociacion fundacion forening stiftelsen the partners sons services friends
    """,
}
_TITLES = frozenset(_WORDS["titles"].split())
_SUFFIXES = frozenset(_WORDS["suffixes"].split())
_PARTICLES = frozenset(_WORDS["particles"].split())
_ORGANISATIONS = frozenset(_WORDS["organisations"].split())
_AND = frozenset({"&", "+", "and", "und", "et", "y", "och", "og", "en"})


class SplitName(NamedTuple):
    """A full name in parts; ``title`` holds what stood before it (``Dr``)."""

    first: str
    last: str
    title: str = ""


def split_name(full_name: str) -> SplitName:
    """Parts of a name as people write it: ``Dr Anna van Dyk``, ``Bell, Anna``, ``J. R. R. Tolkien``, ``Harbour Trust``."""
    name = clean_text(full_name).strip(" ,;\"'")
    if not name or "@" in name:
        return SplitName("", "")
    words = name.split()
    title: list[str] = []
    while (
        len(words) > 1
        and (_plain(words[0]) in _TITLES or (title and _plain(words[0]) in _AND))
        and not (len(words) == 2 and _is_initial(words[0]))
    ):
        title.append(words.pop(0))
    joined = next((at for at, word in enumerate(words) if _plain(word) in _AND), 0)
    if not title and (any(_plain(word) in _ORGANISATIONS for word in words) or (joined and "," in name)):
        return SplitName("", name)
    if 0 < joined < len(words) - 1:  # "Anna and Ben Carr"
        return SplitName(" ".join(words[: joined + 2]), " ".join(words[joined + 2 :]), " ".join(title))
    words = _family_name_last(words, bool(title))
    if len(words) == 1:
        # "Mrs Bell" is no first name to greet by.
        return SplitName("", words[0], " ".join(title)) if title else SplitName(words[0], "")
    first = [words.pop(0)]
    while (
        len(words) > 1
        and _is_initial(first[-1])
        and (_is_initial(words[0]) or (len(first) == 1 and _plain(words[0]) not in _PARTICLES))
    ):
        first.append(words.pop(0))
    return SplitName(" ".join(first).rstrip(","), " ".join(words), " ".join(title))


def _family_name_last(words: list[str], titled: bool) -> list[str]:
    """``Bell, Anna`` turned round; commas before ``Jr`` or ``PhD``, or in longer lists of names, mean nothing of the kind."""
    commas = [at for at, word in enumerate(words) if word.endswith(",")]
    if len(commas) != 1 or titled or _plain(words[-1]) in _SUFFIXES:
        return words
    family, given = words[: commas[0] + 1], words[commas[0] + 1 :]
    if not given or len(given) > 3 or len(family) > 3:
        return words
    while len(given) > 1 and _plain(given[0]) in _TITLES:
        given = given[1:]
    return [*given, *family[:-1], family[-1].rstrip(",")]


def _plain(word: str) -> str:
    return fold(word).strip(".,()").replace(".", "")


def _is_initial(word: str) -> bool:
    return len(_plain(word)) == 1 and word[0].isalpha() and (word.endswith(".") or word.isupper())
